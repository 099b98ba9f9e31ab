"""The pages of honours, bodies and constituencies, and who may set seats."""

import datetime as dt
from typing import Any

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.places.models import Unit
from maslikhat.registry import actions
from maslikhat.registry.models import Award, Bestowal, Body, Constituency, Council, Role
from tests.registry.cast import SINCE, Cast, browser

AWARD = "/en/honours/awards/new/"
PAGES = ("honours/", "bodies/", "constituencies/")


def base(council: Council) -> str:
    """Where the council's papers are kept."""
    return f"/en/councils/{council.code}/manage/"


def bestowal(cast: Cast, **columns: Any) -> dict[str, Any]:
    """The form of an award to the second deputy."""
    award = Award.objects.get(code="pm_thanks_letter")
    return {
        "mandate": cast.mandate(2).pk, "award": award.pk, "day": "2026-02-01", "number": "7",
        "event_kk": "Мерейтой", "citation_ru": "За труд", **columns,
    }  # fmt: skip


SECTION = {"kind": "section", "name_kk": "Бөлім", "name_ru": "Отдел", "from_day": "2026-01-01"}
TENTH = {"number": "10", "name_kk": "Оныншы", "name_ru": "Десятый", "from_day": "2026-01-01"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["other_clerk", "chair", "deputy", "official", "citizen"])
def test_the_papers_of_a_council_are_hidden_from_others(cast: Cast, name: str, page: str) -> None:
    client = browser(cast.people[name])
    assert client.get(base(cast.council) + page).status_code == 404
    assert client.post(base(cast.council) + page, {**SECTION, **TENTH}).status_code == 404


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_each_page_is_shown_in_each_language(cast: Cast, lang: str) -> None:
    client = browser(cast.operator)
    for page in (*PAGES, f"bodies/{cast.body.pk}/end/"):
        address = base(cast.council).replace("/en/", f"/{lang}/") + page
        text = client.get(address).content.decode()
        assert f'<html lang="{lang}"' in text, page
    award = AWARD.replace("/en/", f"/{lang}/")
    assert client.get(award).status_code == 200
    # Django has no Kazakh words for it.
    refused = client.post(award, {"code": "1=1"}).content.decode()
    assert ("in Latin letters, numbers" in refused) is (lang == "en")


def test_the_clerk_reaches_the_pages_and_not_the_number_of_seats(cast: Cast) -> None:
    clerk = browser(cast.clerk)
    text = clerk.get(base(cast.council)).content.decode()
    assert all(f"{base(cast.council)}{page}" in text for page in PAGES)
    assert "/manage/seats/" not in text
    seats = f"{base(cast.council)}seats/"
    assert clerk.get(seats).status_code == 404
    assert clerk.post(seats, {"number": "9"}).status_code == 404
    assert browser(cast.operator).get(seats).status_code == 200
    assert "/manage/seats/" in browser(cast.operator).get(base(cast.council)).content.decode()


def test_an_award_is_entered_once_and_stands_in_the_list(cast: Cast) -> None:
    clerk, page = browser(cast.clerk), f"{base(cast.council)}honours/"
    assert clerk.post(page, bestowal(cast)).status_code == 302
    entered = Bestowal.objects.get()
    assert (entered.person, entered.event_kk) == (cast.person(2), "Мерейтой")
    assert 'datetime="2026-02-01"' in clerk.get(page).content.decode()
    again = clerk.post(page, bestowal(cast))
    assert again.status_code == 409
    assert "This is entered already." in again.content.decode()
    assert Bestowal.objects.count() == 1


def test_an_award_is_given_only_while_it_is_given(cast: Cast) -> None:
    words = {"kk": "Белгі", "ru": "Знак"}
    ended = actions.make_award(
        by=cast.operator, code="old", kind="badge", level="regional", names=words,
        awarding_body=words, from_day=SINCE, to_day=dt.date(2021, 1, 1),
    )  # fmt: skip
    clerk, page = browser(cast.clerk), f"{base(cast.council)}honours/"
    assert "(given until 1\N{NO-BREAK SPACE}January" in clerk.get(page).content.decode()
    answer = clerk.post(page, bestowal(cast, award=ended.pk))
    assert answer.status_code == 409
    assert "not given on this day" in answer.content.decode()
    assert clerk.post(page, bestowal(cast, award=ended.pk, day="2020-06-01")).status_code == 302


@pytest.mark.parametrize("hidden", ["Мере\u202eйтой", "\u200b", "=HYPERLINK(1)", "а\x00б"])
def test_an_award_bears_no_words_that_are_not_what_they_seem(cast: Cast, hidden: str) -> None:
    words = {"kk": hidden, "ru": "Знак"}
    with pytest.raises(Refused):
        actions.make_award(
            by=cast.operator, code="odd", kind="badge", level="regional", names=words,
            awarding_body={"kk": "Мәслихат", "ru": "Маслихат"}, from_day=SINCE,
        )  # fmt: skip
    page = f"{base(cast.council)}honours/"
    answer = browser(cast.clerk).post(page, bestowal(cast, event_kk=hidden))
    assert answer.status_code == 400
    assert not Bestowal.objects.exists()


def test_the_list_of_honours_takes_as_many_queries_with_one_as_with_three(
    cast: Cast, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    clerk, page = browser(cast.clerk), f"{base(cast.council)}honours/"
    clerk.post(page, bestowal(cast))
    clerk.get(page)
    with django_assert_max_num_queries(16) as counted:
        clerk.get(page)
    with_one = len(counted)
    for place in (3, 4):
        clerk.post(page, bestowal(cast, mandate=cast.mandate(place).pk))
    clerk.get(page)
    with django_assert_num_queries(with_one):
        clerk.get(page)


def test_the_operator_makes_a_kind_of_award_once(cast: Cast) -> None:
    award = {
        "name_kk": "Белгі", "name_ru": "Знак", "kind": "badge", "level": "regional",
        "awarding_body_kk": "Мәслихат", "awarding_body_ru": "Маслихат", "code": "sign",
        "from_day": "2026-01-01",
    }  # fmt: skip
    assert browser(cast.clerk).get(AWARD).status_code == 404
    assert browser(cast.clerk).post(AWARD, award).status_code == 404
    operator = browser(cast.operator)
    assert operator.post(AWARD, {**award, "to_day": "2025-01-01"}).status_code == 409
    assert operator.post(AWARD, award).status_code == 302
    again = operator.post(AWARD, award)
    assert again.status_code == 409
    assert "with this code is there already" in again.content.decode()
    assert Award.objects.filter(code="sign").count() == 1


def test_a_body_is_entered_once_and_ended(cast: Cast) -> None:
    clerk, page = browser(cast.clerk), f"{base(cast.council)}bodies/"
    assert clerk.post(page, {**SECTION, "parent": cast.body.pk}).status_code == 302
    body = Body.objects.get(name_kk="Бөлім")
    assert (body.unit, body.parent) == (cast.council.unit, cast.body)
    again = clerk.post(page, SECTION)
    assert again.status_code == 409
    assert "with this name is there already" in again.content.decode()
    end = f"{page}{body.pk}/end/"
    assert clerk.post(end, {"to_day": "2025-01-01"}).status_code == 409
    assert clerk.post(end, {"to_day": "2026-02-01"}).status_code == 302
    assert clerk.post(end, {"to_day": "2026-02-01"}).status_code == 404
    assert clerk.post(page, {**SECTION, "from_day": "2026-02-01"}).status_code == 302


def test_a_body_of_another_place_is_not_there_to_be_ended(cast: Cast) -> None:
    end = f"{base(cast.other)}bodies/{cast.body.pk}/end/"
    assert browser(cast.other_clerk).post(end, {"to_day": "2026-02-01"}).status_code == 404
    cast.body.refresh_from_db()
    assert cast.body.to_day is None


def test_central_bodies_are_the_operators(cast: Cast) -> None:
    chamber = Council.objects.national().on().get()
    actions.appoint(cast.citizen, by=cast.operator, kind=Role.Kind.CLERK, council=chamber)
    page, client = f"{base(chamber)}bodies/", browser(cast.citizen)
    assert client.get(base(chamber)).status_code == 200
    assert "/manage/bodies/" not in client.get(base(chamber)).content.decode()
    assert client.get(page).status_code == 404
    ministry = {**SECTION, "kind": "ministry"}
    assert client.post(page, ministry).status_code == 404
    for status in (302, 409):
        assert browser(cast.operator).post(page, ministry).status_code == status
    assert Body.objects.get(kind="ministry").unit is None


def test_constituencies_show_who_holds_them(cast: Cast) -> None:
    text = browser(cast.clerk).get(f"{base(cast.council)}constituencies/").content.decode()
    assert cast.person(5).full_name() in text
    assert text.count("Vacant") == 2


def test_a_constituency_is_entered_once_with_the_places_it_covers(cast: Cast) -> None:
    region = Council.objects.get(code="550000000")
    page, operator = f"{base(region)}constituencies/", browser(cast.operator)
    assert region.unit is not None
    first, second, *_rest = Unit.objects.within(region.unit).in_order()
    abroad = Unit.objects.exclude(parent=region.unit).regional()[0]
    assert f'value="{first.kato}"' in operator.get(page).content.decode()
    assert operator.post(page, {**TENTH, "units": [abroad.kato]}).status_code == 422
    covers = {**TENTH, "units": [first.kato, second.kato]}
    assert operator.post(page, covers).status_code == 302
    drawn = Constituency.objects.get(council=region, number=10)
    assert set(drawn.units.all()) == {first, second}
    again = operator.post(page, covers)
    assert again.status_code == 409
    assert "with this number is there already" in again.content.decode()
    assert Constituency.objects.filter(council=region).count() == 1


def test_nonsense_is_answered_by_the_forms(cast: Cast) -> None:
    operator = browser(cast.operator)
    fields = ("mandate", "award", "day", "kind", "parent", "number", "units", "from_day", "to_day")
    addresses = [base(cast.council) + page for page in (*PAGES, f"bodies/{cast.body.pk}/end/")]
    for nonsense in ("", "x", "9" * 60, "-1", "0001-01-01", "<b>"):
        for address in (*addresses, AWARD):
            answer = operator.post(address, dict.fromkeys(fields, nonsense))
            assert 400 <= answer.status_code < 500, (address, nonsense)
