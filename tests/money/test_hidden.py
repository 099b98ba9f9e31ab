"""What a workbook hides: rows and columns count and are named, a sheet is left out and named."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from maslikhat.money.importing.lines import Budget
from tests.kit.old_workbook import XLS
from tests.money.samples import DECISION, Rows, as_csv, as_xlsx, changed
from tests.money.test_import import stage
from tests.money.test_pages import page
from tests.money.test_tables import figures, parse
from tests.permissions.everyone import Cast


def hiding(hide: Callable[[Worksheet], None], *sheets: Rows) -> bytes:
    """A workbook whose first sheet was worked on before it was saved."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Лист{number}")
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    hide(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_and_columns(sheet: Worksheet) -> None:
    for row in (8, 9, 13, 5000):
        sheet.row_dimensions[row].hidden = True
    # Whoever hides all that stands empty to the right hides nothing.
    sheet.column_dimensions.group("C", "D", hidden=True)
    sheet.column_dimensions.group("J", "XFD", hidden=True)


def the_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


def told(content: bytes) -> tuple[list[Budget], list[tuple[int, str, dict[str, str]]]]:
    budgets, findings = parse(content)
    assert findings.errors == 0
    return budgets, [(one.sheet, one.word, one.told) for one in findings.kept]


def test_hidden_rows_and_columns_count_and_are_named() -> None:
    (plainly,), _none = told(as_xlsx(DECISION))
    (budget,), found = told(hiding(rows_and_columns, DECISION))
    assert figures(budget) == figures(plainly)
    assert found == [
        (1, "hidden_rows", {"places": "8–9, 13"}),
        (1, "hidden_columns", {"places": "C–D"}),
    ]


def test_a_hidden_row_that_a_total_leaves_out_is_wrong() -> None:
    rows = changed(changed(DECISION, 7, 6, "900,5"), 6, 6, "1 400,5")
    _budgets, findings = parse(hiding(rows_and_columns, rows))
    assert "sum_differs" in [one.word for one in findings.kept]


def test_a_hidden_sheet_is_a_draft_and_does_not_stand_for_the_one_that_is_seen() -> None:
    draft = changed(DECISION, 1, 5, "черновик")
    draft = [[str(cell).replace("500", "700") for cell in row] for row in draft]
    (budget,), found = told(hiding(the_sheet, draft, DECISION))
    (plainly,), _none = told(as_xlsx(DECISION))
    assert figures(budget) == figures(plainly)
    assert found == [(1, "hidden_sheet", {"name": "Лист1"})]
    assert {line.sheet for line in budget.lines if line.row} == {2}


def test_an_old_workbook_with_whole_numbers_is_read_and_its_hidden_sheet_is_named() -> None:
    (budget,), findings = parse(XLS)
    assert figures(budget) == {
        ("receipts", ""): 115, ("receipts", "1"): 115, ("receipts", "1.01"): 50,
        ("receipts", "1.02"): 65, ("spending", ""): 40, ("spending", "10"): 40,
        ("spending", "10.5"): 40,
    }  # fmt: skip
    assert [(one.sheet, one.word, one.told) for one in findings.kept] == [
        (1, "hidden_sheet", {"name": "черновик"})
    ]


@pytest.mark.django_db
def test_the_preview_says_what_is_hidden_without_being_asked(cast: Cast) -> None:
    def preview(content: bytes) -> str:
        return page(cast.clerk, f"/en/money/sources/{stage(cast, content).pk}/")

    hides = preview(hiding(rows_and_columns, DECISION))
    assert '<details class="card top" open>' in hides
    assert "hidden in the workbook were read and count in every sum: 8–9, 13" in hides
    assert '<details class="card top" open>' not in preview(as_csv(DECISION))
