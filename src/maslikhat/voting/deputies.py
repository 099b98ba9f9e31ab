"""The public votes of one deputy: what the deputy chose, or why nothing was chosen.

Of a secret vote it is only said that the deputy took part.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import TruncDate

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import Said, said
from maslikhat.registry.models import Mandate, Person
from maslikhat.voting.divided import divided
from maslikhat.voting.models import Ballot, Mode, Option, Vote
from maslikhat.voting.models.ballots import BallotQuerySet
from maslikhat.voting.sentences import choice_name


class Part(StrEnum):
    """What a deputy had to do with a vote; nobody is called absent who was only silent."""

    CHOSE = "chose"
    TOOK_PART = "took_part"
    SILENT = "silent"
    COUNTED_TOGETHER = "counted_together"
    RECUSED = "recused"
    NOT_PRESENT = "not_present"
    NOT_ENTITLED = "not_entitled"


@dataclass(frozen=True)
class Row:
    """A vote of a deputy: the ballot, the deputy's part in it, and the choice where it is known."""

    ballot: Ballot
    motion: Said
    part: Part
    # Empty where none is known.
    choice: str
    is_divided: bool


def votes_of(person: Person) -> BallotQuerySet:
    """Closed votes open to all of a deputy, the newest first.

    Those whose elector the deputy was, and those of the whole maslikhat held while the deputy held
    a mandate of it but was not entitled to vote.
    """
    seats = Mandate.objects.filter(person=person)
    sat = seats.filter(convocation__council=OuterRef("council"), from_day__lte=OuterRef("held_on"))
    rows = Ballot.objects.closed().filter(
        is_public=True, council__in=seats.values("convocation__council")
    )
    return (
        rows.annotate(
            held_on=TruncDate("opened_at", tzinfo=ALMATY),
            own=FilteredRelation("electors", condition=Q(electors__person=person)),
        )
        .filter(
            Q(own__isnull=False)
            | Q(Exists(sat.filter(Q(to_day=None) | Q(to_day__gt=OuterRef("held_on")))))
            & Q(commission=None)
        )
        .annotate(
            own_id=F("own__pk"),
            own_is_present=F("own__is_present"),
            own_recused=F("own__recused_because"),
            own_has_voted=F("own__has_voted"),
            is_divided=Exists(divided(Ballot.objects.filter(pk=OuterRef("pk")))),
        )
        .with_names()
        .order_by("-opened_at", "-pk")
    )


def of_year(votes: BallotQuerySet, year: int) -> BallotQuerySet:
    """Those held in a year, as it is in Kazakhstan."""
    begun, ended = (dt.datetime(one, 1, 1, tzinfo=ALMATY) for one in (year, year + 1))
    return votes.filter(opened_at__gte=begun, opened_at__lt=ended)


def years_of(votes: BallotQuerySet) -> list[int]:
    """The years in which there are any, the newest first; one query."""
    moments = votes.order_by().datetimes("opened_at", "year", order="DESC", tzinfo=ALMATY)
    return [moment.year for moment in moments]


def rows_of(ballots: Sequence[Any]) -> list[Row]:
    """The lines of these votes, as `votes_of` gives them; one query."""
    by_name = [one.own_id for one in ballots if one.mode == Mode.OPEN and one.own_id is not None]
    given = Vote.objects.counted().filter(elector__in=by_name).select_related("option")
    chosen = {vote.elector_id: vote.option for vote in given}
    return [_row(ballot, chosen.get(ballot.own_id)) for ballot in ballots]


def _row(ballot: Any, chosen: Option | None) -> Row:
    return Row(
        ballot,
        said(ballot, "motion"),
        _part(ballot, chosen),
        choice_name(ballot, chosen) if chosen else "",
        ballot.is_divided,
    )


def _part(ballot: Any, chosen: Option | None) -> Part:
    if ballot.own_id is None:
        return Part.NOT_ENTITLED
    if ballot.own_recused:
        return Part.RECUSED
    if not ballot.own_is_present:
        return Part.NOT_PRESENT
    if ballot.is_counted_by_tellers:
        return Part.TOOK_PART if ballot.own_has_voted else Part.COUNTED_TOGETHER
    if chosen is not None:
        return Part.CHOSE
    return Part.TOOK_PART if ballot.own_has_voted else Part.SILENT
