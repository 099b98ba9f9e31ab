"""What has been said of a deed since it was last reported, and how many residents said it."""

from django.db.models import Count, Q

from maslikhat.commitments.course import Act, Word
from maslikhat.commitments.models import Commitment, Say


def round_of(commitment: Commitment) -> int:
    """The number of the step that last reported the deed; 0 when none has. One query."""
    reports = commitment.steps.filter(act=Act.REPORT_DONE).order_by("-number")
    return reports.values_list("number", flat=True).first() or 0


def words_since(commitment: Commitment) -> list[Word]:
    """What each voice has said since then, in order; one query."""
    acts = (Act.REPORT_DONE, Act.CONFIRM, Act.DISPUTE)
    steps = commitment.steps.in_order().filter(act__in=acts)
    said: list[Word] = []
    for voice, act in steps.values_list("voice", "act"):
        said = [] if act == Act.REPORT_DONE else [*said, Word(voice, act == Act.CONFIRM)]
    return said


def count_of(commitment: Commitment, asked: int) -> tuple[int, int]:
    """How many residents say that it is done, and how many that it is not; one query."""
    counted = Say.objects.filter(commitment=commitment, round=asked).aggregate(
        done=Count("pk", filter=Q(is_done=True)), undone=Count("pk", filter=Q(is_done=False))
    )
    return counted["done"], counted["undone"]
