"""The own interests that a deputy declares, and those that everyone may read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.standing import standing
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.forms.interests import InterestForm
from maslikhat.sittings.models import Interest

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def declare_interest(request: HttpRequest) -> HttpResponse:
    """The deputy's own declared interests, and one more."""
    if not permissions.may_declare_interest(request.user):
        raise Hidden()
    form, status = InterestForm(posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.declare_interest(by=actor(request), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The interest is declared."))
                return HttpResponseRedirect(reverse("sittings:declare_interest"))
    mine = Interest.objects.filter(person=standing(request.user).person_id)
    context = {"form": form, "interests": mine.order_by("to_day", "name", "pk")}
    return render(request, "sittings/interests.html", context, status=status)


@require_POST
@signed_in
def end_interest(request: HttpRequest, number: int) -> HttpResponse:
    """An own interest has ended."""
    actions.end_interest(get_object_or_404(Interest, pk=number), by=actor(request))
    return HttpResponseRedirect(reverse("sittings:declare_interest"))
