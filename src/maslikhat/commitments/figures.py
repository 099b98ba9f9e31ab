"""How bodies answer, in numbers: counted from the commitments when they are asked for.

Three queries, however many rows: one counts, one gives the days of the answers for the median, one
what the answers were judged worth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q

from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Assessment, Step
from maslikhat.commitments.models.commitments import CommitmentQuerySet
from maslikhat.kit.days import today
from maslikhat.kit.shares import LEAST, Share

# What figures are told by, and the column behind it.
BY: Mapping[str, str] = {
    "body": "addressee",
    "council": "council",
    "region": "region",
    "rubric": "rubric",
}


class Figures(NamedTuple):
    """How one body answers, or all of a maslikhat, a region or a subject."""

    asked: int
    owed: int
    overdue: int
    # Of those answered and those overdue without an answer, how many were answered by their day.
    on_time: Share
    # Of the answers that were judged by who asked, how many are full.
    full: Share
    # Days of the calendar from the letter to the first answer; None where too few were answered.
    median_days: int | Decimal | None


def figures_by(rows: CommitmentQuerySet, what: str) -> dict[Any, Figures]:
    """The figures of these commitments, told by body, council, region or rubric."""
    grouped = rows.order_by().annotate(told_by=F(BY[what])).values("told_by")
    counted = grouped.annotate(
        asked=Count("pk"),
        owed=Count("owed_on"),
        overdue=Count("pk", filter=Q(owed_on__lt=today())),
        answered=Count("answered_on"),
        on_time=Count("pk", filter=Q(answered_on__lte=F("answer_due_on"))),
        unanswered=Count("pk", filter=Q(answered_on=None, owed_on__lt=today())),
    )
    judged = _judged(rows, what)
    medians = _medians(grouped.filter(answered_on__isnull=False))
    return {
        row["told_by"]: Figures(
            row["asked"],
            row["owed"],
            row["overdue"],
            Share(row["on_time"], row["answered"] + row["unanswered"]),
            judged.get(row["told_by"], Share(0, 0)),
            medians.get(row["told_by"]),
        )
        for row in counted
    }


def _judged(rows: CommitmentQuerySet, what: str) -> dict[Any, Share]:
    """Of the answers that were judged, those judged full; asking again forgets none of them."""
    told = Step.objects.filter(act=Act.ASSESS, commitment__in=rows.order_by().values("pk"))
    counted = told.values(told_by=F(f"commitment__{BY[what]}")).annotate(
        judged=Count("pk"), full=Count("pk", filter=Q(assessment=Assessment.FULL))
    )
    return {row["told_by"]: Share(row["full"], row["judged"]) for row in counted}


def _medians(answered: Any) -> dict[Any, int | Decimal]:
    """The median of the days of each; of fewer than five answers none."""
    days: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    counted = answered.values("told_by", "answer_days").annotate(many=Count("pk"))
    for row in counted.order_by("told_by", "answer_days"):
        days[row["told_by"]].append((row["answer_days"], row["many"]))
    return {key: median(pairs) for key, pairs in days.items() if sum(n for _d, n in pairs) >= LEAST}


def median(pairs: Sequence[tuple[int, int]]) -> int | Decimal:
    """The median of whole numbers that are given in order, each with how often it stands."""
    whole = sum(many for _number, many in pairs)
    both = _nth(pairs, (whole - 1) // 2) + _nth(pairs, whole // 2)
    return Decimal(both) / 2 if both % 2 else both // 2


def _nth(pairs: Sequence[tuple[int, int]], place: int) -> int:
    passed = 0
    for number, many in pairs:
        passed += many
        if place < passed:
            return number
    raise IndexError(place)
