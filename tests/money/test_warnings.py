"""Warnings: the council hears first, everyone after the grace, its explanation beside them."""

import datetime as dt

import pytest
from django.apps import apps

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.money import actions, reference
from maslikhat.money.models import BudgetWarning, EnvironmentPlan, Version, WarningRule
from maslikhat.money.warnings import telling
from maslikhat.money.warnings.rules import CHECKS
from maslikhat.money.warnings.watching import look
from maslikhat.notices.models import Addressee, Happening
from tests.money.regions import REGION, Region, make_region
from tests.money.test_pages import page
from tests.registry.cast import browser
from tests.serving import queries

pytestmark = pytest.mark.django_db
THIS = today().year
OVER = dt.timedelta(days=40)


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


@pytest.fixture
def plan(region: Region) -> EnvironmentPlan:
    """600 came in and 500 are allotted to a plan of this year."""
    for year, payment in ((THIS - 4, 100), (THIS - 3, 200), (THIS - 2, 300)):
        region.budget(year, payment)
    plan = region.plan(THIS, THIS - 1)
    region.measure(plan, 2000, 2000, 1000)
    return region.approved(plan)


def below() -> BudgetWarning:
    return BudgetWarning.objects.select_related("rule").get(rule__key="plan_below_duty")


def made_public(warning: BudgetWarning) -> BudgetWarning:
    """Its grace has passed."""
    day = today() - OVER
    rows = BudgetWarning.objects.filter(pk=warning.pk)
    rows.update(found_on=day, public_on=day + dt.timedelta(days=warning.rule.grace_days))
    return rows.select_related("rule", "council").get()


def test_the_rules_come_with_the_portal_and_each_has_its_check(db: None) -> None:
    assert set(WarningRule.objects.values_list("key", flat=True)) == set(CHECKS)
    assert reference.load_rules(apps.get_model) == 0
    for rule in WarningRule.objects.all():
        words = [
            getattr(rule, f"{name}_{lang}")
            for name in ("name", "told", "basis")
            for lang in ("kk", "ru", "en")
        ]
        assert all(words)
        # A threshold that is not said is no rule.
        told = (rule.told_kk, rule.told_ru, rule.told_en)
        if rule.key not in ("plan_below_duty", "report_late"):
            assert not rule.threshold or all(f"{rule.threshold} %" in one for one in told)


def test_the_council_hears_once_and_everyone_after_the_grace(
    region: Region, plan: EnvironmentPlan
) -> None:
    assert look(today()) >= 1
    warning = below()
    assert warning.facts == {"planned": 5000, "required": 6000}
    assert (warning.public_on - warning.found_on).days == warning.rule.grace_days == 14
    told = Happening.objects.get(kind=telling.WARNING, number=warning.pk)
    heard = set(Addressee.objects.filter(happening=told).values_list("user", flat=True))
    assert heard == {region.clerk.pk}
    # Found again it is the same, and nobody is told twice.
    assert look(today()) == 0
    assert Happening.objects.filter(number=warning.pk, kind=telling.WARNING).count() == 1

    address = f"/en/money/warnings/{warning.pk}/"
    for reader in (None, region.cast.operator, region.cast.citizen):
        page(reader, address, 404)
        assert "Allotted to the plan less" not in page(reader, f"/en/money/environment/{REGION}/")
    text = page(region.clerk, f"/en/money/environment/{REGION}/")
    assert "for the maslikhat alone until" in text
    assert "500,000 tenge; the law asks for 600,000 tenge" in page(region.clerk, address)

    made_public(warning)
    assert "Article" not in page(None, address)
    assert "Environmental Code, article 29, paragraph 7" in page(None, address)
    text = page(None, f"/en/money/environment/{REGION}/")
    assert "Allotted to the plan less than the law asks for" in text
    assert f'href="/en/money/plans/{plan.pk}/"' in text
    assert "for the maslikhat alone" not in text
    for lang, words in (
        ("kk", "Жоспарға заң талап еткеннен аз"),
        ("ru", "На план выделено меньше"),
    ):
        assert words in page(None, f"/{lang}/money/warnings/{warning.pk}/", lang=lang)


def test_what_is_found_no_longer_ends_and_stays_for_everyone_only_if_it_was_open(
    region: Region, plan: EnvironmentPlan
) -> None:
    look(today())
    measure = plan.measures.get()
    enough = actions.measures.Amounts(needed=9000, allotted=9000)
    actions.enter_amounts(measure, by=region.clerk, year=THIS, amounts=enough, reason="x")
    look(today())
    ended = below()
    assert ended.ended_on == today()
    assert not ended.is_public
    assert ended not in BudgetWarning.objects.public()
    # It comes back: the council hears anew, and has its days again.
    less = actions.measures.Amounts(needed=9000, allotted=1)
    actions.enter_amounts(measure, by=region.clerk, year=THIS, amounts=less, reason="x")
    day = today() + dt.timedelta(days=1)
    assert look(day) == 0
    again = below()
    assert (again.ended_on, again.found_on) == (None, day)
    assert again.facts["planned"] == 3001
    assert Happening.objects.filter(number=again.pk, kind=telling.WARNING).count() == 2


def test_an_open_one_that_comes_back_is_open_at_once(region: Region, plan: EnvironmentPlan) -> None:
    look(today())
    warning = made_public(below())
    BudgetWarning.objects.filter(pk=warning.pk).update(ended_on=today())
    assert below().is_public
    look(today())
    assert (below().ended_on, below().found_on) == (None, warning.found_on)


def test_years_that_are_looked_at_no_longer_end_nothing(
    region: Region, plan: EnvironmentPlan
) -> None:
    look(today())
    row = below()
    late = WarningRule.objects.get(key="execution_late")
    old = BudgetWarning.objects.create(
        rule=late, council=region.council, year=THIS - 4, about="execution",
        version=Version.objects.earliest("year"), facts={"due": "2020-03-10"},
        found_on=row.found_on, public_on=row.public_on,
    )  # fmt: skip
    look(today())
    old.refresh_from_db()
    assert old.ended_on is None


def test_budgets_warn_of_what_their_versions_tell(region: Region) -> None:
    region.budget(THIS - 1, 10, own=20, day=dt.date(THIS, 1, 1))
    look(dt.date(THIS, 3, 11))
    rows = BudgetWarning.objects.select_related("rule", "council", "version")
    keys = {(row.rule.key, row.rule.code): row for row in rows}
    # 90 planned, 20 executed; 1000 and 10 of all expenditure are 100 and 30.
    low = keys["executed_low", "10.5"]
    assert low.facts == {"planned": 900, "executed": 200, "day": f"{THIS}-01-01"}
    assert "22 %" in telling.sentence(low)
    assert telling.figure_address(low).endswith(f"/versions/{low.version_id}/?code=10.5")
    assert page(region.clerk, telling.figure_address(low))
    text = page(region.clerk, f"/en/money/councils/{REGION}/{THIS - 1}/")
    assert "Spending on the environment is executed slowly" in text or "22 %" in text
    # The version is wrong and goes; so does what it warned of.
    actions.withdraw(low.version, by=region.clerk, reason="Не тот файл")
    look(dt.date(THIS, 3, 12))
    assert not BudgetWarning.objects.filter(ended_on=None, version=low.version).exists()


def test_the_chair_and_the_apparatus_explain_and_the_record_says_so(
    region: Region, plan: EnvironmentPlan
) -> None:
    look(today())
    warning = below()
    for other in (region.cast.operator, region.cast.citizen, region.cast.official):
        with pytest.raises(Refused, match="explain its warnings") as refused:
            actions.explain(warning, by=other, text="x", language="ru")
        assert refused.value.status == 403
    with pytest.raises(Refused, match="Write how the figure came about"):
        actions.explain(warning, by=region.clerk, text=" \n", language="ru")
    with pytest.raises(Refused, match="Choose the language"):
        actions.explain(warning, by=region.clerk, text="x", language="xx")
    answer = browser(region.clerk).post(
        f"/en/money/warnings/{warning.pk}/explain/",
        {"text": "Шешім <b>қазанда</b> қабылданады", "language": "kk"},
    )
    assert answer.status_code == 302
    assert Entry.objects.filter(act="money.explain").count() == 1
    assert not telling.RECORDED["money.budgetwarning"].show([warning.pk], "en")
    made_public(warning)
    assert telling.RECORDED["money.budgetwarning"].show([warning.pk], "en")
    text = page(None, f"/en/money/environment/{REGION}/")
    assert (
        '<p class="plain-text" lang="kk">Шешім &lt;b&gt;қазанда&lt;/b&gt; қабылданады</p>' in text
    )
    assert "The maslikhat explains" in text
    # It takes nothing away.
    look(today())
    assert below().ended_on is None
    assert below().explanation


def test_only_who_may_explain_finds_the_form(region: Region, plan: EnvironmentPlan) -> None:
    look(today())
    warning = made_public(below())
    address = f"/en/money/warnings/{warning.pk}/explain/"
    assert page(region.clerk, address)
    page(region.cast.citizen, address, 404)
    page(region.cast.operator, address, 404)
    page(None, "/en/money/warnings/9999999999999999999999/", 404)


def test_in_its_grace_the_inbox_shows_it_to_those_of_the_council(
    region: Region, plan: EnvironmentPlan
) -> None:
    look(today())
    warning = below()
    readers = [region.clerk, region.cast.citizen]
    kind = telling.NOTICED[telling.WARNING]
    thing = kind.show([warning.pk], readers, "kk")[warning.pk]
    assert thing.readers == {region.clerk.pk}
    assert "Жоспарға заң талап еткеннен аз" in thing.title.text
    assert kind.visible is not None
    assert warning in kind.visible(region.clerk)
    assert warning not in kind.visible(region.cast.citizen)
    made_public(warning)
    assert kind.show([warning.pk], readers, "kk")[warning.pk].readers is None


def test_pages_ask_as_often_whatever_the_number_of_warnings(
    region: Region, plan: EnvironmentPlan
) -> None:
    look(today())
    warning = made_public(below())
    address = f"/en/money/environment/{REGION}/"
    before = queries(browser(None), address)
    for year in range(2000, 2010):
        BudgetWarning.objects.create(
            rule=warning.rule, council=region.council, year=year, about=warning.about,
            facts=warning.facts, found_on=warning.found_on, public_on=warning.public_on,
        )  # fmt: skip
    assert queries(browser(None), address) == before


def test_the_page_of_the_country_counts_what_everyone_may_see(
    region: Region, plan: EnvironmentPlan
) -> None:
    address = "/en/money/environment/"
    look(today())
    # In its grace it is the council's alone, on this page too.
    assert 'id="warnings-of-country"' not in page(region.clerk, address)
    warning = made_public(below())
    text = page(None, address)
    assert "1 warning about the environment's money" in text.replace("&#39;", "'")
    assert telling.address_of(warning.pk) in text
    before = queries(browser(None), address)
    for about in range(30):
        kept = BudgetWarning.objects.get(pk=warning.pk)
        kept.pk, kept.about = None, f"other-{about}"
        kept.save()
    text = page(None, address)
    assert "31 warnings" in text
    assert "The latest 10 stand here." in text
    assert queries(browser(None), address) == before
    # What is of other money, and what is found no longer, is not counted.
    execution = WarningRule.objects.get(key="execution_late")
    version = Version.objects.latest("pk")
    BudgetWarning.objects.filter(about="other-1").update(rule=execution, version=version)
    BudgetWarning.objects.filter(about="other-2").update(ended_on=today())
    assert "29 warnings" in page(None, address)
