"""Content in three languages, the same page in another, and words for days and numbers."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.formats import words
from maslikhat.kit.formats.months import MONTHS_BY_LANGUAGE
from maslikhat.kit.languages import LANGUAGES, Said, in_language, reader_language, said, written

DAY = dt.date(2026, 11, 2)


def test_each_thread_has_a_language_of_its_own_that_is_found_fast() -> None:
    assert isinstance(trans_real._active, threading.local)  # type: ignore[attr-defined]
    with translation.override("ru"), ThreadPoolExecutor(1) as other:
        other.submit(translation.activate, "en").result()
        assert other.submit(reader_language).result() == "en"
        assert reader_language() == "ru"
        assert set(vars(trans_real._active)) == {"value"}  # type: ignore[attr-defined]


def texts(**given: str) -> dict[str, str]:
    return {"name_kk": "", "name_ru": "", "name_en": "", **given}


@pytest.mark.parametrize(
    ("lang", "row", "wanted"),
    [
        ("kk", texts(name_kk="қ", name_ru="р", name_en="e"), Said("қ", "kk")),
        ("kk", texts(name_ru="р", name_en="e"), Said("р", "ru")),
        ("kk", texts(name_en="e"), Said("e", "en")),
        ("ru", texts(name_kk="қ", name_en="e"), Said("қ", "kk")),
        ("ru", texts(name_en="e"), Said("e", "en")),
        ("en", texts(name_kk="қ", name_ru="р"), Said("р", "ru")),
        ("en", texts(name_kk="қ"), Said("қ", "kk")),
        ("en", texts(), Said("", "en")),
    ],
)
def test_a_text_is_said_in_the_nearest_language_that_has_it(
    lang: str, row: dict[str, str], wanted: Said
) -> None:
    assert said(row, "name", lang) == wanted
    assert said(SimpleNamespace(**row), "name", lang) == wanted
    with translation.override(lang):
        assert said(row, "name") == wanted


@pytest.mark.parametrize(("active", "reader"), [("kk", "kk"), ("en-gb", "en"), (None, "kk")])
def test_the_reader_has_one_of_three_languages(active: str | None, reader: str) -> None:
    with translation.override(active):
        assert reader_language() == reader


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/ru/councils/", "/kk/councils/"),
        ("/ru/councils/?level=city&q=%D3%99#top", "/kk/councils/?level=city&q=%D3%99#top"),
        ("/kk/", "/kk/"),
        ("/healthz", "/kk/"),
        ("/", "/kk/"),
        ("", "/kk/"),
        ("/rue/a/", "/kk/"),
        ("//evil.example/", "/kk/"),
        ("//ru/councils/", "/kk/councils/"),
        ("/\\evil.example/", "/kk/"),
        ("https://evil.example/ru/", "/kk/"),
        ("/ru//evil.example/", "/kk//evil.example/"),
    ],
)
def test_the_same_page_in_another_language_keeps_its_path_and_query(path: str, wanted: str) -> None:
    assert in_language(path, "kk") == wanted


@given(st.text("/\\ruenkv.:@?#", max_size=14), st.sampled_from(LANGUAGES))
def test_another_language_never_leaves_the_site(path: str, lang: str) -> None:
    address = urljoin("https://portal.kz/kk/", in_language(path, lang))
    assert urlsplit(address).netloc == "portal.kz"
    assert urlsplit(address).path.startswith(f"/{lang}/")


@pytest.mark.parametrize(
    ("lang", "full", "figures"),
    [
        ("kk", "2026\xa0жылғы 2\xa0қараша", "02.11.2026"),
        ("ru", "2\xa0ноября 2026\xa0года", "02.11.2026"),
        ("en", "2\xa0November 2026", "02/11/2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(lang: str, full: str, figures: str) -> None:
    with translation.override(lang):
        assert words.day(DAY) == full
        assert words.day_short(DAY) == figures
        # 19:05 in Greenwich is five past midnight in Kazakhstan, a day later.
        greenwich = dt.datetime(2026, 11, 1, 19, 5, tzinfo=dt.UTC)
        assert words.moment(greenwich) == f"{full}, 00:05"


def test_no_day_is_written_as_nothing() -> None:
    assert words.day(None) == words.day_short(None) == ""


def test_every_month_has_a_name_of_its_own() -> None:
    for months in MONTHS_BY_LANGUAGE.values():
        assert len(set(months)) == 12


@pytest.mark.parametrize(
    ("value", "en", "kk"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (15594, "15,594", "15\xa0594"),
        (-1234567, "-1,234,567", "-1\xa0234\xa0567"),
        (Decimal("1234.5"), "1,234.5", "1\xa0234,5"),
        (Decimal("0.10"), "0.10", "0,10"),
        (Decimal("1E+3"), "1,000", "1\xa0000"),
        (Decimal("98765432109.9"), "98,765,432,109.9", "98\xa0765\xa0432\xa0109,9"),
    ],
)
def test_a_number_has_its_thousands_apart(value: int | Decimal, en: str, kk: str) -> None:
    for lang, wanted in (("kk", kk), ("ru", kk), ("en", en)):
        with translation.override(lang):
            assert words.number(value) == wanted


def test_machines_are_told_days_and_moments_alike_in_every_language() -> None:
    for lang in LANGUAGES:
        with translation.override(lang):
            assert words.iso(DAY) == "2026-11-02"
            moment = dt.datetime(2026, 11, 2, 9, 5, 7, 999, tzinfo=dt.UTC)
            assert words.iso(moment) == "2026-11-02T09:05:07+00:00"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Байланыс үзілді", "kk"),
        ("САЙЛАУ ӨТТІ", "kk"),
        ("Прорвало трубу в зале", "ru"),
        ("The hall is flooded", "en"),
        ("Авария", "kk"),
        ("Бұл жоба бойынша · По этому проекту работает родственник", "kk"),
        ("№ 5, 2026", "kk"),
        ("", "kk"),
    ],
)
def test_letters_tell_in_what_a_reason_was_typed_and_else_it_is_the_readers(
    text: str, lang: str
) -> None:
    with translation.override("kk"):
        assert written(text) == (text, lang)
