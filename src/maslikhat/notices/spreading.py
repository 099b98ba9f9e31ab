"""From what happened to the inboxes: done by a job, in short transactions, again if need be."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import publish_to_users
from maslikhat.notices import sight
from maslikhat.notices.models import Addressee, Arrangement, Delivery, Follow, Happening, Notice

PEOPLE_AT_ONCE = 500
MODE = Notice.Mode
# What counts when several followed things lead to one happening: the first.
STRENGTH = [MODE.DIRECT, MODE.IMMEDIATE, MODE.DIGEST, MODE.INBOX]
AT_ONCE = {MODE.DIRECT: Delivery.Kind.DIRECT, MODE.IMMEDIATE: Delivery.Kind.IMMEDIATE}


class Wish(NamedTuple):
    """How somebody is to hear of it, and by which followed thing."""

    mode: str
    via: sight.Ref = ("", 0)


def spread(number: int) -> bool:
    """Put a happening into every inbox it belongs in, once; whether letters wait for it.

    It may be broken off anywhere and done again: who has the notice already gets no second one.
    """
    happening = Happening.objects.filter(pk=number, spread_at__isnull=True).first()
    if happening is None:
        return False
    wishes = _wishes(happening)
    for people in in_parts(sorted(wishes), PEOPLE_AT_ONCE):
        _give(happening, {user: wishes[user] for user in people})
    with writing():
        Happening.objects.filter(pk=number).update(spread_at=timezone.now())
    return Delivery.objects.filter(happening=number, state=Delivery.State.WAITING).exists()


def in_parts(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The numbers, so many at a time."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _wishes(happening: Happening) -> dict[int, Wish]:
    """Who is to hear of it: the strongest wish of each, never who did it."""
    told = Addressee.objects.filter(happening=happening).values_list("user", flat=True)
    found = {user: Wish(MODE.DIRECT) for user in told}
    sources = [(kind, number) for kind, number in happening.sources]
    numbers: dict[str, list[int]] = {}
    for kind, number in sources:
        numbers.setdefault(kind, []).append(number)
    followed = Q(pk__in=[])
    for kind, those in numbers.items():
        followed |= Q(kind=kind, number__in=those)
    rows = Follow.objects.filter(followed).values_list("user", "mode", "kind", "number")
    places = {source: place for place, source in enumerate(sources)}
    for user, mode, kind, number in sorted(rows, key=lambda row: places[row[2], row[3]]):
        known = found.get(user)
        if known is None or STRENGTH.index(MODE(mode)) < STRENGTH.index(MODE(known.mode)):
            found[user] = Wish(mode, (kind, number))
    found.pop(happening.by, None)
    return found


def _give(happening: Happening, wishes: dict[int, Wish]) -> None:
    """One transaction: the notices of these people, and the letters that go at once."""
    users = list(User.objects.filter(pk__in=wishes, is_active=True))
    may_see = _those_who_see(happening, users)
    unwilling = set(
        Arrangement.objects.filter(user__in=wishes, direct=False).values_list("user", flat=True)
    )
    with writing():
        have = Notice.objects.filter(happening=happening, user__in=may_see)
        there = set(have.values_list("user", flat=True))
        rows = {
            # Who wants no direct letters hears of it in the digest.
            user: Wish(MODE.DIGEST)
            if wishes[user].mode == MODE.DIRECT and user in unwilling
            else wishes[user]
            for user in may_see
            if user not in there
        }
        letters = _make_letters(happening, {u: w for u, w in rows.items() if w.mode in AT_ONCE})
        _make_notices(happening, rows, letters)
        publish_to_users(list(rows), "notices")


def _those_who_see(happening: Happening, users: list[User]) -> list[int]:
    thing = (happening.kind, happening.number)
    part = (happening.part_kind, happening.part_number) if happening.part_kind else thing
    seen = sight.look([thing, part], users, "kk")
    return [user.pk for user in users if seen.of(user, thing) and seen.of(user, part)]


def _make_letters(happening: Happening, wishes: dict[int, Wish]) -> dict[int, int]:
    """Letters that go at once: user → number of the delivery."""
    if not wishes:
        return {}
    numbers = dict(zip(wishes, reserve_ids(Delivery, len(wishes)), strict=True))
    kinds = {user: AT_ONCE[MODE(wish.mode)].value for user, wish in wishes.items()}
    now = stored(timezone.now())
    columns = ["id", "user", "kind", "happening", "state", "tries", "refusals", "next_at"]
    insert_rows(
        Delivery,
        [*columns, "error", "made_at"],
        [
            (number, user, kinds[user], happening.pk, "waiting", 0, 0, now, "", now)
            for user, number in numbers.items()
        ],
    )
    return numbers


def _make_notices(happening: Happening, wishes: dict[int, Wish], letters: dict[int, int]) -> None:
    columns = ["user_id", "happening_id", "kind", "number", "part_kind", "part_number"]
    columns += ["via_kind", "via_number", "mode", "at", "delivery_id"]
    it = happening
    what = (it.pk, it.kind, it.number, it.part_kind, it.part_number)
    at = stored(happening.at)
    rows = [
        (user, *what, *wish.via, str(wish.mode), at, letters.get(user))
        for user, wish in wishes.items()
    ]
    if rows:
        insert_rows(Notice, columns, rows)


def stored(moment: dt.datetime) -> object:
    """A moment as this database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
