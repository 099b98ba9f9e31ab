"""Whole decisions: all six parts, in the shapes in which they are published."""

from collections.abc import Callable

import pytest

from maslikhat.money.codes import Part, Side
from maslikhat.money.importing import reading
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.lines import Told
from maslikhat.money.importing.sections import part_of
from maslikhat.money.importing.tables import Tables
from tests.money.decisions import KAZAKH, RUSSIAN, TOTALS, in_one_column, without_subgroups
from tests.money.samples import Rows, as_csv, as_xlsx, changed
from tests.money.test_tables import WIDTHS, figures, parse

SHAPES: dict[str, Callable[[], bytes]] = {
    "ru csv": lambda: as_csv(RUSSIAN),
    "ru xlsx": lambda: as_xlsx(RUSSIAN),
    "ru sheets": lambda: as_xlsx(RUSSIAN[:19], RUSSIAN[19:45], RUSSIAN[45:]),
    "kk csv": lambda: as_csv(KAZAKH, ";", "kz1048"),
    "kk xlsx": lambda: as_xlsx(KAZAKH),
    "ru whole codes": lambda: as_csv(in_one_column(RUSSIAN)),
    "kk whole codes": lambda: as_xlsx(in_one_column(KAZAKH)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_whole_decision_is_read_part_by_part_whatever_its_shape(shape: str) -> None:
    (budget,), findings = parse(SHAPES[shape]())
    assert findings.kept == []
    told = figures(budget)
    assert {place: told.get(place) for place in TOTALS} == TOTALS
    # Nothing of the financing is left among receipts and expenditure.
    firsts = {(part, code) for part, code in told if code and "." not in code}
    assert {code for part, code in firsts if part == "receipts"} == {"1", "4"}
    assert {code for part, code in firsts if part == "spending"} == {"01", "10"}


def test_a_decision_without_subgroups_is_read_and_says_that_they_are_not_told() -> None:
    (budget,), findings = parse(as_csv(without_subgroups(RUSSIAN)))
    assert findings.errors == 0
    told = figures(budget)
    assert told["spending", "10.0.254.008"] == 10_000_003
    assert told["loans_repaid", "16.0.257.015"] == 400_000
    assert ("spending", "10.5") not in told


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        # Each of the balances: net lending, assets, deficit, financing of it and what it is from.
        ("III. ЧИСТОЕ БЮДЖЕТНОЕ КРЕДИТОВАНИЕ", "20 000,1", "balance_differs"),
        ("IV. САЛЬДО ПО ОПЕРАЦИЯМ С ФИНАНСОВЫМИ АКТИВАМИ", "4 999,9", "balance_differs"),
        ("V. ДЕФИЦИТ (ПРОФИЦИТ) БЮДЖЕТА", "-90 432,4", "balance_differs"),
        ("VI. ФИНАНСИРОВАНИЕ ДЕФИЦИТА (ИСПОЛЬЗОВАНИЕ ПРОФИЦИТА) БЮДЖЕТА", "1", "balance_differs"),
        ("Бюджетные кредиты", "50 000,1", "sum_differs"),
        ("Поступления займов", "100 000,1", "sum_differs"),
    ],
)
def test_each_part_and_balance_of_a_decision_is_checked(row: str, cell: str, word: str) -> None:
    at = next(n for n, one in enumerate(RUSSIAN, 1) if row in one)
    _budgets, findings = parse(as_csv(changed(RUSSIAN, at, 6, cell)))
    assert word in {one.word for one in findings.kept if one.is_error and one.row == at}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("VI. Ненефтяной дефицит (профицит) бюджета", Part.NON_OIL),
        ("6) мұнайға қатысты емес тапшылығы (профициті)", Part.NON_OIL),
        ("VІІ. Финансирование дефицита (использование профицита) бюджета", Part.FINANCING),
        ("6) бюджет тапшылығы қаржыландыру (профицитін пайдалану)", Part.FINANCING),
        ("VІ. ТАПШЫЛЫҚТЫ ҚАРЖЫЛАНДЫРУ (ПРОФИЦИТТІ ПАЙДАЛАНУ)", Part.FINANCING),
        ("III ЧИСТОЕ БЮДЖЕТНОЕ КРЕДИТОВАНИЕ", Part.NET_LENDING),
        ("3) таза бюджеттік кредит беру", Part.NET_LENDING),
        ("мемлекеттік қаржы активтерін сатудан түсетін түсімдер", Part.SALE),
        ("Займдар түсімі", Part.LOANS),
        ("Бюджет қаражаты қалдықтарының қозғалысы", Part.LEFTOVERS),
        ("Движение остатков бюджетных средств", Part.LEFTOVERS),
        ("Поступления от продажи основного капитала", None),
        ("Трансферттердің түсімдері", None),
    ],
)
def test_the_line_of_a_part_is_known_by_its_words(name: str, part: Part | None) -> None:
    assert part_of(name) == part


def test_where_no_line_says_it_the_classification_does() -> None:
    rows: Rows = [
        ["Код", "Наименование", "Сумма"],
        ["1.01.2.01", "Налог", "5"],
        ["5.01.1.01", "Возврат", "2"],
        ["16.1.257.015", "Долг", "3"],
    ]
    homes = {(Side.RECEIPTS, "5"): Part.REPAYMENT, (Side.SPENDING, "16"): Part.LOANS_REPAID}
    findings = Findings()
    told = Told("550000000", 2025, "approved", 2029, {}, lambda year: homes if year < 2026 else {})
    (first,) = Tables(told, WIDTHS, findings).budgets(reading.rows_of(as_csv(rows[:3]), findings))
    assert {(one.part, one.code) for one in first.lines} == {
        (Part.RECEIPTS, "1.01.2.01"), (Part.REPAYMENT, "5.01.1.01"),
    }  # fmt: skip
    # From 2026 on category 5 are transfers, and they come in.
    later = Tables(told._replace(year=2026), WIDTHS, findings)
    (second,) = later.budgets(reading.rows_of(as_csv(rows[:3]), findings))
    assert {one.part for one in second.lines} == {Part.RECEIPTS}


def test_a_line_that_only_says_in_all_is_passed_over_with_a_word() -> None:
    rows = [*KAZAKH[:13], ["", "", "", "", "Барлығы кірістер", 1234567.8], *KAZAKH[13:]]
    (budget,), findings = parse(as_xlsx(rows))
    assert [(one.row, one.word) for one in findings.kept] == [(14, "total_passed")]
    assert figures(budget)["receipts", ""] == 12_345_678
