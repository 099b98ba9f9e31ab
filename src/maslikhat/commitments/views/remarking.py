"""The page on which a body says how its figures came about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.forms.steps import RemarkForm
from maslikhat.commitments.permissions import may_remark
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Body
from maslikhat.registry.views.guided import Guide, guided


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remark(request: HttpRequest, number: int) -> HttpResponse:
    """The body's own word beside its figures."""
    body = get_object_or_404(Body, pk=number)
    if not may_remark(request.user, body):
        raise Hidden()
    page = reverse("portal:body", args=[body.pk])
    guide = Guide(
        title=_("The body's own word"),
        button=_("Publish"),
        done=_("It stands beside the figures now."),
        explained=_("Everyone reads it beside the figures of the body, with its day."),
        back=page,
        trail=[(page, said(body, "name"))],
        extra={"section": "commitments", "keeps_typed": True},
    )
    form = RemarkForm(posted(request), initial={"language": reader_language()})
    return guided(
        request, form, guide, lambda cleaned: actions.remark(body, by=actor(request), **cleaned)
    )
