"""Plans for the environment: written until approved, then told of to the end."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, MeasureAmount
from maslikhat.money.permissions import bodies_for_plan
from maslikhat.money.plans.measures import plan_told, shown
from maslikhat.money.recorded import show_measures, show_plans
from maslikhat.places.models import Unit
from maslikhat.registry import actions as registry
from tests.money.regions import REGION, TOLD, Region, make_region
from tests.money.test_pages import page
from tests.registry.cast import SINCE, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def test_a_plan_is_of_three_years_and_of_a_region(region: Region) -> None:
    plan = region.plan(2025)
    assert list(plan.years) == [2025, 2026, 2027]
    with pytest.raises(Refused, match="There is a plan from this year on already"):
        region.plan(2025)
    with pytest.raises(Refused, match="Only regions have such a plan"):
        actions.begin_plan(region.cast.council, by=region.clerk, first_year=2025, developed_in=2024)
    for years in ((2025, 2026), (1900, 1899), (2090, 2089)):
        with pytest.raises(Refused, match="Check the two years"):
            actions.begin_plan(
                region.council, by=region.clerk, first_year=years[0], developed_in=years[1]
            )


def test_what_nobody_has_told_is_not_nothing(region: Region) -> None:
    measure = region.measure(region.plan())
    row = shown(measure)
    assert {name: one.at_least for name, one in row.sums.items()} == dict.fromkeys(
        ("needed", "requested", "allotted", "spent")
    )
    assert row.unfunded is None
    assert MeasureAmount.objects.filter(measure=measure).count() == 3


def test_what_is_not_funded_is_listed_with_the_gap(region: Region) -> None:
    plan = region.plan()
    lacking, whole = region.measure(plan), region.measure(plan, 5, 5, 5)
    for year in plan.years:
        amounts = Amounts(needed=100, requested=80, allotted=30)
        actions.enter_amounts(lacking, by=region.clerk, year=year, amounts=amounts)
    told = plan_told(plan)
    assert [(row.measure, row.unfunded) for row in told.unfunded] == [(lacking, 210)]
    assert told.totals["allotted"].amount == 105
    assert whole in [row.measure for row in told.rows]


def test_the_body_writes_the_draft_and_after_approval_tells_what_was_spent(
    region: Region,
) -> None:
    official, plan = region.cast.official, region.plan()
    measure = actions.add_measure(plan, by=official, told=TOLD)
    actions.enter_amounts(measure, by=official, year=2025, amounts=Amounts(needed=100))
    region.approved(plan)
    for act in (
        lambda: actions.add_measure(plan, by=official, told=TOLD),
        lambda: actions.edit_measure(measure, by=official, told=TOLD),
        lambda: actions.describe_plan(plan, by=official),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.status == 403
    spent = Amounts(needed=100, allotted=60, spent=40)
    actions.enter_amounts(measure, by=official, year=2025, amounts=spent)
    with pytest.raises(Refused, match="changed by the apparatus"):
        amounts = Amounts(needed=50)
        actions.enter_amounts(measure, by=official, year=2025, amounts=amounts)
    actions.enter_amounts(
        measure, by=region.clerk, year=2025, amounts=Amounts(needed=50), reason="Шешім"
    )
    with pytest.raises(Refused, match="its measures stay"):
        actions.drop_measure(measure, by=region.clerk)


def test_a_draft_loses_a_measure_and_the_record_keeps_that_it_did(region: Region) -> None:
    plan = region.plan()
    first, second = region.measure(plan, 1), region.measure(plan, 2)
    actions.drop_measure(first, by=region.clerk)
    assert list(plan.measures.all()) == [second]
    assert Entry.objects.filter(act="money.drop_measure", subject=first.pk).exists()
    with pytest.raises(Refused, match="no longer in the plan"):
        actions.edit_measure(first, by=region.clerk, told=TOLD)
    assert region.measure(plan, 3).number == 3


def test_a_plan_is_approved_by_a_decision_here_or_by_number_and_day(region: Region) -> None:
    plan = region.plan()
    day = dt.date(2024, 12, 1)
    with pytest.raises(Refused, match="no measures yet"):
        region.approved(plan)
    region.measure(plan, 1, 1, 1)
    for told in ({}, {"approved_on": day}, {"approved_as": "5/1"}):
        with pytest.raises(Refused, match="Choose the decision"):
            actions.approve_plan(plan, by=region.clerk, **told)  # type: ignore[arg-type]
    for wrong in (dt.date(2023, 12, 1), dt.date(2100, 1, 1)):
        with pytest.raises(Refused):
            region.approved(plan, wrong)
    foreign = Decision(council=region.cast.council, adopted_on=day)
    with pytest.raises(Refused, match="this maslikhat has adopted"):
        actions.approve_plan(plan, by=region.clerk, decision=foreign)
    plan = region.approved(plan)
    assert (plan.approved_on, plan.approved_as, plan.base_year) == (day, "5/1", 2024)


def test_a_change_of_a_plan_moves_no_base_and_a_wrong_day_can_be_put_right(region: Region) -> None:
    plan = region.plan()
    region.measure(plan, 1, 1, 1)
    changed = dt.date(2026, 3, 2)

    def enter(day: dt.date, *, is_change: bool) -> EnvironmentPlan:
        return actions.approve_plan(
            plan, by=region.clerk, approved_on=day, approved_as="9/3", is_change=is_change
        )

    with pytest.raises(Refused, match="that approved the plan first"):
        enter(changed, is_change=True)
    region.approved(plan)
    plan = enter(changed, is_change=True)
    assert (plan.approved_on, plan.first_approved_on) == (changed, dt.date(2024, 12, 1))
    assert plan.base_year == 2024
    with pytest.raises(Refused, match="changed after it was approved"):
        enter(dt.date(2024, 11, 30), is_change=True)
    plan = enter(dt.date(2025, 1, 15), is_change=False)
    assert (plan.first_approved_on, plan.base_year) == (dt.date(2025, 1, 15), 2025)


def test_a_year_is_reported_on_once_and_what_came_late_is_said_to(region: Region) -> None:
    plan = region.plan(2023, 2022)
    region.measure(plan, 1, 1, 1)
    with pytest.raises(Refused, match="not approved yet"):
        actions.report_plan(plan, by=region.clerk, year=2023, reported_on=dt.date(2024, 1, 5))
    region.approved(plan)
    official = region.cast.official
    actions.report_plan(plan, by=official, year=2023, reported_on=dt.date(2024, 1, 31))
    actions.report_plan(plan, by=official, year=2024, reported_on=dt.date(2025, 2, 2))
    actions.report_plan(plan, by=official, year=2024, reported_on=dt.date(2025, 2, 3))
    with pytest.raises(Refused, match="of other years"):
        actions.report_plan(plan, by=official, year=2026, reported_on=dt.date(2026, 1, 5))
    reports = plan_told(plan).reports
    assert [(one.year, one.is_late) for one in reports] == [
        (2023, False), (2024, True), (2025, True),
    ]  # fmt: skip
    assert reports[2].report is None


def test_steps_are_set_within_the_plan_and_late_ones_are_seen(region: Region) -> None:
    measure = region.measure(region.plan(2025, 2024))
    titles = ("Қадам", "Шаг", "")
    with pytest.raises(Refused, match="outside the years"):
        actions.set_milestone(measure, by=region.clerk, titles=titles, due_on=dt.date(2029, 1, 1))
    due = dt.date(2025, 3, 1)
    step = actions.set_milestone(measure, by=region.clerk, titles=titles, due_on=due)
    assert step.is_late(dt.date(2025, 3, 2))
    assert not step.is_late(due)
    official = region.cast.official
    step = actions.reach_milestone(step, by=official, reached_on=dt.date(2025, 3, 9))
    assert step.is_late(dt.date(2026, 1, 1))
    assert not actions.reach_milestone(step, by=official, reached_on=due).is_late(due)


@pytest.mark.parametrize(
    "link",
    ["http://example.org/1", "javascript:alert(1)", "https://", "https://[", "https://u@x.kz/",
     "ftp://x.kz", "https://x.kz/ y"],
)  # fmt: skip
def test_a_contract_is_linked_to_by_https_alone(region: Region, link: str) -> None:
    plan = region.plan()
    told = TOLD._replace(contract_link=link)
    with pytest.raises(Refused, match="beginning with https"):
        actions.add_measure(plan, by=region.clerk, told=told)
    assert not EnvironmentMeasure.objects.exists()


def test_the_site_of_a_contract_is_told_in_words(region: Region) -> None:
    told = TOLD._replace(contract_link="https://goszakup.gov.kz/ru/egzcontract/1")
    measure = actions.add_measure(region.plan(), by=region.clerk, told=told)
    assert shown(measure).host == "goszakup.gov.kz"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"titles": ("", "Мера", "")}, "in Kazakh and in Russian"),
        ({"titles": ("Шара", "М" * 301, "")}, "at most 300 characters"),
        ({"titles": ("Шара\x07", "Мера", "")}, "control characters"),
        ({"medium": "gold"}, "what the measure protects"),
        ({"codes": ("10.5.abc",)}, "its whole code"),
        ({"codes": ("10.5",) * 11}, "at most 10 programmes"),
    ],
)
def test_what_cannot_be_is_refused(region: Region, told: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.add_measure(region.plan(), by=region.clerk, told=TOLD._replace(**told))


def test_a_measure_lies_in_the_region_and_its_codes_are_whole(region: Region) -> None:
    plan = region.plan()
    elsewhere = Unit.objects.second_level().exclude(parent=region.council.unit)[0]
    with pytest.raises(Refused, match="a place of this region"):
        actions.add_measure(plan, by=region.clerk, told=TOLD._replace(place=elsewhere))
    told = TOLD._replace(place=region.cast.council.unit, codes=("105254008", "10-5-254-8"))
    assert actions.add_measure(plan, by=region.clerk, told=told).codes == ["10.5.254.008"]


@pytest.mark.parametrize("amounts", [Amounts(needed=-1), Amounts(spent=10**16)])
def test_an_amount_is_neither_below_zero_nor_beyond_all_money(
    region: Region, amounts: Amounts
) -> None:
    measure = region.measure(region.plan())
    with pytest.raises(Refused, match="not below zero"):
        actions.enter_amounts(measure, by=region.clerk, year=2025, amounts=amounts)
    with pytest.raises(Refused, match="has not begun"):
        plan = region.plan(2030, 2026)
        later = region.measure(plan)
        actions.enter_amounts(later, by=region.clerk, year=2032, amounts=Amounts(spent=1))


def test_the_database_knows_the_rules_too(region: Region) -> None:
    plan = region.plan()
    measure = region.measure(plan)
    rows = EnvironmentPlan.objects.filter(pk=plan.pk)
    for change in (
        lambda: rows.update(approved_on=dt.date(2024, 1, 1)),
        lambda: rows.update(hearing_link="http://x.kz"),
        lambda: rows.update(last_year=2024),
        lambda: EnvironmentMeasure.objects.update(contract_link="javascript:1"),
        lambda: measure.amounts.update(spent=-1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_told_is_whole(region: Region) -> None:
    plan = region.plan()
    told = Told(
        ("Шара", "Мера", "M"), "air", "own", ("40 км", "40 км", ""), None, (), "ЖШС", "7", ""
    )
    measure = actions.add_measure(plan, by=region.clerk, told=told)
    other = told._replace(medium="water", contractor="")
    measure = actions.edit_measure(measure, by=region.clerk, told=other)
    assert (measure.medium, measure.contractor, measure.result_ru) == ("water", "", "40 км")


def test_the_record_names_plans_and_measures_that_are_there(region: Region) -> None:
    plan = region.plan()
    measure = region.measure(plan)
    assert show_plans([plan.pk, 0], "en")[plan.pk].address.endswith(f"/plans/{plan.pk}/")
    assert show_measures([measure.pk], "ru")[measure.pk].title.text == "Мера"
    number = measure.pk
    actions.drop_measure(measure, by=region.clerk)
    assert show_measures([number], "ru") == {}


def test_of_a_plan_without_measures_of_its_own_everything_is_missing(region: Region) -> None:
    told = plan_told(region.plan())
    for sums in (told.totals, told.others):
        assert {one.amount for one in sums.values()} == {None}
        assert {one.at_least for one in sums.values()} == {None}


def test_an_official_of_other_matters_begins_no_plan(region: Region) -> None:
    schools = registry.found_body(
        region.council.unit,
        by=region.cast.operator,
        kind="department",
        name_kk="Білім басқармасы",
        name_ru="Управление образования",
        from_day=SINCE,
    )
    registry.appoint(
        region.cast.official, by=region.cast.operator, kind="official", body=schools, from_day=SINCE
    )
    official = User.objects.get(pk=region.cast.official.pk)
    begin = {"first_year": 2025, "developed_in": 2024}
    with pytest.raises(Refused) as refusal:
        actions.begin_plan(region.council, by=official, body=schools, **begin)
    assert refusal.value.status == 403
    assert bodies_for_plan(official, region.council) == [region.body]
    # The form offers the body for the environment alone.
    form = page(official, f"/en/money/environment/{REGION}/begin_plan/")
    assert "Управление природы" in form
    assert "Управление образования" not in form
    # Whom the apparatus has given a plan answers for the next one too.
    actions.begin_plan(region.council, by=region.clerk, body=schools, **begin)
    actions.begin_plan(
        region.council, by=official, body=schools, first_year=2028, developed_in=2027 - 1
    )


def test_a_draft_that_went_nowhere_is_dropped_and_its_years_are_corrected(region: Region) -> None:
    official, plan = region.cast.official, region.plan(2025)
    measure = actions.add_measure(plan, by=official, told=TOLD)
    actions.enter_amounts(measure, by=official, year=2026, amounts=Amounts(needed=7))
    plan = actions.correct_plan(plan, by=official, first_year=2026, developed_in=2025)
    assert (list(plan.years), plan.base_year) == ([2026, 2027, 2028], 2025)
    amounts = MeasureAmount.objects.filter(measure=measure).order_by("year")
    assert list(amounts.values_list("year", "needed")) == [(2026, 7), (2027, None), (2028, None)]
    with pytest.raises(Refused, match="Amounts or steps of 2026 are written in"):
        actions.correct_plan(plan, by=official, first_year=2027, developed_in=2025)
    region.plan(2025)
    with pytest.raises(Refused, match="There is a plan from this year on already"):
        actions.correct_plan(plan, by=official, first_year=2025, developed_in=2025)
    reader = browser(official)
    assert "Drop the draft of the plan" in page(official, f"/en/money/plans/{plan.pk}/")
    answer = reader.post(f"/en/money/plans/{plan.pk}/drop_plan/")
    assert answer["Location"] == f"/en/money/environment/{REGION}/"
    assert not EnvironmentPlan.objects.filter(pk=plan.pk).exists()
    assert Entry.objects.filter(act="money.drop_plan", subject=plan.pk).exists()


def test_what_was_heard_or_agreed_is_neither_dropped_nor_moved(region: Region) -> None:
    plan = actions.describe_plan(region.plan(), by=region.clerk, hearing_on=dt.date(2024, 9, 1))
    for act in (
        lambda: actions.drop_plan(plan, by=region.clerk),
        lambda: actions.correct_plan(plan, by=region.clerk, first_year=2026, developed_in=2024),
    ):
        with pytest.raises(Refused, match="it stays as it is") as refusal:
            act()
        assert refusal.value.status == 409
    assert "Drop the draft" not in page(region.clerk, f"/en/money/plans/{plan.pk}/")
    # Nor is it made a draft again by taking the day out, but by who may mend a mistake.
    with pytest.raises(Refused, match="only the operator of the portal takes it out"):
        actions.describe_plan(plan, by=region.clerk)
    actions.describe_plan(plan, by=region.clerk, hearing_on=dt.date(2024, 9, 2))
    plan = actions.describe_plan(plan, by=region.cast.operator)
    actions.drop_plan(plan, by=region.clerk)
