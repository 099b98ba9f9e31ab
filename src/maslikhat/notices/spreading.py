"""From what happened to the inboxes: done by a job, in short transactions, again if need be."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


# What several words may tell of: kind and number of the thing, who did it, and when.
Deed = tuple[str, int, int, dt.datetime]


class Wish(NamedTuple):
    """How somebody is to hear of it, and by which followed thing."""

    mode: str
    via: sight.Ref = ("", 0)


def spread(numbers: Collection[int]) -> bool:
    """Put these happenings into every inbox they belong in, once; whether letters wait for them.

    It may be broken off anywhere and done again: who has the notice already gets no second one.
    """
    rows = Happening.objects.filter(pk__in=numbers, spread_at__isnull=True).order_by("pk")
    happenings = {row.pk: row for row in rows}
    if not happenings:
        return False
    for number, wishes in _wishes(happenings).items():
        for people in in_parts(sorted(wishes), PEOPLE_AT_ONCE):
            _give(happenings[number], {user: wishes[user] for user in people})
    with writing():
        Happening.objects.filter(pk__in=happenings).update(spread_at=timezone.now())
    waiting = Delivery.objects.filter(happening__in=happenings, state=Delivery.State.WAITING)
    return waiting.exists()


def in_parts(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The numbers, so many at a time."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _wishes(happenings: Mapping[int, Happening]) -> dict[int, dict[int, Wish]]:
    """Who is to hear of each: the strongest wish of everyone, never who did it; three queries.

    Who is told directly of the same deed by another word, such as a mention in the reply, does not
    hear of it a second time as a follower.
    """
    found: dict[int, dict[int, Wish]] = {number: {} for number in happenings}
    told = Addressee.objects.filter(happening__in=happenings)
    for number, user in told.values_list("happening", "user"):
        found[number][user] = Wish(MODE.DIRECT)
    followers = _followers(happenings.values())
    directly = _told_directly(one for one in happenings.values() if one.sources)
    for number, happening in happenings.items():
        wishes = found[number]
        named = set(wishes)
        for kind, followed in happening.sources:
            for user, mode in followers.get((kind, followed), []):
                known = wishes.get(user)
                if known is None or STRENGTH.index(MODE(mode)) < STRENGTH.index(MODE(known.mode)):
                    wishes[user] = Wish(mode, (kind, followed))
        for user in {happening.by, *directly.get(_deed(happening), set()) - named}:
            wishes.pop(user, None)
    return found


def _followers(happenings: Iterable[Happening]) -> dict[sight.Ref, list[tuple[int, str]]]:
    """Who follows what these happenings are of, and how; one query."""
    numbers: dict[str, set[int]] = {}
    for happening in happenings:
        for kind, number in happening.sources:
            numbers.setdefault(kind, set()).add(number)
    followed = Q(pk__in=[])
    for kind, those in numbers.items():
        followed |= Q(kind=kind, number__in=those)
    found: dict[sight.Ref, list[tuple[int, str]]] = {}
    rows = Follow.objects.filter(followed).values_list("kind", "number", "user", "mode")
    for kind, number, user, mode in rows:
        found.setdefault((kind, number), []).append((user, mode))
    return found


def _told_directly(happenings: Iterable[Happening]) -> dict[Deed, set[int]]:
    """Who is told directly of the deeds of these happenings, by whatever word; one query."""
    deeds = {_deed(one) for one in happenings}
    found: dict[Deed, set[int]] = {}
    if deeds:
        kinds, numbers, _by, moments = (set(column) for column in zip(*deeds, strict=True))
        rows = Addressee.objects.filter(
            happening__kind__in=kinds, happening__number__in=numbers, happening__at__in=moments
        ).values_list(
            "happening__kind", "happening__number", "happening__by", "happening__at", "user"
        )
        for kind, number, by, at, user in rows:
            found.setdefault((kind, number, by, at), set()).add(user)
    return found


def _deed(happening: Happening) -> Deed:
    return happening.kind, happening.number, happening.by, happening.at


def _give(happening: Happening, wishes: dict[int, Wish]) -> None:
    """One transaction: the notices of these people, and the letters that go at once."""
    users = list(User.objects.filter(pk__in=wishes, is_active=True))
    may_see = _those_who_see(happening, users)
    asked = [user for user in may_see if wishes[user].mode == MODE.DIRECT]
    unwilling = set(
        Arrangement.objects.filter(user__in=asked, direct=False).values_list("user", flat=True)
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
