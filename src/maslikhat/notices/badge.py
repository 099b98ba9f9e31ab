"""The number of things with something unread, in the header of every page."""

import datetime as dt
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.doors import Request
from maslikhat.kit.prepared import Prepared
from maslikhat.live.names import of_user
from maslikhat.notices import registers, sight
from maslikhat.notices.models import Notice

_kinds_unread = Prepared(
    lambda user: (
        Notice.objects.filter(user=user).unread().order_by().values("kind", "part_kind").distinct()
    )
)
# More are shown as "99+": counting on would cost time and tell nothing.
MOST = 99


def unread(user: User) -> int:
    """On how many things there is something unread that this reader may see, 100 at most.

    Two queries of this room, and one where nothing is unread; what `visible` of the kinds asks
    beside them is kept on the user object.
    """
    words = frozenset(word for told in _kinds_unread(user.pk) for word in told.values())
    if not words:
        return 0
    offices = tuple(ask(user) for ask in registers.offices)
    with connection.cursor() as cursor:
        cursor.execute(*_things_unread(user, words, today(), offices))
        return len(cursor.fetchall())


@lru_cache(maxsize=1_000)
def _things_unread(
    user: User, words: frozenset[str], day: dt.date, offices: tuple[Hashable, ...]
) -> tuple[str, tuple[Any, ...]]:
    """The SQL for the things with something unread, and its parameters.

    To make it costs more than all else on a small page; it is the same until one of these changes.
    """
    notices = Notice.objects.of(user).unread().filter(sight.seen_by(user, words))
    things = notices.order_by().values("kind", "number").distinct()
    return things[: MOST + 1].query.sql_with_params()


def badge(request: Request) -> SafeString:
    """The way to the inbox, with the number; drawn anew when it changes."""
    assert isinstance(request.user, User)
    count = unread(request.user)
    shown = f"{MOST}+" if count > MOST else str(count)
    return SafeString(
        render_to_string(
            "notices/_badge.html",
            {"channel": of_user(request.user.pk), "count": count, "shown": shown},
        )
    )
