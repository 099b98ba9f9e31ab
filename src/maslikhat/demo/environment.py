"""Plans for the environment of the demo: invented, each measure and each amount of them.

What a plan is allotted and has spent is what the invented budgets of the region say. Most regions
stay below the duty, some meet it; of one a report is missing, one has only a draft, one no plan.
"""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from maslikhat.accounts.models import User
from maslikhat.demo.cast import CITY, DISTRICT, REGION
from maslikhat.demo.commitments import WEEK
from maslikhat.demo.decisions import PLAN_NUMBER, decided
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.environment import regions
from maslikhat.money.environment.regions import Year
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Medium, PaidBy
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Council, Level

SEED = 29_7
WITHOUT, DRAFT, UNTOLD = 5, 9, 11
# Every so many regions one meets the duty.
MEETS_EACH = 4
# Of the home region: which measure is in the city and which in the district of the cast.
AT_HOME = {1: CITY, 2: DISTRICT}
SITE = "https://goszakup.gov.kz/"
CONTRACTOR = "«Үлгі» ЖШС (ойдан шығарылған)"
DECISION = "№ {} (үлгі)"
AGREED = "Экология департаменті (үлгі)"


class Sample(NamedTuple):
    """An invented measure: its words, what it brings, which programme pays it, its weight."""

    titles: tuple[str, str, str]
    results: tuple[str, str, str]
    medium: Medium
    code: str
    weight: int
    paid_by: PaidBy = PaidBy.OWN


SAMPLES = (
    Sample(
        ("Ауа сапасын бақылайтын бекеттер орнату", "Установка постов наблюдения за воздухом",
         "Posts that watch the air"),
        ("8 автоматты бекет", "8 автоматических постов", "8 automatic posts"),
        Medium.WATCHING, "10.5.254.008", 15,
    ),
    Sample(
        ("Өзен арнасын тазарту", "Очистка русла реки", "Cleaning of a river bed"),
        ("14 км арна", "14 км русла", "14 km of the bed"), Medium.WATER, "10.5.254.008", 25,
    ),
    Sample(
        ("Қалдықтарды сұрыптау желісі", "Линия сортировки отходов", "A line that sorts waste"),
        ("Жылына 40 000 тонна", "40 000 тонн в год", "40,000 tonnes a year"),
        Medium.WASTE, "10.5.254.022", 30,
    ),
    Sample(
        ("Ескі полигонды қалпына келтіру", "Рекультивация старого полигона",
         "Recovery of an old landfill"),
        ("36 гектар жер", "36 гектаров земли", "36 hectares of land"),
        Medium.SOIL, "10.5.254.022", 20,
    ),
    Sample(
        ("Жасыл белдеу отырғызу", "Посадка зелёного пояса", "Planting of a green belt"),
        ("120 000 ағаш", "120 000 деревьев", "120,000 trees"),
        Medium.NATURE, "10.5.254.008", 10,
    ),
    Sample(
        ("Кәсіпорынның сүзгілерін ауыстыру", "Замена фильтров предприятия",
         "New filters of a plant"),
        ("Шаң 30 % аз", "На 30 % меньше пыли", "30 % less dust"),
        Medium.AIR, "", 40, PaidBy.OTHERS,
    ),
)  # fmt: skip


def build_environment(*, by: User) -> None:
    """A plan for nearly every region, with its measures, amounts and steps."""
    this = today().year
    councils = list(
        Council.objects.on().level(Level.REGIONAL).select_related("unit").order_by("code")
    )
    years = range(this - 4, this + 1)
    facts = regions.years_of([council.pk for council in councils], years)
    for place, council in enumerate(councils):
        of = {year: facts[council.pk, year] for year in years}
        if council.code == REGION:
            _earlier(council, of, by)
        if place != WITHOUT:
            _plan(council, of, place, by)


def _plan(council: Council, facts: dict[int, Year], place: int, by: User) -> None:
    this = today().year
    decision = decided(PLAN_NUMBER) if council.code == REGION else None
    approved = decision.adopted_on if decision else None
    developed = approved.year if approved else this - 1
    plan = actions.begin_plan(
        council, by=by, first_year=this, developed_in=developed, body=_body(council)
    )
    random = Random(f"{SEED}-{council.code}")
    districts = list(Unit.objects.within(council.unit).order_by("kato")) if council.unit else []
    _measures(plan, facts, place, districts, random, by)
    actions.describe_plan(
        plan,
        by=by,
        hearing_on=approved - 7 * WEEK if approved else dt.date(this - 1, 9, 12),
        agreed_on=approved - 4 * WEEK if approved else dt.date(this - 1, 11, 3),
        agreed_with=AGREED,
    )
    if place == DRAFT:
        return
    if decision is not None:
        actions.approve_plan(plan, by=by, decision=decision)
    else:
        number, day = DECISION.format(place + 1), dt.date(this - 1, 12, 10)
        actions.approve_plan(plan, by=by, approved_on=day, approved_as=number)


def _body(council: Council) -> Body | None:
    return Body.objects.on().filter(unit=council.unit, parent__isnull=False).order_by("pk").first()


def _measures(
    plan: EnvironmentPlan,
    facts: dict[int, Year],
    place: int,
    districts: Sequence[Unit],
    random: Random,
    by: User,
) -> None:
    """The measures; those paid with own money share what the budgets of the region say."""
    allotted = facts[plan.first_year].planned.own or 0
    spent = facts[plan.first_year].spending.own
    later = allotted * random.randrange(60, 110) // 100
    if place % MEETS_EACH == 0:
        later = max(later, (_required(plan, facts) * 104 // 100 - allotted) // 2)
    for at, sample in enumerate(SAMPLES):
        where = districts[(place + at) % len(districts)] if districts and at % 3 else None
        if plan.council.code == REGION and at in AT_HOME:
            where = next(unit for unit in districts if unit.kato == AT_HOME[at])
        measure = actions.add_measure(plan, by=by, told=_told(sample, where, at))
        for year in plan.years:
            total = allotted if year == plan.first_year else later
            given = total * sample.weight // 100
            done = None if spent is None else spent * sample.weight // 100
            more = random.randrange(100, 260)
            told = Amounts(
                needed=given * more // 100,
                requested=given * min(more, 160) // 100,
                allotted=None if place == UNTOLD and at == 2 and year == plan.last_year else given,
                spent=done if year == plan.first_year else None,
            )
            actions.enter_amounts(measure, by=by, year=year, amounts=told)
        if at < 2:
            _steps(measure, plan, by)


def _required(plan: EnvironmentPlan, facts: dict[int, Year]) -> int:
    """The receipts that the duty will count, where they are known."""
    base = range(plan.developed_in - 3, plan.developed_in)
    return sum(facts[year].counted or 0 for year in base)


def _told(sample: Sample, where: Unit | None, at: int) -> Told:
    has_contract = at % 2 == 0 and sample.paid_by == PaidBy.OWN
    return Told(
        sample.titles,
        sample.medium,
        sample.paid_by,
        sample.results,
        where,
        (sample.code,) if sample.code else (),
        CONTRACTOR if has_contract else "",
        f"{at + 1}-0" if has_contract else "",
        SITE if has_contract else "",
    )


def _steps(measure: EnvironmentMeasure, plan: EnvironmentPlan, by: User) -> None:
    first = plan.first_year
    steps = (
        (("Жоба дайын", "Проект готов", "The design is ready"), dt.date(first, 5, 1)),
        (("Жұмыс басталды", "Работы начаты", "The works have begun"), dt.date(first, 10, 1)),
        (("Пайдалануға берілді", "Сдано", "Handed over"), dt.date(first + 2, 9, 1)),
    )
    for at, (titles, due) in enumerate(steps):
        step = actions.set_milestone(measure, by=by, titles=titles, due_on=due)
        if at == 0 and due <= today():
            actions.reach_milestone(step, by=by, reached_on=due - dt.timedelta(days=4))


def _earlier(council: Council, facts: dict[int, Year], by: User) -> None:
    """The plan before this one, of years before which the demo has no budgets, with its reports."""
    this = today().year
    plan = actions.begin_plan(
        council, by=by, first_year=this - 3, developed_in=this - 4, body=_body(council)
    )
    for sample in SAMPLES[:3]:
        measure = actions.add_measure(plan, by=by, told=_told(sample, None, 1))
        for year in plan.years:
            given = (facts[year].planned.own or 0) // 3
            spent = (facts[year].spending.own or 0) // 3
            told = Amounts(given * 2, given * 3 // 2, given, spent)
            actions.enter_amounts(measure, by=by, year=year, amounts=told)
    actions.approve_plan(
        plan, by=by, approved_on=dt.date(this - 4, 12, 8), approved_as=DECISION.format(0)
    )
    actions.report_plan(plan, by=by, year=this - 3, reported_on=dt.date(this - 2, 1, 30))
    actions.report_plan(plan, by=by, year=this - 2, reported_on=dt.date(this - 1, 2, 19))
