"""Whom a question is put to: who is proposed and why, and who has been asked already."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.accounts.models import User
from maslikhat.dialogue.followed import show_topics
from maslikhat.dialogue.models import Asking, Post, Topic
from maslikhat.dialogue.peers import A_WEEK, Peer, Seat, best, is_alike, is_near
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.registry.models import Commission, CommissionMember, Mandate, Person
from maslikhat.registry.subjects import commissions_on
from maslikhat.rubrics.models import Rubric

_NAMES = tuple(f"name_{lang}" for lang in LANGUAGES)
_COUNCIL = "convocation__council"
_SEAT = (
    "person", "person__user", "person__user__is_active", _COUNCIL, f"{_COUNCIL}__level",
    f"{_COUNCIL}__unit", f"{_COUNCIL}__unit__kind", f"{_COUNCIL}__unit__parent",
    f"{_COUNCIL}__unit__parent__kind", *(f"{_COUNCIL}__{name}" for name in _NAMES),
)  # fmt: skip


class Proposed(NamedTuple):
    """A deputy who may be asked, and what speaks for it, in the reader's language."""

    person: int
    name: str
    council: Said
    reasons: list[str]


class Desk(NamedTuple):
    """Whom to ask. Also how many more know the subject but cannot be asked: those who have not
    joined the portal yet, and those who were asked within the week."""

    proposed: list[Proposed]
    without_account: int
    asked_lately: int


class AskedRow(NamedTuple):
    """Who was asked in a topic, and whether there is an answer."""

    person: int
    name: str
    at: dt.datetime
    is_answered: bool


class _Place(NamedTuple):
    """A place in a commission that deals with the subject."""

    position: str
    commission: Mapping[str, Any]


def asked_in(topic: Topic) -> list[AskedRow]:
    """Who was asked in this topic, in that order; two queries."""
    askings = Asking.objects.filter(topic=topic)
    waiting = set(askings.waiting().values_list("pk", flat=True))
    return [
        AskedRow(row.person_id, row.person.short_name(), row.at, row.pk not in waiting)
        for row in askings.select_related("person").order_by("at", "pk")
    ]


def desk_of(topic: Topic, asker: User) -> Desk:
    """Whom the author of a question may ask; at most nine queries, three more in a closed room."""
    rubric = topic.rubric or topic.room.rubric
    if rubric is None:
        return Desk([], 0, 0)
    related = _related(rubric)
    places = _places(topic, related.values())
    answers = _answers(asker, related)
    seats = _seats({*places, *answers} | {topic.author_id})
    own = seats.pop(topic.author_id, None)
    if own is None:
        return Desk([], 0, 0)
    for person in _who_spoke(topic):
        seats.pop(person, None)
    with_account = {pk: row for pk, row in seats.items() if row["person__user__is_active"]}
    able = _who_may_enter(topic, with_account)
    lately = set(
        Asking.objects.filter(person__in=able)
        .since(timezone.now() - A_WEEK)
        .values_list("person", flat=True)
    )
    peers = [
        Peer(pk, _seat(seats[pk]), places[pk].position if pk in places else "", answers.get(pk, 0))
        for pk in able
        if pk not in lately
    ]
    chosen = best(peers, _seat(own), topic.pk)
    names = Person.objects.in_bulk([peer.person for peer in chosen])
    proposed = [
        Proposed(
            peer.person,
            names[peer.person].short_name(),
            said(seats[peer.person], f"{_COUNCIL}__name"),
            _reasons(peer, _seat(own), places.get(peer.person)),
        )
        for peer in chosen
    ]
    # In a closed room nobody can say who of those without an account might enter it.
    absent = 0 if topic.room.is_closed else len(seats) - len(with_account)
    return Desk(proposed, absent, len(lately))


def _related(rubric: Rubric) -> dict[int, str]:
    """The subject, the one above it and those under it: codes by number."""
    family = Q(pk=rubric.pk) | Q(pk=rubric.parent_id) | Q(parent=rubric.pk)
    return dict(Rubric.objects.filter(family).values_list("pk", "code"))


def _places(topic: Topic, codes: Collection[str]) -> dict[int, _Place]:
    """Persons with their best place in a commission that deals with these subjects; two queries."""
    day = today()
    commissions = Commission.objects.on(day)
    if topic.room.of_council is not None and topic.room.is_closed:
        commissions = commissions.filter(council=topic.room.of_council)
    named = commissions_on(codes, commissions)
    members = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"), commission__in=list(named)
    )
    ranks = {word: rank for rank, word in enumerate(CommissionMember.Position.values)}
    found: dict[int, _Place] = {}
    rows = members.order_by("pk").values_list("mandate__person", "position", "commission")
    for person, position, commission in sorted(rows, key=lambda row: ranks[row[1]]):
        found.setdefault(person, _Place(position, named[commission]))
    return found


def _answers(asker: User, related: Collection[int]) -> dict[int, int]:
    """How many answers of each person on these subjects were accepted, where the asker may read."""
    topics = Topic.objects.visible_to(asker).filter(
        Q(rubric__in=related) | Q(rubric=None, room__rubric__in=related), accepted__isnull=False
    )
    rows = topics.order_by().values("accepted__author").annotate(n=Count("pk"))
    return {row["accepted__author"]: row["n"] for row in rows}


def _seats(persons: Collection[int]) -> dict[int, dict[str, Any]]:
    """Where each of these persons sits today; who has no mandate is left out."""
    mandates = Mandate.objects.on().filter(person__in=list(persons))
    return {row["person"]: row for row in mandates.order_by("pk").values(*_SEAT)}


def _seat(row: Mapping[str, Any]) -> Seat:
    unit = f"{_COUNCIL}__unit"
    # A region and a city of republican significance stand under the country itself.
    is_regional = row[f"{unit}__parent__kind"] == "country"
    region = row[unit] if is_regional else row[f"{unit}__parent"]
    return Seat(row[_COUNCIL], row[f"{_COUNCIL}__level"], row[f"{unit}__kind"] or "", region)


def _who_spoke(topic: Topic) -> set[int]:
    """Who has written in the topic or was asked in it: nobody is asked there twice."""
    wrote = Post.objects.filter(topic=topic).values_list("author", flat=True)
    return {*wrote, *topic.askings.values_list("person", flat=True)}


def _who_may_enter(topic: Topic, seats: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """Those of these persons to whom the room of the topic is open."""
    if not topic.room.is_closed:
        return list(seats)
    users = User.objects.filter(pk__in=[row["person__user"] for row in seats.values()])
    readers = show_topics([topic.pk], list(users), reader_language())[topic.pk].readers or ()
    return [person for person, row in seats.items() if row["person__user"] in readers]


def _reasons(peer: Peer, asker: Seat, place: _Place | None) -> list[str]:
    """What speaks for asking this deputy, as phrases."""
    found = [_office(place)] if place else []
    if peer.answers:
        words = ngettext(
            "answered %(count)s question on this subject",
            "answered %(count)s questions on this subject",
            peer.answers,
        )
        found.append(words % {"count": peer.answers})
    return [*found, *_likeness(peer.seat, asker)]


def _office(place: _Place) -> str:
    words = {
        "chair": _("chairs the commission “%(name)s”"),
        "deputy_chair": _("deputy chair of the commission “%(name)s”"),
        "secretary": _("secretary of the commission “%(name)s”"),
    }.get(place.position, _("sits in the commission “%(name)s”"))
    return words % {"name": said(place.commission, "name").text}


def _likeness(seat: Seat, asker: Seat) -> Iterable[str]:
    """What the two councils have in common."""
    if seat.council == asker.council:
        yield _("of your own maslikhat")
    elif is_alike(seat, asker):
        yield _("a place of the same kind as yours")
    elif seat.level == asker.level:
        yield _("a council of your level")
    if seat.council != asker.council and is_near(seat, asker):
        yield _("of your region")
