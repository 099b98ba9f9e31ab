"""Persons and councils are found by their names, in any alphabet, as the acts leave them."""

from pathlib import Path

import pytest

from maslikhat.registry import actions
from maslikhat.search import follower
from maslikhat.search.asking import Asked, find, suggest
from maslikhat.search.models import Entry
from maslikhat.search.question import parse
from tests.registry.cast import Cast

PUBLIC = frozenset({"public"})


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def found(text: str, kind: str = "") -> list[int]:
    follower.catch_up()
    answer = find(Asked(parse(text), kind=kind), PUBLIC, limit=50)
    return [entry.number for entry in answer.entries]


def test_a_renamed_deputy_is_found_by_the_new_name_alone(cast: Cast) -> None:
    person = cast.person(1)
    names = {"surname_kk": "Өтегенов", "given_kk": "Ғани", "surname_ru": "", "given_ru": ""}
    actions.edit_person(person, by=cast.clerk, changes={**names, "about_kk": "Суға маманданған"})
    for typed in ("Өтегенов", "отегенов", "Otegenov", "судың", "Ғаниға"):
        assert person.pk in found(typed, "person"), typed
    assert [entry.number for entry in suggest("отег ган", PUBLIC)] == [person.pk]


def test_a_council_is_found_with_the_way_to_its_page(cast: Cast) -> None:
    assert cast.council.pk in found(cast.council.name_ru, "council")
    entry = Entry.objects.get(kind="council", number=cast.council.pk)
    assert entry.slug == cast.council.code


def test_what_the_acts_have_told_is_all_there_is(cast: Cast) -> None:
    """Asking the rooms for everything changes nothing: the acts have told it."""
    before = set(Entry.objects.values_list("kind", "number", "changed"))
    assert len(before) > 200
    follower.fill()
    assert set(Entry.objects.values_list("kind", "number", "changed")) == before
