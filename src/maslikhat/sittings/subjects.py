"""The votes of a deputy by subject: that of the decision or of the item which was voted on."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.decisions import is_public
from maslikhat.decisions.results import DECISION
from maslikhat.registry.models import Person
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.covering import MOTION
from maslikhat.sittings.models import Motion
from maslikhat.voting.deputies import votes_of
from maslikhat.voting.models import Mode, Option, Vote
from maslikhat.voting.models.ballots import BallotQuerySet


class Row(NamedTuple):
    """The votes of a deputy on a subject, None for those without one, by what was chosen."""

    subject: Rubric | None
    votes_for: int
    against: int
    abstained: int
    # Entitled to it and chose nothing: there and silent, or not there.
    not_voted: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.votes_for + self.against + self.abstained + self.not_voted


def votes_by_name(person: Person) -> BallotQuerySet:
    """Votes by name on motions that the deputy was entitled to, each with its `subject`."""
    entitled = Q(own_id__isnull=False, own_recused="")
    rows = votes_of(person).filter(entitled, mode=Mode.OPEN, is_election=False)
    return rows.annotate(subject=_subject())


def on_subject(votes: BallotQuerySet, subject: Rubric | None) -> BallotQuerySet:
    """Those on a subject; those without one where it is None."""
    return votes.filter(Q(subject=subject.pk if subject else None))


def counted(votes: BallotQuerySet) -> list[Row]:
    """How the deputy chose on each subject, as rubrics stand in order; two queries."""
    chosen = Vote.objects.counted().filter(elector=OuterRef("own_id"))
    rows = (
        votes.order_by()
        .annotate(chosen=Subquery(chosen.values("option__kind")[:1]))
        .values_list("subject", "chosen")
        .annotate(number=Count("pk"))
    )
    numbers: dict[int | None, dict[str | None, int]] = {}
    for subject, kind, number in rows:
        numbers.setdefault(subject, {})[kind] = number
    found: list[Rubric | None] = list(
        Rubric.objects.filter(pk__in=[one for one in numbers if one]).in_order()
    )
    if None in numbers:
        found.append(None)
    return [_row(subject, numbers[subject.pk if subject else None]) for subject in found]


def in_all(rows: Sequence[Row]) -> Row:
    """All subjects together."""
    names = Row._fields[1:]
    return Row(None, *(sum(getattr(row, name) for row in rows) for name in names))


def _row(subject: Rubric | None, numbers: dict[str | None, int]) -> Row:
    kinds = (Option.Kind.FOR, Option.Kind.AGAINST, Option.Kind.ABSTAIN, None)
    return Row(subject, *(numbers.get(kind, 0) for kind in kinds))


def _subject() -> Coalesce:
    """The number of the rubric of what a ballot is about, as far as everyone may know of it.

    Where the decision has none, or there is no decision, that of the question in the plan of work.
    """
    open_to_all = {
        "item__is_closed_to_public": False,
        "item__sitting__is_closed_to_public": False,
        "item__sitting__convened_at__isnull": False,
    }
    decisions = Decision.objects.public().filter(pk=OuterRef("about")).values("rubric")
    of_item = Coalesce(
        _when(is_public("item__decision__"), F("item__decision__rubric")),
        _when(Q(item__planned__plan__adopted_on__isnull=False), F("item__planned__rubric")),
    )
    motions = Motion.objects.filter(**open_to_all).annotate(rubric=of_item).values("rubric")
    return Coalesce(
        _when(Q(about_kind=DECISION), Subquery(decisions[:1])),
        _when(Q(about_kind=MOTION), Subquery(motions.filter(pk=OuterRef("about"))[:1])),
        Subquery(motions.filter(ballot=OuterRef("pk"))[:1], output_field=BigIntegerField()),
    )


def _when(condition: Q, found: F | Subquery) -> Case:
    return Case(When(condition, then=found), output_field=BigIntegerField())
