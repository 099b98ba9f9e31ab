"""What a plan was before it changed: amounts that were told, and the decision of the approval."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts
from maslikhat.money.models import FormerAmounts
from maslikhat.money.plans.changes import changes_of_council, changes_of_measure
from maslikhat.money.views import plans, reading
from tests.money.regions import REGION, Region, make_region
from tests.money.test_answers import send
from tests.money.test_pages import page
from tests.registry.cast import browser
from tests.serving import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def test_amounts_are_read_once(
    region: Region, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    measure = region.measure(region.plan(2026, 2025), 100)
    told = Amounts(needed=100, allotted=100)
    with django_assert_max_num_queries(7):
        actions.enter_amounts(measure, by=region.clerk, year=2026, amounts=told)


def test_an_amount_that_changes_leaves_the_number_that_was(region: Region) -> None:
    measure = region.measure(region.plan(2026, 2025), 100)
    region.approved(measure.plan)
    official = region.cast.official
    first = Amounts(needed=100, allotted=100)
    # What was not told is told now: nothing changed, and no reason is asked for.
    told = first._replace(spent=40)
    actions.enter_amounts(measure, by=official, year=2026, amounts=told)
    assert not FormerAmounts.objects.exists()
    with pytest.raises(Refused, match="Say why an amount changes"):
        actions.enter_amounts(measure, by=official, year=2026, amounts=told._replace(spent=50))
    measure.amounts.get(year=2026, spent=40)
    actions.enter_amounts(
        measure, by=official, year=2026, reason="Актілер", amounts=told._replace(spent=50)
    )
    actions.enter_amounts(
        measure, by=region.clerk, year=2026, reason="Шешім № 7",
        amounts=Amounts(needed=90, allotted=None, spent=50),
    )  # fmt: skip
    measure.refresh_from_db()
    later, earlier = changes_of_measure(measure)
    assert [(one.before, one.after) for one in earlier.differences] == [(40, 50)]
    assert earlier.former.get_hand_display() == "the body that develops the plan"
    assert [(str(one.what), one.before, one.after) for one in later.differences] == [
        ("Needed", 100, 90), ("Allotted", 100, None),
    ]  # fmt: skip
    text = page(None, f"/en/money/measures/{measure.pk}/")
    for words in ("What changed in the amounts", "4.0 → 5.0", "10.0 → not told", "Шешім № 7",
                  "the apparatus of the maslikhat"):  # fmt: skip
        assert words in text, words


def test_the_log_of_a_year_has_the_measures_of_the_plan(region: Region) -> None:
    measure = region.measure(region.plan(2026, 2025), 100, 200)
    region.budget(2026, 10)
    address = f"/en/money/councils/{REGION}/2026/changes/"
    assert "Measures of the plan for the environment" not in page(None, address)
    for year in (2026, 2027):
        amounts = Amounts(needed=7, allotted=7)
        actions.enter_amounts(measure, by=region.clerk, year=year, amounts=amounts, reason="Қате")
    text = page(None, address)
    assert "Measures of the plan for the environment" in text
    assert "10.0 → 0.7" in text
    assert "20.0 → 0.7" not in text
    assert len(changes_of_council(region.council, 2026, today())) == 1
    # As of a day before, what changed later is not told yet.
    FormerAmounts.objects.update(until=timezone.now() + dt.timedelta(days=2))
    assert changes_of_council(region.council, 2026, today()) == []
    FormerAmounts.objects.update(until=timezone.now())
    before = queries(browser(None), address)
    for need in (8, 9, 10):
        amounts = Amounts(needed=need, allotted=7)
        actions.enter_amounts(measure, by=region.clerk, year=2026, amounts=amounts, reason="Қате")
    assert queries(browser(None), address) == before


def test_the_log_goes_on_over_pages(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (plans, reading):
        monkeypatch.setattr(room, "A_PAGE", 2)
    measure = region.measure(region.plan(2026, 2025), 100, 200)
    region.budget(2026, 10)
    for need in range(1, 6):
        amounts = Amounts(needed=need, allotted=7)
        actions.enter_amounts(measure, by=region.clerk, year=2026, amounts=amounts, reason="Қате")
    for address in (
        f"/en/money/councils/{REGION}/2026/changes/",
        f"/en/money/measures/{measure.pk}/",
    ):
        told = [page(None, f"{address}?page={number}") for number in (1, 2, 3)]
        assert ["0.4 → 0.5" in text for text in told] == [True, False, False], address
        assert ["10.0 → 0.1" in text for text in told] == [False, False, True], address
        assert 'href="?page=2"' in told[0]
        assert browser(None).get(f"{address}?page=4").status_code == 404
    table = browser(None).get(f"/en/money/councils/{REGION}/2026/changes/table.csv")
    assert table.content.decode().count("Қате") >= 5


def test_a_letter_about_a_measure_says_what_changed_since(region: Region) -> None:
    measure = region.measure(region.plan(), 100)
    assert region.body is not None
    send(region, region.body, f"measure-{measure.pk}", title="Іс-шара туралы")
    text = page(None, f"/en/money/measures/{measure.pk}/")
    assert "Іс-шара туралы" in text
    assert "The figure has not changed since." in text
    amounts = Amounts(needed=100, allotted=80)
    actions.enter_amounts(measure, by=region.clerk, year=2025, amounts=amounts, reason="Шешім")
    text = page(None, f"/en/money/measures/{measure.pk}/")
    assert "2025, Allotted: 10.0 before, now 8.0 thousand tenge" in text


def test_a_change_names_the_decision_of_the_first_approval_too(region: Region) -> None:
    plan = region.plan()
    region.measure(plan, 1, 1, 1)
    plan = region.approved(plan)
    actions.approve_plan(
        plan, by=region.clerk, approved_on=dt.date(2025, 3, 1), approved_as="9/4", is_change=True
    )
    text = page(None, f"/en/money/plans/{plan.pk}/").replace("\N{NO-BREAK SPACE}", " ")
    assert "1 December 2024, 5/1; changed 1 March 2025, 9/4" in text
    # The first one entered anew, for it was entered wrongly.
    actions.approve_plan(plan, by=region.clerk, approved_on=dt.date(2024, 12, 2), approved_as="5/2")
    text = page(None, f"/en/money/plans/{plan.pk}/").replace("\N{NO-BREAK SPACE}", " ")
    assert "2 December 2024, 5/2" in text
    assert "5/1" not in text


def test_the_database_knows_both_rules(region: Region) -> None:
    measure = region.measure(region.plan(), 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerAmounts.objects.create(measure=measure, year=2025, by=1, hand="body", reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(measure.plan).objects.update(first_approved_as="5/1")
