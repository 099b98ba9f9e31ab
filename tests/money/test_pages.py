"""Pages of budgets: what is there and what is missing, where each figure stands, what leaves."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from maslikhat.kit.days import today
from maslikhat.kit.treemaps import Part, Rect, bars, squarified, treemap
from maslikhat.money import actions
from maslikhat.money.importing import reading
from maslikhat.money.models import Source, Version
from maslikhat.places.actions import enter_indicators
from maslikhat.places.readings import Reading
from tests.money.samples import DECISION, REPORT, as_csv, as_xlsx, changed
from tests.money.test_import import take
from tests.permissions.everyone import Cast
from tests.registry.cast import browser
from tests.serving import queries

pytestmark = pytest.mark.django_db
HOME = "/en/money/"


def page(user: Any, address: str, status: int = 200, lang: str = "en") -> str:
    answer = browser(user).get(address.replace("/en/", f"/{lang}/", 1))
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def seen_on(user: Any, address: str) -> str:
    """What a form says was read on its page."""
    return re.findall(r'name="seen" value="([0-9a-f]{64})"', page(user, address))[0]


@pytest.fixture
def report(cast: Cast) -> Version:
    """A decision, and a report on its execution."""
    take(cast, as_csv(DECISION), year=2025, day=dt.date(2025, 2, 1))
    return take(cast, as_xlsx(REPORT), "executed", year=2025, day=dt.date(2026, 1, 1))


def test_what_is_missing_is_said_to_be_missing_and_is_no_zero(cast: Cast, report: Version) -> None:
    year = today().year
    of_region = page(None, f"{HOME}councils/{cast.council.code}/")
    assert "Budgets year against year" in of_region
    assert "Missing: no file" in page(None, f"{HOME}councils/{cast.council.code}/{year - 2}/")
    assert page(None, f"{HOME}councils/{cast.council.code}/{year + 9}/", 404)
    for lang, word in (("kk", "деректер жоқ"), ("ru", "нет данных")):
        assert word in page(None, HOME, lang=lang)
    take(cast, as_csv(DECISION), year=year - 3, day=dt.date(year - 3, 2, 1))
    assert page(None, f"{HOME}of-council/?council={cast.council.code}").count("no report") == 1
    fragment = page(None, f"{HOME}of-council/?council={cast.council.code}")
    assert fragment.count("missing") >= 2


def test_the_list_names_a_version_only_where_it_is_no_report(cast: Cast, report: Version) -> None:
    take(cast, as_csv(DECISION), year=2026, day=dt.date(2026, 2, 1))
    text = page(None, f"{HOME}?region=550000000")
    assert "Report on execution" not in text
    assert text.count("Approved by the maslikhat") == 1


def test_every_figure_leads_to_its_row_in_the_file(cast: Cast, report: Version) -> None:
    address = f"{HOME}versions/{report.pk}/"
    assert "31.4" in page(None, address)  # 30.1 of 96.0
    text = page(None, f"{address}?code=10.5.254.008")
    assert re.search(rf'href="/en/money/versions/{report.pk}/rows/1-16/">20.1</a>', text)
    row = page(None, f"{address}rows/1-16/")
    assert report.source.sha256 in row
    assert "Свои" in row
    assert page(None, f"{address}rows/1-99/", 404)
    answer = browser(None).get(f"{HOME}sources/{report.source_id}/file/")
    assert b"".join(answer) == as_xlsx(REPORT) or answer["Content-Disposition"]


def test_a_day_and_a_version_have_addresses_that_stay(cast: Cast, report: Version) -> None:
    of_year = f"{HOME}councils/{cast.council.code}/2025/"
    assert "Report on execution" in page(None, of_year)
    before = page(None, f"{of_year}?on=2025-06-01")
    assert "Approved by the maslikhat · 1\xa0February 2025" in before
    assert "Missing" in page(None, f"{of_year}?on=2025-01-01")
    actions.withdraw(report, by=cast.clerk, reason="Не тот файл")
    assert "Не тот файл" in page(None, f"{HOME}versions/{report.pk}/")
    assert "1\xa0February 2025" in page(None, of_year)


@pytest.mark.parametrize(
    "query", ["part=x", "code=abc", "code=1.2.3.4.5.6", "by=y", "code=٤", "code=%00"]
)
def test_a_bad_question_is_a_400(cast: Cast, report: Version, query: str) -> None:
    assert page(None, f"{HOME}versions/{report.pk}/?{query}", 400)


def test_a_code_that_is_not_there_is_a_404(report: Version) -> None:
    assert page(None, f"{HOME}versions/{report.pk}/?code=99", 404)
    assert page(None, f"{HOME}versions/{2**70}/", 404)
    assert page(None, f"{HOME}sources/{2**70}/", 404)
    assert page(None, f"{HOME}versions/{report.pk}/rows/1-{2**70}/", 404)
    assert page(None, f"{HOME}versions/{report.pk}/table.exe", 404)


def test_per_head_is_told_with_the_inhabitants_it_is_told_of(cast: Cast, report: Version) -> None:
    address = f"{HOME}versions/{report.pk}/"
    assert "does not know the number of inhabitants" in page(None, address)
    unit = cast.council.unit
    assert unit is not None
    reading = Reading(unit.kato, "population", 2024, 1000, "people", "made up")  # type: ignore[arg-type]
    enter_indicators([reading], by=cast.operator)
    text = page(None, address)
    # 30.1 thousand tenge by a thousand people.
    assert ">30</td>" in text
    assert "inhabitants of 2024 (made up)" in text


def test_administrators_are_told_across_functions(cast: Cast, report: Version) -> None:
    text = page(None, f"{HOME}versions/{report.pk}/?by=administrator")
    assert ">254</span>" in text


def test_what_leaves_is_exactly_what_is_on_the_page(cast: Cast, report: Version) -> None:
    at = f"{HOME}versions/{report.pk}/table."
    query = "?code=10.5.254.008"
    text = page(None, f"{at}csv{query}").removeprefix("\ufeff")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(one["code"], one["executed"], one["row"]) for one in table] == [
        ("10.5.254.008", "30.1", "14"), ("10.5.254.008.011", "10.0", "15"),
        ("10.5.254.008.015", "20.1", "16"),
    ]  # fmt: skip
    assert {one["file_sha256"] for one in table} == {report.source.sha256}
    book = load_workbook(io.BytesIO(browser(None).get(f"{at}xlsx{query}").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[6] for row in rows[1:]] == [one["code"] for one in table]
    with zipfile.ZipFile(io.BytesIO(browser(None).get(f"{at}zip{query}").content)) as package:
        told = json.loads(package.read("datapackage.json"))
        (resource,) = told["resources"]
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert package.read(resource["path"]).decode() == text
    assert fields == list(table[0])
    # What the portal writes it also reads.
    again = take(cast, page(None, f"{at}csv").encode(), "executed", year=2025)
    assert again.lines.get(part="spending", code="10").executed == 301


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cast: Cast) -> None:
    rows = [["code", "name", "approved"], ["01.1", '=cmd("x")', "1"]]
    version = take(cast, as_csv(rows))
    assert "'=cmd(" in page(None, f"{HOME}versions/{version.pk}/table.csv?code=01")


def test_every_change_is_told_with_its_difference(cast: Cast) -> None:
    take(cast, as_csv(DECISION), day=dt.date(2026, 1, 5))
    raised = changed(changed(DECISION, 26, 6, "700"), 25, 6, "300")
    second = take(cast, as_csv(raised), "refined", day=dt.date(2026, 6, 5))
    text = page(None, f"{HOME}councils/{cast.council.code}/2026/changes/?code=10.5.254")
    assert "+100.0" in text
    assert "-100.0" in text
    assert f"/en/money/versions/{second.pk}/rows/1-26/" in text
    # What stayed the same is not told.
    assert "10.5.254.008" in text
    assert "No figure differs" in page(
        None, f"{HOME}councils/{cast.council.code}/2026/changes/?code=01"
    )


def test_years_are_joined_over_the_change_of_codes(cast: Cast) -> None:
    head = ["part", "code", "name", "approved"]
    for year, code in ((2025, "1.05.3.16"), (2026, "4.01.1.01")):
        rows = [head, ["receipts", code, "Плата", str(year)]]
        take(cast, as_csv(rows), year=year, day=dt.date(2025, 1, year - 2000))
    address = f"{HOME}councils/{cast.council.code}/?part=receipts"
    text = page(None, f"{address}&code=4.01.1.01")
    assert "1.05.3.16 → 4.01.1.01" in text
    assert "2,025.0" in text
    assert "2,026.0" in text
    # Special receipts of 2026 are not the transfers that bore their number before.
    assert "missing" in page(None, address)


def test_a_plan_after_the_report_hides_nothing_of_what_was_done(
    cast: Cast, report: Version
) -> None:
    take(cast, as_csv(DECISION), "refined", year=2025, day=dt.date(2026, 1, 2))
    text = page(None, f"{HOME}councils/{cast.council.code}/")
    assert "; Report on execution" in text
    # Of 1,000.0 that the later plan has, and 30.1 that the report tells.
    assert "30.1" in text
    assert "1,000.0" in text
    fragment = page(None, f"{HOME}of-council/?council={cast.council.code}")
    assert "Refined by the maslikhat" in fragment
    assert "2.3\xa0%" in fragment or "2.3&nbsp;%" in fragment


def test_a_clerk_brings_a_file_in_and_puts_it_in_force(cast: Cast) -> None:
    clerk = browser(cast.clerk)
    told = {
        "council": cast.council.pk, "year": 2026, "kind": "approved", "day": "2026-02-01",
        "link": "https://example.org/budget", "decision": "",
    }  # fmt: skip
    wrong = as_csv(changed(DECISION, 22, 6, "1 000,1"))
    answer = clerk.post(f"{HOME}import/", {**told, "file": SimpleUploadedFile("b.csv", wrong)})
    assert answer.status_code == 302, answer.content.decode()
    text = page(cast.clerk, answer["Location"])
    assert "Row 22, 10" in text
    assert "the difference is 0.1" in text
    right = SimpleUploadedFile("b.xlsx", as_xlsx(DECISION))
    answer = clerk.post(f"{HOME}import/", {**told, "file": right})
    preview = answer["Location"]
    assert "Nobody sees this file yet" in page(cast.clerk, preview)
    for other in (None, cast.other_clerk, cast.deputy):
        assert page(other, preview, 404)
    assert clerk.post(f"{preview}switch_on/").status_code == 302
    assert "https://example.org/budget" in page(None, preview)
    assert Version.objects.standing().count() == 1
    for other in (cast.other_clerk, cast.deputy):
        assert page(other, f"{HOME}versions/{Version.objects.get().pk}/withdraw/", 404)
    assert page(cast.deputy, f"{HOME}import/", 404)


def test_columns_that_were_not_known_are_chosen_and_the_file_is_read_anew(cast: Cast) -> None:
    rows = [["Код", "Наименование", "Всего"], ["4.01.1.01", "Плата", "5,5"]]
    about = actions.About(cast.council, 2026, "approved", dt.date(2026, 2, 1))
    source = actions.import_budget(as_csv(rows), about, by=cast.clerk, name="x.csv")
    text = page(cast.clerk, f"{HOME}sources/{source.pk}/")
    assert "No column of amounts is known" in text
    signature = re.search(r'name="signature" value="(\w+)"', text)
    assert signature is not None
    asked = f"{HOME}sources/{source.pk}/map_columns/"
    form = {"signature": signature[1], "role": ["code", "name", "amount"]}
    # A file of the whole country is not read within a request.
    Source.objects.filter(pk=source.pk).update(size=reading.LARGEST_ON_PAGE + 1)
    assert browser(cast.clerk).post(asked, form).status_code == 413
    assert Source.objects.count() == 1
    Source.objects.filter(pk=source.pk).update(size=source.size)
    answer = browser(cast.clerk).post(asked, form)
    # The columns are known now; nobody has said the unit yet, and it is asked for.
    text = page(cast.clerk, answer["Location"])
    assert "No column of amounts is known" not in text
    assert "Nothing says in what unit the amounts are" in text
    asked = f"{answer['Location']}choose_unit/"
    assert browser(cast.clerk).post(asked, {"unit": "dollars"}).status_code == 422
    assert browser(cast.other_clerk).post(asked, {"unit": "million"}).status_code == 404
    answer = browser(cast.clerk).post(asked, {"unit": "million"})
    again = Source.objects.get(state="staged")
    assert answer["Location"].endswith(f"/sources/{again.pk}/")
    text = page(cast.clerk, answer["Location"])
    assert "5,500.0" in text
    assert "chosen by who brought it in" in text


def test_the_row_of_headings_is_chosen_where_none_is_known(cast: Cast) -> None:
    rows = [["Коды", "Показатель", "Объем, млн тенге"], ["4.01.1.01", "Плата", "1,5"]]
    about = actions.About(cast.council, 2026, "approved", dt.date(2026, 2, 1))
    source = actions.import_budget(as_csv(rows, ";"), about, by=cast.clerk, name="x.csv")
    preview = f"{HOME}sources/{source.pk}/"
    text = page(cast.clerk, preview)
    assert "Choose the row of headings yourself" in text
    assert "the file says so" not in text
    assert "Показатель" in text
    signature = re.search(r'name="signature" value="(\w+)"', text)
    assert signature is not None
    form = {"signature": signature[1], "role": ["code", "name", "amount"]}
    answer = browser(cast.clerk).post(f"{preview}map_columns/", form)
    text = page(cast.clerk, answer["Location"])
    assert "Put in force" in text
    assert "millions of tenge" in text
    assert "1,500.0" in text


def test_pages_ask_as_much_for_many_figures_as_for_few(cast: Cast, report: Version) -> None:
    address = f"{HOME}versions/{report.pk}/"
    few = queries(browser(None), f"{address}?code=10.5.254.008")
    codes = [f"0{n}.{m}" for n in range(1, 9) for m in range(1, 9)]
    rows = [["code", "name", "approved"], *([code, "x", "1"] for code in codes)]
    many = take(cast, as_csv(rows), year=2024)
    assert queries(browser(None), f"{HOME}versions/{many.pk}/") <= few + 1


def test_beside_a_version_without_execution_stands_the_latest_report(
    cast: Cast, report: Version
) -> None:
    rows = [["part", "code", "name", "refined"], ["spending", "10.5.254.008", "Іс-шара", "100"]]
    later = take(cast, as_csv(rows), "refined", year=2025, day=dt.date(2026, 1, 20))
    address = f"{HOME}councils/{cast.council.code}/2025/"
    text = page(None, address)
    assert "This version tells no execution. By the report of" in text
    assert f'{HOME}versions/{report.pk}/?">30.1 thousand tenge</a> (30.1&nbsp;%)' in text
    # At a code the report's figure at that code; on a day before it came nothing.
    assert "30.1 thousand tenge" in page(None, f"{HOME}versions/{later.pk}/?code=10.5")
    assert "tells no execution" not in page(None, f"{HOME}versions/{report.pk}/")
    first = take(cast, as_csv(rows), "approved", year=2025, day=dt.date(2025, 1, 20))
    assert "tells no execution" in page(None, f"{HOME}versions/{first.pk}/")
    assert "tells no execution" not in page(None, f"{address}?on=2025-02-01")


def test_the_only_maslikhat_of_a_clerk_is_chosen_already(cast: Cast) -> None:
    text = page(cast.clerk, f"{HOME}import/")
    assert f'<option value="{cast.council.pk}" selected>' in text
    assert not re.search(r'<option value="\d+" selected>', page(cast.operator, f"{HOME}import/"))


def test_a_treemap_fills_its_picture_and_overlaps_nowhere() -> None:
    rects = squarified([50, 25, 12, 6, 3, 2, 1, 1])
    assert sum(one.width * one.height for one in rects) == pytest.approx(5000)
    assert all(one.x + one.width <= 100.001 and one.y + one.height <= 50.001 for one in rects)

    def apart(one: Rect, other: Rect) -> bool:
        wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        return min(wide, high) < 1e-6

    assert all(apart(one, other) for at, one in enumerate(rects) for other in rects[at + 1 :])
    parts = [Part("<b>", "5", 5), Part("none", "0", 0)]
    assert "&lt;b&gt;" in treemap(parts, title="T")
    assert "none" not in treemap(parts, title="T")
    assert treemap([], title="T") == bars([]) == ""
