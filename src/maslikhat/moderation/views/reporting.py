"""The page on which a reader reports a thing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.moderation import actions, registers
from maslikhat.moderation.cases import refuse_report
from maslikhat.moderation.forms import ReportForm
from maslikhat.moderation.permissions import may_report
from maslikhat.moderation.registers import Ref


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def report(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Say why a thing should not stand as it does."""
    ref = Ref(kind, number)
    thing = registers.thing(ref) if may_report(request.user, ref) else None
    if thing is None:
        raise Hidden()
    refuse_report(actor(request), thing)
    form = ReportForm(posted(request))
    if form.is_bound and form.is_valid():
        actions.report(ref, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The moderators have your report."))
        return HttpResponseRedirect(thing.address)
    context = {"form": form, "ref": ref, "name": registers.kinds[kind].name, "thing": thing}
    status = 422 if form.is_bound else 200
    return render(request, "moderation/report.html", context, status=status)
