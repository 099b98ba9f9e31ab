"""The mirror of a region read from its budgets and its plan: what `environment.duty` computes with.

The payment goes into the budgets of the twenty regions alone. A year's receipts are those of a
report on execution made when the year was over; a report of its middle is shown, never counted.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, Sum

from maslikhat.money.codes import Part
from maslikhat.money.environment import duty
from maslikhat.money.environment.duty import Verdict
from maslikhat.money.models import (
    EnvironmentPlan,
    Line,
    MeasureAmount,
    PaidBy,
    Series,
    Version,
    VersionKind,
)
from maslikhat.money.models.plans import AMOUNTS
from maslikhat.money.plans.known import Amounts, amounts_known
from maslikhat.norms.lookup import number
from maslikhat.registry.models import Council

PAYMENT, PROTECTION, OWN = "environment_payment", "environment_protection", "own_money"
FROM_ABOVE = ("from_republic", "from_region", "from_national_fund")
RECEIVED = "transfers_received"


class Told(NamedTuple):
    """A figure and where it stands: tenths of a thousand tenge, the version, sheet and row."""

    amount: int
    version: int
    sheet: int
    row: int


class Year(NamedTuple):
    """What budgets tell of a council's year; what is None is missing."""

    year: int
    report: Version | None
    latest: Version | None
    received: Told | None
    to_come: Told | None
    spending: duty.Spending
    planned: duty.Spending
    transfers: Told | None

    @property
    def is_whole(self) -> bool:
        """Whether the report was made when the year was over."""
        return self.report is not None and self.report.day >= dt.date(self.year, 12, 31)

    @property
    def counted(self) -> int | None:
        """The receipts of the payment that the duty counts: of a whole year, else None."""
        return self.received.amount if self.received and self.is_whole else None

    @property
    def same_year(self) -> Decimal | None:
        """An indicator, not the test: own money spent out of what came in, in the same year."""
        own = None if self.spending.undivided else self.spending.own
        return duty.percent(duty.share(own, self.counted)) if self.is_whole else None


class Codes(NamedTuple):
    """Which code means what in a year (`money.Series`); "" where none does."""

    of: Mapping[tuple[str, int], str]

    def at(self, key: str, year: int) -> str:
        """The code of a thing in a year."""
        return self.of.get((key, year), "")

    def source(self, key: str, year: int) -> str:
        """The last piece of a code that holds at any place: `*.015` → 015."""
        return self.at(key, year).rpartition(".")[2]


def codes_of(years: Collection[int]) -> Codes:
    """The codes of these years; one query."""
    rows = list(Series.objects.all())
    return Codes(
        {
            (row.key, year): row.code
            for year in years
            for row in rows
            if row.holds_on(dt.date(year, 1, 1))
        }
    )


def years_of(
    councils: Collection[int], years: Collection[int], on: dt.date | None = None
) -> dict[tuple[int, int], Year]:
    """What budgets tell of these councils' years, those without a file too; three queries.

    `on` is a day as of which it is told, the latest where it is None; so in all that follows.
    """
    codes = codes_of(years)
    reports, latest = _versions(councils, years, on)
    wanted = {one.pk: one for one in (*reports.values(), *latest.values())}
    lines = _lines(wanted, codes)
    return {
        (council, year): _year(
            year, reports.get((council, year)), latest.get((council, year)), lines, codes
        )
        for council in councils
        for year in years
    }


Versions = dict[tuple[int, int], Version]


def _versions(
    councils: Collection[int], years: Collection[int], on: dt.date | None
) -> tuple[Versions, Versions]:
    reports: Versions = {}
    latest: Versions = {}
    standing = Version.objects.standing(on).filter(council__in=councils, year__in=years)
    for version in standing.lately():
        place = (version.council_id, version.year)
        latest.setdefault(place, version)
        if version.kind == VersionKind.EXECUTED:
            reports.setdefault(place, version)
    return reports, latest


def _lines(versions: Mapping[int, Version], codes: Codes) -> dict[int, list[Line]]:
    """The lines of the payment, of transfers received and of protection; one query."""
    receipts = {code for (key, _year), code in codes.of.items() if key in (PAYMENT, RECEIVED)}
    rows = Line.objects.filter(version__in=versions)
    found = rows.filter(part=Part.RECEIPTS.value, code__in=receipts)
    for code in sorted({code for (key, _y), code in codes.of.items() if key == PROTECTION}):
        found = found | rows.within(Part.SPENDING.value, code)
    lines: dict[int, list[Line]] = {}
    for line in found:
        lines.setdefault(line.version_id, []).append(line)
    return lines


def _year(
    year: int,
    report: Version | None,
    latest: Version | None,
    lines: Mapping[int, list[Line]],
    codes: Codes,
) -> Year:
    of_report = lines.get(report.pk, []) if report else []
    of_latest = lines.get(latest.pk, []) if latest else []
    return Year(
        year,
        report,
        latest,
        _told(of_report, codes.at(PAYMENT, year), "executed"),
        _told(of_latest, codes.at(PAYMENT, year), "planned"),
        _spending(of_report, "executed", year, codes),
        _spending(of_latest, "planned", year, codes),
        _told(of_report, codes.at(RECEIVED, year), "executed"),
    )


def _told(lines: Sequence[Line], code: str, what: str) -> Told | None:
    for line in lines:
        amount = getattr(line, what)
        if line.part == Part.RECEIPTS.value and line.code == code and amount is not None:
            return Told(amount, line.version_id, line.sheet, line.row)
    return None


def _spending(lines: Sequence[Line], what: str, year: int, codes: Codes) -> duty.Spending:
    function = codes.at(PROTECTION, year)
    of = [(line.code, getattr(line, what)) for line in lines if line.part == Part.SPENDING.value]
    total = next((amount for code, amount in of if code == function), None)
    above = [codes.source(key, year) for key in FROM_ABOVE]
    return duty.divided(of, total, codes.source(OWN, year), above)


class Standing(NamedTuple):
    """A region's plan and its test; without an approved plan there is none."""

    council: Council
    plan: EnvironmentPlan | None
    duty: duty.Duty | None

    @property
    def verdict(self) -> Verdict:
        """What can be said."""
        return self.duty.verdict if self.duty else Verdict.NO_PLAN


def plans_covering(
    councils: Collection[int], year: int, on: dt.date | None = None
) -> dict[int, EnvironmentPlan]:
    """The approved plan of each council that holds in a year, the latest of several; one query."""
    rows = EnvironmentPlan.objects.approved().covering(year).filter(council__in=councils)
    if on is not None:
        rows = rows.filter(first_approved_on__lte=on)
    found: dict[int, EnvironmentPlan] = {}
    for plan in rows.select_related("decision", "body").lately():
        found.setdefault(plan.council_id, plan)
    return found


Bases = Mapping[int, tuple[int, ...]]


def bases_of(plans: Collection[EnvironmentPlan]) -> Bases:
    """The years whose receipts the duty of each plan counts, by its number; one query at most."""
    count = number("environment_base_years") if plans else 0
    return {plan.pk: duty.base_years(plan.base_year, count) for plan in plans}


def duties_of(
    plans: Collection[EnvironmentPlan],
    bases: Bases,
    facts: Mapping[tuple[int, int], Year],
    this: int,
    on: dt.date | None = None,
) -> dict[int, duty.Duty]:
    """The test of each plan by its number; `this` is the year it is: later ones are not spent yet.

    One query.
    """
    numbers = [plan.pk for plan in plans]
    amounts = amounts_of(numbers) if on is None else amounts_on(numbers, on)
    found = {}
    for plan in plans:
        base = bases[plan.pk]
        told = {year: amounts.get((plan.pk, year), Totals()) for year in plan.years}
        found[plan.pk] = duty.Duty(
            base,
            duty.summed((year, _counted(facts, plan.council_id, year)) for year in base),
            _total(told, "allotted"),
            _total({year: of for year, of in told.items() if year <= this}, "spent"),
        )
    return found


def _counted(facts: Mapping[tuple[int, int], Year], council: int, year: int) -> int | None:
    found = facts.get((council, year))
    return found.counted if found else None


def _total(told: Mapping[int, "Totals"], name: str) -> duty.Sum:
    """A sum over the years of a plan; a year in which one measure says nothing lacks a part."""
    sums = {year: of.sums.get(name) for year, of in told.items()}
    lacking = tuple(
        year for year, of in told.items() if not of.rows or of.told.get(name, 0) < of.rows
    )
    known = [one for one in sums.values() if one is not None]
    return duty.Sum(sum(known), lacking, bool(known))


class Totals(NamedTuple):
    """What the measures of a plan say together of a year: sums, how many tell each, how many."""

    sums: Mapping[str, int | None] = {}
    told: Mapping[str, int] = {}
    rows: int = 0


def amounts_of(plans: Collection[int]) -> dict[tuple[int, int], Totals]:
    """By plan and year what the measures paid with own money say together; one query."""
    rows = MeasureAmount.objects.filter(measure__plan__in=plans, measure__paid_by=PaidBy.OWN)
    asked: dict[str, Aggregate] = {
        **{f"{name}_sum": Sum(name) for name in AMOUNTS},
        **{f"{name}_told": Count(name) for name in AMOUNTS},
    }
    grouped = rows.values("measure__plan", "year").annotate(measures=Count("pk"), **asked)
    return {(row["measure__plan"], row["year"]): _totals({**row}) for row in grouped}


def amounts_on(plans: Collection[int], on: dt.date) -> dict[tuple[int, int], Totals]:
    """The same as of a day; two queries."""
    return {place: _added(rows) for place, rows in amounts_known(plans, on).items()}


def _added(rows: Sequence[Amounts]) -> Totals:
    columns = dict(zip(AMOUNTS, zip(*rows, strict=True), strict=True))
    told = {name: [one for one in of if one is not None] for name, of in columns.items()}
    sums = {name: sum(of) if of else None for name, of in told.items()}
    return Totals(sums, {name: len(of) for name, of in told.items()}, len(rows))


def _totals(row: Mapping[str, Any]) -> Totals:
    """PostgreSQL sums whole numbers of this size as decimals."""
    sums = {name: row[f"{name}_sum"] for name in AMOUNTS}
    return Totals(
        {name: None if one is None else int(one) for name, one in sums.items()},
        {name: row[f"{name}_told"] for name in AMOUNTS},
        row["measures"],
    )
