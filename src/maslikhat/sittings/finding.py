"""What sittings tell search: the sitting with the titles of its open items, to whom it is open."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.transactions import at_the_end
from maslikhat.search import actions
from maslikhat.search.models import PUBLIC
from maslikhat.search.registers import Draft, Kind
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.titles import title_of

SITTING = "sitting"


def tell_sitting(sitting: Sitting) -> None:
    """Tell search of a sitting as the act leaves it."""
    at_the_end(_tell, sitting.pk)


def _tell(numbers: list[int]) -> None:
    actions.index_many(_drafts(Sitting.objects.filter(pk__in=numbers)))


def sittings_after(number: int, most: int) -> list[Draft]:
    """All sittings, page by page."""
    return _drafts(Sitting.objects.filter(pk__gt=number).order_by("pk"), most)


def _drafts(sittings: QuerySet[Sitting], most: int | None = None) -> list[Draft]:
    rows = list(
        sittings.select_related("council__unit", "session", "commission")[:most]  # two queries
    )
    agendas: dict[int, list[Item]] = {}
    items = Item.objects.filter(sitting__in=rows, is_closed_to_public=False).in_order()
    for item in items:
        agendas.setdefault(item.sitting_id, []).append(item)
    return [_draft(row, agendas.get(row.pk, [])) for row in rows]


def _draft(sitting: Sitting, agenda: Sequence[Item]) -> Draft:
    council = sitting.council
    return Draft(
        SITTING,
        sitting.pk,
        {lang: title_of(sitting, lang).text for lang in LANGUAGES},
        {
            lang: "\n".join(
                text
                for text in (
                    getattr(council, f"name_{lang}"),
                    *(getattr(item, f"title_{lang}") for item in agenda),
                )
                if text
            )
            for lang in LANGUAGES
        },
        PUBLIC if sitting.is_public else f"council:{sitting.council_id}",
        place=council.unit.kato if council.unit else "",
        moment=sitting.starts_at,
    )


SITTINGS = Kind(
    label=lambda: _("Sittings"),
    address=lambda number, slug: reverse("sittings:sitting", args=[number]),
    entries=sittings_after,
)
