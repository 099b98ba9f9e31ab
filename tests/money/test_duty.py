"""The test of a plan by hand: what is missing is never nothing, and nothing is rounded up."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.money.environment.duty import (
    Duty,
    Sum,
    Verdict,
    base_years,
    divided,
    per_head,
    percent,
    ranks,
    report_due,
    share,
    summed,
)

ABOVE = ("011", "028", "032")
amounts = st.integers(0, 10**12)
told = st.lists(st.one_of(st.none(), amounts), min_size=1, max_size=6)


def of(required: list[int | None], planned: list[int | None], spent: int | None = None) -> Duty:
    base = base_years(2024)
    return Duty(
        base,
        summed(zip(base, required, strict=True)),
        summed(enumerate(planned, 2024)),
        summed([(2024, spent)]),
    )


def test_the_years_before_development_and_approval_are_counted_not_those_of_the_plan() -> None:
    # A plan of 2024-2026, developed and approved in 2023, stands on 2020, 2021 and 2022.
    assert base_years(2023) == (2020, 2021, 2022)
    assert base_years(2026) == (2023, 2024, 2025)


def test_a_plan_is_followed_by_hand() -> None:
    # 30.0 + 32.4 + 34.0 = 96.4 received; 20 + 20 + 21 = 61 planned: 63.2 per cent, 35.4 missing.
    test = of([300, 324, 340], [200, 200, 210], 119)
    assert (test.required.amount, test.planned.amount, test.gap) == (964, 610, 354)
    assert test.verdict is Verdict.BELOW
    assert percent(test.planned_share) == Decimal("63.2")
    assert percent(test.spent_of_required) == Decimal("12.3")
    assert percent(test.spent_share) == Decimal("19.5")


@pytest.mark.parametrize(
    ("required", "planned", "verdict", "gap"),
    [
        ([10, 10, 10], [10, 10, 10], Verdict.MEETS, 0),
        ([10, 10, 10], [10, 10, 9], Verdict.BELOW, 1),
        # A missing report is no zero: 25 are more than is known, but not more than there may be.
        ([10, None, 10], [10, 10, 5], Verdict.UNKNOWN, None),
        # Already below what is known.
        ([10, None, 10], [5, 5, 5], Verdict.BELOW, None),
        ([None, None, None], [5, 5, 5], Verdict.UNKNOWN, None),
        # An amount nobody has told may be large; what is known may suffice without it.
        ([10, 10, 10], [10, None, 10], Verdict.UNKNOWN, None),
        ([10, 10, 10], [20, None, 10], Verdict.MEETS, None),
        ([10, 10, 10], [None, None, None], Verdict.UNKNOWN, None),
        ([0, 0, 0], [0, 0, 0], Verdict.MEETS, 0),
        ([0, 0, 0], [None, None, None], Verdict.UNKNOWN, None),
    ],
)
def test_what_can_be_said_of_a_plan(
    required: list[int | None], planned: list[int | None], verdict: Verdict, gap: int | None
) -> None:
    test = of(required, planned)
    assert (test.verdict, test.gap) == (verdict, gap)


def test_a_sum_of_nothing_told_is_not_nothing() -> None:
    test = Duty((2021,), summed([(2021, 10)]), summed([(2025, 10)]), summed([]))
    assert (test.spent.amount, test.spent.at_least) == (None, None)
    assert (test.spent_share, test.spent_of_required) == (None, None)
    assert summed([(2025, 0)]).amount == 0


def test_what_is_below_the_duty_is_never_shown_as_all_of_it() -> None:
    test = of([10**9, 0, 0], [10**9 - 1, 0, 0])
    assert test.verdict is Verdict.BELOW
    assert percent(test.planned_share) == Decimal("99.9")
    assert percent(Fraction(1)) == Decimal("100.0")
    assert percent(None) is None


def test_spending_from_transfers_is_shown_and_never_counted() -> None:
    lines = [
        ("10.5", 100), ("10.5.254", 100), ("10.5.254.008", 70), ("10.5.254.022", 30),
        ("10.5.254.008.015", 20), ("10.5.254.008.011", 50),
        ("10.5.254.022.015", 10), ("10.5.254.022.032", 20),
    ]  # fmt: skip
    found = divided(lines, 100, "015", ABOVE)
    assert (found.own, found.undivided, found.other) == (30, 0, None)
    assert found.transfers == {"011": 50, "032": 20}
    assert found.transferred == 70


def test_what_a_report_does_not_divide_by_source_is_nobodys_own_money() -> None:
    found = divided([("10.5", 100), ("10.5.254", 100), ("10.5.254.008", 100)], 100, "015", ABOVE)
    assert (found.total, found.own, found.transferred, found.undivided) == (100, None, None, 100)
    # Half of it is divided, none of that is own: the other half may be.
    found = divided([("10.5.254.008.011", 50)], 100, "015", ABOVE)
    assert (found.own, found.undivided) == (None, 50)
    # All of it is divided, none of it is own: own money is nothing, and that is known.
    found = divided([("10.5.254.008.011", 100)], 100, "015", ABOVE)
    assert (found.own, found.undivided) == (0, 0)
    assert divided([], None, "015", ABOVE).own is None
    assert divided([("10.5.254.008.005", 7)], 7, "015", ABOVE).other == 7


def test_equal_shares_have_one_rank_and_the_unknown_have_none() -> None:
    shares = {1: Fraction(1, 2), 2: None, 3: Fraction(2, 4), 4: Fraction(3, 4), 5: Fraction(0)}
    assert ranks(shares) == {4: 1, 1: 2, 3: 2, 5: 4}


def test_tenge_for_each_inhabitant() -> None:
    # 354 tenths of a thousand are 35,400 tenge.
    assert per_head(354, 100) == 354
    assert per_head(None, 100) is per_head(354, None) is per_head(354, 0) is None


def test_the_report_on_a_year_is_due_by_the_first_of_february() -> None:
    assert report_due(2025) == dt.date(2026, 2, 1)


def test_nothing_is_shared_out_of_nothing() -> None:
    assert share(5, 0) is share(5, None) is share(None, 5) is share(5, -1) is None


@given(told)
def test_a_sum_is_whole_only_when_every_part_is_told(parts: list[int | None]) -> None:
    found = summed(enumerate(parts))
    known = [one for one in parts if one is not None]
    assert found.known == sum(known)
    assert found.is_told == bool(known)
    assert (found.amount is None) == (None in parts)
    assert set(found.missing) == {at for at, one in enumerate(parts) if one is None}


@given(st.tuples(*[st.one_of(st.none(), amounts)] * 3), told, st.data())
def test_what_was_said_stays_true_when_what_is_missing_comes(
    required: tuple[int | None, ...], planned: list[int | None], data: st.DataObject
) -> None:
    before = of(list(required), planned).verdict
    filled = [data.draw(amounts) if one is None else one for one in required]
    after = of(list(filled), [data.draw(amounts) if one is None else one for one in planned])
    assert after.verdict in {Verdict.MEETS, Verdict.BELOW}
    assert before in {Verdict.UNKNOWN, after.verdict}
    assert after.gap is not None
    assert (after.gap > 0) == (after.verdict is Verdict.BELOW)


@given(amounts, amounts)
def test_a_hundred_per_cent_is_shown_only_where_the_duty_is_met(
    required: int, planned: int
) -> None:
    shown = percent(share(planned, required))
    if shown is not None:
        assert (shown >= 100) == (planned >= required)


@given(
    st.lists(
        st.tuples(st.sampled_from(["008", "022"]), st.sampled_from(["015", "011", "028", "005"]),
                  amounts),
        unique_by=lambda one: one[:2],
    )
)  # fmt: skip
def test_the_parts_of_spending_make_the_whole(rows: list[tuple[str, str, int]]) -> None:
    lines = [(f"10.5.254.{programme}.{source}", amount) for programme, source, amount in rows]
    total = sum(amount for _code, amount in lines)
    found = divided([("10.5", total), *lines], total, "015", ABOVE)
    assert found.undivided == 0
    parts = (found.own or 0) + (found.transferred or 0) + (found.other or 0)
    assert parts == total


def test_a_sum_of_no_parts_tells_nothing() -> None:
    assert summed([]) == Sum(0, (), False)
    assert summed([]).at_least is None
