"""What commitments tell search: each with its text, in the language it was written in."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.commitments.models import Commitment
from maslikhat.kit.days import midnight
from maslikhat.kit.transactions import at_the_end
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

COMMITMENT = "commitment"


def tell_commitment(commitment: Commitment) -> None:
    """Tell search of a commitment as the act leaves it."""
    at_the_end(tell_commitments, commitment.pk)


def tell_commitments(numbers: Collection[int]) -> None:
    """Tell search of several at once."""
    actions.index_many(_drafts(Commitment.objects.filter(pk__in=numbers)))


def commitments_after(number: int, most: int) -> list[Draft]:
    """All commitments, page by page."""
    return _drafts(Commitment.objects.filter(pk__gt=number).order_by("pk")[:most])


def _drafts(commitments: QuerySet[Commitment]) -> list[Draft]:
    rows = commitments.select_related("council__unit", "place", "addressee", "rubric", "event")
    return [_draft(row) for row in rows]


def _draft(row: Commitment) -> Draft:
    place = row.place or row.council.unit
    # Of the body the name in the language of the letter, so that its words find what it owes.
    body = getattr(row.addressee, f"name_{row.language}") or row.addressee.name_kk
    event = getattr(row.event, f"title_{row.language}") if row.event else row.occasion
    return Draft(
        COMMITMENT,
        row.pk,
        row.title,
        "\n".join(filter(None, (body, row.out_number, row.text, row.result, event))),
        language=row.language,
        place=place.kato if place else "",
        rubric=row.rubric.code if row.rubric else "",
        moment=midnight(row.sent_on),
    )


COMMITMENTS = Kind(
    label=lambda: _("Follow-up"),
    address=lambda number, slug: reverse("commitments:commitment", args=[number]),
    entries=commitments_after,
)
