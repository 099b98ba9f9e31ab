"""Plans for the environment: the plan and a measure to read, and the forms of its acts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import held, part_of, posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.lines import Trail
from maslikhat.kit.refusals import Hidden
from maslikhat.money import actions, permissions
from maslikhat.money.actions.measures import Amounts
from maslikhat.money.answers import MEASURE, about_measure
from maslikhat.money.forms import plans as written
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Milestone
from maslikhat.money.models.plans import AMOUNTS
from maslikhat.money.plans.changes import A_PAGE, changes_of_measure
from maslikhat.money.plans.measures import missing_of, overlapping, plan_told, shown
from maslikhat.money.plans.seen import approval_seen, years_seen
from maslikhat.money.questions import asking
from maslikhat.registry.models import Council, Level
from maslikhat.registry.views.guided import Guide, guided

WANTED_MOST = 200
FORM = ["GET", "HEAD", "POST"]
Act = Callable[[dict[str, Any]], object]


@held(60)
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A plan: how it came about, its measures with what they cost, its reports."""
    found = plan_of(number)
    context = {
        "council": found.council,
        "may": _may(request, found),
        "missing": missing_of(found),
        "overlapping": overlapping(found),
        "plan": found,
        "told": plan_told(found),
    }
    return render(request, "money/plan.html", context)


@held(60, ("page",))
def measure(request: HttpRequest, number: int) -> HttpResponse:
    """A measure: its money year by year, its contract, its steps."""
    found = _measure(number)
    changes = changes_of_measure(found)
    context = {
        "ask": asking(request.user, MEASURE, found.pk),
        "changes": part_of(request, changes, A_PAGE),
        "council": found.plan.council,
        "letters": about_measure(found, changes),
        "may": _may(request, found.plan),
        "measure": found,
        "milestones": found.milestones.order_by("due_on", "pk"),
        "plan": found.plan,
        "row": shown(found),
    }
    return render(request, "money/measure.html", context)


def _may(request: HttpRequest, found: EnvironmentPlan) -> dict[str, bool]:
    """Which of the three permissions the reader has."""
    user = request.user if request.user.is_authenticated else None
    return {
        "write": user is not None and permissions.may_write_plan(user, found),
        "approve": user is not None and permissions.may_approve_plan(user, found),
        "enter": user is not None and permissions.may_enter_year(user, found),
        # Nothing can be reported on a plan whose first year has not begun.
        "report": user is not None
        and found.first_year <= today().year
        and permissions.may_report_plan(user, found),
    }


@require_http_methods(FORM)
@signed_in
def begin_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a plan of a region."""
    regions = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    council = get_object_or_404(regions, code=code)
    user = actor(request)
    bodies = permissions.bodies_for_plan(user, council)
    is_keeper = permissions.may_begin_plan(user, council, None)
    _door(is_keeper or bool(bodies))
    year = today().year
    guide = guide_to(
        _("Begin a plan for the environment"),
        _("Begin"),
        _("The draft is begun. Write its measures in."),
        back=reverse("money:environment_of", args=[code]),
        council=council,
        explained=_("Everyone sees the draft, marked as one, until the maslikhat approves it."),
    )

    def begin(told: dict[str, Any]) -> None:
        made = actions.begin_plan(council, by=user, **told)
        guide.back = reverse("money:plan", args=[made.pk])

    form = written.BeginPlanForm(
        posted(request),
        bodies=bodies,
        is_keeper=is_keeper,
        initial={"first_year": year + 1, "developed_in": year},
    )
    return guided(request, form, guide, begin)


@require_http_methods(FORM)
@signed_in
def describe_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the public hearing and the agreement."""
    found = plan_of(number)
    _door(permissions.may_describe_plan(actor(request), found))
    form = written.DescribePlanForm(posted(request), initial=written.as_described(found))
    return _of_plan(
        request,
        found,
        form,
        lambda told: actions.describe_plan(found, by=actor(request), **told),
        _("Hearing and agreement"),
    )


@require_http_methods(FORM)
@signed_in
def correct_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Correct the years of a draft."""
    found = plan_of(number)
    _door(permissions.may_correct_plan(actor(request), found))
    initial = {
        "first_year": found.first_year,
        "developed_in": found.developed_in,
        "seen": years_seen(found),
    }
    return _of_plan(
        request,
        found,
        written.CorrectPlanForm(posted(request), initial=initial),
        lambda told: actions.correct_plan(found, by=actor(request), **told),
        _("Correct the years of the plan"),
    )


@require_http_methods(FORM)
@signed_in
def drop_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Drop a draft with its measures."""
    found = plan_of(number)
    _door(permissions.may_drop_plan(actor(request), found))
    return guided(
        request,
        forms.Form(posted(request)),
        guide_to(
            _("Drop the draft of the plan"),
            _("Drop it"),
            _("The draft is dropped, with its measures."),
            back=reverse("money:environment_of", args=[found.council.code]),
            council=found.council,
            explained=_("The measures written into it go with it. The record keeps that it was."),
        ),
        lambda told: actions.drop_plan(found, by=actor(request)),
    )


@require_http_methods(FORM)
@signed_in
def approve_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the decision that approved or changed the plan."""
    found = plan_of(number)
    _door(permissions.may_approve_plan(actor(request), found))
    initial = {
        "decision": found.decision_id,
        "approved_as": found.approved_as,
        "approved_on": found.approved_on,
        "seen": approval_seen(found),
    }
    wanted = request.GET.get("q", "")[:WANTED_MOST]
    return _of_plan(
        request,
        found,
        written.ApprovePlanForm(posted(request), plan=found, wanted=wanted, initial=initial),
        lambda told: actions.approve_plan(found, by=actor(request), **told),
        _("Decision that approved the plan"),
        {
            "listed": "money/_approving.html",
            "missing": missing_of(found),
            "plan": found,
            "wanted": wanted,
        },
    )


@require_http_methods(FORM)
@signed_in
def report_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Enter that a year was reported on."""
    found = plan_of(number)
    _door(permissions.may_report_plan(actor(request), found))
    return _of_plan(
        request,
        found,
        written.ReportPlanForm(posted(request), plan=found),
        lambda told: actions.report_plan(found, by=actor(request), **told),
        _("Report on a year of the plan"),
    )


@require_http_methods(FORM)
@signed_in
def add_measure(request: HttpRequest, number: int) -> HttpResponse:
    """Write a measure in."""
    found = plan_of(number)
    _door(permissions.may_add_measure(actor(request), found))
    form = written.MeasureForm(posted(request), plan=found)
    return _of_plan(
        request,
        found,
        form,
        lambda told: actions.add_measure(found, by=actor(request), told=form.told),
        _("Add a measure"),
    )


@require_http_methods(FORM)
@signed_in
def edit_measure(request: HttpRequest, number: int) -> HttpResponse:
    """Say anew what a measure is."""
    found = _measure(number)
    _door(permissions.may_edit_measure(actor(request), found.plan))
    initial = written.as_written(found)
    form = written.EditMeasureForm(posted(request), plan=found.plan, initial=initial)
    return _of_measure(
        request,
        found,
        form,
        lambda told: actions.edit_measure(
            found, by=actor(request), told=form.told, seen=told["seen"]
        ),
        _("Change the measure"),
    )


@require_http_methods(FORM)
@signed_in
def drop_measure(request: HttpRequest, number: int) -> HttpResponse:
    """Take a measure out of a draft."""
    found = _measure(number)
    _door(permissions.may_drop_measure(actor(request), found.plan))
    return _of_plan(
        request,
        found.plan,
        forms.Form(posted(request)),
        lambda told: actions.drop_measure(found, by=actor(request)),
        _("Take the measure out of the plan"),
    )


@require_http_methods(FORM)
@signed_in
def enter_amounts(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Enter what a measure needs, asked for, got and spent in a year."""
    found = _measure(number)
    _door(permissions.may_enter_amounts(actor(request), found.plan))
    if year not in found.plan.years:
        raise Http404
    return _of_measure(
        request,
        found,
        written.AmountsForm(posted(request), initial=written.as_entered(found, year)),
        lambda told: actions.enter_amounts(
            found,
            by=actor(request),
            year=year,
            reason=told["reason"],
            amounts=Amounts(*(told[name] for name in AMOUNTS)),
            seen=told["seen"],
        ),
        _("Money of the measure in %(year)s") % {"year": year},
    )


@require_http_methods(FORM)
@signed_in
def set_milestone(request: HttpRequest, number: int) -> HttpResponse:
    """Set a step of a measure."""
    found = _measure(number)
    _door(permissions.may_set_milestone(actor(request), found.plan))
    return _of_measure(
        request,
        found,
        written.MilestoneForm(posted(request)),
        lambda told: actions.set_milestone(
            found,
            by=actor(request),
            titles=written.in_languages(told, "title"),
            due_on=told["due_on"],
        ),
        _("Add a step"),
    )


@require_http_methods(FORM)
@signed_in
def reach_milestone(request: HttpRequest, number: int) -> HttpResponse:
    """Enter that a step was reached."""
    rows = Milestone.objects.select_related("measure__plan__council", "measure__plan__body")
    step = get_object_or_404(rows, pk=number)
    _door(permissions.may_reach_milestone(actor(request), step.measure.plan))
    return _of_measure(
        request,
        step.measure,
        written.ReachForm(posted(request), initial={"reached_on": step.reached_on}),
        lambda told: actions.reach_milestone(step, by=actor(request), **told),
        said(step, "title").text,
    )


def _of_plan(
    request: HttpRequest,
    found: EnvironmentPlan,
    form: forms.Form,
    act: Act,
    title: str,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    guide = guide_to(
        title,
        _("Save"),
        _("Saved: everyone sees it now."),
        back=reverse("money:plan", args=[found.pk]),
        council=found.council,
    )
    guide.extra = extra or {}
    return guided(request, form, guide, act)


def _of_measure(
    request: HttpRequest, found: EnvironmentMeasure, form: forms.Form, act: Act, title: str
) -> HttpResponse:
    guide = guide_to(
        title,
        _("Save"),
        _("Saved: everyone sees it now."),
        back=reverse("money:measure", args=[found.pk]),
        council=found.plan.council,
        explained=said(found, "title").text,
    )
    return guided(request, form, guide, act)


def guide_to(
    title: str, button: str, done: str, *, back: str, council: Council, explained: str = ""
) -> Guide:
    """What the page of an act on a plan says, with the way to it."""
    trail: Trail = [
        (reverse("money:environment"), _("Environment")),
        (reverse("money:environment_of", args=[council.code]), said(council, "name")),
    ]
    return Guide(title, button, done, explained, back=back, trail=trail)


def _door(is_open: bool) -> None:
    """A form is there for who may fill it in."""
    if not is_open:
        raise Hidden()


def plan_of(number: int) -> EnvironmentPlan:
    """The plan of this number, with its council, body and decisions."""
    rows = EnvironmentPlan.objects.select_related(
        "council__unit", "body", "decision", "first_decision"
    )
    return get_object_or_404(rows, pk=number)


def _measure(number: int) -> EnvironmentMeasure:
    rows = EnvironmentMeasure.objects.select_related("plan__council__unit", "plan__body", "place")
    return get_object_or_404(rows.prefetch_related("amounts"), pk=number)
