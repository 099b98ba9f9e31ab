"""What of the places the public record may show: the files that were taken in."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.languages import Said, said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.places.models import COUNTRY, KatoImport, Unit


def show_units(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The places of these numbers."""
    return {unit.pk: _unit(unit, lang) for unit in Unit.objects.shown().filter(pk__in=numbers)}


def show_classifiers(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The classifiers that are in use or were, each with the page of the country."""
    done = KatoImport.objects.filter(pk__in=numbers, state=KatoImport.State.DONE)
    title = Said(_("Classifier of places"), lang)
    address = reverse("places:place", args=[COUNTRY])
    return {number: Thing(title, address) for number in done.values_list("pk", flat=True)}


def _unit(unit: Unit, lang: str) -> Thing:
    return Thing(said(unit, "name", lang), reverse("places:place", args=[unit.kato]))


KINDS = {
    "places.unit": Kind(
        gettext_lazy("Place"),
        show_units,
        {"places.enter_indicators": gettext_lazy("A file of numbers about places was taken in")},
    ),
    "places.katoimport": Kind(
        gettext_lazy("File"),
        show_classifiers,
        {"places.import_kato": gettext_lazy("The file was taken in")},
    ),
}
