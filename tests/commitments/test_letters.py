"""The letter and its answer on paper: numbers, days, who signed; the same bytes for the same."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act
from tests.commitments.cast import Cast

pytestmark = pytest.mark.django_db


def words(made: bytes) -> str:
    """What stands on the pages, on one line."""
    pages = PdfReader(BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_letter_says_who_asks_whom_under_which_number_and_where_its_page_is(
    cast: Cast,
) -> None:
    made = cast.send(
        out_number="7/12", result="Дорога отремонтирована", basis="Закон № 148, ст. 21-1"
    )
    actions.register(made, by=cast.official, number="ВХ-5")
    answer = Client().get(f"/en/commitments/{made.pk}/letter/")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    told = words(answer.content)
    for expected in (
        "№ 7/12",
        "№ ВХ-5",
        made.title,
        made.text,
        "Закон № 148",
        "Дорога отремонтирована",
        cast.mandate(2).person.full_name("ru"),
        f"/ru/commitments/{made.pk}/",
    ):
        assert expected in told, expected
    assert answer.content == Client().get(f"/kk/commitments/{made.pk}/letter/").content


def test_the_answer_says_to_which_letter_it_is_and_who_signed(cast: Cast) -> None:
    made = cast.send(out_number="7/12")
    actions.answer(
        made,
        by=cast.official,
        text="Будет сделано\n<b>в мае</b> #let x",
        signed="аким Ахметов",
        office="head",
        language="ru",
        number="ИСХ-9",
    )
    answer = Client().get(f"/en/commitments/{made.pk}/steps/2/letter/")
    told = words(answer.content)
    for expected in (
        "Письменный ответ",
        "№ ИСХ-9",
        "№ 7/12",
        "<b>в мае</b> #let x",
        "аким Ахметов",
    ):
        assert expected in told, expected
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/Lang"] == "ru"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_what_is_no_answer_has_no_letter(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.REGISTER)
    for step in (1, 2, 3, 10**20):
        assert Client().get(f"/en/commitments/{made.pk}/steps/{step}/letter/").status_code == 404
    assert Client().get("/en/commitments/999999/letter/").status_code == 404
