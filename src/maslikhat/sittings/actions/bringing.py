"""A sitting that was held before it is entered: convened as it was, then item by item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import locked as council_locked
from maslikhat.registry.models import Commission, Convocation, Council, Mandate, Person
from maslikhat.sittings import refusals
from maslikhat.sittings.actions.agenda import ITEMS_MOST
from maslikhat.sittings.actions.convening import convene, plan_session, plan_sitting
from maslikhat.sittings.actions.moving import move, put_to_vote
from maslikhat.sittings.actions.running import call_item, end_item
from maslikhat.sittings.actions.speaking import NAME_MOST
from maslikhat.sittings.floor import rules_of
from maslikhat.sittings.guards import allow, in_time, locked_item, not_led, titled
from maslikhat.sittings.models import Item, Motion, Session, Sitting, Speech
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.models.sittings import IN_HURRY
from maslikhat.sittings.permissions import may_bring_item, may_bring_over
from maslikhat.sittings.results import outcome_of_the_vote
from maslikhat.voting import actions as voting

# Notices go out in working hours; of a past one only the day is known.
NOTICE_AT = dt.time(9)
_ITEM_COLUMNS = (
    "sitting_id",
    "place",
    "under_place",
    "kind",
    "office",
    *(f"{name}_{lang}" for name in ("title", "own_title") for lang in LANGUAGES),
    "is_closed_to_public",
    "outcome",
    *(f"added_under_{lang}" for lang in LANGUAGES),
    "by",
    "made_at",
)
_SPEECH_COLUMNS = (
    "sitting_id",
    "item_id",
    "kind",
    "mandate_id",
    "name",
    "asked_at",
    "place",
    "seconds",
    "begun_at",
    "ended_at",
    "by",
)


class Spoken(NamedTuple):
    """Who spoke, why, and from when until when."""

    kind: str
    speaker: Mandate | str
    begun_at: dt.datetime
    ended_at: dt.datetime


@dataclass(frozen=True)
class Voted:
    """A vote by hands or on paper: what was moved, who counted, and what they counted.

    `numbers` stand in the order of the choices: for, against, abstained; of an election the
    candidates and against all.
    """

    mode: str
    texts: Mapping[str, str]
    tellers: Sequence[Person]
    numbers: Sequence[int]
    spoiled: int = 0
    # Of papers alone: how many were given out, None where the papers of the sitting do not say it.
    given: int | None = None
    # Of papers alone: who took one by the list on which they signed; empty where there is none.
    took: Sequence[Person] = ()
    # Asked only of hands that ended in a tie.
    chair_is_for: bool | None = None


@atomic
def bring_over(
    council: Council,
    *,
    by: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    convened_on: dt.date,
    agenda: Sequence[Mapping[str, str]],
    commission: Commission | None = None,
    session: Mapping[str, Any] | None = None,
    hall: Mapping[str, str] | None = None,
    closed_because: str = "",
    although: str = "",
    key: UUID | None = None,
) -> Sitting:
    """A sitting that was held more than a day ago is entered from its papers, with its agenda.

    `session` is what planning one takes; a session of this number that is there already has one
    sitting more. `agenda` are titles by language. Attendance and items follow, then it is closed.
    `key` is of the form: sent twice it brings over one sitting.
    """
    if not may_bring_over(by, council, commission):
        raise not_led()
    # Two answers of one form come after one another.
    council = council_locked(council)
    before = _brought_by(key, council)
    if before is not None:
        return before
    refuse_unless(
        timezone.now() - max(starts_at, ends_at) > IN_HURRY,
        _("Only a sitting that was held more than a day ago is brought over. Plan the others."),
        status=422,
    )
    day = starts_at.astimezone(ALMATY).date()
    refuse_unless(
        Convocation.objects.on().filter(council=council, from_day__lte=day).exists(),
        _("Only sittings of the convocation of today are brought over."),
        status=422,
    )
    refuse_unless(1 <= len(agenda) <= ITEMS_MOST, _("Write from one to 150 questions."), status=422)
    convened_at = dt.datetime.combine(convened_on, NOTICE_AT, tzinfo=ALMATY)
    refuse_unless(
        convened_at < starts_at,
        _("The notice went out before the sitting. Correct its day."),
        status=422,
    )
    body = commission or _session(council, by=by, told=session or {})
    refuse_unless(
        not body.sittings.filter(starts_at=starts_at, cancelled_at=None).exists(),
        _("The portal has a sitting of this body that began then. Open that one."),
    )
    sitting = plan_sitting(
        body,
        by=by,
        starts_at=starts_at,
        ends_at=ends_at,
        hall=hall,
        closed_because=closed_because,
        at=convened_at,
    )
    Sitting.objects.filter(pk=sitting.pk).update(key=key)
    _put_items(sitting, agenda, by=by)
    sitting = convene(sitting, by=by, although=although, at=convened_at)
    record(by, "sittings.bring_over", sitting)
    return sitting


@atomic
def bring_item(
    item: Item,
    *,
    by: User,
    called_at: dt.datetime,
    done_at: dt.datetime,
    outcome: str = "",
    spoken: Sequence[Spoken] = (),
    voted: Voted | None = None,
) -> Item:
    """An item of a sitting that is brought over: when, who spoke, the vote, what became of it.

    What was voted on becomes what the vote came to; of all else `outcome` says it.
    """
    item = locked_item(item)
    sitting = item.sitting
    allow(may_bring_item(by, item), by, item)
    in_time("bring_item", sitting)
    refuse_unless(
        sitting.is_brought_over, _("This sitting is led as it goes on, not entered from papers.")
    )
    refuse_unless(
        sitting.starts_at <= called_at <= done_at <= (sitting.ends_at or done_at),
        _("The item was considered while the sitting lasted. Correct the times."),
        status=422,
    )
    refuse_unless(
        all(called_at <= one.begun_at <= one.ended_at <= done_at for one in spoken),
        _("Everyone spoke while the item was considered. Correct the times."),
        status=422,
    )
    item = call_item(item, by=by, at=called_at)
    _write_speeches(item, spoken, by=by)
    if voted is not None:
        _vote(item, voted, by=by, at=done_at)
        outcome = outcome_of_the_vote(item) or outcome
    item = end_item(item, by=by, outcome=outcome, at=done_at)
    record(by, "sittings.bring_item", item)
    return item


def _brought_by(key: UUID | None, council: Council) -> Sitting | None:
    """The sitting that this form has brought over already."""
    found = Sitting.objects.filter(key=key).first() if key is not None else None
    refuse_unless(found is None or found.council_id == council.pk, refusals.CHOOSE, status=422)
    return found


def _put_items(sitting: Sitting, agenda: Sequence[Mapping[str, str]], *, by: User) -> None:
    """The whole agenda in one statement: what is entered together is one entry of the record."""
    needed = _("Write the question in Kazakh or in Russian.")
    made_at = connection.ops.adapt_datetimefield_value(timezone.now())
    rows, nothing = [], [""] * len(LANGUAGES)
    for place, titles in enumerate(agenda, 1):
        told = titled(titles, TITLE_MOST, needed)
        said = (*(told[f"title_{lang}"] for lang in LANGUAGES), *nothing)
        kind = Item.Kind.QUESTION.value
        rows.append((sitting.pk, place, 0, kind, "", *said, False, "", *nothing, by.pk, made_at))
    insert_rows(Item, _ITEM_COLUMNS, rows)


def _session(council: Council, *, by: User, told: Mapping[str, Any]) -> Session:
    """The session of this number in the convocation of today; planned where there is none."""
    there = Session.objects.of(council).filter(
        convocation__in=Convocation.objects.on().filter(council=council),
        number=str(told.get("number", "")).strip(),
    )
    return there.first() or plan_session(council, by=by, **told)


def _write_speeches(item: Item, spoken: Sequence[Spoken], *, by: User) -> None:
    """All who spoke, in one statement; each for as long as the regulations gave them."""
    seconds = rules_of(item.sitting.council, item.sitting.day).seconds
    adapted = connection.ops.adapt_datetimefield_value
    rows = []
    for one in sorted(spoken, key=lambda one: one.begun_at):
        name = line(one.speaker, NAME_MOST) if isinstance(one.speaker, str) else ""
        mandate = None if isinstance(one.speaker, str) else one.speaker.pk
        begun, ended = adapted(one.begun_at), adapted(one.ended_at)
        told = (one.kind, mandate, name, begun, 0, seconds[one.kind], begun, ended, by.pk)
        rows.append((item.sitting_id, item.pk, *told))
    insert_rows(Speech, _SPEECH_COLUMNS, rows)


def _vote(item: Item, told: Voted, *, by: User, at: dt.datetime) -> None:
    motion = move(item, by=by, kind=Motion.Kind.MAIN, texts=told.texts, at=at)
    ballot = put_to_vote(motion, by=by, mode=told.mode, tellers=told.tellers, at=at)
    given = told.given
    if told.took:
        voting.give_papers(ballot, by=by, to=[one.pk for one in told.took])
        given = len(told.took) if given is None else given
    voting.enter_counts(
        ballot, by=by, numbers=told.numbers, spoiled=told.spoiled, given=given, at=at
    )
    voting.close_ballot(ballot, by=by, chair_is_for=told.chair_is_for, at=at)
