"""Who brings budgets in, and who takes a wrong one back; each rule is one sentence."""

from maslikhat.accounts.models import User
from maslikhat.money.models import BudgetWarning, EnvironmentPlan, Hand, Source, Version
from maslikhat.registry.models import Body, Council
from maslikhat.registry.permissions import is_chair, is_clerk, is_official, is_operator
from maslikhat.registry.subjects import deals_with


def may_import_budget(by: User | None, council: Council | None) -> bool:
    """The apparatus of a maslikhat brings its own budgets in, the operator those of all.

    The portal itself may, at the command line of its own machine (`by` is None).
    """
    if by is None or is_operator(by):
        return True
    return council is not None and is_clerk(by, council)


def may_stage(by: User | None, source: Source) -> bool:
    """Who may bring such a file in sees it before it is in force, and puts it in force."""
    return may_import_budget(by, source.council)


# One word for one act (STYLE.md): each is the same sentence.
may_switch_on = may_stage
may_discard = may_stage
may_map_columns = may_stage


def may_attach_decision(by: User, version: Version) -> bool:
    """The apparatus of the maslikhat whose budget it is, or the operator, names its decision."""
    return may_import_budget(by, version.council)


def may_withdraw(by: User | None, version: Version) -> bool:
    """The apparatus of the maslikhat, or the operator, marks a version as wrong."""
    return by is not None and may_import_budget(by, version.council)


def may_begin_plan(by: User, council: Council, body: Body | None) -> bool:
    """The body that answers for it, the apparatus of the region's maslikhat, or the operator."""
    if is_operator(by) or is_clerk(by, council):
        return True
    return body is not None and is_official(by, body) and _answers_for_plans(body, council)


def _answers_for_plans(body: Body, council: Council) -> bool:
    """The region's akimat, its body for the environment, or the one that has a plan in hand.

    The register gives bodies no subject: that they deal with the environment their names say.
    """
    if body.unit_id != council.unit_id:
        return False
    names = (body.name_kk, body.name_ru, body.name_en)
    if body.kind == Body.Kind.AKIMAT or deals_with(names, {"environment"}):
        return True
    return EnvironmentPlan.objects.of(council).filter(body=body).exists()


def bodies_for_plan(by: User, council: Council) -> list[Body]:
    """The bodies in whose name this person may begin a plan of a region."""
    bodies = Body.objects.on().filter(unit=council.unit_id).order_by("pk")
    if not may_begin_plan(by, council, None):
        bodies = bodies.filter(roles__user=by).distinct()
    return [body for body in bodies if may_begin_plan(by, council, body)]


def may_write_plan(by: User, plan: EnvironmentPlan) -> bool:
    """Until it is approved its body writes it too; then the apparatus, as decisions change it."""
    if may_approve_plan(by, plan):
        return True
    return plan.approved_on is None and plan.body is not None and is_official(by, plan.body)


def may_approve_plan(by: User, plan: EnvironmentPlan) -> bool:
    """The apparatus enters by which decision its maslikhat approved the plan; the operator may."""
    return is_operator(by) or is_clerk(by, plan.council)


def may_report_plan(by: User, plan: EnvironmentPlan) -> bool:
    """The body that carries it out tells what was spent and reached; the apparatus may for it."""
    if may_approve_plan(by, plan):
        return True
    return plan.body is not None and is_official(by, plan.body)


def may_explain(by: User, warning: BudgetWarning) -> bool:
    """The chair of the maslikhat and its apparatus speak for it beside a warning."""
    return is_chair(by, warning.council) or is_clerk(by, warning.council)


def hand_of(by: User, plan: EnvironmentPlan) -> Hand:
    """For whom a person writes in a plan, of those who may."""
    if plan.body is not None and is_official(by, plan.body):
        return Hand.BODY
    return Hand.APPARATUS if is_clerk(by, plan.council) else Hand.OPERATOR


# One word for one act: each is the same sentence as the one named.
may_describe_plan = may_write_plan
may_correct_plan = may_write_plan
may_drop_plan = may_write_plan
may_add_measure = may_write_plan
may_edit_measure = may_write_plan
may_drop_measure = may_write_plan
may_set_milestone = may_write_plan
may_enter_amounts = may_report_plan
may_enter_year = may_report_plan
may_reach_milestone = may_report_plan
