"""The year's plan: drafted, filled, adopted."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Commission, Council
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.guards import titled
from maslikhat.sittings.models import PlanItem, WorkPlan
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.permissions import (
    may_adopt_plan,
    may_draft_plan,
    may_drop_plan_item,
    may_put_plan_item,
)

ITEMS_MOST = 200


@atomic
def draft_plan(council: Council, *, by: User, year: int) -> WorkPlan:
    """The plan of a council's work for a year is begun."""
    _allow(may_draft_plan(by, council))
    refuse_unless(
        WorkPlan.may_be_of(year),
        _("Choose this year, the next or a past one."),
        status=422,
    )
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    refuse_unless(
        not WorkPlan.objects.filter(council=council, year=year).exists(),
        _("The maslikhat has a plan for this year already."),
    )
    made = WorkPlan.objects.create(council=council, year=year, by=by.pk)
    record(by, "sittings.draft_plan", made)
    return made


@atomic
def put_plan_item(
    plan: WorkPlan,
    *,
    by: User,
    quarter: int,
    titles: Mapping[str, str],
    commission: Commission | None = None,
    rubric: Rubric | None = None,
) -> PlanItem:
    """A question is put into the plan, into a quarter of the year."""
    plan = _locked(plan)
    _allow(may_put_plan_item(by, plan.council))
    refuse_unless(1 <= quarter <= 4, _("Choose one of the four quarters."), status=422)
    refuse_unless(
        commission is None or commission.council_id == plan.council_id,
        _("Choose a commission of this maslikhat."),
        status=422,
    )
    refuse_unless(plan.items.count() < ITEMS_MOST, _("A plan has at most 200 questions."))
    made = PlanItem.objects.create(
        plan=plan,
        quarter=quarter,
        commission=commission,
        rubric=rubric,
        **titled(titles, TITLE_MOST, _("Write the question in Kazakh or in Russian.")),
    )
    record(by, "sittings.put_plan_item", made)
    return made


@atomic
def drop_plan_item(item: PlanItem, *, by: User) -> WorkPlan:
    """A question is taken out of a plan that is not adopted yet."""
    plan = _locked(item.plan)
    _allow(may_drop_plan_item(by, plan.council))
    refuse_unless(
        plan.adopted_on is None,
        _("The plan is adopted: what is not considered is taken off an agenda, not off the plan."),
    )
    record(by, "sittings.drop_plan_item", item)
    PlanItem.objects.filter(pk=item.pk).delete()
    return plan


@atomic
def adopt_plan(plan: WorkPlan, *, by: User) -> WorkPlan:
    """The plan is adopted and everyone reads it."""
    plan = _locked(plan)
    _allow(may_adopt_plan(by, plan.council))
    refuse_unless(plan.adopted_on is None, _("The plan is adopted already."))
    refuse_unless(plan.items.exists(), _("The plan is empty. Put questions into it first."))
    plan.adopted_on = today()
    plan.save(update_fields=["adopted_on"])
    record(by, "sittings.adopt_plan", plan)
    return plan


def _locked(plan: WorkPlan) -> WorkPlan:
    found = WorkPlan.objects.select_for_update(of=("self",)).filter(pk=plan.pk)
    row = found.select_related("council").first()
    if row is None:
        raise Hidden()
    return row


def _allow(allowed: bool) -> None:
    if not allowed:
        raise Refused(_("Only the chair and the clerk of the maslikhat plan its work."), status=403)
