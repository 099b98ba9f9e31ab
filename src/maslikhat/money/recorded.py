"""What of budgets the public record may show: files put in force, versions withdrawn."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import Said, said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.money.models import Source, Version


def show_sources(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These files, of those that are in force; one query."""
    rows = Source.objects.filter(pk__in=numbers, state=Source.State.IN_FORCE)
    return {
        row.pk: Thing(Said(row.name, row.language), reverse("money:source", args=[row.pk]))
        for row in rows
    }


def show_versions(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These versions; one query."""
    rows = Version.objects.shown().filter(pk__in=numbers).select_related("council")
    return {
        row.pk: Thing(said(row.council, "name", lang), reverse("money:version", args=[row.pk]))
        for row in rows
    }


KINDS = {
    "money.source": Kind(
        _("File of a budget"), show_sources, {"money.switch_on": _("The file was put in force")}
    ),
    "money.version": Kind(
        _("Version of a budget"),
        show_versions,
        {"money.withdraw": _("The version was withdrawn as wrong")},
    ),
}
