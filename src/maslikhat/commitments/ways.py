"""The stations of commitments on the way of a matter, and what they came from."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.commitments.course import State
from maslikhat.commitments.models import Commitment, Event, Forwarding, Joint
from maslikhat.commitments.way import way_of
from maslikhat.decisions.models import Decision
from maslikhat.decisions.ways import DECISION
from maslikhat.dialogue.models import Post, Topic
from maslikhat.dialogue.ways import POST, TOPIC
from maslikhat.kit import ways
from maslikhat.kit.days import today
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.ways import Edge, Follow, Ref, Station
from maslikhat.sittings.models import Item
from maslikhat.sittings.ways import ITEM

COMMITMENT, ASKED = "commitment", 40
JOINT, FORWARDING, EVENT, RECOMMENDED = "joint", "forwarding", "event", 35
# The column that leads to each kind of thing a commitment can come from.
COLUMNS = {TOPIC: "topic", POST: "post", ITEM: "item", DECISION: "decision"}
SEEN: dict[str, Any] = {TOPIC: Topic, POST: Post, ITEM: Item, DECISION: Decision}
# A referral stands behind what was asked; what begins in the other council stands behind it.
REFERRED, ELSEWHERE = 60, 100
# The column that leads to each kind of thing a referral can be of.
REFERRED_OF = {TOPIC: "topic", COMMITMENT: "commitment", JOINT: "joint"}


def commitments(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """Of one letter each of its stations; of several how far they have come. Two queries."""
    rows = list(Commitment.objects.filter(pk__in=numbers).order_by("sent_on", "pk"))
    if len(rows) != 1:
        return _of_many(rows)
    (row,) = rows
    page = reverse("commitments:commitment", args=[row.pk])
    stations = way_of(row, list(row.steps.in_order()), today())
    return [one._replace(place=ASKED + place, address=page) for place, one in enumerate(stations)]


def _of_many(rows: list[Commitment]) -> list[Station]:
    if not rows:
        return []
    asked = ngettext("%(count)s body was asked", "%(count)s bodies were asked", len(rows))
    first = Station(asked % {"count": len(rows)}, rows[0].sent_on, True, place=ASKED)
    # What was withdrawn is waited for no more.
    standing = [row for row in rows if row.state != State.WITHDRAWN]
    if not standing:
        day = max(row.moved_on for row in rows)
        return [first, Station(_("Withdrawn"), day, True, place=ASKED + 1)]
    answered = [row for row in standing if row.answered_on is not None]
    ended = [row for row in standing if row.state == State.CLOSED]
    late = any(row.days_overdue() for row in standing)
    among = {"all": len(standing)}
    told = _("Answered: %(count)s of %(all)s") % {"count": len(answered), **among}
    closed = _("Brought to its end: %(count)s of %(all)s") % {"count": len(ended), **among}
    return [
        first,
        Station(
            told,
            max((row.answered_on for row in answered if row.answered_on), default=None),
            len(answered) == len(standing),
            is_late=late,
            place=ASKED + 1,
            # The day of the latest of them: nothing is owed by it.
            is_owed=False,
        ),
        Station(
            closed,
            max((row.moved_on for row in ended), default=None),
            len(ended) == len(standing),
            place=ASKED + 2,
            is_owed=False,
        ),
    ]


def before_it(commitment: Commitment, reader: Any) -> list[Station]:
    """The stations of what a commitment came from, as far as the reader sees them."""
    columns = {**COLUMNS, FORWARDING: "forwarding", EVENT: "event"}
    refs: list[Ref] = [
        (kind, number)
        for kind, column in columns.items()
        if (number := getattr(commitment, f"{column}_id")) is not None
    ]
    if not refs:
        return []
    found = ways.before(refs, reader, reader_language())
    # The word that goes back to another council comes after the matter itself.
    return [one for one in found if one.place < REFERRED + ELSEWHERE]


def after_it(ref: Ref, reader: Any) -> list[Station]:
    """The stations of what came out of a commitment or a joint inquiry: referrals, and what became
    of them in the other council."""
    return ways.after(ref, reader, reader_language())


def joints(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """That many bodies were asked together; one query."""
    rows = Joint.objects.sent().filter(pk__in=numbers).order_by("pk")
    page = "commitments:joint"
    return [
        Station(
            _("Asked jointly"), row.sent_on, True, address=reverse(page, args=[row.pk]), place=ASKED
        )
        for row in rows
    ]


def events(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """Where something was recommended, and when; one query."""
    rows = Event.objects.filter(pk__in=numbers).order_by("pk")
    page = "commitments:event"
    return [
        Station(
            str(row.get_kind_display()),
            row.held_on,
            True,
            address=reverse(page, args=[row.pk]),
            place=RECOMMENDED,
        )
        for row in rows
    ]


def forwardings(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """To which council a matter was referred, and what came of it there; one query."""
    rows = Forwarding.objects.filter(pk__in=numbers).select_related("to_council").order_by("pk")
    return [one for row in rows for one in _referred(row, lang)]


def _referred(row: Forwarding, lang: str) -> list[Station]:
    page, council = (
        reverse("commitments:forwarding", args=[row.pk]),
        said(row.to_council, "name", lang),
    )
    sent = _("Referred to: %(council)s") % {"council": council.text}
    found = [Station(sent, row.sent_on, True, address=page, place=REFERRED)]
    if row.taken_on is not None:
        found.append(
            Station(_("Taken on there"), row.taken_on, True, address=page, place=REFERRED + 1)
        )
    # What the other council does with it comes before the word that it sends back.
    last = REFERRED + ELSEWHERE + 90 if row.became_id or row.taken_on else REFERRED + 2
    words = row.get_state_display() if not row.is_waiting else _("Word comes back")
    late = row.days_overdue() > 0
    day = row.due_on if row.is_waiting else row.ended_on
    return [*found, Station(words, day, not row.is_waiting, late, address=page, place=last)]


def _out_of(kind: str, column: str) -> Follow:
    """All that was asked is open to everyone; that it came out of a closed room is not."""

    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        seen = SEEN[kind].objects.visible_to(reader).filter(pk__in=numbers)
        rows = Commitment.objects.filter(**{f"{column}__in": seen.values("pk")})
        return list(rows.order_by("-pk").values_list("pk", flat=True)[: ways.MOST_OF_A_KIND])

    return follow


def _came_from(kind: str, column: str) -> Follow:
    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        seen = SEEN[kind].objects.visible_to(reader)
        rows = Commitment.objects.filter(pk__in=numbers, **{f"{column}__in": seen.values("pk")})
        return list(rows.values_list(column, flat=True))

    return follow


def _referred_out_of(column: str) -> Follow:
    """All that was referred is open to everyone, and so is what it was of."""

    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        rows = Forwarding.objects.filter(**{f"{column}__in": numbers})
        return list(rows.order_by("-pk").values_list("pk", flat=True)[: ways.MOST_OF_A_KIND])

    return follow


def _referred_from(kind: str, column: str) -> Follow:
    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        rows = Forwarding.objects.filter(pk__in=numbers, **{f"{column}__isnull": False})
        if kind == TOPIC:
            rows = rows.filter(topic__in=Topic.objects.visible_to(reader).values("pk"))
        return list(rows.values_list(column, flat=True))

    return follow


def _topics_there(numbers: Collection[int], reader: Any) -> list[int]:
    rows = Topic.objects.visible_to(reader).filter(forwarded_from__in=numbers)
    return list(rows.values_list("pk", flat=True))


def _referrals_of_topics(numbers: Collection[int], reader: Any) -> list[int]:
    return list(Forwarding.objects.filter(became__in=numbers).values_list("pk", flat=True))


def _begun_there(numbers: Collection[int], reader: Any) -> list[int]:
    rows = Commitment.objects.filter(forwarding__in=numbers)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[: ways.MOST_OF_A_KIND])


def _referrals_of_letters(numbers: Collection[int], reader: Any) -> list[int]:
    rows = Commitment.objects.filter(pk__in=numbers, forwarding__isnull=False)
    return [number for number in rows.values_list("forwarding", flat=True) if number is not None]


def _recommended_by(numbers: Collection[int], reader: Any) -> list[int]:
    rows = Commitment.objects.filter(event__in=numbers)
    return list(rows.order_by("pk").values_list("pk", flat=True)[: ways.MOST_OF_A_KIND])


def _events_of(numbers: Collection[int], reader: Any) -> list[int]:
    rows = Commitment.objects.filter(pk__in=numbers, event__isnull=False)
    return [number for number in rows.values_list("event", flat=True) if number is not None]


KINDS = {COMMITMENT: commitments, JOINT: joints, FORWARDING: forwardings, EVENT: events}
EDGES = [
    *(
        Edge(kind, COMMITMENT, out_of=_out_of(kind, column), came_from=_came_from(kind, column))
        for kind, column in COLUMNS.items()
    ),
    *(
        Edge(
            kind,
            FORWARDING,
            out_of=_referred_out_of(column),
            came_from=_referred_from(kind, column),
        )
        for kind, column in REFERRED_OF.items()
    ),
    Edge(
        FORWARDING,
        TOPIC,
        out_of=_topics_there,
        came_from=_referrals_of_topics,
        lift=ELSEWHERE,
    ),
    Edge(EVENT, COMMITMENT, out_of=_recommended_by, came_from=_events_of),
    Edge(
        FORWARDING,
        COMMITMENT,
        out_of=_begun_there,
        came_from=_referrals_of_letters,
        lift=ELSEWHERE,
    ),
]
