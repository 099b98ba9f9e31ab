"""Acts on accounts: signing in, passwords, ending sessions; upper rooms call them in their acts."""

import datetime as dt
import secrets

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts import devices, network, registers
from maslikhat.accounts.models import Session, User
from maslikhat.accounts.permissions import (
    may_choose_language,
    may_end_other_sessions,
    may_end_session,
    may_enter,
    may_set_password,
)
from maslikhat.accounts.sessions import MARK
from maslikhat.kit.doors import Request
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record

BACKEND = "maslikhat.accounts.backends.Backend"


@atomic
def make_user(
    *,
    by: User | None,
    username: str | None = None,
    email: str | None = None,
    language: str = "kk",
    at: dt.datetime | None = None,
) -> User:
    """Make an account without a password; without a name it gets an eight-digit sign-in number.

    `at` is when it was made, now when absent: for accounts brought over. The calling act has
    decided that `by` may; None is the portal itself.
    """
    chosen = username.strip().lower() if username else ""
    username = chosen or free_number()
    email = email.strip().lower() if email else None
    taken = _("This sign-in number is taken. Choose another.")
    known = _("This e-mail address already belongs to an account.")
    if chosen and User.objects.filter(username=chosen).exists():
        raise Refused(taken)
    if email and EmailAddress.objects.filter(email=email).exists():
        raise Refused(known)
    user = User(username=username, email=email, language=language, date_joined=at or timezone.now())
    user.set_unusable_password()
    try:
        user.save()
    except IntegrityError:
        # Another is made with the same name or address at this very moment.
        raise Refused(known if email else taken) from None
    if email:
        EmailAddress.objects.create(user=user, email=email, primary=True)
    record(by, "accounts.make_user", user)
    return user


def free_number() -> str:
    """A sign-in number nobody has: eight digits, the first not zero."""
    while True:
        number = str(10_000_000 + secrets.randbelow(90_000_000))
        if not User.objects.filter(username=number).exists():
            return number


@atomic
def begin_session(request: Request, user: User, *, by: User) -> None:
    """Sign the person in on this browser: the session is marked with device, network and end."""
    if not may_enter(by, user):
        if by.pk != user.pk:
            raise Hidden()
        raise Refused(_("This account is closed. Ask the clerk of your maslikhat."), status=403)
    login(request, user, backend=BACKEND)
    now = timezone.now()
    request.session[MARK] = {
        "made_at": now.isoformat(),
        "until": (now + session_length(user)).isoformat(),
        "device": devices.words(request.headers.get("User-Agent", "")),
        "network": network.of(request),
    }
    record(by, "accounts.begin_session", user)


def session_length(user: User) -> dt.timedelta:
    """How long this person stays signed in: 14 days, or the fewest hours an upper room says."""
    hours = [told for ask in registers.session_hours if (told := ask(user)) is not None]
    longest = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min([longest, *(dt.timedelta(hours=told) for told in hours)])


@atomic
def enter(request: Request, user: User, *, how: str, by: User | None = None) -> None:
    """Sign a person in without the sign-in page: the demo's one click, an invitation's code.

    `how` is a short word kept in the session, such as ``"demo"`` or ``"invitation"``.
    """
    begin_session(request, user, by=by or user)
    record_authentication(request, user, method=how)


@atomic
def set_password(user: User, *, by: User, password: str, keep: str = "") -> User:
    """Give the account a new password and end its sessions, but for the one named by `keep`.

    `keep` is the primary key of a Session. A weak password is refused (422) with the reasons.
    """
    if not may_set_password(by, user):
        raise Refused(_("Only the owner of an account sets its password."), status=403)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), status=422) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).exclude(pk=keep).delete()
    record(by, "accounts.set_password", user)
    return user


@atomic
def choose_language(user: User, *, by: User, language: str) -> User:
    """Choose the language in which the portal writes to one; it is not on the record."""
    if not may_choose_language(by, user):
        raise Hidden()
    if language not in LANGUAGES:
        raise Refused(_("Choose one of the answers offered."), status=422)
    user.language = language
    user.save(update_fields=["language"])
    return user


@atomic
def end_session(session: Session, *, by: User) -> None:
    """End one session: whoever uses that browser is signed out at the next page."""
    if not may_end_session(by, session):
        raise Hidden()
    session.delete()
    record(by, "accounts.end_session", by)


@atomic
def end_other_sessions(user: User, *, by: User, keep: str = "") -> int:
    """End every session of the person but the one whose primary key is `keep`; how many ended."""
    if not may_end_other_sessions(by, user):
        raise Hidden()
    ended, _rows = Session.objects.filter(user=user).exclude(pk=keep).delete()
    record(by, "accounts.end_other_sessions", user, count=ended)
    return ended


@atomic
def deactivate(user: User, *, by: User | None) -> User:
    """Close an account at once: it cannot sign in, and its sessions end.

    The calling act has decided that `by` may; None is the portal itself.
    """
    user.is_active = False
    user.save(update_fields=["is_active"])
    Session.objects.filter(user=user).delete()
    record(by, "accounts.deactivate", user)
    return user
