"""Divided votes, defined once: the list, its feed and the page that explains it ask here."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from maslikhat.kit.days import ALMATY
from maslikhat.registry.models import Group
from maslikhat.voting.models import Mode, Option, State, Vote
from maslikhat.voting.models.ballots import BallotQuerySet

_PLACE = "elector__mandate__group_places__"


def divided(ballots: BallotQuerySet) -> BallotQuerySet:
    """Closed votes by name on a motion in which opinions were divided.

    Either both for and against had at least a quarter of the votes cast, or of the deputies of one
    faction, as it was on the day of the vote, some voted for and some against.
    """
    factions = Group.objects.filter(kind=Group.Kind.FACTION, council=OuterRef("council")).filter(
        Exists(_given("for")), Exists(_given("against"))
    )
    motions = ballots.filter(state=State.CLOSED, mode=Mode.OPEN, is_election=False, voted__gt=0)
    counted = motions.annotate(four_for=_votes("for") * 4, four_against=_votes("against") * 4)
    return counted.filter(
        Q(four_for__gte=F("voted"), four_against__gte=F("voted")) | Exists(factions)
    )


def _votes(kind: str) -> Subquery:
    return Subquery(Option.objects.filter(ballot=OuterRef("pk"), kind=kind).values("votes")[:1])


def _given(kind: str) -> QuerySet[Vote]:
    """Votes of this kind that count, by members of the faction outside."""
    votes = Vote.objects.counted().annotate(
        voted_on=TruncDate("elector__ballot__opened_at", tzinfo=ALMATY)
    )
    return votes.filter(
        Q(**{f"{_PLACE}to_day": None}) | Q(**{f"{_PLACE}to_day__gt": F("voted_on")}),
        elector__ballot=OuterRef(OuterRef("pk")),
        option__kind=kind,
        **{f"{_PLACE}group": OuterRef("pk"), f"{_PLACE}from_day__lte": F("voted_on")},
    )
