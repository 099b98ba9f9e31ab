"""What stands beside a budget's rows in files as they are published, and files that are none."""

import pytest

from maslikhat.kit.refusals import Refused
from tests.money.samples import DECISION, REPORT, Rows, as_csv, as_xlsx, changed
from tests.money.test_tables import figures, parse, words

SIGNED = ["Председатель маслихата", "", "", "", "", "А. Иванова"]
DISTRICTS: Rows = [
    ["", "", "Приложение 4 к решению"],
    ["Целевые трансферты бюджетам районов на 2026 год", "", ""],
    ["№ п/п", "Наименование", "Сумма, тысяч тенге"],
    ["", "Всего", "1500"],
    ["1", "Абайский район", "500"],
    ["2", "Жарминский район", "1000"],
]
SPARED: Rows = [
    ["Перечень программ, не подлежащих секвестру", "", "", "", ""],
    ["Функциональная группа", "", "", "", "Наименование"],
    ["", "Функциональная подгруппа", "", "", ""],
    ["", "", "Администратор бюджетных программ", "", ""],
    ["", "", "", "Программа", ""],
    ["04", "", "", "", "Образование"],
]


def inserted(rows: Rows, after: str, *more: list[object]) -> list[list[object]]:
    """The rows with some more after the one of this name."""
    place = next(at for at, row in enumerate(rows) if after in row) + 1
    return [*map(list, rows[:place]), *more, *map(list, rows[place:])]


@pytest.mark.parametrize("begins", ["в том числе:", "из них", "оның ішінде:", "Соның ішінде"])
def test_what_is_within_a_line_is_passed_over_and_said(begins: str) -> None:
    rows = inserted(
        DECISION, "Плата за негативное воздействие",
        ["", "", "", "", begins, ""],
        ["", "", "", "", "доходы прошлых лет", "200"],
        ["", "", "", "", "доходы этого года", "300"],
    )  # fmt: skip
    (budget,), findings = parse(as_xlsx(rows))
    assert words(findings) == []
    assert words(findings, errors=False) == [(n, "", "of_which_passed") for n in (13, 14, 15)]
    assert figures(budget)["receipts", ""] == 15005
    assert figures(budget)["spending", "10.5.254.008"] == 6000


def test_a_coded_row_ends_what_is_within_a_line() -> None:
    rows = inserted(
        DECISION, "Плата за негативное воздействие",
        ["", "", "", "", "в том числе:", ""],
        ["", "", "2", "", "Штрафы", ""],
        ["", "", "", "", "нигде не названное", "1"],
    )  # fmt: skip
    _budgets, findings = parse(as_xlsx(rows))
    assert words(findings) == [(15, "", "amount_without_code")]


def test_names_under_a_decision_are_no_amounts_and_a_coded_row_must_have_one() -> None:
    (_budget,), findings = parse(as_csv([*DECISION, SIGNED], ";"))
    assert words(findings) == []
    _none, findings = parse(as_csv(changed(DECISION, 12, 6, "см. ниже"), ";"))
    assert (12, "4.01.1", "no_amount") in words(findings)


def test_an_empty_total_is_made_from_its_parts_and_said() -> None:
    (budget,), findings = parse(as_xlsx(changed(DECISION, 7, 6, "")))
    assert words(findings) == []
    assert words(findings, errors=False) == [(7, "1", "total_made")]
    line = next(one for one in budget.lines if (one.part.value, one.code) == ("receipts", "1"))
    assert (line.sums[0], line.row) == (10005, 7)


@pytest.mark.parametrize("other", [DISTRICTS, SPARED], ids=["without codes", "without amounts"])
def test_a_table_of_another_kind_is_left_out_beside_a_budget_alone(other: Rows) -> None:
    (budget,), findings = parse(as_xlsx(DECISION, other))
    assert words(findings) == []
    assert words(findings, errors=False) == [(0, "", "table_left_out")]
    assert figures(budget)["receipts", ""] == 15005
    _budgets, findings = parse(as_xlsx(other))
    assert [word for _row, _code, word in words(findings)] == [
        "no_codes" if other is DISTRICTS else "no_amounts"
    ]


def test_amounts_under_a_heading_that_nobody_knows_are_asked_about() -> None:
    unknown = [[*row, ""] for row in SPARED]
    unknown[-1][-1] = "1 000,5"
    _budgets, findings = parse(as_xlsx(DECISION, unknown))
    assert words(findings) == [(0, "", "no_amounts")]


def test_the_heading_over_both_plans_of_a_report_names_the_one_below_it() -> None:
    over = (
        "Сводный план поступлений и финансирования по платежам, сводный план финансирования"
        " по обязательствам на отчетный период"
    )
    (budget,), findings = parse(as_xlsx(changed(REPORT, 2, 10, over)), "executed", 2026)
    assert words(findings) == []
    line = next(one for one in budget.lines if one.code == "10.5.254.008.015")
    assert line.sums[3:5] == (200, 210)


def test_budgets_as_they_were_approved_and_refined_stand_in_one_decision() -> None:
    rows = [
        [*row, row[-1] if index not in (1, 12) else "Уточнено, тысяч тенге"]
        for index, row in enumerate(DECISION)
    ]
    for index in (1, 12):
        rows[index][5] = "Утверждено, тысяч тенге"
    rows[4][6] = "6"
    (budget,), findings = parse(as_xlsx(rows))
    assert words(findings) == []
    assert figures(budget, 0)["receipts", ""] == figures(budget, 1)["receipts", ""] == 15005


@pytest.mark.parametrize(
    "content",
    [
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"\xef\xbb\xbf\r\n<!DOCTYPE html>",
        b"<?xml version='1.0'?><Workbook/>",
        b"%PDF-1.7\n1 0 obj",
        b"{\\rtf1\\ansi}",
        b"MIME-Version: 1.0\r\n",
    ],
)
def test_a_page_or_a_document_with_the_ending_of_a_workbook_is_told_so(content: bytes) -> None:
    with pytest.raises(Refused, match="whatever its name says") as refused:
        parse(content)
    assert refused.value.status == 415
