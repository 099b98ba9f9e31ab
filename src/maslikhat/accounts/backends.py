"""Who a session belongs to: asked with every request of who has signed in."""

from allauth.account.auth_backends import AuthenticationBackend

from maslikhat.accounts.models import User
from maslikhat.accounts.sessions import owner
from maslikhat.kit.prepared import PreparedThings

_users = PreparedThings(lambda number: User.objects.filter(pk=number))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with the one question of every request made once."""

    def get_user(self, user_id: int) -> User | None:
        """The user of this number who may sign in; read with the session a moment ago, or now."""
        known = owner.get()
        owner.set(None)
        if known is None or known.pk != user_id:
            known = next(iter(_users(user_id)), None)
        return known if known is not None and known.is_active else None
