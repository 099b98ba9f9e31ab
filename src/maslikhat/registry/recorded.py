"""What of the registry the public record may show: acts of office about what every page tells."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import Said, said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.registry.models import Bestowal, Convocation, Council, Headship, Mandate, Person


def show_councils(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The maslikhats of these numbers."""
    return {
        council.pk: _council(council, lang) for council in Council.objects.filter(pk__in=numbers)
    }


def show_convocations(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The maslikhats of these convocations."""
    rows = Convocation.objects.filter(pk__in=numbers).select_related("council")
    return {row.pk: _council(row.council, lang) for row in rows}


def show_mandates(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The deputies of these mandates, each in the maslikhat."""
    rows = Mandate.objects.filter(pk__in=numbers)
    rows = rows.select_related("person", "convocation__council")
    return {row.pk: _person(row.person, row.convocation.council, lang) for row in rows}


def show_headships(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Who heads or headed, each with the maslikhat."""
    rows = Headship.objects.filter(pk__in=numbers).select_related("person", "council")
    return {row.pk: _person(row.person, row.council, lang) for row in rows}


def show_bestowals(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Who was honoured, each with the award."""
    rows = Bestowal.objects.filter(pk__in=numbers).select_related("person", "award")
    return {
        row.pk: _person(row.person, None, lang)._replace(within=said(row.award, "name", lang))
        for row in rows
    }


def _council(council: Council, lang: str) -> Thing:
    return Thing(said(council, "name", lang), reverse("portal:council", args=[council.code]))


def _person(person: Person, council: Council | None, lang: str) -> Thing:
    name, address = person.full_name(lang), reverse("portal:deputy", args=[person.pk])
    return Thing(Said(name, lang), address, said(council, "name", lang) if council else None)


KINDS = {
    "registry.council": Kind(
        _("Maslikhat"),
        show_councils,
        {"registry.found_councils": _("The maslikhat was entered in the register")},
    ),
    "registry.convocation": Kind(
        _("Convocation"),
        show_convocations,
        {
            "registry.open_convocation": _("A new convocation began"),
            "registry.import_deputies": _("A list of deputies was taken in"),
        },
    ),
    "registry.mandate": Kind(
        _("Mandate"),
        show_mandates,
        {
            "registry.elect": _("The election was entered"),
            "registry.end_mandate": _("The mandate ended"),
        },
    ),
    "registry.headship": Kind(
        _("Head of a maslikhat"),
        show_headships,
        {
            "registry.head_council": _("The head took office"),
            "registry.end_headship": _("The head left office"),
        },
    ),
    "registry.bestowal": Kind(
        _("Award"), show_bestowals, {"registry.bestow": _("The award was bestowed")}
    ),
}
