"""The way of a plan by its forms: begun, filled in at once, approved with what is missing."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

from maslikhat.commitments.models import Commitment
from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.money import actions
from maslikhat.money.actions.measures import MOST_MEASURES, Amounts, Told
from maslikhat.money.models import EnvironmentPlan, FormerAmounts, MeasureAmount
from maslikhat.money.models.plans import AMOUNTS
from maslikhat.money.plans.approving import fitting
from maslikhat.rubrics.models import Rubric
from tests.money.regions import Region, decided, make_region
from tests.money.test_pages import page, seen_on
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
TOLD = Told(("Кәріз", "Канализация", ""))


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def of(plan: EnvironmentPlan, act: str = "plan", *more: int) -> str:
    return reverse(f"money:{act}", args=[plan.pk, *more]).replace("/kk/", "/en/")


def test_who_begins_a_plan_lands_on_it(region: Region) -> None:
    region.plan(2025)
    address = reverse("money:begin_plan", args=[region.council.code])
    told = {"first_year": today().year + 1, "developed_in": today().year}
    answer = browser(region.clerk).post(address, told)
    made = EnvironmentPlan.objects.latest("pk")
    assert answer.headers["Location"] == reverse("money:plan", args=[made.pk])
    # It tells of years of which the other tells too, and nothing is reported on yet.
    if made.first_year <= 2027:
        assert "Another plan tells of some of the same years" in page(None, of(made))
    assert "report_plan" not in page(region.clerk, of(made))


def test_plans_of_the_same_years_warn_of_each_other(region: Region) -> None:
    first, second, third = region.plan(2020, 2019), region.plan(2022, 2021), region.plan(2025)
    warned = "Another plan tells of some of the same years"
    assert warned in page(None, of(first))
    assert of(first) in page(None, of(second))
    assert warned not in page(None, of(third))


def test_a_year_of_all_measures_is_entered_at_once(region: Region) -> None:
    plan = region.plan()
    one, two, three = (region.measure(plan) for _ in range(3))
    actions.enter_amounts(three, by=region.clerk, year=2025, amounts=Amounts(needed=70))
    address = of(plan, "enter_year", 2025)
    assert address in page(region.clerk, of(plan))
    shown = page(region.clerk, address)
    assert shown.count('inputmode="decimal"') == 12
    told = {f"needed_{one.pk}": "10", f"allotted_{one.pk}": "2.5", f"needed_{three.pk}": "7"}
    told["seen"] = seen_on(region.clerk, address)
    assert browser(region.clerk).post(address, told).status_code == 302
    row = MeasureAmount.objects.get(measure=one, year=2025)
    assert (row.needed, row.requested, row.allotted, row.spent) == (100, None, 25, None)
    assert MeasureAmount.objects.get(measure=two, year=2025).needed is None
    # What was told becomes another only with a reason, and then nothing else is entered either.
    told[f"needed_{two.pk}"], told[f"needed_{three.pk}"] = "1", "8"
    told["seen"] = seen_on(region.clerk, address)
    refused = browser(region.clerk).post(address, told)
    assert refused.status_code == 422
    assert "3. " in refused.content.decode()
    assert MeasureAmount.objects.get(measure=two, year=2025).needed is None
    assert browser(region.clerk).post(address, {**told, "reason": "Смета"}).status_code == 302
    assert MeasureAmount.objects.get(measure=two, year=2025).needed == 10
    assert FormerAmounts.objects.get().measure == three
    with pytest.raises(Refused, match="other years"):
        actions.enter_year(plan, by=region.clerk, year=2040, amounts={one.pk: Amounts(1)})


def test_of_two_who_change_a_measure_at_once_the_second_is_told(region: Region) -> None:
    plan = region.plan()
    one, two = region.measure(plan), region.measure(plan)
    year, of_one = of(plan, "enter_year", 2025), f"/en/money/measures/{one.pk}/"
    amounts, words = f"{of_one}2025/enter_amounts/", f"{of_one}edit_measure/"
    seen = {address: seen_on(region.clerk, address) for address in (year, amounts, words)}
    actions.enter_amounts(one, by=region.clerk, year=2025, amounts=Amounts(requested=5))
    actions.edit_measure(one, by=region.clerk, told=TOLD)
    entered = {f"needed_{two.pk}": "3", "needed": "3", "reason": "Смета"}
    written = {"title_kk": "Басқа", "title_ru": "Другая", "medium": "air", "paid_by": "own"}
    for address, read in seen.items():
        answer = browser(region.clerk).post(address, {**entered, **written, "seen": read})
        assert answer.status_code == 409
        assert "Someone has changed this meanwhile" in answer.content.decode()
        # A form that does not say what was read changes nothing.
        assert browser(region.clerk).post(address, {**entered, **written}).status_code == 422
    assert MeasureAmount.objects.get(measure=one, year=2025).requested == 5
    assert MeasureAmount.objects.get(measure=two, year=2025).needed is None
    assert plan.measures.get(pk=one.pk).title_ru == TOLD.titles[1]
    # A measure that was written in since, with its amounts, is not emptied by who has not read it.
    read = seen_on(region.clerk, year)
    three = region.measure(plan)
    actions.enter_amounts(three, by=region.clerk, year=2025, amounts=Amounts(requested=5))
    told = {**entered, f"requested_{one.pk}": "0.5"}
    assert browser(region.clerk).post(year, {**told, "seen": read}).status_code == 409
    told |= {f"requested_{three.pk}": "0.5", "seen": seen_on(region.clerk, year)}
    assert browser(region.clerk).post(year, told).status_code == 302
    assert MeasureAmount.objects.get(measure=two, year=2025).needed == 30


def test_of_two_who_describe_a_plan_at_once_the_second_is_told(region: Region) -> None:
    plan = region.plan()
    address = of(plan, "describe_plan")
    read, link = seen_on(region.clerk, address), "https://hearing.example.kz/minutes"
    actions.describe_plan(plan, by=region.clerk, hearing_on=dt.date(2024, 9, 1), hearing_link=link)
    told = {"hearing_on": "2024-09-02", "hearing_link": "https://hearing.example.kz/other"}
    assert_told_of_another(region, address, told, read)
    plan.refresh_from_db()
    assert (plan.hearing_on, plan.hearing_link) == (dt.date(2024, 9, 1), link)
    told["seen"] = seen_on(region.clerk, address)
    assert browser(region.clerk).post(address, told).status_code == 302


def test_of_two_who_correct_the_years_at_once_the_second_is_told(region: Region) -> None:
    plan = region.plan(2025, 2024)
    address = of(plan, "correct_plan")
    read = seen_on(region.clerk, address)
    actions.correct_plan(plan, by=region.clerk, first_year=2026, developed_in=2025)
    told = {"first_year": "2027", "developed_in": "2025"}
    assert_told_of_another(region, address, told, read)
    plan.refresh_from_db()
    assert plan.first_year == 2026
    told["seen"] = seen_on(region.clerk, address)
    assert browser(region.clerk).post(address, told).status_code == 302


def test_of_two_who_approve_a_plan_at_once_the_second_is_told(region: Region) -> None:
    plan = region.plan()
    region.measure(plan)
    address = of(plan, "approve_plan")
    for number in ("5/1", "5/2"):
        read = seen_on(region.clerk, address)
        plan = actions.approve_plan(
            plan, by=region.clerk, approved_on=dt.date(2024, 12, 1), approved_as=number
        )
        told = {"approved_as": "9/9", "approved_on": "2024-12-02"}
        assert_told_of_another(region, address, told, read)
        plan.refresh_from_db()
        assert plan.approved_as == plan.first_approved_as == number
    told |= {"is_change": "on", "seen": seen_on(region.clerk, address)}
    assert browser(region.clerk).post(address, told).status_code == 302
    plan.refresh_from_db()
    assert (plan.approved_as, plan.first_approved_as) == ("9/9", "5/2")


def assert_told_of_another(region: Region, address: str, told: dict[str, str], read: str) -> None:
    answer = browser(region.clerk).post(address, {**told, "seen": read})
    assert answer.status_code == 409
    assert "Someone has changed this meanwhile" in answer.content.decode()
    # A form that does not say what was read changes nothing.
    assert browser(region.clerk).post(address, told).status_code == 422


def test_a_plan_of_as_many_measures_as_there_may_be_is_entered_by_one_form() -> None:
    rest = len(("csrfmiddlewaretoken", "seen", "reason"))
    assert MOST_MEASURES * len(AMOUNTS) + rest <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_decisions_are_chosen_by_title_and_those_on_the_environment_come_first(
    region: Region,
) -> None:
    day = dt.date(2024, 12, 1)
    budget = decided(region.council, region.clerk, "7/2", day)
    plan_of = decided(region.council, region.clerk, "5/1", dt.date(2024, 6, 1))
    Decision.objects.filter(pk=plan_of.pk).update(title_ru="План по охране окружающей среды")
    tagged = decided(region.council, region.clerk, "5/2", dt.date(2024, 5, 1))
    air = Rubric.objects.get(code="air")
    Decision.objects.filter(pk=tagged.pk).update(rubric=air, title_ru="О воздухе")
    rows = Decision.objects.filter(council=region.council)
    assert [row.pk for row in fitting(rows)] == [plan_of.pk, tagged.pk, budget.pk]
    assert [row.pk for row in fitting(rows, "ПЛАН охране")] == [plan_of.pk]
    assert [row.pk for row in fitting(rows, "7/2")] == [budget.pk]
    plan = region.plan()
    region.measure(plan)
    shown = page(region.clerk, of(plan, "approve_plan"))
    assert "№ 7/2 · 01/12/2024 · О бюджете" in shown or "№ 7/2 · 01/12/2024 · Бюджет" in shown
    narrowed = page(region.clerk, of(plan, "approve_plan") + "?q=7/2")
    assert "№ 5/1" not in narrowed
    address = of(plan, "approve_plan") + "?q=7/2"
    told = {"decision": str(plan_of.pk), "seen": seen_on(region.clerk, address)}
    assert browser(region.clerk).post(address, told).status_code == 302


def test_what_is_missing_is_named_before_the_approval_and_stays_named(region: Region) -> None:
    plan = region.plan()
    region.measure(plan)
    both = "public hearing, agreement of the authority"
    assert both in page(region.clerk, of(plan, "approve_plan"))
    plan = region.approved(plan)
    assert f"is missing to this day (Environmental Code, art. 29): {both}" in page(None, of(plan))
    day = dt.date(2024, 9, 1)
    actions.describe_plan(
        plan, by=region.clerk, hearing_on=day, agreed_on=day, agreed_with="Департамент"
    )
    assert "is missing to this day" not in page(None, of(plan))


def test_the_task_of_the_yearly_report_is_written_already(region: Region) -> None:
    assert region.body is not None
    year = today().year
    plan = region.plan(year, year)
    region.measure(plan)
    decision = decided(region.council, region.clerk)
    plan = actions.approve_plan(plan, by=region.clerk, decision=decision)
    query = f"?kind=task&amp;decision={decision.pk}&amp;about=planreport-{plan.pk}"
    assert query in page(region.clerk, of(plan))
    address = reverse("commitments:send", args=[region.council.code, "task"])
    shown = page(region.clerk, address + query.replace("&amp;", "&"))
    assert f"Report for {year} on the plan for the environment" in shown
    assert f'value="{year + 1}-02-01"' in shown
    assert f'<option value="{region.body.pk}" selected>' in shown
    assert not Commitment.objects.exists()
