"""The mirror from budgets and plans: the traps that an outsider falls into, each by hand."""

import datetime as dt

import pytest

from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.environment import mirror, regions
from maslikhat.money.environment.duty import Verdict
from maslikhat.money.models import PaidBy
from tests.money.regions import Region, make_region

pytestmark = pytest.mark.django_db
THIS = 2026


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def test_three_years_are_followed_with_a_calculator(region: Region) -> None:
    for year, payment in ((2021, 100.1), (2022, 200.2), (2023, 300.3), (2024, 9999)):
        region.budget(year, payment)
    plan = region.plan()
    region.measure(plan, 2000, 2000, 2005)
    region.approved(plan)
    test = mirror.region(region.council, 2025, THIS).standing.duty
    assert test is not None
    # Approved in 2024: 100.1 + 200.2 + 300.3 = 600.6 thousand; 600.5 are planned.
    assert test.base == (2021, 2022, 2023)
    assert (test.required.amount, test.planned.amount, test.gap) == (6006, 6005, 1)
    assert test.verdict is Verdict.BELOW


def test_receipts_are_joined_over_the_change_of_their_code(region: Region) -> None:
    region.budget(2024, 10)
    region.budget(2025, 20)
    region.budget(2026, 40)
    facts = regions.years_of([region.council.pk], [2024, 2025, 2026])
    found = [facts[region.council.pk, year].received for year in (2024, 2025, 2026)]
    assert [one.amount if one else None for one in found] == [100, 200, 400]


def test_the_old_code_in_a_year_of_the_new_one_is_not_the_payment(region: Region) -> None:
    region.budget(2026, 40, code="1.05.3.16")
    assert regions.years_of([region.council.pk], [2026])[region.council.pk, 2026].received is None


def test_a_report_of_the_middle_of_a_year_is_shown_and_not_counted(region: Region) -> None:
    region.budget(2025, 20, day=dt.date(2025, 7, 1))
    found = regions.years_of([region.council.pk], [2025])[region.council.pk, 2025]
    assert found.received is not None
    assert (found.received.amount, found.counted, found.same_year) == (200, None, None)
    # A decision that comes after the report is no report.
    region.budget(2025, 20)
    region.budget(2025, 70, kind="refined", day=dt.date(2026, 2, 1))
    found = regions.years_of([region.council.pk], [2025])[region.council.pk, 2025]
    assert found.counted == 200


def test_a_missing_report_is_missing_and_a_withdrawn_one_too(region: Region) -> None:
    region.budget(2021, 100)
    wrong = region.budget(2022, 200)
    region.budget(2023, 300)
    actions.withdraw(wrong, by=region.clerk, reason="Другой файл")
    plan = region.plan()
    region.measure(plan, 1500, 1500, 1500)
    region.approved(plan)
    test = mirror.region(region.council, 2025, THIS).standing.duty
    assert test is not None
    assert test.required.missing == (2022,)
    assert (test.required.amount, test.required.known) == (None, 4000)
    assert test.verdict is Verdict.UNKNOWN
    # A report that does not tell of the payment is as good as none.
    region.budget(2022)
    test = mirror.region(region.council, 2025, THIS).standing.duty
    assert test is not None
    assert test.required.missing == (2022,)


def test_transfers_and_the_money_of_others_are_not_in_the_test(region: Region) -> None:
    for year in (2021, 2022, 2023):
        region.budget(year, 100, own=30, transfers=70)
    plan = region.plan()
    region.measure(plan, 1000, 1000, 1000)
    for paid_by in (PaidBy.TRANSFER, PaidBy.OTHERS):
        told = Told(("Шара", "Мера", ""), paid_by=paid_by)
        region.measure(plan, 9000, 9000, 9000, told=told)
    region.approved(plan)
    found = mirror.region(region.council, 2025, THIS)
    assert found.standing.duty is not None
    assert found.standing.duty.planned.amount == 3000
    facts = regions.years_of([region.council.pk], [2023])[region.council.pk, 2023]
    assert (facts.spending.total, facts.spending.own) == (1000, 300)
    assert facts.spending.transfers == {"011": 700}
    assert str(facts.same_year) == "30.0"


def test_the_year_of_approval_decides_and_a_draft_counts_by_its_development(
    region: Region,
) -> None:
    plan = region.plan(2025, 2024)
    assert regions.bases_of([plan])[plan.pk] == (2021, 2022, 2023)
    region.measure(plan, 1, 1, 1)
    late = region.approved(plan, dt.date(2025, 2, 1))
    assert regions.bases_of([late])[late.pk] == (2022, 2023, 2024)


def test_a_draft_is_no_plan_and_a_year_outside_is_not_covered(region: Region) -> None:
    plan = region.plan()
    region.measure(plan, 1, 1, 1)
    assert mirror.region(region.council, 2025, THIS).standing.verdict is Verdict.NO_PLAN
    region.approved(plan)
    assert mirror.region(region.council, 2027, THIS).standing.plan == plan
    assert mirror.region(region.council, 2028, THIS).standing.verdict is Verdict.NO_PLAN


def test_an_amount_that_one_measure_does_not_tell_is_missing_in_the_sum(region: Region) -> None:
    for year in (2021, 2022, 2023):
        region.budget(year, 100)
    plan = region.plan()
    region.measure(plan, 900, 900, 900)
    region.measure(plan, 100, None, 100)
    region.approved(plan)
    test = mirror.region(region.council, 2025, THIS).standing.duty
    assert test is not None
    assert test.planned.missing == (2026,)
    assert test.verdict is Verdict.UNKNOWN
    # What is spent of a year to come is not missing.
    assert test.spent.missing == (2025, 2026)


def test_spent_is_what_measures_say_wherever_they_stand_in_the_budget(region: Region) -> None:
    plan = region.plan()
    told = Told(("Шара", "Мера", ""), codes=("07.3.271.022",))
    measure = region.measure(plan, 900, 900, 900, told=told)
    for year in (2025, 2026):
        amounts = Amounts(allotted=900, spent=450)
        actions.enter_amounts(measure, by=region.clerk, year=year, amounts=amounts, reason="x")
    region.approved(plan)
    test = mirror.region(region.council, 2025, THIS).standing.duty
    assert test is not None
    assert (test.spent.amount, str(test.spent_share)) == (900, "1/3")


def test_regions_are_ranked_and_those_without_a_share_stand_last(region: Region) -> None:
    for year in (2021, 2022, 2023):
        region.budget(year, 100)
    plan = region.plan()
    region.measure(plan, 900, 900, 900)
    region.approved(plan)
    councils = list(type(region.council).objects.level("regional").select_related("unit"))
    rows = mirror.country(councils, 2025, THIS)
    assert len(rows) == 20
    assert rows[0].council == region.council
    assert (rows[0].rank, str(rows[0].percent)) == (1, "90.0")
    assert {row.rank for row in rows[1:]} == {None}
    assert mirror.counted(rows) == {Verdict.BELOW: 1, Verdict.NO_PLAN: 19}
