"""Finding a place by its name."""

import io

import pytest

from maslikhat.kit.days import today
from maslikhat.places import actions
from maslikhat.places.models import Kind, Unit
from maslikhat.places.search import by_name
from tests.places.samples import as_csv, classifier

pytestmark = pytest.mark.django_db


def codes(text: str, limit: int = 20) -> list[str]:
    return [unit.kato for unit in by_name(text, limit)]


@pytest.mark.parametrize(
    "typed", ["Қосшы", "косшы", "КОСШЫ", "kosshy", "город Косшы", "Қосшы қаласы", " қос"]
)
def test_a_city_is_found_in_any_alphabet_and_case(typed: str) -> None:
    assert "111600000" in codes(typed)


def test_both_names_of_a_city_find_it() -> None:
    assert codes("Өскемен")[0] == codes("Усть-Каменогорск")[0] == codes("усть каменогорск")[0]


def test_whole_names_come_before_beginnings_and_regions_before_rayons() -> None:
    found = by_name("абай")
    assert [unit.kind for unit in found[:2]] == [Kind.REGION, Kind.RAYON]
    assert all("абай" in unit.name_kk.casefold() for unit in found)


def test_a_later_word_of_a_name_is_found_too() -> None:
    assert codes("нарын") == ["636300000"]


def test_the_limit_holds() -> None:
    assert len(by_name("а", 3)) == 3


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "«»", "'; drop table", "ы" * 500, "\x00"])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    assert by_name(typed) == []


def test_settlements_are_found_after_a_classifier_is_taken_in() -> None:
    assert codes("карааул") == []
    actions.import_kato(io.BytesIO(as_csv(classifier())), by=None)
    assert codes("карааул")[0] == "103230100"
    assert codes("Қараауыл") == ["103230000", "103230100"]
    village = Unit.objects.get(kato="103230100")
    assert [unit.kato for unit in village.ancestors_on(today())][:2] == [
        "103230000",
        "103200000",
    ]
    # The town inside the city of the same name is not a second answer.
    assert codes("Семей") == ["101000000"]
