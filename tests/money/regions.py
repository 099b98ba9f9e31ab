"""A region's council with its clerk and its body, its budgets and its plan, in small."""

import datetime as dt
from dataclasses import dataclass

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Version
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Body, Council
from tests.money.samples import as_csv
from tests.permissions.everyone import Cast, make_cast
from tests.registry.cast import SINCE

REGION = "550000000"
HEAD = ["part", "code", "name", "approved", "executed"]
TOLD = Told(("Шара", "Мера", "A measure"))


@dataclass
class Region:
    """The cast, with the region of its district."""

    cast: Cast
    council: Council
    body: Body | None
    clerk: User

    def budget(
        self,
        year: int,
        payment: object = None,
        *,
        own: object = None,
        transfers: object = None,
        day: dt.date | None = None,
        kind: str = "executed",
        code: str = "",
    ) -> Version:
        """A report of a whole year, by default; what is None the file does not tell."""
        code = code or ("4.01.1.01" if year >= 2026 else "1.05.3.16")
        rows = [
            ["receipts", "1.01", "Налог", 1000, 1000],
            ["spending", "01.1.110.001.015", "Маслихат", 10, 10],
        ]
        if payment is not None:
            rows.append(["receipts", code, "Плата", 500, payment])
        if own is not None:
            rows.append(["spending", "10.5.254.008.015", "Свои", 90, own])
        if transfers is not None:
            rows.append(["spending", "10.5.254.008.011", "Трансферты", 80, transfers])
        day = day or min(dt.date(year + 1, 1, 1), today())
        about = actions.About(self.council, year, kind, day)
        content = as_csv([HEAD, *rows])
        source = actions.import_budget(content, about, by=self.clerk, name="report.csv")
        assert not source.errors, source.findings
        return actions.switch_on(source, by=self.clerk).versions.get()

    def plan(self, first_year: int = 2025, developed_in: int = 2024) -> EnvironmentPlan:
        """A draft with the body that develops it."""
        return actions.begin_plan(
            self.council,
            by=self.clerk,
            first_year=first_year,
            developed_in=developed_in,
            body=self.body,
        )

    def measure(
        self, plan: EnvironmentPlan, *allotted: int | None, told: Told = TOLD
    ) -> EnvironmentMeasure:
        """A measure with what each year allots to it."""
        measure = actions.add_measure(plan, by=self.clerk, told=told)
        for year, amount in zip(plan.years, allotted, strict=False):
            amounts = Amounts(needed=amount, allotted=amount)
            actions.enter_amounts(measure, by=self.clerk, year=year, amounts=amounts)
        return measure

    def approved(self, plan: EnvironmentPlan, day: dt.date | None = None) -> EnvironmentPlan:
        """The plan, approved in the year of its development."""
        day = day or dt.date(plan.developed_in, 12, 1)
        return actions.approve_plan(plan, by=self.clerk, approved_on=day, approved_as="5/1")


def make_region() -> Region:
    """The cast, whose clerk and official are also the region's own."""
    cast = make_cast()
    council = Council.objects.select_related("unit").get(code=REGION)
    registry.appoint(cast.clerk, by=cast.operator, kind="clerk", council=council, from_day=SINCE)
    body = registry.found_body(
        council.unit,
        by=cast.operator,
        kind="department",
        name_kk="Табиғат басқармасы",
        name_ru="Управление природы",
        from_day=SINCE,
    )
    registry.appoint(cast.official, by=cast.operator, kind="official", body=body, from_day=SINCE)
    return Region(cast, council, body, User.objects.get(pk=cast.clerk.pk))


def decided(
    council: Council, by: User, number: str = "7/1", day: dt.date | None = None
) -> Decision:
    """A decision of a maslikhat that was adopted on a day, today when absent."""
    return Decision.objects.create(
        council=council,
        kind="normative",
        title_kk="Бюджет туралы",
        title_ru="О бюджете",
        origin="import",
        number=number,
        number_key=number.casefold(),
        adopted_on=day or today(),
        by=by.pk,
    )
