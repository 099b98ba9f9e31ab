"""What the page of a ballot shows: choices, electors, what was chosen, how it is decided."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.texts import sha256_of
from maslikhat.registry.models import Group, GroupMember
from maslikhat.registry.standing import Visitor, standing
from maslikhat.voting import tally
from maslikhat.voting.electing import body_on
from maslikhat.voting.frozen import RECUSED, SILENT, frozen_text
from maslikhat.voting.models import Ballot, Elector, Mode, Option, Teller, Vote
from maslikhat.voting.registers import Attending
from maslikhat.voting.regulations import InForce, in_force
from maslikhat.voting.sentences import choice_name
from maslikhat.voting.tellers import Counted, counted


@dataclass(frozen=True)
class ElectorRow:
    """An elector on the page; the choice only of a closed vote by name."""

    pk: int
    mandate_id: int
    person_id: int
    name: str
    party: str
    is_chair: bool
    is_present: bool
    recused_because: str
    has_voted: bool

    @property
    def may_vote(self) -> bool:
        """Whether the deputy is present and not recused."""
        return self.is_present and not self.recused_because


class VoteRow(NamedTuple):
    """A vote by name as it came."""

    elector: ElectorRow
    choice: str
    received_at: dt.datetime
    is_late: bool


@dataclass
class OptionRow:
    """A choice: its name, how many chose it, what part of those who voted, and who."""

    option: Option
    name: str
    share: int
    electors: list[ElectorRow] = field(default_factory=list)


class Numbers(NamedTuple):
    """How a ballot is decided: frozen, or as it would be if it were opened now with all present."""

    seats: int
    filled: int
    total: int
    present: int
    quorum: int
    # None while it depends on how many votes are cast.
    needed: int | None
    counts_vacancies: bool


@dataclass(frozen=True)
class Ways:
    """What came in: by choice, and what came late or was replaced."""

    late: list[VoteRow]
    changed: list[VoteRow]


def elector_rows(ballot: Ballot) -> list[ElectorRow]:
    """All electors by the alphabet of the reader; one query."""
    lang = reader_language()
    electors = Elector.objects.filter(ballot=ballot).with_names()
    return [
        ElectorRow(
            elector.pk,
            elector.mandate_id,
            elector.person_id,
            elector.person.short_name(lang),
            _party(elector, lang),
            elector.is_chair,
            elector.is_present,
            elector.recused_because,
            elector.has_voted,
        )
        for elector in electors.order_by(f"person__sort_{lang}", "pk")
    ]


def as_noted(electors: Sequence[ElectorRow], attending: Attending) -> list[ElectorRow]:
    """The electors of a vote that is not open yet, as its sitting has noted them till now."""
    return [
        replace(
            row,
            is_present=row.person_id in attending.present,
            recused_because=row.recused_because or attending.recused.get(row.person_id, ""),
        )
        for row in electors
    ]


def option_rows(ballot: Ballot) -> list[OptionRow]:
    """The choices in their order, with what each has got once the ballot is closed; one query."""
    options = list(ballot.options.all())
    cast = sum(option.votes or 0 for option in options)
    return [
        OptionRow(
            option,
            choice_name(ballot, option),
            round(100 * (option.votes or 0) / cast) if cast else 0,
        )
        for option in options
    ]


def by_name(ballot: Ballot, options: Sequence[OptionRow], electors: Sequence[ElectorRow]) -> Ways:
    """Put the electors to what they chose; and what came late or was replaced. One query.

    Only of a closed vote by name: while it lasts nobody is shown the choices of others.
    """
    ways = Ways([], [])
    if not ballot.is_closed or ballot.mode != Mode.OPEN:
        return ways
    rows, choices = {row.pk: row for row in electors}, {row.option.pk: row for row in options}
    last: dict[int, OptionRow] = {}
    given: dict[int, list[VoteRow]] = {}
    for vote in Vote.objects.filter(elector__ballot=ballot).order_by("pk"):
        elector, choice = rows[vote.elector_id], choices[vote.option_id]
        told = VoteRow(elector, choice.name, vote.received_at, vote.is_late)
        if vote.is_late:
            ways.late.append(told)
        else:
            last[elector.pk] = choice
            given.setdefault(elector.pk, []).append(told)
    for row in electors:
        if row.pk in last:
            last[row.pk].electors.append(row)
        if len(given.get(row.pk, [])) > 1:
            ways.changed.extend(given[row.pk])
    return ways


def numbers(ballot: Ballot) -> Numbers | None:
    """The numbers of the ballot; None where it is not known how many seats the council has."""
    if ballot.opened_at is not None:
        roll = ballot.roll
        quorum, needed = ballot.quorum_needed or 0, ballot.needed
        return Numbers(
            roll.seats, roll.filled, roll.total, roll.present, quorum, needed, roll.counts_vacancies
        )
    body = body_on(ballot.council, ballot.commission)
    if body.seats is None:
        return None
    counts = ballot.commission_id is not None or in_force(ballot.council).counts_vacancies
    rule = ballot.rule.as_of()
    roll = tally.Roll(max(body.seats, body.filled, 1), body.filled, body.filled, counts)
    return Numbers(
        roll.seats,
        roll.filled,
        roll.total,
        roll.present,
        tally.quorum_needed(rule, roll),
        tally.votes_needed(rule, roll),
        counts,
    )


def own_row(electors: Sequence[ElectorRow], user: Visitor) -> ElectorRow | None:
    """The reader among the electors."""
    person = standing(user).person_id
    return next((row for row in electors if row.person_id == person), None)


def own_vote(ballot: Ballot, own: ElectorRow | None) -> Vote | None:
    """The reader's own vote by name that counts; at most one query."""
    if own is None or ballot.mode != Mode.OPEN or ballot.is_draft:
        return None
    votes = Vote.objects.filter(elector=own.pk, is_late=False).select_related("option")
    return votes.order_by("-pk").first()


class TellersRow(NamedTuple):
    """Who counts, in whose place some of them do, and how far they are."""

    counting: list[Teller]
    replaced: list[Teller]
    counts: Counted | None

    @property
    def may_be_replaced(self) -> bool:
        """Whether neither has entered a count in the attempt that is under way."""
        return self.counts is not None and not self.counts.entered and self.counts.agreed is None


def tellers_of(ballot: Ballot) -> TellersRow:
    """The two who count and how far they are; two queries where hands or papers are counted."""
    if not ballot.is_counted_by_tellers:
        return TellersRow([], [], None)
    named = list(ballot.tellers.select_related("person"))
    return TellersRow(
        [one for one in named if not one.replaced_because],
        [one for one in named if one.replaced_because],
        counted(ballot),
    )


def regulations_of(ballot: Ballot) -> InForce:
    """What the regulations of the council say: on the day the vote opened, or today; one query."""
    opened = ballot.opened_at
    return in_force(ballot.council, opened.astimezone(ALMATY).date() if opened else None)


def _party(elector: Elector, lang: str) -> str:
    party = elector.mandate.party
    return getattr(party, f"short_{lang}") or party.short_ru if party else ""


class FrozenRow(NamedTuple):
    """The text of which the record holds the hash, and whether what is shown still says that."""

    text: str
    is_as_closed: bool


def frozen(
    ballot: Ballot, options: Sequence[OptionRow], electors: Sequence[ElectorRow]
) -> FrozenRow | None:
    """What was hashed when the ballot was closed, from the rows of the page; None without a hash.

    `by_name` has put the electors to the options before.
    """
    if not ballot.is_closed or not ballot.digest:
        return None
    named: dict[int, int] = {}
    for row in electors:
        if row.recused_because or row.is_present:
            named[row.person_id] = RECUSED if row.recused_because else SILENT
    named |= {one.person_id: row.option.place for row in options for one in row.electors}
    chosen = sorted(named.items()) if ballot.mode == Mode.OPEN else None
    text = frozen_text(ballot, [row.option for row in options], chosen)
    return FrozenRow(text, sha256_of(text) == ballot.digest)


class FactionRow(NamedTuple):
    """How the deputies of one faction voted: its name, and for, against, abstained."""

    name: Said
    votes: tuple[int, ...]


def by_faction(
    ballot: Ballot, options: Sequence[OptionRow], electors: Sequence[ElectorRow]
) -> list[FactionRow]:
    """Votes by name of a closed motion, by faction as it was on the day of the vote; one query."""
    if not ballot.is_closed or ballot.mode != Mode.OPEN or ballot.is_election:
        return []
    chose = {one.mandate_id: place for place, row in enumerate(options) for one in row.electors}
    assert ballot.opened_at is not None
    day = ballot.opened_at.astimezone(ALMATY).date()
    places = GroupMember.objects.on(day).filter(
        mandate__in=[one.mandate_id for one in electors], group__kind=Group.Kind.FACTION
    )
    found: dict[int, tuple[Group, list[int]]] = {}
    for place in places.select_related("group").order_by("group"):
        _group, votes = found.setdefault(place.group_id, (place.group, [0] * len(options)))
        if place.mandate_id in chose:
            votes[chose[place.mandate_id]] += 1
    return [FactionRow(said(group, "name"), tuple(votes)) for group, votes in found.values()]
