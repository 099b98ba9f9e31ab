"""Bodies that have ended: the list of those whose matters nobody took over, and passing them on."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.forms.asking import BodyField
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.commitments.permissions import may_see_orphaned, may_succeed
from maslikhat.commitments.successions import orphaned
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.forms.fields import DayField, no_rows, offer_rows
from maslikhat.registry.models import Body
from maslikhat.registry.views.guided import Guide, guided


class SucceedForm(forms.Form):
    """Who takes over, by which act, and since when."""

    successor = BodyField(label=gettext_lazy("Successor"), queryset=no_rows(Body))
    basis = forms.CharField(
        label=gettext_lazy("By which act, with its number and day"), max_length=LINE_MOST
    )
    day = DayField(label=gettext_lazy("Since when"), required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Body.objects.on().filter(unit=body.unit_id).exclude(pk=body.pk)
        near = near.select_related("unit")
        offer_rows(self.fields["successor"], near.order_by(f"sort_{reader_language()}", "pk"))


@require_safe
@signed_in
def ended(request: HttpRequest) -> HttpResponse:
    """Bodies that have ended, whose open matters nobody has taken over."""
    if not may_see_orphaned(request.user):
        raise Hidden()
    context = {
        "path": [(reverse("commitments:commitments"), _("Follow-up"))],
        "rows": orphaned(request.user),
    }
    return render(request, "commitments/ended.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def succeed(request: HttpRequest, number: int) -> HttpResponse:
    """Pass the open matters of a body that has ended on to its successor."""
    body = get_object_or_404(Body, pk=number)
    if not may_succeed(request.user, body):
        raise Hidden()
    back = reverse("commitments:ended")
    guide = Guide(
        title=_("Successor of a body"),
        button=_("Pass on"),
        done=_("The open matters pass on now; the successor has been told."),
        explained=said(body, "name").text
        + ". "
        + _("What is still open passes on; what has come to its end stays with the old body."),
        back=back,
        trail=[
            (reverse("commitments:commitments"), _("Follow-up")),
            (back, _("Bodies that have ended")),
        ],
        extra={"section": "commitments"},
    )
    return guided(
        request,
        SucceedForm(posted(request), body=body),
        guide,
        lambda cleaned: actions.succeed(body, by=actor(request), **cleaned),
    )
