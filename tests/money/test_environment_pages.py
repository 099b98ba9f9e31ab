"""Pages of the environment's money: the test first, what is missing said, every act by its form."""

import csv
import datetime as dt
import io
import re
import struct
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.models import (
    EnvironmentMeasure,
    EnvironmentPlan,
    Milestone,
    PlanReport,
)
from maslikhat.places.models import Indicator
from maslikhat.registry.models import Council
from tests.money.regions import REGION, TOLD, Region, make_region
from tests.money.test_pages import page, seen_on
from tests.registry.cast import browser
from tests.serving import queries

pytestmark = pytest.mark.django_db
HOME = "/en/money/environment/"


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


@pytest.fixture
def plan(region: Region) -> EnvironmentPlan:
    """100 + 200 + 300 thousand came in; 500 are allotted."""
    for year, payment in ((2021, 100), (2022, 200), (2023, 300)):
        region.budget(year, payment, own=50, transfers=20)
    plan = region.plan()
    place = region.cast.council.unit
    region.measure(plan, 2000, 2000, 1000, told=Told(("Шара", "Мера", "A sewer"), place=place))
    return region.approved(plan)


def test_a_region_says_its_test_first_and_in_one_sentence(
    region: Region, plan: EnvironmentPlan
) -> None:
    text = page(None, f"{HOME}{REGION}/?year=2025")
    sentence = (
        "Budgets allot 500,000 tenge to the plan of 2025–2027. The law asks for at least 600,000"
        " tenge: that is what came in for pollution in 2021–2023. 100,000 tenge are missing."
    )
    assert sentence in text
    assert text.index(sentence) < text.index("<table")
    assert "83.3" in text
    assert "It is an indicator and not the legal test." in text
    # Transfers are beside, never in it.
    assert "50.0" in text
    assert "Transfers are shown and never counted." in text
    for lang, words in (("kk", "Заң талап еткеннен аз"), ("ru", "Меньше, чем требует закон")):
        assert words in page(None, f"{HOME}{REGION}/?year=2025", lang=lang)


def test_figures_of_a_region_lead_to_their_rows(region: Region, plan: EnvironmentPlan) -> None:
    text = page(None, f"{HOME}{REGION}/?year=2025")
    version = region.council.budget_versions.get(year=2021)
    line = version.lines.get(code="1.05.3.16")
    assert f'/en/money/versions/{version.pk}/rows/1-{line.row}/">100.0</a>' in text


def test_a_missing_report_is_named_and_nothing_is_judged(
    region: Region, plan: EnvironmentPlan
) -> None:
    version = region.council.budget_versions.get(year=2022)
    actions.withdraw(version, by=region.clerk, reason="Не тот файл")
    text = page(None, f"{HOME}{REGION}/?year=2025")
    # 500 are more than the 400 that are known: nothing can be said.
    assert "It cannot be said" in text
    assert "What came in for pollution in 2022 is missing here, so nobody can say" in text
    assert "at least 400,000 tenge" in text
    assert "no report" in text


def test_a_region_without_a_plan_says_so_and_so_does_the_country(region: Region) -> None:
    text = page(None, f"{HOME}{REGION}/?year=2025")
    assert "The portal was given no plan for 2025" in text
    assert "That there is none it does not say." in text
    text = page(None, HOME)
    assert text.count("The portal does not know the plan") >= 20
    assert "<b>20</b>" in text
    for lang, words in (("kk", "Жоспар порталға енгізілмеген"), ("ru", "Порталу план неизвестен")):
        assert page(None, HOME, lang=lang).count(words) >= 20


def test_a_row_says_of_which_years_its_plan_and_its_receipts_are(
    region: Region, plan: EnvironmentPlan
) -> None:
    text = page(None, f"{HOME}?year=2025")
    row = text[text.index(f"{HOME}{REGION}/?year=2025") :]
    row = row[: row.index("</tr>")]
    assert "received in 2021–2023" in row
    assert "plan of 2025–2027" in row


def test_what_the_gap_would_buy_is_said_of_the_whole_measure(region: Region) -> None:
    plan = region.plan()
    result = ("Жылына 40 000 тонна", "40 000 тонн в год", "40,000 tonnes a year")
    for needed, allotted in ((3000, 1000), (2000, 500), (None, 500)):
        measure = region.measure(plan, told=TOLD._replace(results=result))
        for year in plan.years:
            amounts = Amounts(needed=needed, allotted=allotted)
            actions.enter_amounts(measure, by=region.clerk, year=year, amounts=amounts)
    text = page(None, f"/en/money/plans/{plan.pk}/")
    assert "The whole measure, 900,000 tenge, would bring: 40,000 tonnes a year" in text
    assert '<b class="num">600,000 tenge</b>' in text
    assert "of 900,000 tenge" in text
    # 600 + 450 are known of three measures.
    assert "at least 1.0 m tenge" in text


def test_the_country_ranks_regions_and_says_by_what(region: Region, plan: EnvironmentPlan) -> None:
    text = page(None, f"{HOME}?year=2025")
    assert "83.3" in text
    assert text.count("<b>83%</b>") == 1  # on its tile
    assert f'<a href="/en/money/environment/{REGION}/" aria-label="' in text  # on the map
    assert f'href="/en/money/plans/{plan.pk}/"' in text
    assert "equal shares have one rank" in text


@pytest.mark.parametrize("year", ["x", "1", "2099", "٢٠٢٥", "20255"])
def test_a_year_that_cannot_be_is_not_there(region: Region, year: str) -> None:
    assert page(None, f"{HOME}?year={year}", 404)
    assert page(None, f"{HOME}{REGION}/?year={year}", 404)


def test_a_district_says_why_it_gets_nothing_and_shows_what_reaches_it(
    region: Region, plan: EnvironmentPlan
) -> None:
    text = page(None, f"{HOME}{region.cast.council.code}/")
    assert "This budget receives no payment for pollution" in text
    assert f"/en/money/environment/{REGION}/" in text
    assert "A sewer" in text
    assert "no report" in text
    other = page(None, f"{HOME}{region.cast.other.code}/")
    assert "No measure of an approved plan" in other


def test_a_district_asks_the_maslikhat_of_its_region(region: Region, plan: EnvironmentPlan) -> None:
    code = region.cast.council.code
    letter = f"/en/money/questions/environment/{region.council.pk}/?as=deputy&amp;of={code}"
    for reader in (None, region.cast.citizen):
        assert f'href="{letter}"' in page(reader, f"{HOME}{code}/")
    text = page(None, letter.replace("&amp;", "&"))
    assert f"To the deputy: ______________________\n{region.council.name_en}" in text
    assert f"?as=appeal&amp;of={code}" in text
    assert page(None, letter.replace("&amp;", "&").replace(code, "x"), 404)
    about = f"environment-{region.council.pk}"
    room = f"/en/dialogue/start/?room={RoomRef.of(region.council)}&amp;about={about}"
    assert f'href="{room}"' in page(region.cast.deputy, f"{HOME}{code}/")


def test_a_deputy_opens_a_topic_with_the_figure_in_it(
    region: Region, plan: EnvironmentPlan
) -> None:
    begin, number = "/en/dialogue/start/?about=", region.council.pk
    text = page(region.cast.deputy, f"{begin}environment-{number}")
    day = today()
    for words in (
        'value="Money for the environment: what was received, and what is allotted to the plan"',
        f"{region.council.unit.name_en}. ",
        "2. how much will be allotted to the measures of the plan, by which day;",
        "The norm of the figure: Environmental Code, art. 29.",
        f"{HOME}{region.council.code}/?year={day.year}&amp;on={day}</textarea>",
        '<option value="environment" selected>',
    ):
        assert words in text, words
    for wrong in ("environment-999999", "environment-x", "environment", "x-1", ""):
        assert "The norm of the figure" not in page(region.cast.deputy, f"{begin}{wrong}")


def test_a_plan_lists_what_is_not_funded(region: Region, plan: EnvironmentPlan) -> None:
    measure = plan.measures.get()
    amounts = Amounts(needed=9000, allotted=2000)
    actions.enter_amounts(measure, by=region.clerk, year=2025, amounts=amounts, reason="x")
    text = page(None, f"/en/money/plans/{plan.pk}/")
    assert "Not funded, and what the money would buy" in text
    assert "700,000 tenge" in text
    assert "overdue" not in page(None, f"/en/money/measures/{measure.pk}/")


def test_a_contract_is_text_with_its_site(region: Region, plan: EnvironmentPlan) -> None:
    told = Told(("Шара", "Мера", ""), contract_link="https://goszakup.gov.kz/ru/1")
    measure = actions.edit_measure(plan.measures.get(), by=region.clerk, told=told)
    text = page(None, f"/en/money/measures/{measure.pk}/")
    assert '<a href="https://goszakup.gov.kz/ru/1" rel="noopener nofollow">' in text
    assert "the contract on goszakup.gov.kz" in text


def test_numbers_that_are_nothing_are_not_there(region: Region) -> None:
    for address in ("plans", "measures"):
        assert page(None, f"/en/money/{address}/{2**70}/", 404)
        assert page(None, f"/en/money/{address}/999999/", 404)
    assert page(region.clerk, f"/en/money/milestones/{2**70}/reach_milestone/", 404)
    assert page(None, f"{HOME}nothing/", 404)


def sent(client: Client, address: str, told: dict[str, Any]) -> None:
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.content.decode()


def test_a_plan_is_kept_by_its_forms_alone(region: Region) -> None:
    clerk = browser(region.clerk)
    year = {"first_year": 2025, "developed_in": 2024, "body": region.body.pk}
    sent(clerk, f"{HOME}{REGION}/begin_plan/", year)
    plan = EnvironmentPlan.objects.get()
    at = f"/en/money/plans/{plan.pk}/"
    assert "A draft" in page(None, at)
    words = {
        "title_kk": "Кәріз", "title_ru": "Канализация", "medium": "water", "paid_by": "own",
        "codes": "10.5.254.008, 105254022", "contract_link": "https://goszakup.gov.kz/",
    }  # fmt: skip
    sent(clerk, f"{at}add_measure/", words)
    measure = EnvironmentMeasure.objects.get()
    assert measure.codes == ["10.5.254.008", "10.5.254.022"]
    of = f"/en/money/measures/{measure.pk}/"
    words["seen"] = seen_on(region.clerk, f"{of}edit_measure/")
    answer = clerk.post(f"{of}edit_measure/", {**words, "codes": "abc"})
    assert (answer.status_code, b"its whole code" in answer.content) == (422, True)
    sent(clerk, f"{of}edit_measure/", {**words, "contractor": "ЖШС"})
    amounts = {"seen": seen_on(region.clerk, f"{of}2025/enter_amounts/")}
    sent(clerk, f"{of}2025/enter_amounts/", {**amounts, "needed": "1 234,5", "spent": ""})
    row = measure.amounts.get(year=2025)
    assert (row.needed, row.spent) == (12345, None)
    assert 'value="1234.5"' in page(region.clerk, f"{of}2025/enter_amounts/")
    answer = clerk.post(f"{of}2025/enter_amounts/", {**amounts, "needed": "12,345"})
    assert (answer.status_code, b"one decimal at most" in answer.content) == (422, True)
    step = {"title_kk": "Қадам", "title_ru": "Шаг", "due_on": "2025-05-01"}
    sent(clerk, f"{of}set_milestone/", step)
    reach = f"/en/money/milestones/{Milestone.objects.get().pk}/reach_milestone/"
    sent(clerk, reach, {"reached_on": "2025-04-01"})
    heard = {"seen": seen_on(region.clerk, f"{at}describe_plan/"), "hearing_on": "2024-09-01"}
    sent(clerk, f"{at}describe_plan/", heard)
    approved = {"seen": seen_on(region.clerk, f"{at}approve_plan/"), "approved_as": "5/1"}
    sent(clerk, f"{at}approve_plan/", {**approved, "approved_on": "2024-12-01"})
    sent(clerk, f"{at}report_plan/", {"year": 2025, "reported_on": "2026-01-20"})
    assert PlanReport.objects.get().year == 2025
    assert clerk.post(f"{of}drop_measure/").status_code == 409
    assert page(region.clerk, f"{of}2031/enter_amounts/", 404)


def test_forms_are_there_for_who_may_fill_them_in(region: Region, plan: EnvironmentPlan) -> None:
    at = f"/en/money/plans/{plan.pk}/"
    of = f"/en/money/measures/{plan.measures.get().pk}/"
    cast = region.cast
    for user in (cast.other_clerk, cast.deputy, cast.citizen):
        for address in (f"{at}add_measure/", f"{at}approve_plan/", f"{of}edit_measure/",
                        f"{of}2025/enter_amounts/", f"{HOME}{REGION}/begin_plan/"):  # fmt: skip
            assert page(user, address, 404)
    assert page(cast.official, f"{at}add_measure/", 404)
    assert page(cast.official, f"{of}2025/enter_amounts/")
    assert "Add a measure" not in page(cast.official, at)
    assert "Add a measure" in page(region.clerk, at)


def test_a_deputy_makes_an_inquiry_of_the_figures_with_one_click(
    region: Region, plan: EnvironmentPlan
) -> None:
    deputy, number = region.cast.deputy, region.council.pk
    asking = f"/en/commitments/begin/?kind=inquiry&amp;about=environment-{number}"
    # Also from the page of the own district, which is no dead end.
    for code in (REGION, region.cast.council.code):
        assert asking in page(deputy, f"{HOME}{code}/")
        text = page(None, f"{HOME}{code}/")
        assert asking not in text
        assert "Ask about these figures" in text
    answer = browser(deputy).get(asking.replace("&amp;", "&"))
    assert answer.status_code == 302
    form = page(deputy, answer["Location"])
    assert "100,000 tenge are missing." in form
    assert "Environmental Code, art. 29" in form
    assert region.body is not None
    assert f'<option value="{region.body.pk}" selected>' in form
    begin = "/en/commitments/begin/?kind=inquiry&about="
    for wrong in ("environment-x", "environment-", "nothing-1", f"environment-{2**70}", "-1"):
        assert page(deputy, f"{begin}{wrong}", 400)
    assert browser(deputy).get(f"{begin}environment-999999").status_code == 302


def test_pages_ask_as_much_for_many_as_for_one(region: Region, plan: EnvironmentPlan) -> None:
    addresses = [f"{HOME}?year=2025", f"{HOME}{REGION}/?year=2025", f"/en/money/plans/{plan.pk}/",
                 f"{HOME}{region.cast.council.code}/"]  # fmt: skip
    few = [queries(browser(None), address) for address in addresses]
    place = region.cast.council.unit
    for _number in range(4):
        region.measure(plan, 10, 10, 10, told=Told(("Шара", "Мера", ""), place=place))
    other = replace(region, council=Council.objects.get(code="150000000"), body=None)
    other = replace(other, clerk=region.cast.operator)
    second = other.plan()
    other.measure(second, 10, 10, 10)
    other.approved(second)
    for year in (2019, 2020, 2024):
        region.budget(year, 100, own=50)
        region.budget(year, kind="approved", day=dt.date(year, 1, 1))
    assert [queries(browser(None), address) for address in addresses] == few
    assert max(few) <= 16


def test_the_country_shows_what_all_payers_spent_as_context_alone(region: Region) -> None:
    text = page(None, HOME)
    assert "not comparable with budgets" in text
    assert "43,558,237.5" in text
    assert "eco-spendings-and-emissions (PDDL)" in text
    # The last year that is published, of the region too.
    assert "30,291,043.0" in text
    Indicator.objects.filter(key="environment_spending").delete()
    assert "not comparable with budgets" not in page(None, HOME)


def test_tables_leave_as_they_are_on_the_page(region: Region, plan: EnvironmentPlan) -> None:
    answer = browser(None).get(f"{HOME}table.csv?year=2025")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 20
    first = rows[0]
    told = (
        "kato", "rank", "verdict", "required_thousand_tenge", "allotted_thousand_tenge",
        "allotted_percent_of_required", "missing_thousand_tenge", "plan_years", "receipts_years",
    )  # fmt: skip
    assert [first[name] for name in told] == [
        REGION, "1", "below", "600.0", "500.0", "83.3", "100.0", "2025–2027", "2021–2023",
    ]  # fmt: skip
    # What is missing is an empty cell.
    assert {row["required_thousand_tenge"] for row in rows[1:]} == {""}
    assert first["verdict_words"] == "Less than the law asks for"
    assert first["source"].endswith(f"/money/environment/{REGION}/")
    assert "Environmental Code, art. 29" in first["definitions"]
    for lang, words in (("kk", "Заң талап еткеннен аз"), ("ru", "Меньше, чем требует закон")):
        assert f",{words}," in page(None, f"{HOME}table.csv?year=2025", lang=lang).replace('"', "")

    answer = browser(None).get(f"{HOME}{REGION}/table.xlsx?year=2025")
    assert answer["Content-Disposition"] == f'attachment; filename="environment-{REGION}.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    head, *lines = [[cell.value for cell in row] for row in sheet.rows]
    by_year = {line[2]: dict(zip(head, line, strict=True)) for line in lines}
    assert by_year[2022]["received_thousand_tenge"] == 200
    assert by_year[2022]["counted_by_the_law"] == "yes"
    assert by_year[2024]["received_thousand_tenge"] is None
    assert by_year[2025]["plan_allotted_thousand_tenge"] == 200


@pytest.mark.parametrize("end", ["table.zip", f"{REGION}/table.exe", "x/table.csv"])
def test_no_other_table_is_there(region: Region, end: str) -> None:
    assert page(None, f"{HOME}{end}", 404)
    assert page(None, f"{HOME}{region.cast.council.code}/table.csv", 404)


def test_a_region_has_a_card_to_share(region: Region, plan: EnvironmentPlan) -> None:
    text = page(None, f"{HOME}{REGION}/?year=2025")
    linked = re.search(r'<meta property="og:image" content="([^"]+)">', text)
    assert linked is not None
    assert linked[1].startswith("http")
    address = linked[1][linked[1].index("/en/") :]
    answer = browser(None).get(address)
    assert answer["Content-Type"] == "image/png"
    signature, width, height = struct.unpack(">8s8xII", answer.content[:24])
    assert (signature, width, height) == (b"\x89PNG\r\n\x1a\n", 1200, 630)
    # Each language says it in its own words.
    assert browser(None).get(address.replace("/en/", "/kk/")).content != answer.content
    page(None, f"{HOME}{region.cast.council.code}/card.png", 404)
    page(None, f"{HOME}{REGION}/card.png?year=x", 404)
