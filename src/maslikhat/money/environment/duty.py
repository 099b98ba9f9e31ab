"""The duty to spend on the environment what was paid for harming it. Pure: no Django, no database.

Environmental Code, art. 29 p. 7: the plan of a region is financed from its budget by not less than
the payments the budget received in the three years before the year of the plan's development and
approval. Amounts are integers of tenths of a thousand tenge. What nobody has told is missing: it is
never counted as nothing, and a sum that lacks a part is told as "at least".
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

# By when a year's report on the plan is owed to the council (Environmental Code, art. 29).
REPORT_MONTH, REPORT_DAY = 2, 1


class Verdict(StrEnum):
    """What can be said of a plan."""

    MEETS = "meets"
    BELOW = "below"
    UNKNOWN = "unknown"
    NO_PLAN = "no_plan"


class Sum(NamedTuple):
    """A sum over years: what of it is known, and the years of which something is missing."""

    known: int
    missing: tuple[int, ...] = ()
    is_told: bool = True

    @property
    def amount(self) -> int | None:
        """The whole sum; None while any of its parts is missing, or none was told."""
        return None if self.missing or not self.is_told else self.known

    @property
    def at_least(self) -> int | None:
        """What is known of it; None where nothing is."""
        return self.known if self.is_told else None


def summed(parts: Iterable[tuple[int, int | None]]) -> Sum:
    """The sum of amounts, each with its year; None is missing."""
    known, missing, is_told = 0, set(), False
    for year, amount in parts:
        if amount is None:
            missing.add(year)
        else:
            known, is_told = known + amount, True
    return Sum(known, tuple(sorted(missing)), is_told)


def base_years(year: int, count: int = 3) -> tuple[int, ...]:
    """The years whose receipts are counted: those before the year of development and approval."""
    return tuple(range(year - count, year))


class Duty(NamedTuple):
    """The test of a plan: what the law asks for, what the budget allots to it, what was spent."""

    base: tuple[int, ...]
    required: Sum
    planned: Sum
    spent: Sum

    @property
    def verdict(self) -> Verdict:
        """Whether the plan meets the duty, as far as can be said from what is known.

        Receipts are not below zero: a plan already below what is known of them stays below.
        """
        required, planned = self.required, self.planned
        if required.amount is not None and planned.is_told and planned.known >= required.amount:
            return Verdict.MEETS
        if planned.amount is not None and required.is_told and planned.amount < required.known:
            return Verdict.BELOW
        return Verdict.UNKNOWN

    @property
    def gap(self) -> int | None:
        """How much the plan lacks of the duty, 0 when it meets it; None when that is not known."""
        if self.required.amount is None or self.planned.amount is None:
            return None
        return max(self.required.amount - self.planned.amount, 0)

    @property
    def planned_share(self) -> Fraction | None:
        """Planned out of required: what regions are ranked by."""
        return share(self.planned.amount, self.required.amount)

    @property
    def spent_share(self) -> Fraction | None:
        """Spent so far out of what is planned for all years."""
        return share(self.spent.amount, self.planned.amount)

    @property
    def spent_of_required(self) -> Fraction | None:
        """Spent so far out of what the law asks for."""
        return share(self.spent.amount, self.required.amount)


def share(part: int | None, whole: int | None) -> Fraction | None:
    """A part of a whole; None where either is not known, or the whole is nothing."""
    return None if part is None or not whole or whole < 0 else Fraction(part, whole)


def percent(one: Fraction | None) -> Decimal | None:
    """Per cent to the tenth, never rounded up: what is below the duty is never shown as 100."""
    if one is None:
        return None
    tenths = (one * 1000).__floor__()
    return (Decimal(tenths) / 10).quantize(Decimal("0.1"), ROUND_FLOOR)


def per_head(amount: int | None, people: int | None) -> int | None:
    """Whole tenge for each inhabitant."""
    return None if amount is None or not people else round(Fraction(amount * 100, people))


def ranks(shares: Mapping[int, Fraction | None]) -> dict[int, int]:
    """The place of each by its share, the greatest first; equals share one, unknown have none."""
    known = [one for one in shares.values() if one is not None]
    return {
        key: 1 + sum(1 for other in known if other > one)
        for key, one in shares.items()
        if one is not None
    }


class Spending(NamedTuple):
    """What was spent on protecting the environment (10-5), by whose money, as one file tells it.

    Any of it may be None: not told. `undivided` is what the file does not divide by source.
    """

    total: int | None
    own: int | None
    transfers: Mapping[str, int]
    other: int | None
    undivided: int | None

    @property
    def transferred(self) -> int | None:
        """All transfers together; None where the file tells of none."""
        return sum(self.transfers.values()) if self.transfers else None


def divided(
    lines: Iterable[tuple[str, int | None]], total: int | None, own: str, transfers: Sequence[str]
) -> Spending:
    """Spending by source: of lines below a function those of the fifth level, by their last piece.

    `own` and `transfers` are codes of subprogrammes: "015"; "011", "028", "032". Totals among the
    lines are not added again.
    """
    by_source: dict[str, int] = {}
    for code, amount in lines:
        if code.count(".") == 4 and amount is not None:
            source = code.rpartition(".")[2]
            by_source[source] = by_source.get(source, 0) + amount
    told = sum(by_source.values())
    undivided = None if total is None else total - told
    found = by_source.pop(own, None)
    if found is None and by_source and undivided == 0:
        found = 0
    given = {code: by_source.pop(code) for code in transfers if code in by_source}
    return Spending(total, found, given, sum(by_source.values()) if by_source else None, undivided)


def report_due(year: int) -> dt.date:
    """By which day it is told how the plan was carried out in a year."""
    return dt.date(year + 1, REPORT_MONTH, REPORT_DAY)
