"""The apparatus' pages of executive bodies: those of the council's place, one more, an end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry import actions
from maslikhat.registry.forms.council import BodyForm, EndForm
from maslikhat.registry.models import Body
from maslikhat.registry.permissions import may_end_body, may_found_body
from maslikhat.registry.views.guided import Guide, guided, managed


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found_body(request: HttpRequest, code: str) -> HttpResponse:
    """The executive bodies of the council's place, and one more."""
    council = managed(request, code)
    if not may_found_body(request.user, council.unit_id):
        raise Hidden()
    form = BodyForm(posted(request), council=council)
    bodies = Body.objects.on(today()).filter(unit=council.unit_id)
    guide = Guide(
        title=_("Executive bodies"),
        explained=_("The bodies that the deputies of this maslikhat can ask."),
        button=_("Enter the body"),
        done=_("The body is entered."),
        back=reverse("registry:found_body", args=[council.code]),
        extra={
            "bodies": bodies.order_by(f"sort_{reader_language()}", "pk"),
            "listed": "registry/_bodies.html",
        },
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.found_body(council.unit, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_body(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The end of an executive body."""
    council = managed(request, code)
    body = get_object_or_404(Body.objects.on(today()).filter(unit=council.unit_id), pk=number)
    if not may_end_body(request.user, body):
        raise Hidden()
    form = EndForm(posted(request), council=council)
    guide = Guide(
        title=_("End of a body: %(name)s") % {"name": said(body, "name").text},
        explained=_("The offices of its officials on the portal end with it."),
        button=_("End the body"),
        done=_("The body is ended."),
        back=reverse("registry:found_body", args=[council.code]),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.end_body(body, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)
