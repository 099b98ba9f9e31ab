"""The plan of a council's work for a year, by quarters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.forms.planning import PlanItemForm
from maslikhat.sittings.models import PlanItem, WorkPlan

FORM = ["GET", "HEAD", "POST"]


@require_safe
def plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The plan of a year; where there is none, that it will stand here."""
    if not WorkPlan.may_be_of(year):
        raise Http404
    council = get_object_or_404(Council, code=code)
    plans = WorkPlan.objects.visible_to(request.user).filter(council=council)
    found = plans.filter(year=year).first()
    rows = found.items.select_related("commission", "rubric") if found else PlanItem.objects.none()
    items = list(rows)
    context = {
        "code": code,
        "council": council,
        "inside": council.pk in standing(request.user).councils,
        "may_plan": permissions.may_plan_session(request.user, council),
        "plan": found,
        "quarters": [(n, [one for one in items if one.quarter == n]) for n in range(1, 5)],
        "this_year": today().year,
        "year": year,
        "years": list(plans.order_by("-year").values_list("year", flat=True)),
    }
    return render(request, "sittings/plan.html", context)


@require_POST
@signed_in
def draft_plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Begin the plan of a year."""
    council = get_object_or_404(Council, code=code)
    actions.draft_plan(council, by=actor(request), year=year)
    return HttpResponseRedirect(_address(code, year))


@require_http_methods(FORM)
@signed_in
def put_plan_item(request: HttpRequest, number: int) -> HttpResponse:
    """Put a question into the plan."""
    found = _plan(request, number)
    if not permissions.may_put_plan_item(request.user, found.council):
        raise Hidden()
    form = PlanItemForm(posted(request), council=found.council)
    guide = Guide(
        title=_("A question for the plan"),
        button=_("Put into the plan"),
        done=_("The question is in the plan."),
        back=_address(found.council.code, found.year),
        trail=[
            (reverse("sittings:sittings"), _("Sittings")),
            (_address(found.council.code, found.year), said(found.council, "name")),
        ],
        extra={"section": "sittings"},
    )
    return guided(
        request,
        form,
        guide,
        lambda _cleaned: actions.put_plan_item(found, by=actor(request), **form.asked()),
    )


@require_POST
@signed_in
def drop_plan_item(request: HttpRequest, number: int) -> HttpResponse:
    """Take a question out of the plan."""
    seen = WorkPlan.objects.visible_to(request.user)
    item = get_object_or_404(
        PlanItem.objects.select_related("plan__council"), pk=number, plan__in=seen
    )
    actions.drop_plan_item(item, by=actor(request))
    return HttpResponseRedirect(_address(item.plan.council.code, item.plan.year))


@require_POST
@signed_in
def adopt_plan(request: HttpRequest, number: int) -> HttpResponse:
    """The plan is adopted."""
    found = _plan(request, number)
    actions.adopt_plan(found, by=actor(request))
    messages.success(request, _("The plan is adopted and everyone reads it."))
    return HttpResponseRedirect(_address(found.council.code, found.year))


def _plan(request: HttpRequest, number: int) -> WorkPlan:
    rows = WorkPlan.objects.visible_to(request.user).select_related("council")
    return get_object_or_404(rows, pk=number)


def _address(code: str, year: int) -> str:
    return reverse("sittings:plan", args=[code, year])
