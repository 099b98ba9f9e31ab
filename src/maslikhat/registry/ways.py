"""Ways into an account that must close: with an office, a lost factor, a restored access."""

import datetime as dt

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.utils import timezone

from maslikhat.accounts.models import Session, User
from maslikhat.accounts.sessions import SessionStore
from maslikhat.registry.models import Invitation

# Longer than a half-finished sign-in is good for (settings: ten minutes for a code).
UNFINISHED = dt.timedelta(hours=1)


def close_for_office(user_id: int | None, *, by: User | None) -> None:
    """Whoever gets an office from another signs in anew, and slips printed before open nothing.

    The office asks for a second factor and shorter sessions; a slip printed for a plain deputy
    would open the office too.
    """
    if user_id is None:
        return
    slips = Invitation.objects.filter(user=user_id, purpose=Invitation.Purpose.RESTORE)
    slips.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    if by is None or by.pk != user_id:
        Session.objects.filter(user=user_id).delete()


def has_way_without_factor(user: User) -> bool:
    """Whether a password or a code from a letter opens the account when no factor is asked for."""
    letters = EmailAddress.objects.filter(user=user, verified=True)
    return user.has_usable_password() or letters.exists()


def close_all(user: User) -> None:
    """Close every way in: password, second factors, passkeys, addresses, sessions, half sign-ins.

    An address proves only that somebody holds the old way in: a code sent there must not enter.
    """
    user.set_unusable_password()
    user.email = None
    user.save(update_fields=["password", "email"])
    EmailAddress.objects.filter(user=user).delete()
    close_factors(user)


def close_factors(user: User) -> None:
    """Take off second factors, passkeys and recovery codes, and end sessions and half sign-ins."""
    Authenticator.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    recent = Session.objects.filter(user=None, made_at__gt=timezone.now() - UNFINISHED)
    for session in recent:
        if _is_entering(session, user):
            session.delete()


def _is_entering(session: Session, user: User) -> bool:
    """Whether a visit waits for the code or the second factor of this account."""
    # allauth's Login.serialize: the number stands there as in a link, to the base of 36.
    begun = SessionStore().decode(session.session_data).get(LOGIN_SESSION_KEY) or {}
    return bool(begun.get("user_pk") == user_pk_to_url_str(user))
