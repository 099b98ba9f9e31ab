"""Maslikhats, deputies and subjects can be followed; a registered kind's two answers agree."""

import pytest
from django.test import Client
from django.utils import translation

from maslikhat.notices import registers, sight
from maslikhat.notices.lists import followed
from maslikhat.notices.models import Follow
from maslikhat.registry.followed import COUNCIL, PERSON, names_of_users
from maslikhat.registry.models import Council, Person
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric
from tests.dialogue.cast import make_cast

pytestmark = pytest.mark.django_db


def test_everyone_follows_a_council_a_deputy_and_a_subject_from_their_pages() -> None:
    cast = make_cast()
    deputy = Person.objects.get(user=cast.aigerim)
    client = cast.client("citizen")
    for page, kind, number in (
        (f"/en/councils/{cast.abai.code}/", COUNCIL, cast.abai.pk),
        (f"/en/deputies/{deputy.pk}/", PERSON, deputy.pk),
        ("", RUBRIC, cast.rubric.pk),
    ):
        form = f'action="/en/notices/things/{kind}/{number}/follow/"'
        if page:
            assert form in client.get(page).content.decode()
            assert "notices/things" not in Client().get(page).content.decode()
        answer = client.post(f"/en/notices/things/{kind}/{number}/follow/", {"next": page})
        assert answer.status_code == 302
        if page:
            assert ">Following<" in client.get(page).content.decode()
    assert Follow.objects.count() == 3
    shown = client.get("/en/notices/follows/").content.decode()
    for words in (cast.abai.name_en, cast.rubric.name_en, "Aigerim"):
        assert words in shown
    own = Follow.objects.filter(user=cast.citizen).order_by("-pk")
    rows = followed(list(own), cast.citizen, "kk")
    assert {row.title.text for row in rows if row.title} >= {cast.rubric.name_kk}


def test_who_is_no_deputy_has_no_page_and_cannot_be_followed() -> None:
    cast = make_cast()
    words = {
        "surname_kk": "Жоқ",
        "given_kk": "Адам",
        "sort_kk": "a",
        "sort_ru": "a",
        "sort_en": "a",
    }
    nobody = Person.objects.create(**words)
    address = f"/en/notices/things/{PERSON}/{nobody.pk}/follow/"
    assert cast.client("citizen").post(address).status_code == 404


def test_what_is_shown_is_what_is_visible() -> None:
    cast = make_cast()
    readers = [cast.citizen, cast.aigerim, cast.operator]
    numbers = {
        COUNCIL: list(Council.objects.values_list("pk", flat=True)[:20]),
        PERSON: list(Person.objects.values_list("pk", flat=True)),
        RUBRIC: list(Rubric.objects.values_list("pk", flat=True)),
    }
    for kind, those in numbers.items():
        visible = registers.kinds[kind].visible
        for reader in readers:
            seen = sight.look([(kind, number) for number in those], readers, "ru")
            shown = {number for number in those if seen.of(reader, (kind, number))}
            asked = set(those)
            if visible:
                asked = set(visible(reader).filter(pk__in=those).values_list("pk", flat=True))
            assert shown == asked


def test_people_are_called_by_their_names_in_the_language_asked_for() -> None:
    cast = make_cast()
    with translation.override("en"):
        names = names_of_users([cast.aigerim.pk, cast.citizen.pk], "ru")
    assert names == {cast.aigerim.pk: "Aigerim Тест"}
