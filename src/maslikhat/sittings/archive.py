"""The archive of a council: sittings held in a year, with their minutes, votes and decisions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import ALMATY
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import Said
from maslikhat.registry.models import Council
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.models import Item, Minutes, Motion, Sitting
from maslikhat.sittings.titles import name_of
from maslikhat.voting.models import Ballot


@dataclass
class Entry:
    """A sitting that was held: its minutes, the votes on its motions, what it adopted."""

    sitting: Sitting
    minutes: Minutes | None = None
    ballots: list[Ballot] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


@dataclass
class Chapter:
    """A session with its sittings, or a commission with those it held in the year."""

    title: Said
    is_session: bool
    entries: list[Entry] = field(default_factory=list)


def years_of(council: Council, user: Visitor | None) -> list[int]:
    """The years in which sittings that this reader may see were held, the newest first; a query."""
    held = Sitting.objects.visible_to(user).of(council).held().order_by()
    return [
        moment.year for moment in held.datetimes("starts_at", "year", order="DESC", tzinfo=ALMATY)
    ]


def archive_of(council: Council, user: Visitor | None, year: int) -> list[Chapter]:
    """The sittings of a year as this reader may see them, sessions first; four queries."""
    begun, ended = (dt.datetime(one, 1, 1, tzinfo=ALMATY) for one in (year, year + 1))
    held = Sitting.objects.visible_to(user).of(council).held().with_names()
    sittings = held.filter(starts_at__gte=begun, starts_at__lt=ended)
    entries = {sitting.pk: Entry(sitting) for sitting in sittings}
    for minutes in Minutes.objects.visible_to(user).filter(sitting__in=entries):
        entries[minutes.sitting_id].minutes = minutes
    items = Item.objects.visible_to(user).filter(sitting__in=entries)
    adopted = items.filter(outcome=Item.Outcome.ADOPTED, decision__adopted_on__isnull=False)
    for item in adopted.in_order().select_related("decision"):
        if item.decision is not None:
            entries[item.sitting_id].decisions.append(item.decision)
    seen = Ballot.objects.visible_to(user).of_council(council)
    motions = Motion.objects.filter(item__in=items, ballot__in=seen).select_related(
        "item", "ballot"
    )
    for motion in motions.order_by("ballot__opened_at", "pk"):
        if motion.ballot is not None:
            entries[motion.item.sitting_id].ballots.append(motion.ballot)
    return _chapters(list(entries.values()))


def _chapters(entries: Sequence[Entry]) -> list[Chapter]:
    """Sessions in the order of their latest sittings, then commissions by name."""
    found: dict[tuple[bool, int], Chapter] = {}
    for entry in entries:
        sitting = entry.sitting
        is_session = sitting.session_id is not None
        key = (is_session, sitting.session_id or sitting.commission_id or 0)
        chapter = found.setdefault(key, Chapter(name_of(sitting), is_session))
        chapter.entries.append(entry)
    chapters = list(found.values())
    sessions = [one for one in chapters if one.is_session]
    others = [one for one in chapters if not one.is_session]
    return sessions + sorted(others, key=lambda one: sort_key(one.title.text))
