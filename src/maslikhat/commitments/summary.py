"""What the pages of other rooms show of the commitments; each function is one query."""

from typing import NamedTuple

from django.db.models import Count, Q

from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import today


class Owed(NamedTuple):
    """How many answers and works are waited for, and of how many the day is over."""

    waiting: int
    overdue: int


def owed() -> Owed:
    """Of the whole country, out of the index of what is owed."""
    is_over = Q(owed_on__lt=today())
    counted = Commitment.objects.waiting().aggregate(
        waiting=Count("owed_on"), overdue=Count("owed_on", filter=is_over)
    )
    return Owed(**counted)
