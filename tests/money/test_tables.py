"""Tables as they are published, read into budgets: codes, parts, totals, and what is wrong."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from maslikhat.kit.refusals import Refused
from maslikhat.money.codes import NoCodeError, Part, Side, whole
from maslikhat.money.importing import reading, totals
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.lines import Budget, Told
from maslikhat.money.importing.tables import Tables
from tests.kit.workbooks import workbook
from tests.money.decisions import in_one_column
from tests.money.samples import DECISION, OWN_HEAD, REPORT, Rows, as_csv, as_xlsx, changed

WIDTHS = {Side.RECEIPTS: (1, 2, 1, 2), Side.SPENDING: (2, 1, 3, 3, 3)}
GROUPS = {("receipts", str(n)) for n in range(1, 9)} | {
    ("spending", f"{n:02}") for n in range(1, 17)
}


def parse(
    content: bytes, amount: str = "approved", year: int = 2026
) -> tuple[list[Budget], Findings]:
    findings = Findings()
    told = Told("550000000", year, amount, 2029, {})
    tables, rows = Tables(told, WIDTHS, findings), reading.rows_of(content, findings)
    budgets = [totals.completed(one, GROUPS, findings) for one in tables.budgets(rows)]
    return budgets, findings


def words(findings: Findings, *, errors: bool = True) -> list[tuple[int, str, str]]:
    return [(one.row, one.code, one.word) for one in findings.kept if one.is_error == errors]


def figures(budget: Budget, at: int = 0) -> dict[tuple[str, str], int | None]:
    return {(line.part.value, line.code): line.sums[at] for line in budget.lines}


@pytest.mark.parametrize("form", ["xlsx", "comma", "semicolon", "kz1048"])
def test_a_decision_with_stairs_for_headings_is_read(form: str) -> None:
    content = {
        "xlsx": lambda: as_xlsx(DECISION),
        "comma": lambda: as_csv(DECISION),
        "semicolon": lambda: as_csv(DECISION, ";"),
        "kz1048": lambda: as_csv(DECISION, ";", "kz1048"),
    }[form]()
    (budget,), findings = parse(content)
    assert words(findings) == []
    told = figures(budget)
    assert told["receipts", ""] == 15005
    assert told["receipts", "4.01.1"] == 5000
    assert told["spending", "10.5.254.008"] == 6000
    assert told["deficit", ""] == 2002
    rows = {(line.part.value, line.code): line.row for line in budget.lines}
    assert rows["spending", "10.5.254.008"] == 26


@pytest.mark.parametrize("content", [as_xlsx(REPORT), as_csv(REPORT)], ids=["xlsx", "csv"])
def test_an_execution_report_is_read_in_all_its_columns(content: bytes) -> None:
    (budget,), findings = parse(content, "executed")
    assert words(findings) == []
    line = next(one for one in budget.lines if one.code == "10.5.254.008.015")
    assert line.sums == (400, 450, 460, 200, 210, 190, 10, 201)
    assert line.name == "Свои"
    assert figures(budget, 7)["receipts", "4.01.1.01"] == 555


def test_a_level_of_the_code_may_bear_a_short_word_of_its_own() -> None:
    title, head, under, *rows = REPORT
    levels = ["Кат/ФГ", "Кл/ФП", "Подкл/Адм", "Спец/Прог", "Подпр"]
    short = [title, ["Код", *head[1:]], [*levels, *under[5:]], *rows]
    (budget,), findings = parse(as_xlsx(short), "executed")
    assert words(findings) == []
    assert figures(budget, 7)["receipts", "4.01.1.01"] == 555
    # Between one column of a whole code and the name others may stand.
    table = [["Код", "Ед.", "Наименование", "Утвержденный бюджет"], ["", "", "I. ДОХОДЫ", "5"],
             ["1.01", "т", "Налог", "5"]]  # fmt: skip
    (budget,), findings = parse(as_xlsx(table))
    assert figures(budget)["receipts", "1.01"] == 50


def test_the_two_plans_of_a_report_are_told_apart_in_kazakh_too() -> None:
    of = "Есепті кезеңге {} бойынша түсімдер мен қаржыландырудың жиынтық жоспары"
    rows = changed(changed(REPORT, 2, 10, of.format("төлемдер")), 2, 11, "")
    rows = changed(rows, 2, 11, of.format("міндеттемелер"))
    del rows[2]
    (budget,), findings = parse(as_xlsx(rows), "executed", 2026)
    assert words(findings) == []
    line = next(one for one in budget.lines if one.code == "10.5.254.008.015")
    assert line.sums[3:5] == (200, 210)


def test_a_total_that_its_parts_do_not_make_is_named_to_the_tenth() -> None:
    _budgets, findings = parse(as_csv(changed(DECISION, 22, 6, "1 000,1")))
    assert (22, "10", "sum_differs") in words(findings)
    found = next(one for one in findings.kept if one.row == 22)
    assert found.told == {
        "column": "approved", "told": "1000.1", "summed": "1000.0", "difference": "0.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "cell", "expected"),
    [
        (26, 4, "8888", (26, "10.5.254.8888", "no_code")),
        (22, 1, "77", (24, "77.5.254", "unknown")),
        (26, 6, "шестьсот", (26, "10.5.254.008", "no_amount")),
        (26, 6, "-600", (26, "10.5.254.008", "negative")),
        (26, 4, "001", (26, "10.5.254.001", "twice")),
        (28, 6, "5", (28, "", "balance_differs")),
        (19, 2, "", (19, "", "amount_without_code")),
    ],
)
def test_a_damaged_row_is_named(
    row: int, column: int, cell: str, expected: tuple[int, str, str]
) -> None:
    _budgets, findings = parse(as_csv(changed(DECISION, row, column, cell)))
    if expected[2] == "unknown":
        assert {one.word for one in findings.kept} >= {"unknown_group"}
    else:
        rows = changed(DECISION, row, column, cell)
        if expected[2] == "balance_differs":
            # Only a balance of which every line is there is checked.
            rows.insert(27, ["", "", "", "", "IV. Сальдо по операциям с финансовыми активами", "0"])
            _budgets, findings = parse(as_csv(rows))
            expected = (29, "", "balance_differs")
        assert expected in words(findings)


def test_columns_that_are_not_there_are_missed_in_words() -> None:
    assert words(parse(b"name,approved\nx,1\n")[1]) == [(0, "", "no_codes")]
    assert words(parse(b"code,name\n4.01,x\n")[1]) == [(0, "", "no_amounts")]
    assert words(parse("Атауы,Код\nx,1\n".encode())[1]) == [(0, "", "no_amounts")]
    assert words(parse(b"just a note\n")[1]) == [(0, "", "no_headings")]


def test_a_further_sheet_adds_a_part_and_does_not_tell_one_twice() -> None:
    receipts, spending = DECISION[:12], DECISION[12:]
    (budget,), findings = parse(as_xlsx(receipts, spending))
    assert words(findings) == []
    assert {line.sheet for line in budget.lines if line.row} == {1, 2}
    notes = [["Пояснение", "к бюджету"], ["один", "два"]]
    (budget,), findings = parse(as_xlsx(notes, *[DECISION] * 9))
    assert words(findings) == []
    assert "sheet_left_out" in {word for _r, _c, word in words(findings, errors=False)}
    assert figures(budget)["receipts", ""] == 15005


def test_our_own_table_of_many_budgets_is_parted() -> None:
    rows: Rows = [
        OWN_HEAD,
        ["100000000", "2025", "receipts", "105316", "Плата", "10", "11,5"],
        ["100000000", "2025", "spending", "105254008015", "Свои", "7", "6"],
        ["100000000", "2026", "receipts", "4.01.1.01", "Плата", "10", ""],
        ["110000000", "2026", "receipts", "4-01-1-01", "Плата", "12", ""],
    ]
    budgets, findings = parse(as_csv(rows), year=0)
    assert words(findings) == []
    assert [(one.kato, one.year) for one in budgets] == [
        ("100000000", 2025), ("100000000", 2026), ("110000000", 2026),
    ]  # fmt: skip
    assert figures(budgets[0])["receipts", "1.05.3.16"] == 100
    # A level that the file leaves out is made, and stands in no row.
    assert figures(budgets[0])["receipts", "1"] == 100
    assert {line.row for line in budgets[0].lines if line.code == "1"} == {0}
    wrong = [*rows, ["100000000", "2025", "receipts", "1.01.2.01", "Налог", "1", ""]]
    assert words(parse(as_csv(wrong), year=0)[1]) == [(6, "", "parted")]
    assert words(parse(as_csv(rows), year=2026)[1])[0] == (2, "", "other_year")
    rows[1][1] = "1926"  # type: ignore[index]
    assert (2, "", "wrong_year") in words(parse(as_csv(rows), year=0)[1])


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (as_csv([["", "\x00"]]), 415),
        (b"PK\x03\x04 not a workbook", 400),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a workbook", 400),
        (b'code,name\n"open', 400),
        (b"\xff\xfe\x00", 415),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, status: int) -> None:
    with pytest.raises(Refused) as refused:
        list(reading.rows_of(content, Findings()))
    assert refused.value.status == status


def hostile(sheet: str, **parts: bytes) -> bytes:
    """A workbook with these rows, and other parts in its archive."""
    out = io.BytesIO(workbook(sheet))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(f"xl/{name}", part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        # A cell in the last column there is, and one beyond a million columns.
        ("<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>1</v></c></row>", 413),
        ("<row r='1'><c r='A1'><v>1</v></c><c r='CCCCC1'><v>1</v></c></row>", 400),
        # A few kilobytes that become a text of eight megabytes; see tests/kit for a gigabyte.
        ("<row r='1'><c r='A1' t='str'><v>" + "a" * 8_000_000 + "</v></c></row>", 413),
    ],
)
def test_a_hostile_workbook_is_refused_with_a_sentence(sheet: str, status: int) -> None:
    with pytest.raises(Refused) as refused:
        list(reading.rows_of(hostile(sheet), Findings()))
    assert refused.value.status == status
    assert str(refused.value).endswith(".")


def test_macros_are_not_looked_at_and_formulas_count_as_what_they_came_to() -> None:
    rows = [["part", "code", "name", "approved"], ["receipts", "1.01", "Налог", "1 234,5"]]
    cells = ""
    for number, row in enumerate(rows, 1):
        told = "".join(f"<c t='str'><v>{cell}</v></c>" for cell in row)
        cells += f"<row r='{number}'>{told}</row>"
    total = "<row r='3'><c t='str'><v>receipts</v></c><c/><c/><c><f>1/0</f><v>1234.5</v></c></row>"
    (budget,), findings = parse(hostile(cells + total, **{"vbaProject.bin": b"\xd0\xcf macro"}))
    assert words(findings) == []
    assert figures(budget)["receipts", ""] == 12345


def test_merged_cells_are_told_by_their_first() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["part", "code", "name", "approved"], ["receipts", "1.01", "Налог", 5]):
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    sheet.append(["receipts", "1.02", "", "1\u00a0000"])
    out = io.BytesIO()
    book.save(out)
    (budget,), findings = parse(out.getvalue())
    assert words(findings) == []
    assert figures(budget)["receipts", "1.02"] == 10_000


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        list(reading.rows_of(b"a,b\n" * 11, Findings(), 10))
    assert refused.value.status == 413


def test_whole_codes_that_a_workbook_keeps_as_numbers_are_the_same_codes() -> None:
    rows = [
        [float("".join(code.split("."))) if code and is_coded else code, name, amount]
        for is_coded, (code, name, amount) in enumerate(in_one_column(DECISION))
    ]
    (plainly,), _none = parse(as_xlsx(in_one_column(DECISION)))
    (budget,), findings = parse(as_xlsx(rows))
    assert words(findings) == []
    assert figures(budget) == figures(plainly)
    assert figures(budget)["spending", "01.1"] == 3003


def test_codes_are_strings_of_a_width() -> None:
    assert whole("401101", WIDTHS[Side.RECEIPTS]) == "4.01.1.01"
    assert whole("4-01-1-01", WIDTHS[Side.RECEIPTS]) == "4.01.1.01"
    assert whole("105254008015", WIDTHS[Side.SPENDING]) == "10.5.254.008.015"
    assert whole("1.1.110.001", WIDTHS[Side.SPENDING]) == "01.1.110.001"
    # 011, of which a workbook keeps the number: a group of its own, or a part of the one above.
    assert whole("11", WIDTHS[Side.SPENDING], "10.9.254.001") == "11"
    for above in ("01", "01.1.110.001"):
        assert whole("11", WIDTHS[Side.SPENDING], above) == "01.1"
    for wrong in ("", "40", "4.x", "4.01.1.01.1", "٤.01", "4011019"):
        with pytest.raises(NoCodeError):
            whole(wrong, WIDTHS[Side.RECEIPTS])


@given(
    st.lists(
        st.tuples(
            st.integers(1, 15),
            st.integers(1, 9),
            st.integers(100, 300),
            st.integers(1, 99),
            st.integers(0, 10**9),
        ),
        max_size=30,
    ),
    st.randoms(),
)
def test_totals_are_those_of_the_leaves_whatever_the_order(
    told: list[tuple[int, int, int, int, int]], order: random.Random
) -> None:
    leaves = {f"{g:02}.{s}.{a}.{p:03}": amount for g, s, a, p, amount in told}
    rows = [[code, "x", f"{amount // 10}.{amount % 10}"] for code, amount in leaves.items()]
    order.shuffle(rows)
    budgets, findings = parse(as_csv([["code", "name", "approved"], *rows]))
    if not leaves:
        assert words(findings) == [(0, "", "no_rows")]
        return
    assert words(findings) == []
    (budget,) = budgets
    for line in budget.lines:
        under = [
            v
            for code, v in leaves.items()
            if code == line.code or not line.code or code.startswith(f"{line.code}.")
        ]
        assert line.sums[0] == sum(under)
        assert line.part is Part.SPENDING


@given(
    st.lists(
        st.lists(
            st.text(max_size=12)
            | st.sampled_from(
                [
                    "Категория",
                    "Код",
                    "Наименование",
                    "Сумма",
                    "Атауы",
                    "1",
                    "01",
                    "4.01",
                    "Доходы",
                    "12,5",
                ]
            ),
            max_size=6,
        ),
        max_size=12,
    )
)
def test_whatever_a_table_holds_it_is_read_or_its_faults_are_told(rows: list[list[str]]) -> None:
    try:
        _budgets, findings = parse(as_csv(rows))
    except Refused:
        return
    assert all(one.word and one.row >= 0 for one in findings.kept)


def test_a_long_text_is_no_heading_and_is_passed_in_a_moment() -> None:
    begun = time.process_time()
    _budgets, findings = parse(("план" * 30_000 + ";код\n1;2\n").encode())
    assert words(findings) == [(0, "", "no_headings")]
    assert time.process_time() - begun < 1


def test_a_table_wider_than_any_budget_is_refused() -> None:
    with pytest.raises(Refused, match="Row 1 has more than 64 columns"):
        parse(b"code;name;" + b"a;" * 1_000_000)


def test_a_file_of_ever_other_headings_is_told_once() -> None:
    heads = "".join(f"код;наименование;сумма;x{n}\n1;2;3;4\n" for n in range(200))
    _budgets, findings = parse(heads.encode())
    assert (0, "", "too_many_headings") in words(findings)


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b"])
def test_signs_that_stand_in_no_text_are_refused_wherever_they_are(sign: str) -> None:
    content = as_csv(DECISION) + ("\n" * 5000 + sign).encode()
    with pytest.raises(Refused, match="letters of the file cannot be read"):
        parse(content)


def test_a_number_of_thousands_of_digits_is_no_amount_and_numbers_no_column() -> None:
    _budgets, findings = parse(f"код;наименование;сумма\n{'9' * 5000};2;3\n".encode())
    assert words(findings)
    _budgets, findings = parse(f"код;наименование;сумма\n1;2;{'9' * 5000}\n".encode())
    assert words(findings)
