"""What the registry tells search: persons with their latest council, and the councils."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.models import Council, Mandate, Person
from maslikhat.registry.models.people import Name
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

PERSON, COUNCIL = "person", "council"


def tell_people(numbers: Iterable[int]) -> None:
    """Tell search of these persons as they are now; inside the act that has changed them."""
    actions.index_many(_people(Person.objects.filter(pk__in=list(numbers))))


def tell_councils(numbers: Iterable[int]) -> None:
    """Tell search of these councils as they are now; inside the act that has changed them."""
    actions.index_many(_councils(Council.objects.filter(pk__in=list(numbers))))


def people_after(number: int, most: int) -> list[Draft]:
    """All persons, page by page."""
    return _people(Person.objects.filter(pk__gt=number).order_by("pk")[:most])


def councils_after(number: int, most: int) -> list[Draft]:
    """All councils, page by page."""
    return _councils(Council.objects.filter(pk__gt=number).order_by("pk")[:most])


def _people(persons: Iterable[Person]) -> list[Draft]:
    found = list(persons)
    latest = _latest_mandates([person.pk for person in found])
    return [_person(person, latest.get(person.pk)) for person in found]


def _latest_mandates(numbers: Sequence[int]) -> dict[int, Mandate]:
    mandates = Mandate.objects.filter(person__in=numbers).order_by("from_day", "pk")
    of_councils = mandates.select_related("convocation__council__unit")
    return {mandate.person_id: mandate for mandate in of_councils}


def _person(person: Person, mandate: Mandate | None) -> Draft:
    council = mandate.convocation.council if mandate else None
    titles, texts = {}, {}
    for lang in LANGUAGES:
        parts = [getattr(person, f"{part}_{lang}") for part in ("surname", "given", "patronymic")]
        titles[lang] = Name(*parts).full() if parts[0] and parts[1] else ""
        seat = getattr(council, f"name_{lang}") if council else ""
        texts[lang] = "\n".join(text for text in (seat, getattr(person, f"about_{lang}")) if text)
    return Draft(
        PERSON,
        person.pk,
        titles,
        texts,
        place=_place(council),
        moment=_midnight(mandate.from_day) if mandate else None,
    )


def _councils(councils: Iterable[Council]) -> list[Draft]:
    found = list(councils)
    return [
        Draft(
            COUNCIL,
            council.pk,
            {lang: getattr(council, f"name_{lang}") for lang in LANGUAGES},
            place=_place(council),
            moment=_midnight(council.from_day),
            slug=council.code,
        )
        for council in found
    ]


def _place(council: Council | None) -> str:
    return council.unit.kato if council is not None and council.unit is not None else ""


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ALMATY)


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
