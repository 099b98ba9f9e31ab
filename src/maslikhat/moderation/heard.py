"""Whom a measure concerns hears of it: in the inbox, and at once by letter."""

from maslikhat.moderation.models import Appeal, Measure
from maslikhat.notices.actions import tell

MEASURE = "moderation.measure"


def taken(measure: Measure) -> None:
    """A measure was taken."""
    _tell(measure, f"moderation.{measure.act}")


def ended(measure: Measure) -> None:
    """A measure was undone."""
    _tell(measure, "moderation.undone")


def decided(appeal: Appeal) -> None:
    """An appeal was decided."""
    _tell(appeal.measure, f"moderation.{appeal.outcome}")


def _tell(measure: Measure, act: str) -> None:
    """Told in nobody's name: the office stands on the page of the measure."""
    if measure.user_id is not None:
        tell(
            MEASURE,
            measure.pk,
            act=act,
            by=None,
            key=f"{act}:{measure.pk}",
            directly=[measure.user_id],
        )
