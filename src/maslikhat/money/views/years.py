"""The table of a plan's year: what all its measures need, asked for, got and spent, at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.money import actions, permissions
from maslikhat.money.forms.plans import YearForm
from maslikhat.money.views.plans import FORM, plan_of


@require_http_methods(FORM)
@signed_in
def enter_year(request: HttpRequest, number: int, year: int) -> HttpResponse:
    """Enter the amounts of all measures in a year."""
    found, user = plan_of(number), actor(request)
    if not permissions.may_enter_year(user, found):
        raise Hidden()
    if year not in found.years:
        raise Http404
    measures = list(found.measures.in_order().prefetch_related("amounts"))
    form, status = YearForm(posted(request), measures=measures, year=year), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.enter_year(
                    found,
                    by=user,
                    year=year,
                    amounts=form.told,
                    reason=form.cleaned_data["reason"],
                    seen=form.cleaned_data["seen"],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Saved: everyone sees it now."))
                return HttpResponseRedirect(reverse("money:plan", args=[found.pk]))
    context = {"council": found.council, "form": form, "plan": found, "year": year}
    return render(request, "money/year.html", context, status=status)
