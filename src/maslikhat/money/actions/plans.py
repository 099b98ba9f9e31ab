"""Acts on a plan for the environment: begun, described, approved, reported on."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import today
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.money.guards import allow, locked, past, refuse_unless, web_address
from maslikhat.money.models import EnvironmentPlan, Hand, MeasureAmount, Milestone, PlanReport
from maslikhat.money.models.plans import AMOUNTS, FIRST_YEAR, NUMBER_MOST, TITLE_MOST
from maslikhat.money.permissions import (
    hand_of,
    may_approve_plan,
    may_begin_plan,
    may_correct_plan,
    may_describe_plan,
    may_drop_plan,
    may_report_plan,
)
from maslikhat.money.plans.seen import approval_seen, refuse_changed, way_seen, years_seen
from maslikhat.norms.lookup import number
from maslikhat.registry.models import Body, Council, Level

YEARS_AHEAD = 5


@atomic
def begin_plan(
    council: Council, *, by: User, first_year: int, developed_in: int, body: Body | None = None
) -> EnvironmentPlan:
    """Begin the draft of a region's plan for the environment (Environmental Code, art. 29)."""
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    allow(may_begin_plan(by, council, body))
    refuse_unless(
        council.level == Level.REGIONAL,
        _("Only regions have such a plan: the payment comes into their budgets alone."),
    )
    refuse_unless(
        body is None or body.unit_id == council.unit_id, _("Choose a body of this region.")
    )
    plan = EnvironmentPlan(council=council, body=body)
    _set_years(plan, first_year, developed_in)
    plan.save()
    record(by, "money.begin_plan", plan)
    return plan


def _set_years(plan: EnvironmentPlan, first_year: int, developed_in: int) -> None:
    refuse_unless(
        FIRST_YEAR <= developed_in <= first_year <= today().year + YEARS_AHEAD,
        _("A plan is developed before its first year or in it. Check the two years."),
    )
    others = EnvironmentPlan.objects.filter(council=plan.council_id).exclude(pk=plan.pk)
    refuse_unless(
        not others.filter(first_year=first_year).exists(),
        _("There is a plan from this year on already. Open it and write in it."),
        status=409,
    )
    plan.first_year, plan.developed_in = first_year, developed_in
    plan.last_year = first_year + number("environment_plan_years") - 1


@atomic
def correct_plan(
    plan: EnvironmentPlan, *, by: User, first_year: int, developed_in: int, seen: str | None = None
) -> EnvironmentPlan:
    """Correct the years of a draft that has gone nowhere yet; what is told of a year stays in it.

    Years that fall out must be empty: no amount entered, no step due in them. `seen` is the hash of
    what was read of it (`plans.seen`).
    """
    plan = locked(plan)
    allow(may_correct_plan(by, plan))
    refuse_changed(seen, years_seen(plan))
    _refuse_sent_on(plan)
    # Another plan of the region may be begun or corrected at this moment.
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.council_id)
    _set_years(plan, first_year, developed_in)
    left = ~Q(year__range=(plan.first_year, plan.last_year))
    rows = MeasureAmount.objects.filter(left, measure__plan=plan)
    told = rows.exclude(**dict.fromkeys(AMOUNTS)).values_list("year", flat=True)
    due = Milestone.objects.filter(measure__plan=plan).exclude(due_on__year__in=plan.years)
    fallen = {*told, *(day.year for day in due.values_list("due_on", flat=True))}
    refuse_unless(
        not fallen,
        _("Amounts or steps of %(years)s are written in. Take them out first.")
        % {"years": ", ".join(map(str, sorted(fallen)))},
        status=409,
    )
    rows.delete()
    kept = MeasureAmount.objects.filter(measure__plan=plan).values_list("measure", "year")
    there = set(kept)
    missing = [
        (measure, year)
        for measure in plan.measures.values_list("pk", flat=True)
        for year in plan.years
        if (measure, year) not in there
    ]
    insert_rows(MeasureAmount, ("measure_id", "year"), missing)
    plan.save(update_fields=["first_year", "last_year", "developed_in"])
    record(by, "money.correct_plan", plan)
    return plan


@atomic
def drop_plan(plan: EnvironmentPlan, *, by: User) -> Council:
    """Drop a draft that has gone nowhere yet, with the measures written into it."""
    plan = locked(plan)
    allow(may_drop_plan(by, plan))
    _refuse_sent_on(plan)
    record(by, "money.drop_plan", plan)
    council = plan.council
    plan.delete()
    return council


def _refuse_sent_on(plan: EnvironmentPlan) -> None:
    refuse_unless(
        not plan.is_sent_on,
        _("The plan was heard in public, agreed or approved already: it stays as it is."),
        status=409,
    )


@atomic
def describe_plan(
    plan: EnvironmentPlan,
    *,
    by: User,
    hearing_on: dt.date | None = None,
    hearing_link: str = "",
    agreed_on: dt.date | None = None,
    agreed_with: str = "",
    seen: str | None = None,
) -> EnvironmentPlan:
    """Say when it was heard in public and with which authority it was agreed.

    `seen` is the hash of what was read of it (`plans.seen`).
    """
    plan = locked(plan)
    allow(may_describe_plan(by, plan))
    refuse_changed(seen, way_seen(plan))
    refuse_unless(
        agreed_on is None or bool(agreed_with.strip()),
        _("Say with which authority the plan was agreed."),
    )
    # A plan that was sent on is dropped no more: who may not drop it makes no draft of it either.
    told_less = (plan.hearing_on and not hearing_on) or (plan.agreed_on and not agreed_on)
    refuse_unless(
        not told_less or hand_of(by, plan) == Hand.OPERATOR,
        _("A day that was told is corrected, and only the operator of the portal takes it out."),
        status=409,
    )
    plan.hearing_on, plan.hearing_link = past(hearing_on), web_address(hearing_link)
    plan.agreed_on, plan.agreed_with = past(agreed_on), line(agreed_with, TITLE_MOST)
    plan.save(update_fields=["hearing_on", "hearing_link", "agreed_on", "agreed_with"])
    record(by, "money.describe_plan", plan)
    return plan


@atomic
def approve_plan(
    plan: EnvironmentPlan,
    *,
    by: User,
    decision: Decision | None = None,
    approved_on: dt.date | None = None,
    approved_as: str = "",
    is_change: bool = False,
    seen: str | None = None,
) -> EnvironmentPlan:
    """Enter by which decision the maslikhat approved the plan, or changed what it approved.

    A change leaves the day of the first approval, from which the duty counts its base.

    The decision on the portal says its day; one that is not here is named by number and day. `seen`
    is the hash of what was read of it (`plans.seen`).
    """
    plan = locked(plan)
    allow(may_approve_plan(by, plan))
    refuse_changed(seen, approval_seen(plan))
    if decision is not None:
        refuse_unless(
            decision.council_id == plan.council_id and decision.adopted_on is not None,
            _("Choose a decision that this maslikhat has adopted."),
        )
        approved_on = decision.adopted_on
    approved_as = line(approved_as, NUMBER_MOST)
    refuse_unless(
        past(approved_on) is not None and (decision is not None or bool(approved_as)),
        _("Choose the decision, or write its number and its day."),
    )
    assert approved_on is not None
    refuse_unless(
        plan.developed_in <= approved_on.year <= plan.last_year,
        _("A plan is approved after it was developed and before it ends. Check the day."),
    )
    refuse_unless(
        plan.measures.exists(), _("The plan has no measures yet. Write them in first."), status=409
    )
    if is_change:
        first = plan.first_approved_on
        refuse_unless(first is not None, _("Enter the decision that approved the plan first."))
        assert first is not None
        refuse_unless(
            approved_on >= first, _("A plan is changed after it was approved. Check the day.")
        )
    else:
        plan.first_approved_on = approved_on
        plan.first_decision, plan.first_approved_as = decision, approved_as
    plan.decision, plan.approved_on, plan.approved_as = decision, approved_on, approved_as
    plan.save(
        update_fields=[
            "first_approved_on", "first_decision", "first_approved_as",
            "decision", "approved_on", "approved_as",
        ]
    )  # fmt: skip
    record(by, "money.approve_plan", plan)
    return plan


@atomic
def report_plan(
    plan: EnvironmentPlan, *, by: User, year: int, reported_on: dt.date, link: str = ""
) -> PlanReport:
    """Enter that the council was told how the plan was carried out in a year, and on which day."""
    plan = locked(plan)
    allow(may_report_plan(by, plan))
    refuse_unless(
        plan.approved_on is not None,
        _("The plan is not approved yet: nothing can be reported on it."),
        status=409,
    )
    refuse_unless(year in plan.years, _("The plan is of other years. Check the year."))
    refuse_unless(
        past(reported_on) is not None and reported_on.year >= year,
        _("A year is reported on in it or after it. Check the day."),
    )
    report, _is_new = PlanReport.objects.update_or_create(
        plan=plan, year=year, defaults={"reported_on": reported_on, "link": web_address(link)}
    )
    record(by, "money.report_plan", plan)
    return report
