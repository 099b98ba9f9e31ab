"""The rows of the inbox and of what one follows: as many queries for thirty as for one."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said
from maslikhat.notices import registers, sight
from maslikhat.notices.models import Follow, Notice
from maslikhat.notices.sentences import sentence
from maslikhat.notices.sight import Ref

GROUPS_A_PAGE, FOLLOWS_A_PAGE = 30, 50
LINES = 3
COLUMNS = (
    "kind", "number", "part_kind", "part_number", "at", "read_at", "happening__act",
    "happening__by",
)  # fmt: skip


class Line(NamedTuple):
    """One notice as the inbox shows it."""

    sentence: str
    at: dt.datetime
    excerpt: Said | None
    address: str
    is_unread: bool


class Group(NamedTuple):
    """A thing with its newest notices."""

    kind: str
    number: int
    name: str | Promise
    title: Said
    address: str
    unread: int
    total: int
    lines: list[Line]


def seen_by(user: User) -> QuerySet[Notice]:
    """The notices of somebody that are about what this reader may see now."""
    return Notice.objects.of(user).filter(sight.seen_by(user))


def things(seen: QuerySet[Notice]) -> QuerySet[Any, Any]:
    """The things of which there is something to read, the newest first: the inbox."""
    return (
        seen.order_by()
        .values("kind", "number")
        .annotate(
            last=Max("pk"), total=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True))
        )
        .order_by("-last")
    )


def groups(
    seen: QuerySet[Notice], rows: Sequence[dict[str, Any]], user: User, lang: str
) -> list[Group]:
    """Things of the inbox as it shows them, each with its lines."""
    lines = _lines(seen, rows)
    refs = {(row["kind"], row["number"]) for row in rows}
    parts = {(line["part_kind"], line["part_number"]) for line in lines if line["part_kind"]}
    shown = sight.look(refs | parts, [user], lang)
    names = sight.names((line["happening__by"] for line in lines), lang)
    found = []
    for row in rows:
        ref = (row["kind"], row["number"])
        thing = shown.of(user, ref)
        if thing is None:
            continue
        found.append(
            Group(
                *ref,
                registers.kinds[row["kind"]].name,
                thing.title,
                thing.address,
                row["unread"],
                row["total"],
                [_line(line, user, shown, names) for line in lines if _of(line) == ref],
            )
        )
    return found


def _of(line: dict[str, Any]) -> Ref:
    return (line["kind"], line["number"])


def _lines(seen: QuerySet[Notice], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest notices of each of these things, at most three of each."""
    wanted = Q(pk__in=[])
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(row["kind"], []).append(row["number"])
    for kind, those in numbers.items():
        wanted |= Q(kind=kind, number__in=those)
    place = Window(RowNumber(), partition_by=[F("kind"), F("number")], order_by=F("pk").desc())
    newest = seen.filter(wanted).annotate(place=place).filter(place__lte=LINES).order_by("place")
    return list(newest.values(*COLUMNS))


def _line(line: dict[str, Any], user: User, shown: sight.Sight, names: dict[int, str]) -> Line:
    part = shown.of(user, (line["part_kind"], line["part_number"])) if line["part_kind"] else None
    thing = shown.of(user, _of(line))
    assert thing is not None, "lines are asked for of things that are shown"
    return Line(
        sentence(line["happening__act"], names.get(line["happening__by"], "")),
        line["at"],
        part.title if part else None,
        part.address if part else thing.address,
        line["read_at"] is None,
    )


class Followed(NamedTuple):
    """A followed thing; without a title when it is open to the reader no longer."""

    kind: str
    number: int
    name: str | Promise
    title: Said | None
    address: str
    mode: str


def followed(rows: Sequence[Follow], user: User, lang: str) -> list[Followed]:
    """What somebody follows, as the list of it shows it."""
    shown = sight.look([(row.kind, row.number) for row in rows], [user], lang)
    found = []
    for row in rows:
        thing = shown.of(user, (row.kind, row.number))
        kind = registers.kinds.get(row.kind)
        found.append(
            Followed(
                row.kind,
                row.number,
                kind.name if kind else "",
                thing.title if thing else None,
                thing.address if thing else "",
                row.mode,
            )
        )
    return found


def modes_of(user: User, kind: str, numbers: Collection[int]) -> dict[int, str]:
    """How somebody hears of those of these things that are followed, in one query."""
    rows = Follow.objects.filter(user=user, kind=kind, number__in=numbers)
    return dict(rows.values_list("number", "mode"))


class FollowState(NamedTuple):
    """What the small form on a thing's page needs; `mode` is empty when it is not followed."""

    kind: str
    number: int
    mode: str


def follow_state(user: object, kind: str, number: int) -> FollowState | None:
    """The state of the form `notices/_follow.html` on the page of a thing, in one query.

    The page puts it into its context as `follow`. None for who has not signed in.
    """
    if not isinstance(user, User):
        return None
    mode = Follow.objects.filter(user=user, kind=kind, number=number).values_list("mode", flat=True)
    return FollowState(kind, number, mode.first() or "")
