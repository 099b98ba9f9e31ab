"""Plans for the environment: the body and the apparatus until approved, then each its own part."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maslikhat.accounts.models import User
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Milestone
from tests.money.regions import TOLD, Region, make_region
from tests.permissions.everyone import PERSONS, Cast
from tests.permissions.everyone import users as accounts
from tests.permissions.table import NOBODY, Room, Row, persons


@dataclass
class RegionCast:
    """The cast, in which clerk and official are those of a region."""

    region: Region

    @property
    def everyone(self) -> Cast:
        """The persons of the rows."""
        return self.region.cast


def make() -> RegionCast:
    """The cast of a region."""
    return RegionCast(make_region())


def users(cast: RegionCast) -> dict[str, User]:
    """The account of each."""
    return accounts(cast.everyone)


ROOM = Room("money", PERSONS, make, users)
KEEPERS, WITH_BODY = persons("operator clerk"), persons("operator clerk official")


def nothing(cast: RegionCast) -> Region:
    """There is no plan yet."""
    return cast.region


def drafted(cast: RegionCast) -> EnvironmentPlan:
    """A draft with a measure."""
    plan = cast.region.plan()
    cast.region.measure(plan, 1, 1, 1)
    return plan


def approved(cast: RegionCast) -> EnvironmentPlan:
    """An approved plan with a measure."""
    return cast.region.approved(drafted(cast))


def measure_of_draft(cast: RegionCast) -> EnvironmentMeasure:
    """A measure of a draft."""
    return drafted(cast).measures.get()


def measure_of_plan(cast: RegionCast) -> EnvironmentMeasure:
    """A measure of an approved plan."""
    return approved(cast).measures.get()


def heard(cast: RegionCast) -> EnvironmentPlan:
    """A draft that was heard in public."""
    plan = drafted(cast)
    return actions.describe_plan(plan, by=cast.region.clerk, hearing_on=dt.date(2024, 9, 1))


def of_another_body(cast: RegionCast) -> Region:
    """There is no plan, and the official's body deals with something else."""
    assert cast.region.body is not None
    names = {"name_kk": "Білім басқармасы", "name_ru": "Управление образования"}
    type(cast.region.body).objects.filter(pk=cast.region.body.pk).update(**names)
    cast.region.body.refresh_from_db()
    return cast.region


def step(cast: RegionCast) -> Milestone:
    """A step of a measure of an approved plan."""
    return actions.set_milestone(
        measure_of_plan(cast),
        by=cast.region.clerk,
        titles=("Қадам", "Шаг", ""),
        due_on=dt.date(2025, 5, 1),
    )


def begin_plan(cast: RegionCast, by: Any, made: Region) -> object:
    return actions.begin_plan(
        made.council, by=by, first_year=2025, developed_in=2024, body=made.body
    )


def describe_plan(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    return actions.describe_plan(made, by=by, hearing_on=dt.date(2024, 9, 1))


def correct_plan(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    return actions.correct_plan(made, by=by, first_year=2025, developed_in=2023)


def drop_plan(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    return actions.drop_plan(made, by=by)


def approve_plan(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    day = dt.date(2024, 12, 1)
    return actions.approve_plan(made, by=by, approved_on=day, approved_as="5/1")


def report_plan(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    return actions.report_plan(made, by=by, year=2025, reported_on=dt.date(2026, 1, 20))


def add_measure(cast: RegionCast, by: Any, made: EnvironmentPlan) -> object:
    return actions.add_measure(made, by=by, told=TOLD)


def edit_measure(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    return actions.edit_measure(made, by=by, told=TOLD)


def drop_measure(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    return actions.drop_measure(made, by=by)


def tell_need(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    return actions.enter_amounts(made, by=by, year=2025, amounts=Amounts(needed=9), reason="x")


def tell_spent(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    amounts = Amounts(needed=1, allotted=1, spent=1)
    return actions.enter_amounts(made, by=by, year=2025, amounts=amounts)


def tell_year(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    year = made.plan.first_year
    before = made.amounts.get(year=year)
    amounts = Amounts(before.needed, before.requested, before.allotted, 5)
    return actions.enter_year(made.plan, by=by, year=year, amounts={made.pk: amounts})


def set_milestone(cast: RegionCast, by: Any, made: EnvironmentMeasure) -> object:
    titles, day = ("Қадам", "Шаг", ""), dt.date(2025, 5, 1)
    return actions.set_milestone(made, by=by, titles=titles, due_on=day)


def reach_milestone(cast: RegionCast, by: Any, made: Milestone) -> object:
    return actions.reach_milestone(made, by=by, reached_on=dt.date(2025, 4, 1))


ROWS = [
    Row("money.begin_plan", "a region without a plan", WITH_BODY, begin_plan, nothing),
    Row("money.begin_plan", "a region, by a body of other matters",
        KEEPERS, begin_plan, of_another_body),
    Row("money.correct_plan", "a draft", WITH_BODY, correct_plan, drafted),
    Row("money.correct_plan", "a draft that was heard", NOBODY, correct_plan, heard),
    Row("money.drop_plan", "a draft", WITH_BODY, drop_plan, drafted),
    Row("money.drop_plan", "a draft that was heard", NOBODY, drop_plan, heard),
    Row("money.drop_plan", "an approved plan", NOBODY, drop_plan, approved),
    Row("money.describe_plan", "a draft", WITH_BODY, describe_plan, drafted),
    Row("money.describe_plan", "an approved plan", KEEPERS, describe_plan, approved),
    Row("money.approve_plan", "a draft with measures", KEEPERS, approve_plan, drafted),
    Row("money.approve_plan", "an approved plan that another decision changed",
        KEEPERS, approve_plan, approved),
    Row("money.report_plan", "a draft", NOBODY, report_plan, drafted),
    Row("money.report_plan", "an approved plan", WITH_BODY, report_plan, approved),
    Row("money.add_measure", "a draft", WITH_BODY, add_measure, drafted),
    Row("money.add_measure", "an approved plan", KEEPERS, add_measure, approved),
    Row("money.edit_measure", "a measure of a draft", WITH_BODY, edit_measure, measure_of_draft),
    Row("money.edit_measure", "a measure of an approved plan",
        KEEPERS, edit_measure, measure_of_plan),
    Row("money.drop_measure", "a measure of a draft", WITH_BODY, drop_measure, measure_of_draft),
    Row("money.drop_measure", "a measure of an approved plan",
        NOBODY, drop_measure, measure_of_plan),
    Row("money.enter_amounts", "what a measure of an approved plan needs",
        KEEPERS, tell_need, measure_of_plan),
    Row("money.enter_amounts", "what was spent on a measure of an approved plan",
        WITH_BODY, tell_spent, measure_of_plan),
    Row("money.enter_year", "what was spent on the measures of an approved plan",
        WITH_BODY, tell_year, measure_of_plan),
    Row("money.set_milestone", "a measure of a draft",
        WITH_BODY, set_milestone, measure_of_draft),
    Row("money.set_milestone", "a measure of an approved plan",
        KEEPERS, set_milestone, measure_of_plan),
    Row("money.reach_milestone", "a step of an approved plan", WITH_BODY, reach_milestone, step),
]  # fmt: skip
