"""Decisions leave as Akoma Ntoso that the strict schema accepts, whatever is written in them."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from maslikhat.decisions.akoma import (
    NAMESPACE,
    Act,
    Change,
    Event,
    Publication,
    akoma,
    expression_address,
    work_address,
)
from maslikhat.decisions.articles import parsed
from tests.decisions.texts import BUDGET_KK, BUDGET_RU

DAY = dt.date(2025, 12, 24)
N = {"a": NAMESPACE}


@cache
def schema() -> etree.XMLSchema:
    """The strict one, read by whoever asks: it takes most of a second, in every worker."""
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "akn" / "akomantoso30.xsd"))


def act(source: str = BUDGET_KK, lang: str = "kk", **changes: Any) -> Act:
    title, _, body = source.partition("\n\n")
    told = {
        "kato": "551600000", "day": DAY, "number": "31-17", "lang": lang, "title": title,
        "council": "Ақтоғай аудандық мәслихаты", "text": parsed(body),
    }  # fmt: skip
    return Act(**{**told, **changes})


def valid(made: bytes) -> Any:
    root = etree.fromstring(made)
    assert schema().validate(root), schema().error_log
    return root


def values(root: Any, path: str) -> list[str]:
    found = root.xpath(path, namespaces=N)
    return [str(one) for one in found]


def test_the_schema_is_the_strict_one_and_refuses_what_is_wrong() -> None:
    root = etree.fromstring(akoma(act()))
    twice = root.xpath("//a:paragraph", namespaces=N)
    twice[1].set("eId", twice[0].get("eId"))
    assert not schema().validate(root)
    assert not schema().validate(etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>'))


@pytest.mark.parametrize(
    ("text", "lang", "code"), [(BUDGET_KK, "kk", "kaz"), (BUDGET_RU, "ru", "rus")]
)
def test_a_budget_is_valid_and_has_its_addresses(text: str, lang: str, code: str) -> None:
    root = valid(akoma(act(text, lang)))
    work = "/akn/kz-551600000/act/by-law/2025-12-24/31-17"
    assert values(root, "/*/a:act/a:meta//a:FRBRWork/a:FRBRuri/@value") == [work]
    assert values(root, "/*/a:act/a:meta//a:FRBRExpression/a:FRBRuri/@value") == [
        f"{work}/{code}@2025-12-24"
    ]
    assert values(root, "/*/a:act/a:meta//a:FRBRlanguage/@language") == [code]
    assert values(root, "//a:docTitle/text()") == [text.partition("\n")[0]]
    assert len(values(root, "//a:attachment/a:doc")) == 1
    assert values(root, "//a:signature/text()")[0].endswith(("Сейітов", "Сеитов"))


def test_both_languages_have_the_same_identifiers() -> None:
    kk, ru = valid(akoma(act())), valid(akoma(act(BUDGET_RU, "ru")))
    for path in ("//@eId", "//@wId"):
        assert values(kk, path) == values(ru, path)
    assert "para_1__subpara_3" in values(kk, "//@eId")
    assert "p1-3" in values(kk, "//@wId")


def test_every_word_of_the_text_is_in_the_xml() -> None:
    root = valid(akoma(act(BUDGET_RU, "ru")))
    body = root.xpath("/*/a:act/*[not(self::a:meta)]", namespaces=N)
    tags = ("{*}p", "{*}num", "{*}docTitle", "{*}signature", "{*}heading")
    shown = " ".join(text for part in body for text in part.itertext(*tags))
    for unit in (unit for _depth, unit in parsed(BUDGET_RU).walk()):
        for cell in unit.text.replace("|---|---|---|", "").split("|"):
            assert " ".join(cell.split()) in shown


def test_what_became_of_the_act_is_its_lifecycle() -> None:
    by = work_address("551600000", dt.date(2026, 3, 1), "35/2")
    told = act(
        version_day=dt.date(2026, 3, 11),
        publication=Publication(dt.date(2025, 12, 30), "Эталондық бақылау банкі", "G25VU00001M"),
        events=[
            Event(Change.AMENDED, dt.date(2026, 3, 11), by, "Өзгерістер туралы"),
            Event(Change.REPEALED, dt.date(2027, 1, 1), f"{by}1", "Күшін жою туралы"),
        ],
    )
    root = valid(akoma(told))
    assert values(root, "//a:eventRef/@type") == ["generation", "amendment", "repeal"]
    assert values(root, "//a:eventRef/@date") == ["2025-12-24", "2026-03-11", "2027-01-01"]
    assert values(root, "//a:passiveRef/@href")[0] == by
    assert by == "/akn/kz-551600000/act/by-law/2026-03-01/35%2F2"
    sources = {
        source.removeprefix("#") for source in values(root, "//@source | //a:FRBRauthor/@href")
    }
    assert sources <= set(values(root, "//a:references/*/@eId"))
    assert values(root, "//a:publication/@number") == ["G25VU00001M"]
    assert values(root, "/*/a:act/@contains") == ["singleVersion"]
    assert expression_address(told).endswith("/kaz@2026-03-11")


def test_numbers_as_printed_have_addresses_that_do_not_meet() -> None:
    numbers = ["5/1", "5-1", "8С-26/5", "8C-26/5", "38/2-VIII", "38-2-VIII", "", "№ 5", "5 %"]
    addresses = {work_address("1", DAY, number) for number in numbers}
    assert len(addresses) == len(numbers)
    assert all(address.count("/") == 6 and address.isascii() for address in addresses)
    assert work_address("1", DAY, "33/3- VIII") == work_address("1", DAY, "33/3-VIII")


def test_a_title_with_markup_stays_text() -> None:
    root = valid(
        akoma(act(title='<b>&lt;</b> "]]>', text=parsed("1. <script>1</script> \x00\x0b")))
    )
    assert values(root, "//a:docTitle/text()") == ['<b>&lt;</b> "]]>']
    assert values(root, "//a:paragraph//a:p/text()")[0].strip() == "<script>1</script>"


@pytest.mark.parametrize(
    "text",
    [
        "", "Жай сөз", "Глава 1. А", "Глава 1\n1. Б", "Раздел 1. А\nГлава 1. Б\nПараграф 1. В",
        "Статья 1. А\n1. Б\n1) В\nа) Г\nжай\n| а | б |\nСтатья 1. Тағы", "1) тармақша", "а) әріп",
        "Приложение 1\n1. А\n\nПриложение 1\n1. А\nмәтін", "Қосымша", "| а |\n|---|",
        "1. \n1. \n1. ",
        "Маслихат РЕШИЛ:\nНаградить.\nПредседатель маслихата А. Б.",
    ],
)  # fmt: skip
def test_any_structure_is_valid(text: str) -> None:
    valid(akoma(act(text=parsed(text))))


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["1. А", "1) б", "а) в", "Глава 1. Г", "2-тарау", "Статья 1.", "1-қосымша", "| a | b |",
             "Раздел I", "Осы шешім", "Төраға А. Б.", "", "РЕШИЛ:", "1-1. А", "1.1. Б"]
        ),
        st.text(max_size=30),
    ),
    max_size=25,
).map("\n".join)  # fmt: skip


@given(PIECES, st.text(max_size=30), st.text(max_size=12))
def test_whatever_is_written_the_xml_is_valid(text: str, title: str, number: str) -> None:
    valid(akoma(act(text=parsed(text), title=title, number=number)))


def test_the_same_act_is_the_same_bytes() -> None:
    assert akoma(act()) == akoma(act())
