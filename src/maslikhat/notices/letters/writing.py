"""Writing letters: what has happened, grouped by thing, newest first, in the reader's language.

Written when it is sent: what has been read meanwhile, or may no longer be seen, is not in it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from maslikhat.accounts import addresses
from maslikhat.accounts.models import User
from maslikhat.notices import messengers, sight
from maslikhat.notices.letters.drawing import Group, Letter, Line, draw
from maslikhat.notices.models import Arrangement, Channel, Delivery, Notice
from maslikhat.notices.sight import Ref, Sight

# A letter is for reading on a phone: the rest is behind a link.
MOST_NOTICES, MOST_GROUPS, MOST_LINES = 60, 15, 4
COLUMNS = (
    "delivery_id", "user_id", "kind", "number", "part_kind", "part_number", "via_kind",
    "via_number", "at", "act", "by",
)  # fmt: skip


class _Row(NamedTuple):
    """A notice that goes into a letter."""

    delivery: int
    user: int
    kind: str
    number: int
    part_kind: str
    part_number: int
    via_kind: str
    via_number: int
    at: Any
    act: str
    by: int

    @property
    def thing(self) -> Ref:
        return (self.kind, self.number)

    @property
    def part(self) -> Ref | None:
        return (self.part_kind, self.part_number) if self.part_kind else None

    @property
    def via(self) -> Ref:
        return (self.via_kind, self.via_number)

    def refs(self) -> list[Ref]:
        return [ref for ref in (self.thing, self.part, self.via) if ref and ref[0]]


class _Way(NamedTuple):
    """How somebody is reached."""

    channel: str
    to: str


def write(deliveries: Sequence[Delivery]) -> dict[int, Letter | Exception | None]:
    """The letter of each delivery, by its number; None where there is nothing to say or no way.

    As many queries for a hundred as for one. What goes wrong with one letter is that one's alone.
    """
    users = {
        user.pk: user
        for user in User.objects.filter(pk__in={d.user for d in deliveries}, is_active=True)
    }
    ways, rows = _ways(users), _rows(deliveries)
    found: dict[int, Letter | Exception | None] = {}
    for lang in sorted({user.language for user in users.values()}):
        readers = {number: user for number, user in users.items() if user.language == lang}
        theirs = [delivery for delivery in deliveries if delivery.user in readers]
        lines = [row for delivery in theirs for row in rows.get(delivery.pk, [])]
        seen = sight.look((r for row in lines for r in row.refs()), list(readers.values()), lang)
        names = sight.names((row.by for row in lines), lang)
        for delivery in theirs:
            found[delivery.pk] = _one(
                delivery, rows.get(delivery.pk, []), ways.get(delivery.user), seen, names, lang
            )
    return {delivery.pk: found.get(delivery.pk) for delivery in deliveries}


def _ways(users: dict[int, User]) -> dict[int, _Way]:
    """How each is reached: by mail, unless the messenger was chosen and there is one."""
    ways = {number: _Way(Channel.MAIL, to) for number, to in addresses.confirmed(users).items()}
    messenger = messengers.chosen()
    if messenger:
        chose = Arrangement.objects.filter(user__in=users, channel=Channel.MESSENGER)
        for number in chose.values_list("user", flat=True):
            if messenger.reaches(number):
                ways[number] = _Way(Channel.MESSENGER, "")
    return ways


def _rows(deliveries: Sequence[Delivery]) -> dict[int, list[_Row]]:
    """The unread notices of each delivery, newest first, at most 60 of each."""
    place = Window(
        RowNumber(), partition_by=F("delivery"), order_by=[F("at").desc(), F("pk").desc()]
    )
    notices = (
        Notice.objects.unread()
        .filter(delivery__in=[delivery.pk for delivery in deliveries])
        .annotate(place=place, act=F("happening__act"), by=F("happening__by"))
        .filter(place__lte=MOST_NOTICES)
        .order_by("delivery", "place")
    )
    found: dict[int, list[_Row]] = {}
    for row in notices.values_list(*COLUMNS):
        found.setdefault(row[0], []).append(_Row(*row))
    return found


def _one(
    delivery: Delivery,
    rows: list[_Row],
    way: _Way | None,
    seen: Sight,
    names: dict[int, str],
    lang: str,
) -> Letter | Exception | None:
    groups = _groups(rows, seen, names)
    if way is None or not groups:
        return None
    via = next((row.via for row in rows if row.via[0]), None)
    because = seen.of(delivery.user, via) if via else None
    try:
        return draw(
            delivery,
            groups[:MOST_GROUPS],
            has_more=len(rows) == MOST_NOTICES or len(groups) > MOST_GROUPS,
            lang=lang,
            to=way.to,
            channel=way.channel,
            via=via,
            because=because.title.text if because else "",
        )
    except Exception as error:
        return error


def _groups(rows: Iterable[_Row], seen: Sight, names: dict[int, str]) -> list[Group]:
    """What this reader may see, by thing; the thing with the newest line first."""
    found: dict[Ref, Group] = {}
    for row in rows:
        thing = seen.of(row.user, row.thing)
        part = seen.of(row.user, row.part) if row.part else thing
        if thing is None or part is None:
            continue
        group = found.setdefault(row.thing, Group(thing.title, thing.address, [], 0))
        if len(group.lines) == MOST_LINES:
            found[row.thing] = group._replace(more=group.more + 1)
            continue
        excerpt = part.title if row.part else None
        address = part.address
        group.lines.append(Line(row.act, names.get(row.by, ""), row.at, excerpt, address))
    return list(found.values())
