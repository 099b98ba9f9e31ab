"""The decision on paper: readable by machines that read aloud, and the same bytes every time."""

import datetime as dt
import hashlib
import io
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from maslikhat.decisions.articles import parsed
from maslikhat.decisions.paper import Paper, pdf_of
from maslikhat.kit.kazakh import ALPHABET
from maslikhat.kit.typeset import SQUARE, shown
from tests.decisions.texts import BUDGET_KK, BUDGET_RU

ADDRESS = "https://example.kz/kk/verify/"


def paper(text: str = BUDGET_KK, lang: str = "kk") -> Paper:
    title, _, body = text.partition("\n\n")
    council = "Ақтоғай аудандық мәслихаты" if lang == "kk" else "Актогайский районный маслихат"
    return Paper(lang, title, council, "31-17", dt.date(2025, 12, 24), parsed(body), ADDRESS)


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def root(made: bytes) -> Any:
    return read(made).trailer["/Root"]


def test_it_says_that_it_is_tagged_in_what_language_and_by_what_standard() -> None:
    for text, lang in ((BUDGET_KK, "kk"), (BUDGET_RU, "ru")):
        made = pdf_of(paper(text, lang))
        assert root(made)["/MarkInfo"]["/Marked"]
        assert root(made)["/Lang"] == lang
        assert root(made)["/ViewerPreferences"]["/DisplayDocTitle"]
        assert root(made)["/StructTreeRoot"]["/K"]
        told = root(made)["/Metadata"].get_data().decode()
        assert "pdfuaid:part>1</pdfuaid:part" in told
        title = text.partition("\n")[0]
        assert f"{title} № 31-17" in told


def test_every_letter_of_both_alphabets_is_in_the_text_layer() -> None:
    letters = f"{ALPHABET} {ALPHABET.upper()} 0123456789 «»–№%₸()/.,:;-"
    assert letters in words(pdf_of(replace(paper(), title="Т", text=parsed(letters))))


def test_its_fonts_are_within_it() -> None:
    made = read(pdf_of(replace(paper(), is_demo=True)))
    fonts = [
        font.get_object() for page in made.pages for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]
        assert "/ToUnicode" in font


def test_it_has_the_decision_and_what_it_is_not() -> None:
    kk, ru = words(pdf_of(paper())), words(pdf_of(paper(BUDGET_RU, "ru")))
    for part in (
        "ШЕШІМ",
        "№ 31-17",
        "2025 жылғы 24 желтоқсан",
        "1) кірістер",
        "Қ. Сейітов",
        ADDRESS,
    ):
        assert part in kk
    for part in ("РЕШЕНИЕ", "24 декабря 2025 года", "Налоговые поступления", "К. Сеитов"):
        assert part in ru
    assert "түпнұсқа қағазда сақталады" in kk
    assert "подлинник хранится на бумаге" in ru
    assert "ДЕМО" not in kk + ru


def test_who_signs_is_said_once() -> None:
    assert words(pdf_of(replace(paper(), signed="Төраға Б. Басқа"))).count("Б. Басқа") == 0
    unsigned = replace(paper(), text=parsed("1. Бекітілсін."), signed="Төраға Б. Басқа")
    assert words(pdf_of(unsigned)).count("Төраға Б. Басқа") == 1


def test_every_page_of_a_demo_says_that_it_is_invented() -> None:
    long = parsed("\n".join(f"{n}. Бекітілсін." for n in range(1, 150)))
    made = read(pdf_of(replace(paper(), text=long, is_demo=True)))
    assert len(made.pages) > 2
    assert all("ДЕМО: тұлғалар" in page.extract_text() for page in made.pages)


def test_the_same_decision_is_the_same_bytes_in_another_process() -> None:
    one = pdf_of(paper())
    assert pdf_of(replace(paper(), number="1")) != one
    assert pdf_of(paper()) == one
    program = (
        "import hashlib\nfrom tests.decisions.test_paper import paper, pdf_of\n"
        "print(hashlib.sha256(pdf_of(paper())).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120
    )
    assert told.stdout.strip() == hashlib.sha256(one).hexdigest()


@pytest.mark.parametrize(
    "hostile",
    [
        '#sys.inputs', '#read("/etc/passwd")', "= Тақырып", "*қалың* _көлбеу_", "$x^2$ \\ #[а]",
        '"; #panic("x")', "<label> @ref", "// түсініктеме", "[](){}``` #let x = 1", "<b>x</b>",
        'https://example.kz "q" \'s\' -- --- ~ ...',
    ],
)  # fmt: skip
def test_markup_stays_text_wherever_it_is_written(hostile: str) -> None:
    text = parsed(f"1. а {hostile}\n\n| {hostile} | б |\n|---|---|\n| в | {hostile} |")
    made = pdf_of(
        Paper("kk", hostile, hostile, hostile, dt.date(2026, 1, 1), text, hostile, hostile)
    )
    assert words(made).count(" ".join(hostile.split())) >= 7


def test_words_in_stars_are_strong_and_the_stars_go() -> None:
    assert "а қалың б" in words(pdf_of(replace(paper(), text=parsed("1. а **қалың** б"))))


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_becomes_a_paper(title: str, body: str) -> None:
    made = pdf_of(replace(paper(), title=title, text=parsed(body)))
    assert made.startswith(b"%PDF-1.7")


def test_signs_without_a_shape_are_squares_and_unseen_ones_go() -> None:
    assert shown("漢 а\u200bб\u202e \U0001f600 Ә") == f"{SQUARE} аб {SQUARE} Ә"
    assert SQUARE in words(pdf_of(replace(paper(), text=parsed("漢"))))


def test_headings_within_headings_are_levels_without_a_gap() -> None:
    text = parsed(
        "Раздел 1. А\nСтатья 1. Б\n1. в\nГлава 2. Г\nСтатья 2. Д\n\nПриложение 1\nСтатья 1. Е"
    )
    assert "Статья 2. Д" in words(pdf_of(replace(paper(), text=text)))


def test_a_table_with_uneven_rows_is_drawn() -> None:
    wide = "|".join(str(n) for n in range(40))
    text = parsed(f"| а | б |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n\n|{wide}|")
    assert "38 39" in words(pdf_of(replace(paper(), text=text)))


def test_a_paper_takes_at_most_a_tenth_of_a_second() -> None:
    pdf_of(paper())
    took = []
    for number in range(10):
        begun = time.process_time()
        pdf_of(replace(paper(), number=str(number)))
        took.append(time.process_time() - begun)
    assert sorted(took)[5] <= 0.1
