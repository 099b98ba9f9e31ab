"""What the registry tells search: persons with their latest council, and the councils."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.days import midnight
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.transactions import at_the_end
from maslikhat.registry.models import Council, Mandate, Person
from maslikhat.registry.models.people import Name
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

PERSON, COUNCIL = "person", "council"
PARTS = [f"{part}_{lang}" for part in ("surname", "given", "patronymic") for lang in LANGUAGES]
ABOUT = [f"about_{lang}" for lang in LANGUAGES]
SEAT = "convocation__council"
MANDATE = ["from_day", f"{SEAT}__unit__kato", *(f"{SEAT}__name_{lang}" for lang in LANGUAGES)]


def tell_people(numbers: Iterable[int]) -> None:
    """Tell search of these persons as the act that has changed them leaves them."""
    for number in numbers:
        at_the_end(_tell, number)


def _tell(numbers: list[int]) -> None:
    actions.index_many(_people(Person.objects.filter(pk__in=numbers)))


def tell_councils(numbers: Iterable[int]) -> None:
    """Tell search of these councils as they are now; inside the act that has changed them."""
    actions.index_many(_councils(Council.objects.filter(pk__in=list(numbers))))


def people_after(number: int, most: int) -> list[Draft]:
    """All persons, page by page."""
    return _people(Person.objects.filter(pk__gt=number).order_by("pk")[:most])


def councils_after(number: int, most: int) -> list[Draft]:
    """All councils, page by page."""
    return _councils(Council.objects.filter(pk__gt=number).order_by("pk")[:most])


def _people(persons: QuerySet[Person]) -> list[Draft]:
    found = persons.values("pk", *PARTS, *ABOUT)
    latest = _latest_mandates([person["pk"] for person in found])
    return [_person(person, latest.get(person["pk"], {})) for person in found]


def _latest_mandates(numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    mandates = Mandate.objects.filter(person__in=numbers).order_by("from_day", "pk")
    return {mandate["person"]: mandate for mandate in mandates.values("person", *MANDATE)}


def _person(person: dict[str, Any], mandate: dict[str, Any]) -> Draft:
    titles, texts = {}, {}
    for lang in LANGUAGES:
        parts = [person[f"{part}_{lang}"] for part in ("surname", "given", "patronymic")]
        titles[lang] = Name(*parts).full() if parts[0] and parts[1] else ""
        seat = mandate.get(f"{SEAT}__name_{lang}", "")
        texts[lang] = "\n".join(text for text in (seat, person[f"about_{lang}"]) if text)
    return Draft(
        PERSON,
        person["pk"],
        titles,
        texts,
        place=mandate.get(f"{SEAT}__unit__kato") or "",
        moment=midnight(mandate["from_day"]) if mandate else None,
    )


def _councils(councils: QuerySet[Council]) -> list[Draft]:
    return [
        Draft(
            COUNCIL,
            council.pk,
            {lang: getattr(council, f"name_{lang}") for lang in LANGUAGES},
            place=council.unit.kato if council.unit else "",
            moment=midnight(council.from_day),
            slug=council.code,
        )
        for council in councils.select_related("unit")
    ]


PEOPLE = Kind(
    label=lambda: _("Deputies"),
    address=lambda number, slug: reverse("portal:deputy", args=[number]),
    entries=people_after,
)
COUNCILS = Kind(
    label=lambda: _("Maslikhats"),
    address=lambda number, slug: reverse("portal:council", args=[slug]),
    entries=councils_after,
)
