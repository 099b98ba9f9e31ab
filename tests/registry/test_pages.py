"""The clerk's pages: every guided act through HTTP, in three languages, with its refusals."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from maslikhat.registry import actions, rosters
from maslikhat.registry.models import Commission, Mandate, Person, Residence
from maslikhat.registry.subjects import commissions_on, subjects_of_commission
from maslikhat.rubrics.models import Rubric
from tests.registry.cast import Cast, browser
from tests.registry.test_imports import GALYM, HEAD, IVANOV, csv_of
from tests.registry.test_mandates import LATER, commission_of, faction_of
from tests.serving import hearing


@pytest.fixture
def clerk(cast: Cast) -> Client:
    """The clerk's browser."""
    return browser(cast.clerk)


def base(cast: Cast) -> str:
    """Where the council's papers are kept."""
    return f"/en/councils/{cast.council.code}/manage/"


def pages(cast: Cast) -> list[str]:
    """Every page of the clerk that a GET shows."""
    commission, group = commission_of(cast), faction_of(cast)
    headship = cast.council.headships.get()
    return [
        *(
            f"councils/{cast.council.code}/manage/{page}"
            for page in (
                "",
                "convocation/",
                "elect/",
                f"mandates/{cast.mandate(3).pk}/end/",
                "head/",
                f"head/{headship.pk}/end/",
                "commissions/found/",
                f"commissions/{commission.pk}/",
                f"commissions/{commission.pk}/subjects/",
                f"commissions/{commission.pk}/end/",
                "groups/found/",
                f"groups/{group.pk}/",
                f"groups/{group.pk}/end/",
                "import/",
                "invitations/",
            )
        ),
        f"deputies/{cast.person(3).pk}/edit/",
        "join/",
        "join/ABCDEFGHJKMNPQRSTVWXYZ0123/",
    ]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_page_is_shown_and_has_no_style_of_its_own(
    cast: Cast, clerk: Client, lang: str
) -> None:
    for page in pages(cast):
        answer = clerk.get(f"/{lang}/{page}")
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert 'style="' not in text, page
        assert f'<html lang="{lang}"' in text, page


def test_the_overview_takes_as_many_queries_with_five_deputies_as_with_one(
    cast: Cast, clerk: Client, django_assert_max_num_queries: Any
) -> None:
    clerk.get(base(cast))
    with hearing(), django_assert_max_num_queries(18):
        clerk.get(base(cast))
    for place in (4, 5):
        actions.end_mandate(cast.mandate(place), by=cast.clerk, reason="died", to_day=LATER)
    with hearing(), django_assert_max_num_queries(18):
        clerk.get(base(cast))


def test_a_by_election_through_the_page(cast: Cast, clerk: Client) -> None:
    answer = clerk.post(
        f"{base(cast)}elect/",
        {
            "surname_kk": "Ахметова", "given_kk": "Сәуле", "birth_year": "1985",
            "constituency": cast.council.constituencies.get(number=6).pk, "from_day": "2026-04-01",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Person.objects.get(surname_kk="Ахметова").mandates.get().constituency is not None


def test_a_refusal_stands_in_the_form_and_keeps_what_was_written(cast: Cast, clerk: Client) -> None:
    answer = clerk.post(
        f"{base(cast)}elect/", {"surname_kk": "Ахметова", "given_kk": "С", "from_day": "2026-04-01"}
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "party whose list" in text
    assert 'value="Ахметова"' in text
    assert not Person.objects.filter(surname_kk="Ахметова").exists()


@pytest.mark.parametrize(
    "page", ["elect/", "convocation/", "head/", "commissions/found/", "groups/found/", "import/"]
)
def test_nonsense_is_answered_by_the_form(cast: Cast, clerk: Client, page: str) -> None:
    fields = ("from_day", "first_session", "mandate", "members", "person", "constituency", "kind")
    for nonsense in ("", "x", "9" * 60, "-1", "0001-01-01", "<b>"):
        answer = clerk.post(base(cast) + page, dict.fromkeys(fields, nonsense))
        assert 400 <= answer.status_code < 500, (page, nonsense)


def test_the_early_end_head_and_convocation_through_the_pages(cast: Cast, clerk: Client) -> None:
    mandate = cast.mandate(4)
    end = f"{base(cast)}mandates/{mandate.pk}/end/"
    assert clerk.post(end, {"reason": "resigned", "to_day": "2026-02-01"}).status_code == 302
    head = {"mandate": cast.mandate(3).pk, "from_day": "2026-02-02", "is_acting": "on"}
    assert clerk.post(f"{base(cast)}head/", head).status_code == 302
    opened = {"number": "IX", "first_session": "2026-03-01"}
    assert clerk.post(f"{base(cast)}convocation/", opened).status_code == 302
    assert not rosters.deputies(cast.council)


def test_members_join_and_leave_through_the_pages(cast: Cast, clerk: Client) -> None:
    commission = commission_of(cast)
    page = f"{base(cast)}commissions/{commission.pk}/"
    joined = {"mandate": cast.mandate(3).pk, "position": "chair", "from_day": "2026-02-02"}
    assert clerk.post(page, joined).status_code == 302
    place = commission.members.get()
    assert clerk.post(f"{base(cast)}places/{place.pk}/leave/").status_code == 302
    assert not commission.members.on().exists()
    assert clerk.get(f"{base(cast)}places/{place.pk}/leave/").status_code == 405


def looked_at(cast: Cast, clerk: Client, content: bytes) -> Any:
    """The preview of a file."""
    return clerk.post(f"{base(cast)}import/", {"file": SimpleUploadedFile("list.csv", content)})


def ticket_of(answer: Any) -> str:
    """The ticket in the preview's form."""
    found = re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_a_list_is_looked_at_first_and_entered_once(cast: Cast, clerk: Client) -> None:
    preview = looked_at(cast, clerk, csv_of(HEAD, GALYM, IVANOV).encode("kz1048"))
    assert preview.status_code == 200
    assert Mandate.objects.of(cast.council).count() == 5
    for _ in range(2):
        answer = clerk.post(f"{base(cast)}import/confirm/", {"ticket": ticket_of(preview)})
        assert answer.status_code == 302
    assert Mandate.objects.of(cast.council).count() == 7


def test_a_wrong_list_is_shown_row_by_row_and_cannot_be_entered(cast: Cast, clerk: Client) -> None:
    wrong = ["Ким", "Виктор", "", "81", "6", "Нет такой"]
    answer = looked_at(cast, clerk, csv_of(HEAD, GALYM, wrong).encode())
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "four digits" in text
    assert "ticket" not in text


@pytest.mark.parametrize("content", [b"", b"\x00\x98", b"PK\x03\x04", b"[" * 9999, b"a;b\n1;2\n"])
def test_a_damaged_list_is_refused_in_the_form(cast: Cast, clerk: Client, content: bytes) -> None:
    assert 400 <= looked_at(cast, clerk, content).status_code < 500


def test_a_ticket_of_somebody_else_or_none_enters_nothing(cast: Cast, clerk: Client) -> None:
    ticket = ticket_of(looked_at(cast, clerk, csv_of(HEAD, GALYM).encode()))
    operator = browser(cast.operator)
    confirm = f"{base(cast)}import/confirm/"
    assert operator.post(confirm, {"ticket": ticket}).status_code == 404
    for forged in ("", "x", ticket[:-1], "0" * 5000):
        assert clerk.post(confirm, {"ticket": forged}).status_code == 409
    assert Mandate.objects.of(cast.council).count() == 5


def picture() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


def test_a_deputy_edits_the_own_page_and_no_name(cast: Cast) -> None:
    person, client = cast.person(2), browser(cast.deputy)
    page = f"/en/deputies/{person.pk}/edit/"
    assert 'name="surname_kk"' not in client.get(page).content.decode()
    photograph = SimpleUploadedFile("me.exe", picture())
    answer = client.post(
        page, {"about_kk": "Мен туралы", "surname_ru": "Хан", "photograph": photograph}
    )
    assert answer.status_code == 302
    changed = cast.person(2)
    assert (changed.about_kk, changed.surname_ru) == ("Мен туралы", person.surname_ru)
    shown = Client().get(f"/en/deputies/{person.pk}/photo/")
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]


def test_a_photograph_that_is_none_is_refused(cast: Cast) -> None:
    page = f"/en/deputies/{cast.person(2).pk}/edit/"
    for content in (b"%PDF-1.7 x", b"MZ\x90\x00", b"<svg onload='x'/>"):
        file = SimpleUploadedFile("me.jpg", content)
        answer = browser(cast.deputy).post(page, {"photograph": file})
        assert answer.status_code in {413, 415}
    assert cast.person(2).photo == ""


def test_a_citizen_says_where_they_live_and_nobody_sees_it(cast: Cast) -> None:
    client = browser(cast.citizen)
    asked = {"unit": "551000000", "next": "/en/find/"}
    answer = client.post("/en/residence/", asked)
    assert (answer.status_code, answer["Location"]) == (302, "/en/find/")
    evil = client.post("/en/residence/", {**asked, "next": "https://evil.example/"})
    assert evil["Location"] == "/en/desk/"
    assert client.post("/en/residence/", {"unit": "000"}).status_code == 404
    assert Residence.objects.get().unit.kato == "551000000"


def test_acts_need_the_token_of_the_form(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.citizen)
    assert strict.post("/en/residence/", {"unit": "551000000"}).status_code == 403
    assert strict.post("/en/join/", {"code": "x"}).status_code == 403


def test_the_clerk_enters_what_a_commission_deals_with(cast: Cast, clerk: Client) -> None:
    """Its name proposes; what was entered counts and stands on the page of the commission."""
    commission = commission_of(cast)
    commission.name_kk = commission.name_ru = commission.name_en = "Budget and roads"
    commission.save()
    address = f"{base(cast)}commissions/{commission.pk}/"
    public = f"/en/commissions/{commission.pk}/"
    assert f'href="{address}subjects/"' in clerk.get(address).content.decode()
    page = clerk.get(f"{address}subjects/").content.decode()
    numbers = [int(pk) for pk in re.findall(r'name="rubrics" value="(\d+)"[^>]* checked', page)]
    ticked = list(Rubric.objects.in_order().filter(pk__in=numbers).values_list("code", flat=True))
    assert ticked == ["budget", "roads"]
    health = Rubric.objects.get(code="health").pk
    assert "(by its name)" in Client().get(public).content.decode()
    assert clerk.post(f"{address}subjects/", {"rubrics": [health]}).status_code == 302
    page = Client().get(public).content.decode()
    assert (
        "Health" in page and "Roads" not in page.split("<table")[0] and "(by its name)" not in page
    )
    assert subjects_of_commission(commission).are_entered
    # Nothing entered: the name tells again.
    assert clerk.post(f"{address}subjects/", {}).status_code == 302
    assert not subjects_of_commission(commission).are_entered
    assert clerk.post(f"{address}subjects/", {"rubrics": ["0"]}).status_code == 422


@pytest.mark.parametrize(
    ("names", "entered", "asked", "found"),
    [
        (("Social matters", "Roads"), {}, "health", {"Social matters"}),
        (("Social matters", "Health"), {}, "health", {"Health"}),
        (("Social matters", "Roads"), {}, "roads", {"Roads"}),
        (("Social matters", "Roads"), {"Roads": "education"}, "education", {"Roads"}),
        (("Affairs", "Roads"), {"Affairs": "social"}, "schools", {"Affairs"}),
        (("Affairs", "Health"), {"Health": "roads"}, "health", set()),
    ],
)  # fmt: skip
def test_social_commissions_stand_in_for_health_and_education(
    cast: Cast, names: tuple[str, ...], entered: dict[str, str], asked: str, found: set[str]
) -> None:
    Commission.objects.all().delete()
    for name in names:
        made = actions.found_commission(
            cast.convocation, by=cast.clerk, kind="standing", name_kk=name, name_ru=name,
            name_en=name, from_day=LATER,
        )  # fmt: skip
        if name in entered:
            actions.set_subjects(made, [Rubric.objects.get(code=entered[name])], by=cast.clerk)
    rows = commissions_on({asked}, Commission.objects.filter(convocation=cast.convocation))
    assert {row["name_en"] for row in rows.values()} == found
