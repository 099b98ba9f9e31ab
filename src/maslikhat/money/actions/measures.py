"""Acts on the measures of a plan: what is done, what it costs and got, how far it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import today
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.money import codes
from maslikhat.money.amounts import MOST
from maslikhat.money.guards import allow, locked, locked_with, past, refuse_unless, web_address
from maslikhat.money.models import (
    REASON_MOST,
    EnvironmentMeasure,
    EnvironmentPlan,
    FormerAmounts,
    MeasureAmount,
    Medium,
    Milestone,
    PaidBy,
)
from maslikhat.money.models.plans import AMOUNTS, NUMBER_MOST, RESULT_MOST, TITLE_MOST
from maslikhat.money.names import widths_in
from maslikhat.money.permissions import (
    hand_of,
    may_add_measure,
    may_drop_measure,
    may_edit_measure,
    may_enter_amounts,
    may_enter_year,
    may_reach_milestone,
    may_set_milestone,
    may_write_plan,
)
from maslikhat.money.plans.seen import amounts_seen, refuse_changed, words_seen
from maslikhat.places.models import Unit

MOST_MEASURES, MOST_CODES, MOST_MILESTONES = 500, 10, 40


class Told(NamedTuple):
    """What a measure is: each text as (Kazakh, Russian, English), of which English may be empty."""

    titles: tuple[str, str, str]
    medium: str = Medium.OTHER
    paid_by: str = PaidBy.OWN
    results: tuple[str, str, str] = ("", "", "")
    place: Unit | None = None
    codes: Sequence[str] = ()
    contractor: str = ""
    contract: str = ""
    contract_link: str = ""


class Amounts(NamedTuple):
    """Of a year, in tenths of a thousand tenge; None is what nobody has told."""

    needed: int | None = None
    requested: int | None = None
    allotted: int | None = None
    spent: int | None = None


@atomic
def add_measure(plan: EnvironmentPlan, *, by: User, told: Told) -> EnvironmentMeasure:
    """Write a measure into a plan; what it costs in each of the years is not told yet."""
    plan = locked(plan)
    allow(may_add_measure(by, plan))
    last = plan.measures.aggregate(last=Max("number"))["last"] or 0
    refuse_unless(
        last < MOST_MEASURES, _("A plan has at most %(most)s measures.") % {"most": MOST_MEASURES}
    )
    measure = EnvironmentMeasure(plan=plan, number=last + 1)
    _tell(measure, told)
    measure.save()
    insert_rows(MeasureAmount, ("measure_id", "year"), [(measure.pk, year) for year in plan.years])
    record(by, "money.add_measure", measure)
    return measure


@atomic
def edit_measure(
    measure: EnvironmentMeasure, *, by: User, told: Told, seen: str | None = None
) -> EnvironmentMeasure:
    """Say anew what a measure is; once the plan is approved the apparatus does.

    `seen` is the hash of the words that were read (`plans.seen`).
    """
    plan, measure = locked_with(measure)
    allow(may_edit_measure(by, plan))
    refuse_changed(seen, words_seen(measure))
    _tell(measure, told)
    measure.save()
    record(by, "money.edit_measure", measure)
    return measure


@atomic
def drop_measure(measure: EnvironmentMeasure, *, by: User) -> EnvironmentPlan:
    """Take a measure out of a draft; an approved one stays and is told of to the end."""
    plan, measure = locked_with(measure)
    allow(may_drop_measure(by, plan))
    refuse_unless(
        plan.approved_on is None,
        _("The plan is approved: its measures stay. Enter what was allotted and spent instead."),
        status=409,
    )
    record(by, "money.drop_measure", measure)
    measure.delete()
    return plan


@atomic
def enter_amounts(
    measure: EnvironmentMeasure,
    *,
    by: User,
    year: int,
    amounts: Amounts,
    reason: str = "",
    seen: str | None = None,
) -> MeasureAmount:
    """Enter what a measure needs, asked for, got and spent in a year.

    What it needs stands in the plan: once that is approved only the apparatus changes it. An amount
    that was told before stays to be read, with the reason for which it changed. `seen` is the hash
    of the amounts that were read (`plans.seen`).
    """
    plan, measure = locked_with(measure)
    allow(may_enter_amounts(by, plan))
    prefetch_related_objects([measure], "amounts")
    refuse_changed(seen, amounts_seen([measure], year))
    row = _entered(plan, measure, by, year, amounts, reason)
    record(by, "money.enter_amounts", measure)
    return row


@atomic
def enter_year(
    plan: EnvironmentPlan,
    *,
    by: User,
    year: int,
    amounts: Mapping[int, Amounts],
    reason: str = "",
    seen: str | None = None,
) -> EnvironmentPlan:
    """Enter at once what the measures of a plan need, asked for, got and spent in a year.

    `amounts` is by the number of the measure's row; those that stand as they stood are passed over.
    All is entered, or nothing; one reason is for all that changes. `seen` is the hash of what was
    read (`plans.seen`).
    """
    plan = locked(plan)
    allow(may_enter_year(by, plan))
    measures = plan.measures.filter(pk__in=amounts).prefetch_related("amounts").in_order()
    refuse_changed(seen, amounts_seen(measures, year))
    for measure in measures:
        given = amounts[measure.pk]
        before = _row_of(measure, year)
        if Amounts(*(getattr(before, name) for name in AMOUNTS)) == given:
            continue
        try:
            _entered(plan, measure, by, year, given, reason)
        except Refused as refusal:
            told = f"{measure.number}. {said(measure, 'title').text}: {refusal}"
            raise Refused(told, status=refusal.status) from None
    record(by, "money.enter_year", plan)
    return plan


def _entered(
    plan: EnvironmentPlan,
    measure: EnvironmentMeasure,
    by: User,
    year: int,
    amounts: Amounts,
    reason: str,
) -> MeasureAmount:
    """The row of a measure's year as it is now; its amounts are read already. Refused what cannot
    be."""
    refuse_unless(year in plan.years, _("The plan is of other years. Check the year."))
    refuse_unless(
        all(amount is None or 0 <= amount < MOST for amount in amounts),
        _("An amount is in thousands of tenge and not below zero."),
    )
    refuse_unless(
        amounts.spent is None or year <= today().year,
        _("Nothing can have been spent in a year that has not begun."),
    )
    row = _row_of(measure, year)
    refuse_unless(
        amounts.needed == row.needed or may_write_plan(by, plan),
        _("The plan is approved: what a measure needs is changed by the apparatus, by a decision."),
        status=409,
    )
    _keep_former(row, plan, by, amounts, reason)
    for name, amount in zip(AMOUNTS, amounts, strict=True):
        setattr(row, name, amount)
    row.save()
    return row


def _row_of(measure: EnvironmentMeasure, year: int) -> MeasureAmount:
    """The row of a measure's year, a new one where there is none; its amounts are read already."""
    rows = (row for row in measure.amounts.all() if row.year == year)
    return next(rows, None) or MeasureAmount(measure=measure, year=year)


def _keep_former(
    row: MeasureAmount, plan: EnvironmentPlan, by: User, amounts: Amounts, reason: str
) -> None:
    """Keep what stood there, where a number that was told becomes another."""
    before = [getattr(row, name) for name in AMOUNTS]
    pairs = zip(before, amounts, strict=True)
    if not any(was is not None and was != now for was, now in pairs):
        return
    reason = line(reason, REASON_MOST)
    refuse_unless(bool(reason), _("Say why an amount changes: it stands beside the one that was."))
    FormerAmounts.objects.create(
        measure=row.measure,
        year=row.year,
        by=by.pk,
        hand=hand_of(by, plan),
        reason=reason,
        **dict(zip(AMOUNTS, before, strict=True)),
    )


@atomic
def set_milestone(
    measure: EnvironmentMeasure, *, by: User, titles: tuple[str, str, str], due_on: dt.date
) -> Milestone:
    """Set a step by which it will be seen that a measure goes on, and its day."""
    plan, measure = locked_with(measure)
    allow(may_set_milestone(by, plan))
    refuse_unless(
        due_on.year in plan.years, _("The day lies outside the years of the plan. Check the day.")
    )
    refuse_unless(
        measure.milestones.count() < MOST_MILESTONES,
        _("A measure has at most %(most)s steps.") % {"most": MOST_MILESTONES},
    )
    kk, ru, en = _in_languages(titles, TITLE_MOST)
    milestone = Milestone.objects.create(
        measure=measure, title_kk=kk, title_ru=ru, title_en=en, due_on=due_on
    )
    record(by, "money.set_milestone", measure)
    return milestone


@atomic
def reach_milestone(milestone: Milestone, *, by: User, reached_on: dt.date) -> Milestone:
    """Enter on which day a step was reached."""
    plan, measure = locked_with(milestone.measure)
    allow(may_reach_milestone(by, plan))
    milestone = measure.milestones.get(pk=milestone.pk)
    milestone.reached_on = past(reached_on)
    milestone.save(update_fields=["reached_on"])
    record(by, "money.reach_milestone", measure)
    return milestone


def _tell(measure: EnvironmentMeasure, told: Told) -> None:
    titles = _in_languages(told.titles, TITLE_MOST)
    measure.title_kk, measure.title_ru, measure.title_en = titles
    results = [line(text, RESULT_MOST) for text in told.results]
    measure.result_kk, measure.result_ru, measure.result_en = results
    refuse_unless(
        told.medium in Medium.values and told.paid_by in PaidBy.values,
        _("Say what the measure protects, and whose money pays it."),
    )
    measure.medium, measure.paid_by = told.medium, told.paid_by
    refuse_unless(_lies_in(told.place, measure.plan), _("Choose a place of this region."))
    measure.place = told.place
    measure.codes = _codes(told.codes, measure.plan)
    measure.contractor = line(told.contractor, TITLE_MOST)
    measure.contract = line(told.contract, NUMBER_MOST)
    measure.contract_link = web_address(told.contract_link)


def _in_languages(texts: tuple[str, str, str], most: int) -> list[str]:
    """The texts made tidy; the two languages of the State are needed."""
    tidy = [line(text, most) for text in texts]
    refuse_unless(bool(tidy[0] and tidy[1]), _("Write it in Kazakh and in Russian."))
    return tidy


def _lies_in(place: Unit | None, plan: EnvironmentPlan) -> bool:
    if place is None or place.pk == plan.council.unit_id:
        return True
    return plan.council.unit_id in {unit.pk for unit in place.ancestors_on(today())}


def _codes(given: Sequence[str], plan: EnvironmentPlan) -> list[str]:
    """The codes as the classification of the plan's first year divides them."""
    refuse_unless(
        len(given) <= MOST_CODES,
        _("A measure has at most %(most)s programmes.") % {"most": MOST_CODES},
    )
    widths = widths_in(plan.first_year)[codes.Side.SPENDING] if given else ()
    try:
        return sorted({codes.whole(one, widths) for one in given})
    except codes.NoCodeError:
        refuse_unless(False, _("A programme is written as 10.5.254.008: write its whole code."))
        raise
