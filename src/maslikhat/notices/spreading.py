"""From what happened to the inboxes: done by a job, in short transactions, again if need be."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import publish_to_users
from maslikhat.notices import sight
from maslikhat.notices.models import Addressee, Arrangement, Delivery, Follow, Happening, Notice

NOTICES_AT_ONCE = 500
MODE = Notice.Mode
# What counts when several followed things lead to one happening: the first.
STRENGTH = [MODE.DIRECT, MODE.IMMEDIATE, MODE.DIGEST, MODE.INBOX]
AT_ONCE = {MODE.DIRECT: Delivery.Kind.DIRECT, MODE.IMMEDIATE: Delivery.Kind.IMMEDIATE}


Thing = TypeVar("Thing")
# The number of a happening, and of somebody who is to hear of it.
Told = tuple[int, int]
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
    wishes = _wishes(happenings)
    every = [(number, user) for number in wishes for user in sorted(wishes[number])]
    for part in in_parts(every, NOTICES_AT_ONCE):
        _give(happenings, {(number, user): wishes[number][user] for number, user in part})
    with writing():
        Happening.objects.filter(pk__in=happenings).update(spread_at=timezone.now())
    waiting = Delivery.objects.filter(happening__in=happenings, state=Delivery.State.WAITING)
    return waiting.exists()


def in_parts(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    """So many of them at a time."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


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


def _give(happenings: Mapping[int, Happening], wishes: Mapping[Told, Wish]) -> None:
    """One transaction: these notices, and the letters that go at once."""
    users = User.objects.in_bulk({user for _number, user in wishes})
    may_see = _seen(happenings, wishes, [user for user in users.values() if user.is_active])
    asked = {user for number, user in may_see if wishes[number, user].mode == MODE.DIRECT}
    unwilling = set(
        Arrangement.objects.filter(user__in=asked, direct=False).values_list("user", flat=True)
    )
    with writing():
        have = Notice.objects.filter(happening__in={number for number, _user in may_see})
        there = set(have.filter(user__in=users).values_list("happening", "user"))
        rows = {
            # Who wants no direct letters hears of it in the digest.
            (number, user): Wish(MODE.DIGEST)
            if wishes[number, user].mode == MODE.DIRECT and user in unwilling
            else wishes[number, user]
            for number, user in may_see
            if (number, user) not in there
        }
        letters = _make_letters({told: wish for told, wish in rows.items() if wish.mode in AT_ONCE})
        _make_notices(happenings, rows, letters)
        publish_to_users(sorted({user for _number, user in rows}), "notices")


def _seen(
    happenings: Mapping[int, Happening], every: Collection[Told], users: Collection[User]
) -> list[Told]:
    """Those of the notices whose readers are among these users and see what they are of."""
    refs = {number: _refs(happenings[number]) for number, _user in every}
    seen = sight.look([ref for pair in refs.values() for ref in pair], users, "kk")
    here = {user.pk for user in users}
    return [
        (number, user)
        for number, user in every
        if user in here and all(seen.of(user, ref) for ref in refs[number])
    ]


def _refs(happening: Happening) -> tuple[sight.Ref, sight.Ref]:
    """The thing and its part, or the thing alone."""
    thing = (happening.kind, happening.number)
    part = (happening.part_kind, happening.part_number) if happening.part_kind else thing
    return thing, part


def _make_letters(wishes: Mapping[Told, Wish]) -> dict[Told, int]:
    """Letters that go at once, each with the number of its delivery."""
    if not wishes:
        return {}
    numbers = dict(zip(wishes, reserve_ids(Delivery, len(wishes)), strict=True))
    now = stored(timezone.now())
    columns = ["id", "user", "kind", "happening", "state", "tries", "refusals", "next_at"]
    rows = []
    for (it, user), wish in wishes.items():
        kind = AT_ONCE[MODE(wish.mode)].value
        rows.append((numbers[it, user], user, kind, it, "waiting", 0, 0, now, "", now))
    insert_rows(Delivery, [*columns, "error", "made_at"], rows)
    return numbers


def _make_notices(
    happenings: Mapping[int, Happening],
    wishes: Mapping[Told, Wish],
    letters: Mapping[Told, int],
) -> None:
    columns = ["user_id", "happening_id", "kind", "number", "part_kind", "part_number"]
    columns += ["via_kind", "via_number", "mode", "at", "delivery_id"]
    rows = []
    for (number, user), wish in wishes.items():
        it = happenings[number]
        what = (it.pk, it.kind, it.number, it.part_kind, it.part_number)
        letter = letters.get((number, user))
        rows.append((user, *what, *wish.via, str(wish.mode), stored(it.at), letter))
    insert_rows(Notice, columns, rows)


def stored(moment: dt.datetime) -> object:
    """A moment as this database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
