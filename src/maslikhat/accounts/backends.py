"""Who a session belongs to: asked with every request of who has signed in."""

from allauth.account.auth_backends import AuthenticationBackend

from maslikhat.accounts.models import User
from maslikhat.kit.prepared import PreparedThings

_users = PreparedThings(lambda number: User.objects.filter(pk=number))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with the one question of every request made once."""

    def get_user(self, user_id: int) -> User | None:
        """The user of this number who may sign in."""
        found = _users(user_id)
        return found[0] if found and found[0].is_active else None
