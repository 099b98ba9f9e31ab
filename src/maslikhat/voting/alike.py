"""Two deputies in the same votes by name: how often they chose alike, and where they did not."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery

from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.shares import Share
from maslikhat.registry.models import Convocation, Mandate, Person
from maslikhat.voting.models import Ballot, Mode, Option, State, Vote
from maslikhat.voting.models.electors import VoteQuerySet
from maslikhat.voting.sentences import choice_name


class Row(NamedTuple):
    """A vote in which two deputies chose differently, with what each chose."""

    ballot: Ballot
    motion: Said
    choice: str
    other_choice: str


class Beside(NamedTuple):
    """The deputies of a convocation, by name."""

    convocation: Convocation
    deputies: list[Person]


def beside(person: Person) -> list[Beside]:
    """The other deputies of the convocations in which this one has sat, each once; one query."""
    own = Mandate.objects.filter(person=person).values("convocation")
    rows = Mandate.objects.filter(convocation__in=own).exclude(person=person)
    by_name = f"person__sort_{reader_language()}"
    rows = rows.select_related("convocation__council", "person")
    found: dict[int, Beside] = {}
    seen = set[int]()
    for mandate in rows.order_by("-convocation__from_day", "convocation", by_name, "person"):
        if mandate.person_id in seen:
            continue
        seen.add(mandate.person_id)
        fellows = found.setdefault(mandate.convocation_id, Beside(mandate.convocation, []))
        fellows.deputies.append(mandate.person)
    return list(found.values())


def in_both(one: Person, other: Person) -> VoteQuerySet:
    """The votes of the first in closed votes by name open to all, in which the other chose too."""
    others = Vote.objects.counted().filter(
        elector__person=other, elector__ballot=OuterRef("elector__ballot")
    )
    own = Vote.objects.counted().filter(
        elector__person=one,
        elector__ballot__state=State.CLOSED,
        elector__ballot__is_public=True,
        elector__ballot__mode=Mode.OPEN,
    )
    return own.annotate(other_option=Subquery(others.values("option")[:1])).filter(
        other_option__isnull=False
    )


def alike(votes: VoteQuerySet) -> Share:
    """In how many of these both chose the same; one query."""
    told = votes.aggregate(part=Count("pk", filter=Q(option=F("other_option"))), whole=Count("pk"))
    return Share(**told)


def apart(votes: VoteQuerySet) -> VoteQuerySet:
    """Those of these in which they chose differently, the newest first."""
    return (
        votes.filter(~Q(option=F("other_option")))
        .select_related("option", "elector__ballot__council", "elector__ballot__commission")
        .order_by("-elector__ballot__opened_at", "-pk")
    )


def rows_of(votes: Sequence[Any]) -> list[Row]:
    """The lines of these votes, as `apart` gives them; one query."""
    others = Option.objects.in_bulk([vote.other_option for vote in votes])
    return [
        Row(
            vote.elector.ballot,
            said(vote.elector.ballot, "motion"),
            choice_name(vote.elector.ballot, vote.option),
            choice_name(vote.elector.ballot, others[vote.other_option]),
        )
        for vote in votes
    ]
