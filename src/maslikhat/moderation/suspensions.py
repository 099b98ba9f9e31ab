"""Who is suspended from writing: asked by every act of the rooms above that writes."""

import datetime as dt
from itertools import count
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day as day_in_words
from maslikhat.kit.prepared import Prepared
from maslikhat.kit.refusals import Refused
from maslikhat.moderation.models import Measure, Reason
from maslikhat.registry.standing import Visitor

_standing = Prepared(
    lambda user, day: (
        Measure.objects.suspending(day)
        .filter(user=user)
        .order_by("-until")
        .values("pk", "until", "reason")[:1]
    )
)
# Grows with every suspension that begins or ends: what was remembered before is asked anew.
_suspensions = count()
_changed = next(_suspensions)


class Suspension(NamedTuple):
    """By which measure, until which day and why somebody reads and does not write."""

    measure: int
    until: dt.date
    reason: str

    @property
    def sentence(self) -> str:
        """What is said to the person, in the reader's language."""
        return _("You read and do not write until %(day)s: %(reason)s.") % {
            "day": day_in_words(self.until),
            "reason": Reason(self.reason).label,
        }


def suspensions_changed() -> None:
    """Said by every act by which a suspension begins or ends."""
    global _changed  # noqa: PLW0603 - one number for the process
    _changed = next(_suspensions)


def suspension_of(user: Visitor | None) -> Suspension | None:
    """The suspension of this person today, if any; one query, kept on the user as `standing` is."""
    if not isinstance(user, User):
        return None
    key = (today(), _changed)
    kept: tuple[object, Suspension | None] | None = getattr(user, "_suspension", None)
    if kept is None or kept[0] != key:
        rows = _standing(user.pk, today())
        found = Suspension(rows[0]["pk"], rows[0]["until"], rows[0]["reason"]) if rows else None
        kept = (key, found)
        user._suspension = kept  # type: ignore[attr-defined]
    return kept[1]


def is_free(user: Visitor) -> None:
    """Said by a page whose own query has found no suspension: nobody asks again."""
    if isinstance(user, User):
        user._suspension = ((today(), _changed), None)  # type: ignore[attr-defined]


def suspended(user: Visitor | None) -> Refused | None:
    """The refusal to who is suspended, to be raised by acts that write; None for everyone else."""
    found = suspension_of(user)
    return Refused(found.sentence, status=403) if found else None
