"""Budgets of the demo: the real classification, and amounts that are invented, every one.

All regions and the districts of one, over five years; here a report and there a whole year is
missing, as in life. The files say themselves that they are invented.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import NamedTuple

from maslikhat.accounts.models import User
from maslikhat.demo.cast import REGION, user_of
from maslikhat.demo.decisions import BUDGET_NUMBER, decided
from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.codes import Part
from maslikhat.money.models import VersionKind
from maslikhat.places.actions import enter_indicators
from maslikhat.places.readings import Reading
from maslikhat.places.words import INVENTED
from maslikhat.registry.models import Council, Level

YEARS = 5
# Since when transfers are category 5 and the payment is a special receipt.
NEW_CODES = 2026
SEED = 3_16
NOTE = "вымышлено"
# The weight of each function in a hundred of the budget.
FUNCTIONS = {
    "01": 4, "02": 1, "03": 5, "04": 38, "05": 3, "06": 9, "07": 12, "08": 5, "09": 2,
    "11": 2, "12": 8, "13": 3, "14": 1, "15": 3,
}  # fmt: skip
HEADINGS = ("kato", "year", "part", "code", "name", "approved", "refined", "corrected",
            "executed", "note")  # fmt: skip


class Amounts(NamedTuple):
    """A line of a year: as approved, refined, corrected and executed; tenths of a thousand."""

    part: Part
    code: str
    approved: int
    refined: int
    corrected: int
    executed: int


def build_budgets(*, by: User) -> None:
    """Inhabitants, then for each year what was approved, refined and executed."""
    councils = list(
        Council.objects.on().filter(level=Level.REGIONAL).select_related("unit").order_by("code")
    )
    home = Council.objects.get(code=REGION)
    assert home.unit is not None
    districts = Council.objects.on().of_region(home.unit).exclude(pk=home.pk)
    councils += list(districts.select_related("unit").order_by("code"))
    _inhabitants(councils, by)
    this = today().year
    lacking = councils[3].pk
    for year in range(this - YEARS + 1, this + 1):
        lines = {
            council: _year(council, year)
            for council in councils
            if not (council.pk == lacking and year == this - 2)
        }
        for kind, day in _days(year):
            without = councils[7] if kind == VersionKind.EXECUTED and year == this - 1 else None
            told = {council: of for council, of in lines.items() if council != without}
            _bring_in(_file(told, year, kind), year, kind, day, by)
    _refined_by_decision(home, this)


def _days(year: int) -> Iterator[tuple[VersionKind, dt.date]]:
    """The days of a year's versions that have come."""
    day = today()
    yield VersionKind.APPROVED, dt.date(year - 1, 12, 15)
    if dt.date(year, 7, 3) <= day:
        yield VersionKind.REFINED, dt.date(year, 7, 3)
    report = min(dt.date(year + 1, 1, 1), day.replace(day=1))
    if report > dt.date(year, 1, 1):
        yield VersionKind.EXECUTED, report


def _bring_in(content: bytes, year: int, kind: VersionKind, day: dt.date, by: User) -> None:
    about = actions.About(None, year, kind, day)
    name = f"invented-{year}-{kind}.csv"
    source = actions.import_budget(content, about, by=by, name=name)
    assert not source.errors, source.findings[:3]
    actions.switch_on(source, by=by)


def _refined_by_decision(council: Council, year: int) -> None:
    """One version more, that the apparatus brings in under a decision of its own."""
    clerk = user_of("clerk")
    decision = decided(BUDGET_NUMBER)
    assert clerk is not None and decision.adopted_on is not None
    lines = [_more(line) for line in _year(council, year)]
    about = actions.About(
        council, year, VersionKind.REFINED, max(decision.adopted_on, dt.date(year, 1, 5)),
        decision=decision,
    )  # fmt: skip
    content = _file({council: lines}, year, VersionKind.REFINED)
    source = actions.import_budget(content, about, by=clerk, name="invented-decision.csv")
    assert not source.errors, source.findings[:3]
    actions.switch_on(source, by=clerk)


def _more(line: Amounts) -> Amounts:
    """Education got a hundredth more."""
    is_more = line.code == "04"
    return line._replace(refined=line.refined * 101 // 100) if is_more else line


def _year(council: Council, year: int) -> list[Amounts]:
    """The invented lines of a budget; the same for the same council and year."""
    random = Random(f"{SEED}-{council.code}-{year}")
    size = Random(f"{SEED}-{council.code}").randrange(60, 140)
    is_region = council.level == Level.REGIONAL
    size = size * (40_000_000 if is_region else 2_000_000) * (100 + 9 * (year % 10)) // 100
    lines = [
        _line(Part.SPENDING, code, size * share // 100, random) for code, share in FUNCTIONS.items()
    ]
    lines.append(_line(Part.SPENDING, "10.1", size * 2 // 100, random))
    payment = size * random.randrange(8, 30) // 1000
    if is_region:
        # Less than came in, as the matter of the portal is.
        own = payment * random.randrange(15, 90) // 100
        lines += [
            _line(Part.SPENDING, "10.5.254.008.011", size // 500, random),
            _line(Part.SPENDING, "10.5.254.008.015", own * 6 // 10, random),
            _line(Part.SPENDING, "10.5.254.022.015", own * 4 // 10, random),
        ]
        code = "4.01.1.01" if year >= NEW_CODES else "1.05.3.16"
        lines.append(_line(Part.RECEIPTS, code, payment, random))
    transfers = "5" if year >= NEW_CODES else "4"
    lines += [
        _line(Part.RECEIPTS, "1.01", size * 38 // 100, random),
        _line(Part.RECEIPTS, "2", size * 2 // 100, random),
        _line(Part.RECEIPTS, "3", size // 100, random),
        _line(Part.RECEIPTS, transfers, size * 55 // 100, random),
    ]
    if not is_region:
        lines.append(_line(Part.SPENDING, "10.5", size // 300, random))
    return lines


def _line(part: Part, code: str, approved: int, random: Random) -> Amounts:
    refined = approved * random.randrange(96, 112) // 100
    corrected = refined * random.randrange(995, 1006) // 1000
    return Amounts(
        part, code, approved, refined, corrected, corrected * random.randrange(880, 1003) // 1000
    )


def _file(lines: dict[Council, list[Amounts]], year: int, kind: VersionKind) -> bytes:
    """A table of many budgets, in the columns that the portal itself writes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for council, of in lines.items():
        for line in of:
            place = [council.code, year, line.part.value, line.code, ""]
            writer.writerow([*place, *_told(line, kind), NOTE])
    return out.getvalue().encode()


def _told(line: Amounts, kind: VersionKind) -> Sequence[Decimal | str]:
    """The amounts that a file of this kind tells."""
    sums = [Decimal(amount) / 10 for amount in line[2:]]
    if kind == VersionKind.EXECUTED:
        return sums
    return [sums[0], "", "", ""] if kind == VersionKind.APPROVED else [sums[0], sums[1], "", ""]


def _inhabitants(councils: Sequence[Council], by: User) -> None:
    """Invented numbers of people, for what falls on each."""
    rows = []
    for council in councils:
        assert council.unit is not None
        people = Random(f"{SEED}-{council.code}-people").randrange(30, 120) * 1000
        if council.level == Level.REGIONAL:
            people *= 12
        rows.append(
            Reading(council.unit.kato, "population", today().year - YEARS + 1, Decimal(people),
                    "people", INVENTED)
        )  # fmt: skip
    enter_indicators(rows, by=by)
