"""An official text is read into its tree: nothing is lost, and both languages meet at anchors."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.decisions.articles import Kind, OfficialText, parsed
from maslikhat.decisions.text_rows import rows_of
from tests.decisions.texts import BUDGET_KK, BUDGET_RU


def outline(text: OfficialText) -> list[str]:
    return [unit.anchor for _depth, unit in text.walk()]


def letters(text: str) -> list[str]:
    return re.findall(r"\w", unicodedata.normalize("NFC", text))


def test_a_budget_has_its_parts_in_both_languages_under_the_same_anchors() -> None:
    kk, ru = parsed(BUDGET_KK), parsed(BUDGET_RU)
    assert outline(kk) == outline(ru)
    assert outline(ru) == [
        "pre1", "pre2", "p1", "p1-1", "p1-1-n1", "p1-1-n2", "p1-2", "p1-3", "p2", "p3", "p4", "p5",
        "sig1", "x1", "x1-n1", "x1-table1",
    ]  # fmt: skip


def test_a_heading_of_an_annex_is_one_whichever_line_has_its_number() -> None:
    kk, ru = parsed(BUDGET_KK).find("x1"), parsed(BUDGET_RU).find("x1")
    assert kk is not None
    assert ru is not None
    assert kk.text.endswith("№ 31-17 шешіміне 1-қосымша")
    assert kk.text.startswith("Ақтоғай аудандық мәслихатының 2025")
    assert ru.text.endswith("от 24 декабря 2025 года № 31-17")
    assert parsed(BUDGET_KK).of_kind(Kind.SIGNATURE)[0].text.endswith("Қ. Сейітов")


@pytest.mark.parametrize(
    "heading",
    [
        "Приложение 2 к решению\nАбайского районного маслихата\nот 24 декабря 2025 года\n№ 31-17",
        "Приложение 2\nк решению маслихата района Биржан сал\nот 24 декабря 2025 года № 31-17",
        "Ақтоғай аудандық мәслихатының\n2025 жылғы 24 желтоқсандағы\n№ 31-17 шешіміне\n2-қосымша",
        "Ақтоғай аудандық мәслихатының 2025 жылғы 24 желтоқсандағы\n№ 31-17 шешіміне 2 қосымша",
        "2025 жылғы 24 желтоқсандағы № 31-17 шешіміне № 2 қосымша",
    ],
)
def test_the_lines_of_a_heading_of_an_annex_are_one(heading: str) -> None:
    text = parsed(f"1. А.\n\nТөраға А. Б.\n\n{heading}\n\nАтауы\n1. Б")
    assert outline(text) == ["p1", "sig1", "x2", "x2-n1", "x2-p1"]
    assert text.units[2].text == " ".join(heading.split())


@pytest.mark.parametrize(
    ("line", "kind", "anchor", "label", "rest"),
    [
        ("1. Утвердить", Kind.POINT, "p1", "1.", "Утвердить"),
        ("1.Утвердить", Kind.POINT, "p1", "1.", "Утвердить"),
        ("1\\. Утвердить", Kind.POINT, "p1", "1.", "Утвердить"),
        ("**12. Бекітілсін**", Kind.POINT, "p12", "12.", "Бекітілсін"),
        ("1-1. Дополнить", Kind.POINT, "p1_1", "1-1.", "Дополнить"),
        ("1.2. Дополнить", Kind.POINT, "p1_2", "1.2.", "Дополнить"),
        ("3) тармақша", Kind.SUBPOINT, "p0-3", "3)", "тармақша"),
        ("3-1) тармақша", Kind.SUBPOINT, "p0-3_1", "3-1)", "тармақша"),
        ("ә) тармақша", Kind.LETTER, "p0-l1", "ә)", "тармақша"),
        ("Глава 2. Общие положения", Kind.CHAPTER, "ch2", "Глава 2.", "Общие положения"),
        ("2-тарау. Жалпы ережелер", Kind.CHAPTER, "ch2", "2-тарау.", "Жалпы ережелер"),
        ("## 2-тарау. Жалпы ережелер", Kind.CHAPTER, "ch2", "2-тарау.", "Жалпы ережелер"),
        ("Раздел II. Права", Kind.SECTION, "sII", "Раздел II.", "Права"),
        ("ІІ-бөлім. Құқықтар", Kind.SECTION, "sII", "ІІ-бөлім.", "Құқықтар"),
        ("Параграф 1. Порядок", Kind.PARAGRAPH, "par1", "Параграф 1.", "Порядок"),
        ("1-параграф. Тәртіп", Kind.PARAGRAPH, "par1", "1-параграф.", "Тәртіп"),
        ("Статья 6. Права", Kind.ARTICLE, "a6", "Статья 6.", "Права"),
        ("6-бап. Құқықтар", Kind.ARTICLE, "a6", "6-бап.", "Құқықтар"),
        ("6-1-бап. Құқықтар", Kind.ARTICLE, "a6_1", "6-1-бап.", "Құқықтар"),
        ("Приложение 3", Kind.ANNEX, "x3", "", "Приложение 3"),
        ("3-қосымша", Kind.ANNEX, "x3", "", "3-қосымша"),
        ("Шешімге 4-қосымша", Kind.ANNEX, "x4", "", "Шешімге 4-қосымша"),
        ("Шешімге қосымша", Kind.ANNEX, "x1", "", "Шешімге қосымша"),
        ("Қосымша", Kind.ANNEX, "x1", "", "Қосымша"),
        ("Приложение к решению", Kind.ANNEX, "x1", "", "Приложение к решению"),
    ],
)
def test_a_line_begins(line: str, kind: Kind, anchor: str, label: str, rest: str) -> None:
    (unit,) = parsed(line).units
    assert (unit.kind, unit.anchor, unit.label, unit.text) == (kind, anchor, label, rest)


@pytest.mark.parametrize(
    "line",
    [
        "01.01.2026 ж. бастап", "2026. жыл", "1,5 пайыз", "12 500 мың теңге", "«1. Утвердить»",
        "Статья расходов увеличена", "Приложение 1 к решению изложить в новой редакции.",
        "Главный врач", "5-бапқа сәйкес", "(1) не пункт", "Раздел с доходами",
    ],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_number_begins_nothing(line: str) -> None:
    (unit,) = parsed(line).units
    assert unit.kind == Kind.PLAIN
    assert unit.text == line


def test_points_are_counted_through_chapters_and_anew_under_articles() -> None:
    text = "Глава 1. А\n1. Б\n2. В\nГлава 2. Г\n3. Д\nСтатья 1. Е\n1. Ж\nСтатья 2. З\n1. И"
    assert outline(parsed(text)) == [
        "ch1", "p1", "p2", "ch2", "p3", "a1", "a1-p1", "a2", "a2-p1",
    ]  # fmt: skip


def test_points_that_begin_anew_under_a_chapter_are_told_apart_by_it() -> None:
    text = "Глава 1. А\n1. Б\n1) В\nГлава 2. Г\n1. Д\n1) Е\n1. Ж"
    assert outline(parsed(text)) == [
        "ch1", "p1", "p1-1", "ch2", "ch2-p1", "ch2-p1-1", "ch2-p1~2",
    ]  # fmt: skip


def test_letters_have_the_place_in_their_list_and_not_in_an_alphabet() -> None:
    kk = parsed("1. Мынадай:\n1) шара:\nа) бір;\nә) екі;\nб) үш.")
    ru = parsed("1. Следующее:\n1) мера:\nа) один;\nб) два;\nв) три.")
    assert outline(kk) == outline(ru) == ["p1", "p1-1", "p1-1-l1", "p1-1-l2", "p1-1-l3"]


def test_a_decision_without_numbers_is_parted_by_the_words_of_deciding() -> None:
    text = "О награждении\n\nМаслихат РЕШИЛ:\n\nНаградить.\n\nПредседатель маслихата А. Ахметов"
    assert outline(parsed(text)) == ["pre1", "pre2", "n1", "sig1"]


def test_closing_words_are_not_part_of_the_last_point() -> None:
    kk = parsed("1. Бекітілсін.\n\nОсы шешім жарияланған күнінен қолданысқа енгізіледі.")
    ru = parsed("1. Утвердить.\n\nНастоящее решение вводится в действие со дня опубликования.")
    assert outline(kk) == outline(ru) == ["p1", "end1"]


def test_a_line_broken_by_its_width_is_one_and_lines_of_a_list_stay_apart() -> None:
    text = "1. Утвердить бюджет\nрайона на год:\nналоги – 5;\nсборы – 6.\n\nи другое"
    first = parsed(text).units[0]
    assert first.text == "Утвердить бюджет района на год:"
    assert [unit.text for unit in first.units] == ["налоги – 5;", "сборы – 6.", "и другое"]


@pytest.mark.parametrize(
    "line",
    [
        "Қызылорда қалалық мәслихаты төрағасының м.а. Ғ. Әбдіқадыров", "И.о. председателя А. Б.",
        "Мәслихат төрағасының міндетін атқарушы", "Сессия төрағасы", "Секретарь маслихата А. Б.",
        "Исполняющий обязанности председателя маслихата", "Мәслихат хатшысы Қ. Сейітов",
    ],
)  # fmt: skip
def test_who_signs_is_known_by_the_office(line: str) -> None:
    (signature,) = parsed(f"1. Бекітілсін.\n\n{line}").of_kind(Kind.SIGNATURE)
    assert signature.text == line


def test_a_name_under_the_office_is_not_joined_to_it() -> None:
    units = parsed("1. Утвердить.\n\nПредседатель маслихата\nСеитов К.").units
    assert [unit.text for unit in units[1:]] == ["Председатель маслихата", "Сеитов К."]
    assert {unit.kind for unit in units[1:]} == {Kind.SIGNATURE}


# Lines made of what the reader looks for, and of anything else.
LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "", "1. А", "1) б", "а) в", "Глава 1. Г", "2-тарау", "Статья 1.", "1-қосымша",
                "Приложение 1", "мәслихаттың шешіміне 1-қосымша", "мәслихатының", "РЕШИЛ:",
                "ШЕШТІ:", "| a | b |", "|---|---|", "Төраға А. Б.", "Осы шешім", "және т.б.",
                "# x", "**1. Ж**", "к решению", "Раздел I", "2. З", "Председатель маслихата",
            ]
        ),
    ),
    max_size=30,
).map("\n".join)  # fmt: skip


@given(LINES)
def test_no_text_is_lost_and_none_is_made(text: str) -> None:
    kept = "\n".join(f"{unit.label}\n{unit.text}" for _depth, unit in parsed(text).walk())
    assert letters(kept) == letters(text)


@given(LINES)
def test_every_anchor_is_the_only_one_and_can_stand_in_an_address(text: str) -> None:
    anchors = outline(parsed(text))
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[A-Za-z0-9_~-]+", anchor) for anchor in anchors)


@given(LINES)
def test_rows_have_no_tags_but_ours_and_all_the_words(text: str) -> None:
    for row in rows_of(parsed(text)):
        shown = [row.html, *(cell for line in row.cells for cell in line)]
        assert all(set(re.findall(r"<[^>]*>", cell)) <= {"<strong>", "</strong>"} for cell in shown)


def test_markup_in_a_title_stays_text() -> None:
    (row,) = rows_of(parsed('Глава 1. <script>alert("1")</script> & <b>x</b> **важно**'))
    assert row.is_heading
    assert row.html == (
        "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;"
        " <strong>важно</strong>"
    )


def test_a_table_is_cells_without_its_line_of_dashes() -> None:
    row = next(row for row in rows_of(parsed(BUDGET_RU)) if row.kind == Kind.TABLE)
    assert len(row.cells) == 3
    assert row.cells[1] == ("1", "Налоговые поступления", "2 104 000")


@pytest.mark.parametrize(
    "piece",
    ["1. А\n", "1) а\n", "а) а\n", "Глава 1\n", "| a | b |\n", "слово ", "\n", "#", "**", "1-",
     "Төраға\n", "Осы шешім\n", "мәслихатының\n", "А\n1-қосымша\n", "РЕШИЛ:\n", "IX", "| "],
)  # fmt: skip
def test_a_long_text_of_anything_is_read_within_seconds(piece: str) -> None:
    text = piece * (300_000 // len(piece.encode()))
    begun = time.process_time()
    rows_of(parsed(text))
    assert time.process_time() - begun < 3
