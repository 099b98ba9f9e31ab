"""The token of a page: which channels it may listen to, signed by the page that may show them."""

import datetime as dt
import hashlib
import time
from collections.abc import Sequence
from typing import Final, NamedTuple

from django.core import signing

from maslikhat.live import state
from maslikhat.live.names import is_channel, of_user

# A page left open for longer asks for itself anew.
LIFE: Final = dt.timedelta(hours=12)
MOST_CHANNELS: Final = 32
# Of the token as it travels in an address.
LONGEST: Final = 4096
_SALT = "maslikhat.live"


class Void(Exception):  # noqa: N818 - it is not an error of ours
    """The token opens nothing; the sentence says why."""


class Ticket(NamedTuple):
    """What a token says.

    `since` is the event from which on the page wants to hear: all before it were committed before
    the page was made. A channel that was revoked after it is closed to this token. `session` is a
    hash of the reader's session key, empty for visitors. The token is good `until` that second.
    """

    channels: tuple[str, ...]
    since: int
    reader: int | None
    session: str
    until: float


def signed(
    channels: Sequence[str], *, reader: int | None, session: str = "", since: int | None = None
) -> str:
    """A token for a page that shows these channels to this reader; None is any visitor.

    A reader's own channel, `of_user`, is always among them.
    `session` is the reader's session key: the token opens nothing in another browser. `since` is
    `state.settled()` as it was before the page read anything; without it the token starts half a
    minute ago, and the page may fetch something twice.
    """
    assert channels or reader is not None, "a page of a visitor listens to some channel"
    assert len(channels) <= MOST_CHANNELS, f"a page listens to {MOST_CHANNELS} channels at most"
    assert all(is_channel(channel) for channel in channels), channels
    assert (reader is None) == (not session), "a reader has a session, a visitor has none"
    begin = state.long_past() if since is None else since
    told = [list(channels), begin, reader, bound(session), int(time.time())]
    return signing.Signer(salt=_SALT).sign_object(told)


def opened(token: str, *, session: str) -> Ticket:
    """What the token says, when it is ours, not run out, and shown by the browser it was made for.

    `session` is the session key that the browser shows, empty without one. Raises `Void`.
    """
    if not 0 < len(token) <= LONGEST:
        raise Void("This address needs the token of a page. Open the page anew.")
    try:
        told = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        raise Void("The token is not one of this portal. Open the page anew.") from None
    channels, since, reader, made_for, made_at = told
    until = made_at + LIFE.total_seconds()
    if until < time.time():
        raise Void("The token of this page has run out. Open the page anew.")
    if made_for and made_for != bound(session):
        raise Void("The token was made for another visit. Open the page anew.")
    own = () if reader is None else (of_user(reader),)
    return Ticket(tuple(dict.fromkeys((*channels, *own))), since, reader, made_for, until)


def bound(session: str) -> str:
    """What a token tells of a session key: a hash that opens nothing; empty for none."""
    if not session:
        return ""
    return hashlib.blake2b(session.encode(), digest_size=16, person=b"live").hexdigest()
