"""What the vote on a decision came to, and the condition that says so of its row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What the vote on a decision came to."""

    ADOPTED = "adopted", _("Adopted")
    UNANIMOUS = "unanimous", _("Adopted, all who voted were for it")
    OPPOSED = "opposed", _("Adopted, with votes against or abstained")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    NO_NUMBERS = "no_numbers", _("Voted on, the numbers are not known")
    NOT_VOTED = "not_voted", _("Not voted on")


_ADOPTED, _REJECTED = Q(adopted_on__isnull=False), Q(rejected_on__isnull=False)
_SOME = Q(votes_against__gt=0) | Q(votes_abstained__gt=0)
CAME_TO: dict[str, Q] = {
    Result.ADOPTED: _ADOPTED,
    Result.UNANIMOUS: _ADOPTED & Q(votes_for__gt=0, votes_against=0, votes_abstained=0),
    Result.OPPOSED: _ADOPTED & _SOME,
    Result.NOT_ADOPTED: _REJECTED,
    Result.NO_NUMBERS: (_ADOPTED | _REJECTED) & Q(votes_for__isnull=True),
    Result.NOT_VOTED: Q(adopted_on__isnull=True, rejected_on__isnull=True),
}
# The few among the many: an index of their own each, in the order of lists.
FEW = (Result.OPPOSED, Result.NOT_ADOPTED)


def indexes_of_results() -> list[models.Index]:
    """An index for each result that only few decisions have, the latest moved first."""
    return [
        models.Index(
            name=f"decision_{result}", fields=["-moved_on", "-id"], condition=CAME_TO[result]
        )
        for result in FEW
    ]
