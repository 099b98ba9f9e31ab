"""Accounts: what is one's own is nobody else's; closing and making accounts are inner acts."""

from typing import Any

from django.test import RequestFactory

from maslikhat.accounts import actions
from maslikhat.accounts.models import Session, User
from maslikhat.accounts.sessions import SessionStore
from tests.permissions.everyone import SIGNED_IN, WITH_PORTAL, Cast, make_cast, users
from tests.permissions.table import ALL_OTHERS, NOBODY, PORTAL, Room, Row, persons

ROOM = Room("accounts", WITH_PORTAL, make_cast, users)
DEPUTY = persons("deputy")
PASSWORD = "a long way to Karkaraly 1911"


def request() -> Any:
    """A page asked for by a browser that has not signed in."""
    asked = RequestFactory().post("/")
    asked.session = SessionStore()  # type: ignore[assignment]
    return asked


def session(cast: Cast) -> Session:
    """A session of the deputy's."""
    SessionStore().create()
    kept = Session.objects.get(user=None)
    kept.user = cast.deputy
    kept.save()
    return kept


def closed(cast: Cast) -> None:
    """Every account is closed: whoever acts, the account does not open."""
    User.objects.update(is_active=False)


ROWS = [
    Row("accounts.begin_session", "one's own account",
        SIGNED_IN, lambda c, by, _: actions.begin_session(request(), by, by=by)),
    Row("accounts.begin_session", "one's own account, closed",
        NOBODY, lambda c, by, _: actions.begin_session(request(), by, by=by), closed),
    Row("accounts.begin_session", "the deputy's account",
        DEPUTY, lambda c, by, _: actions.begin_session(request(), c.deputy, by=by),
        hidden=ALL_OTHERS),
    Row("accounts.enter", "the deputy's account",
        DEPUTY, lambda c, by, _: actions.enter(request(), c.deputy, how="demo", by=by),
        hidden=ALL_OTHERS, apart=persons(PORTAL), records=("accounts.begin_session",)),
    Row("accounts.enter", "one's own account",
        SIGNED_IN, lambda c, by, _: actions.enter(request(), by, how="demo"),
        apart=persons(PORTAL), records=("accounts.begin_session",)),
    Row("accounts.enter", "one's own account, closed",
        NOBODY, lambda c, by, _: actions.enter(request(), by, how="demo"), closed,
        apart=persons(PORTAL)),
    Row("accounts.set_password", "the deputy's account",
        DEPUTY, lambda c, by, _: actions.set_password(c.deputy, by=by, password=PASSWORD)),
    Row("accounts.set_password", "one's own account",
        SIGNED_IN, lambda c, by, _: actions.set_password(by, by=by, password=PASSWORD)),
    Row("accounts.set_password", "one's own account, closed",
        NOBODY, lambda c, by, _: actions.set_password(by, by=by, password=PASSWORD), closed),
    Row("accounts.choose_language", "the deputy's account",
        DEPUTY, lambda c, by, _: actions.choose_language(c.deputy, by=by, language="ru"),
        hidden=ALL_OTHERS),
    Row("accounts.choose_language", "one's own account",
        SIGNED_IN, lambda c, by, _: actions.choose_language(by, by=by, language="ru"),
        hidden=ALL_OTHERS),
    Row("accounts.choose_language", "one's own account, closed",
        NOBODY, lambda c, by, _: actions.choose_language(by, by=by, language="ru"), closed,
        hidden=ALL_OTHERS),
    Row("accounts.end_session", "a session of the deputy's",
        DEPUTY, lambda c, by, kept: actions.end_session(kept, by=by), session,
        hidden=ALL_OTHERS),
    Row("accounts.end_other_sessions", "the deputy's account",
        DEPUTY, lambda c, by, _: actions.end_other_sessions(c.deputy, by=by), session,
        hidden=ALL_OTHERS),
]  # fmt: skip
