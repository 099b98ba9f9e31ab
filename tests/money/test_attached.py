"""The decision of a version is named later, and what was found without it is found no longer."""

import datetime as dt

import pytest

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.money import actions
from maslikhat.money.models import BudgetWarning, Version
from maslikhat.money.warnings.watching import look
from tests.money.regions import Region, decided, make_region
from tests.money.samples import as_csv
from tests.money.test_pages import page
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
THIS = today().year


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


@pytest.fixture
def refined(region: Region) -> Version:
    """A refined version that says other amounts than the approved one, without a decision."""
    for kind, month, amount in (("approved", 1, 100), ("refined", 2, 200)):
        head = ["part", "code", "name", "amount"]
        content = as_csv([head, ["spending", "10.5.254.008.015", "Өз қаражаты", amount]])
        about = actions.About(region.council, THIS, kind, dt.date(THIS, month, 1))
        source = actions.import_budget(content, about, by=region.clerk, name="budget.csv")
        assert not source.errors, source.findings
        made = actions.switch_on(source, by=region.clerk).versions.get()
    return made


def decision(region: Region, day: dt.date = dt.date(THIS, 1, 30)) -> Decision:
    return decided(region.council, region.clerk, day=day)


def test_the_clerk_names_the_decision_and_the_warning_ends(
    region: Region, refined: Version
) -> None:
    look(today())
    warning = BudgetWarning.objects.get(rule__key="amount_changed", rule__code="")
    address = f"/en/money/versions/{refined.pk}/attach_decision/"
    assert address in page(region.clerk, f"/en/money/warnings/{warning.pk}/")
    assert address in page(region.clerk, f"/en/money/versions/{refined.pk}/")
    assert address not in page(None, f"/en/money/versions/{refined.pk}/")
    found = decision(region)
    answer = browser(region.clerk).post(address, {"decision": found.pk})
    assert answer.status_code == 302, answer.content.decode()
    drain()
    warning.refresh_from_db()
    assert warning.ended_on == today()
    assert Entry.objects.filter(act="money.attach_decision", subject=refined.pk).exists()
    assert "№ 7/1" in page(None, f"/en/money/versions/{refined.pk}/")
    assert address not in page(region.clerk, f"/en/money/versions/{refined.pk}/")
    assert browser(region.clerk).get(address).status_code == 404
    with pytest.raises(Refused, match="names no decision"):
        actions.attach_decision(refined, by=region.clerk, decision=found)


def test_what_a_wrong_version_warned_of_ends_when_it_is_withdrawn(
    region: Region, refined: Version
) -> None:
    look(today())
    going_on = BudgetWarning.objects.filter(rule__key="amount_changed", ended_on=None)
    assert going_on.exists()
    actions.withdraw(refined, by=region.clerk, reason="Не тот файл")
    drain()
    assert not going_on.exists()


@pytest.mark.parametrize(("lang", "day"), [("kk", "30.01"), ("ru", "30.01"), ("en", "30/01")])
def test_each_language_writes_the_day_of_a_decision_its_own_way(
    region: Region, refined: Version, lang: str, day: str
) -> None:
    found = decision(region)
    form = page(region.clerk, f"/{lang}/money/versions/{refined.pk}/attach_decision/")
    assert f"№ {found.number} · {day}/{THIS}" in form.replace(f".{THIS}", f"/{THIS}")


def test_a_decision_that_cannot_have_set_the_amounts_is_refused(
    region: Region, refined: Version
) -> None:
    with pytest.raises(Refused, match="later than the version"):
        actions.attach_decision(
            refined, by=region.clerk, decision=decision(region, dt.date(THIS, 2, 2))
        )
    foreign = decision(region)
    Decision.objects.filter(pk=foreign.pk).update(council=region.cast.council)
    foreign.refresh_from_db()
    with pytest.raises(Refused, match="that this maslikhat has adopted"):
        actions.attach_decision(refined, by=region.clerk, decision=foreign)
    refined.refresh_from_db()
    assert refined.decided_by is None
