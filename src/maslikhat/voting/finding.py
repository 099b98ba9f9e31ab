"""What votes tell search: the question and the result of those that everyone may see."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind
from maslikhat.voting.models import Ballot

BALLOT = "ballot"


def tell_ballot(ballot: Ballot) -> None:
    """Tell search of a ballot as it is now; one that not everyone may see is not told at all."""
    actions.index_many(_drafts(Ballot.objects.filter(pk=ballot.pk)))


def ballots_after(number: int, most: int) -> list[Draft]:
    """All that everyone may see, page by page."""
    return _drafts(Ballot.objects.filter(pk__gt=number).order_by("pk"), most)


def _drafts(ballots: QuerySet[Ballot], most: int | None = None) -> list[Draft]:
    public = ballots.filter(is_public=True).exclude(opened_at=None)
    return [
        Draft(
            BALLOT,
            ballot.pk,
            {lang: getattr(ballot, f"motion_{lang}") for lang in LANGUAGES},
            {
                lang: "\n".join(
                    text
                    for text in (
                        getattr(ballot.council, f"name_{lang}"),
                        getattr(ballot, f"sentence_{lang}"),
                    )
                    if text
                )
                for lang in LANGUAGES
            },
            place=ballot.council.unit.kato if ballot.council.unit else "",
            moment=ballot.opened_at,
        )
        for ballot in public.select_related("council__unit")[:most]
    ]


BALLOTS = Kind(
    label=lambda: _("Voting"),
    address=lambda number, slug: reverse("voting:ballot", args=[number]),
    entries=ballots_after,
)
