"""In what unit a file tells its amounts: read, asked for, converted, and doubted."""

import pytest

from maslikhat.kit.refusals import Refused
from tests.money.samples import REPORT, Rows, as_csv, changed
from tests.money.test_import import stage, take
from tests.permissions.everyone import Cast

pytestmark = pytest.mark.django_db


FORM = changed(REPORT, 1, 16, "Единица измерения: тенге")


def in_tenge(rows: Rows) -> list[list[object]]:
    """The same report with each amount in tenge."""
    return [[cell * 1000 if isinstance(cell, float) else cell for cell in row] for row in rows]


def test_the_unit_is_read_from_the_file_and_converted_exactly(cast: Cast) -> None:
    source = stage(cast, as_csv(in_tenge(FORM), ";", "kz1048"), "executed")
    assert (source.unit, source.says_unit, source.findings) == ("tenge", True, [])
    in_thousands = stage(cast, as_csv(REPORT), "executed")
    assert (in_thousands.unit, in_thousands.says_unit) == ("thousand", True)
    told = [
        sorted(one.versions.get().lines.values_list("part", "code", "approved", "executed"))
        for one in (source, in_thousands)
    ]
    assert told[0] == told[1]
    assert ("receipts", "", 1000, 555) in told[0]


def test_sums_in_tenge_are_checked_exactly_and_kept_to_the_tenth_of_a_thousand(cast: Cast) -> None:
    rows: Rows = [
        ["Код", "Наименование", "Сумма, тенге"],
        ["4.01.1.01", "Плата", "1 000 049,99"],
        ["4.01.1.05", "Штрафы", "1 000 049,99"],
        ["4.01.1", "Вместе", "2 000 099,98"],
    ]
    source = stage(cast, as_csv(rows, ";"))
    assert [(one[4], one[5]) for one in source.findings if one[4] == "rounded"] == [
        ("rounded", {"difference": "0.09998"})
    ]
    told = dict(source.versions.get().lines.values_list("code", "approved"))
    # Totals are the sums of what is kept, so that nothing drifts.
    assert (told["4.01.1.01"], told["4.01.1.05"], told["4.01.1"], told[""]) == (
        10000, 10000, 20000, 20000,
    )  # fmt: skip
    wrong = stage(cast, as_csv(changed(rows, 4, 3, "2 000 099,99"), ";"))
    found = next(one for one in wrong.findings if one[4] == "sum_differs")
    assert found[5]["difference"] == "0.00001"


def test_where_nothing_says_the_unit_it_is_asked_for(cast: Cast) -> None:
    rows: Rows = [["Код", "Наименование", "Сумма"], ["4.01.1.01", "Плата", "1,2345"]]
    source = stage(cast, as_csv(rows, ";"))
    assert "no_unit" in [one[4] for one in source.findings]
    with pytest.raises(Refused):
        stage(cast, as_csv(rows, ";"), unit="dollars")
    chosen = stage(cast, as_csv(rows, ";"), unit="million")
    assert (chosen.unit, chosen.says_unit, chosen.errors) == ("million", False, 0)
    assert chosen.versions.get().lines.get(code="4.01.1.01").approved == 12345
    # What a person says counts before what the file does.
    over = stage(cast, as_csv([["Код", "Атауы", "Сома, теңге"], *rows[1:]], ";"), unit="million")
    assert (over.unit, over.errors) == ("million", 0)
    two = [*changed(rows, 1, 3, "Сумма, тыс. тенге"), ["Сумма, тенге", "", ""]]
    two[1][2] = "1"
    assert "unit_differs" in [one[4] for one in stage(cast, as_csv(two, ";")).findings]


@pytest.mark.parametrize(("scale", "is_warned"), [(1000, True), (19, False), (1 / 1000, True)])
def test_totals_out_of_all_proportion_to_last_year_are_warned_of(
    cast: Cast, scale: float, is_warned: bool
) -> None:
    head = ["Код", "Наименование", "Сумма, тыс. тенге"]
    take(cast, as_csv([head, ["4.01.1.01", "Плата", "5000"]], ";"), year=2025)
    rows = [head, ["4.01.1.01", "Плата", str(int(5000 * scale))]]
    source = stage(cast, as_csv(rows, ";"), year=2026)
    told = [one[5] for one in source.findings if one[4] == "unlike_last_year"]
    assert bool(told) == is_warned
    assert source.errors == 0
    if is_warned:
        assert (told[0]["before"], told[0]["last"]) == ("5000.0", "2025")
