"""The Kazakh and the Russian text of a decision: what one states and the other does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.decisions.parity.check import Differs, differences
from tests.decisions.pairs import DIFFERENT, SAME
from tests.decisions.texts import BUDGET_KK, BUDGET_RU


def told(kk: str, ru: str) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.kk, one.ru) for one in differences(kk, ru)]


def test_the_two_texts_of_a_budget_state_the_same() -> None:
    assert differences(BUDGET_KK, BUDGET_RU) == ()


@pytest.mark.parametrize(("kk", "ru"), SAME)
def test_the_same_in_both_languages_is_no_difference(kk: str, ru: str) -> None:
    assert told(kk, ru) == []


@pytest.mark.parametrize(("kk", "ru", "kind", "in_kk", "in_ru"), DIFFERENT)
def test_a_difference_is_told_once(kk: str, ru: str, kind: str, in_kk: str, in_ru: str) -> None:
    assert told(kk, ru) == [(kind, in_kk, in_ru)]


@pytest.mark.parametrize(
    ("before", "after", "kind", "anchor"),
    [
        ("7 251 634,5 тысяч", "7 251 643,5 тысяч", Differs.NUMBER, "p1-1"),
        ("по налоговым поступлениям – 2 104", "по налоговым – 2 014", Differs.NUMBER, "p1-1-n1"),
        ("-48 365,5", "48 365,5", Differs.NUMBER, "p1-3"),
        ("12,5 %", "12,5", Differs.NUMBER, "p2"),
        ("(сто пятьдесят тысяч)", "(сто пятнадцать тысяч)", Differs.NUMBER, "p2"),
        ("№ 18-175", "№ 18-157", Differs.REFERENCE, "p3"),
        ("25 декабря 2024", "25 ноября 2024", Differs.DATE, "p3"),
        ("2025–2027", "2025–2028", Differs.NUMBER, "p3"),
        ("А.К. Мухамедиярова", "С.К. Мухамедиярова", Differs.NAME, "p4"),
        ("5 рабочих", "15 рабочих", Differs.NUMBER, "p4"),
        ("01.01.2026", "01.02.2026", Differs.DATE, "p5"),
        ("К. Сеитов", "К. Саитов", Differs.NAME, "end"),
        ("статьи 6", "статьи 8", Differs.REFERENCE, "pre"),
        ("приложениям 1, 2 и 3", "приложениям 1, 2 и 4", Differs.REFERENCE, "p1"),
        ("от 24 декабря 2025", "от 24 декабря 2026", Differs.DATE, "x1"),
        ("Поступления трансфертов | 5 147", "Поступления | 5 417", Differs.NUMBER, "x1-table1"),
    ],
)
def test_one_change_in_the_budget_is_one_difference_at_its_point(
    before: str, after: str, kind: Differs, anchor: str
) -> None:
    assert BUDGET_RU.count(before) == 1
    (found,) = differences(BUDGET_KK, BUDGET_RU.replace(before, after))
    assert (found.kind, found.anchor) == (kind, anchor)


def test_a_point_of_one_text_alone_is_one_difference_whatever_stands_in_it() -> None:
    kk = "1. Бекітілсін.\n2. Бақылау 5 адамға жүктелсін:\n1) бірінші 7;\n2) екінші 8."
    (found,) = differences(kk, "1. Утвердить.")
    assert (found.kind, found.anchor, found.ru) == (Differs.STRUCTURE, "p2", "")
    assert found.kk == "2. Бақылау 5 адамға жүктелсін:"
    (other,) = differences("1. Бекітілсін.", "1. Утвердить.\n2. Возложить на 5 лиц.")
    assert (other.anchor, other.kk, other.ru) == ("p2", "", "2. Возложить на 5 лиц.")


def test_differences_come_in_the_order_of_the_text() -> None:
    kk = "Мәслихат 3-бапқа сәйкес ШЕШТІ:\n1. 4 адам.\n3. 5 адам.\nТөраға Қ. Сейітов"
    ru = "Маслихат по статье 2 РЕШИЛ:\n1. 6 лиц.\n2. Лица.\n3. 7 лиц.\nПредседатель А. Омаров"
    assert [one.anchor for one in differences(kk, ru)] == ["pre", "p1", "p2", "p3", "end"]


def test_sums_that_changed_places_within_a_row_or_in_a_table_of_an_annex_are_seen() -> None:
    kk = "1. Бекітілсін.\n| Атауы | 2026 | 2027 |\n|---|---|---|\n| А ауылы | 10 | 20 |"
    ru = "1. Утвердить.\n| Название | 2026 | 2027 |\n|---|---|---|\n| Село А | 20 | 10 |"
    assert [(one.kk, one.ru) for one in differences(kk, ru)] == [("10", "20"), ("20", "10")]
    assert differences(kk, ru.replace("20 | 10 |", "10 | 20 |")) == ()
    # Before any point, and beside words that each language puts in its own order.
    kk, ru = kk.removeprefix("1. Бекітілсін."), ru.removeprefix("1. Утвердить.")
    assert len(differences(f"3 ауыл, 5 көше.\n{kk}", f"5 улиц в 3 сёлах.\n{ru}")) == 2


def test_sums_that_changed_places_between_paragraphs_or_rows_are_seen() -> None:
    lines = ("Кірістер 100;\n\nшығындар 200.", "Доходы 200;\n\nрасходы 100.")
    assert [one.anchor for one in differences(*(f"1. А:\n\n{text}" for text in lines))] == [
        "p1-n1", "p1-n2",
    ]  # fmt: skip
    rows = ("| а | 1 |\n|---|---|\n| б | 2 |", "| а | 2 |\n|---|---|\n| б | 1 |")
    found = differences(*(f"1. А:\n\n{text}" for text in rows))
    assert [(one.anchor, one.kk, one.ru) for one in found] == [
        ("p1-table1", "1", "2"), ("p1-table1", "2", "1"),
    ]  # fmt: skip


def test_paragraphs_parted_in_another_way_are_compared_together() -> None:
    assert differences("1. А 5:\n\nб 6;\n\nв 7.", "1. А 5: б 6;\n\nв 7.") == ()


def test_an_explanation_stays_while_the_difference_stays() -> None:
    (first,) = differences("1. Бюджет 100 теңге.", "1. Бюджет 200 тенге.")
    reworded = differences(
        "1. Аудан бюджеті – 100 теңге.", "1. Бюджет района: 200,0 тенге.\n2. Да."
    )
    assert first.fingerprint in {one.fingerprint for one in reworded}
    (changed,) = differences("1. Бюджет 100 теңге.", "1. Бюджет 300 тенге.")
    assert changed.fingerprint != first.fingerprint


def test_the_same_difference_twice_is_two() -> None:
    found = differences("1. 5 адам және 5 үй.", "1. Лица и дома.")
    assert len({one.fingerprint for one in found}) == 2


MONTHS = [
    ("қаңтар", "января"), ("ақпан", "февраля"), ("наурыз", "марта"), ("сәуір", "апреля"),
    ("мамыр", "мая"), ("маусым", "июня"), ("шілде", "июля"), ("тамыз", "августа"),
    ("қыркүйек", "сентября"), ("қазан", "октября"), ("қараша", "ноября"), ("желтоқсан", "декабря"),
]  # fmt: skip
AMOUNTS = st.decimals(0, 10**12, places=1).map(
    lambda amount: f"{amount:,}".replace(",", " ").replace(".", ",")
)


@st.composite
def clauses(draw: st.DrawFn) -> tuple[str, str]:
    """One statement in Kazakh and in Russian, with the same numbers, days and names."""
    number, amount = draw(st.integers(2, 9999)), draw(AMOUNTS)
    year, day, month = (
        draw(st.integers(1994, 2099)),
        draw(st.integers(1, 28)),
        draw(st.integers(0, 11)),
    )
    kk, ru = MONTHS[month]
    return draw(
        st.sampled_from(
            [
                (f"кірістер – {amount} мың теңге", f"доходы – {amount} тысяч тенге"),
                (f"{number} пайыз мөлшерінде", f"в размере {number} %"),
                (f"{number}-бабына сәйкес", f"согласно статье {number}"),
                (f"{year} жылғы {day} {kk}дан бастап", f"с {day} {ru} {year} года"),
                (f"{day:02}.{month + 1:02}.{year} дейін", f"до {day} {ru} {year} года"),
                (f"№ {number}-VIII шешім", f"решение № {number}-VIII"),
                (f"№ 8С-{number}/2 шешім", f"решение №8С-{number}/2"),
                (f"{year}–{year + 2} жылдарға", f"на {year}–{year + 2} годы"),
                (f"{number} депутат, Ә. Ғ. Өтепов", f"{number} депутатов, А.Г. Отепов"),
                (f"{number}-інші топ", f"{number}-я группа"),
            ]
        )
    )


@given(st.lists(clauses(), min_size=1, max_size=8))
def test_the_same_meaning_by_construction_gives_no_difference(pairs: list[tuple[str, str]]) -> None:
    kk = "\n".join(f"{n}. {one};" for n, (one, _other) in enumerate(pairs, 1))
    ru = "\n".join(f"{n}. {other};" for n, (_one, other) in enumerate(pairs, 1))
    assert differences(kk, ru) == ()


@given(st.lists(clauses(), min_size=1, max_size=8), st.data())
def test_a_number_changed_in_one_text_gives_exactly_one(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(pairs) - 1))
    amount = data.draw(st.integers(2, 10**9))
    other = data.draw(st.integers(2, 10**9).filter(lambda number: number != amount))
    pairs[place] = (f"шығындар – {amount} теңге", f"затраты – {other} тенге")
    kk = "\n".join(f"{n}. {one};" for n, (one, _other) in enumerate(pairs, 1))
    ru = "\n".join(f"{n}. {other};" for n, (_one, other) in enumerate(pairs, 1))
    (found,) = differences(kk, ru)
    assert found.kind == Differs.NUMBER
    assert found.anchor == f"p{place + 1}"
    assert found.kk.startswith(str(amount))


@given(st.text(), st.text())
def test_any_two_texts_are_compared(kk: str, ru: str) -> None:
    found = differences(kk, ru)
    assert len({one.fingerprint for one in found}) == len(found)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1-", "1.", "№ 1-", "А. Б ", "А.А. Аа ", "бес ", "жүз мың ", "двести ", "1 января ",
     "2026 жылғы ", "(", "1 (сто ", "X", "A1/", "1. а\n", "5-бап ", "Сеитов Кайрат Маратович ",
     "| 1 | 2 ", "1 000 ", "үштен екі "],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_compared_within_seconds(piece: str) -> None:
    text = piece * (100_000 // len(piece.encode()))
    begun = time.process_time()
    differences(text, text[: len(text) // 2])
    assert time.process_time() - begun < 8
