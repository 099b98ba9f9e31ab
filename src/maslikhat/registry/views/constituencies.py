"""The apparatus' page of a council's constituencies: who holds each, and one more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.registry import actions
from maslikhat.registry.actions import Drawn
from maslikhat.registry.forms.council import ConstituencyForm
from maslikhat.registry.models import Constituency, Council, Mandate
from maslikhat.registry.views.guided import Guide, guided, managed


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draw_constituency(request: HttpRequest, code: str) -> HttpResponse:
    """The constituencies of today, each with its deputy or vacant, and one more."""
    council = managed(request, code)
    form = ConstituencyForm(posted(request), council=council)
    guide = Guide(
        title=_("Constituencies"),
        button=_("Enter the constituency"),
        done=_("The constituency is entered."),
        back=reverse("registry:draw_constituency", args=[council.code]),
        extra={"constituencies": _held(council), "listed": "registry/_constituencies.html"},
    )

    def act(cleaned: dict[str, Any]) -> object:
        from_day, units = cleaned.pop("from_day"), tuple(cleaned.pop("units", ()))
        drawn = Drawn(**cleaned, units=units)
        return actions.draw_constituency(council, drawn, by=actor(request), from_day=from_day)

    return guided(request, form, guide, act, council=council)


def _held(council: Council) -> list[tuple[Constituency, Mandate | None]]:
    """Each constituency of today with the mandate held by it."""
    day = today()
    held = {row.constituency_id: row for row in Mandate.objects.on(day).of(council).with_names()}
    drawn = Constituency.objects.on(day).filter(council=council).order_by("number")
    return [(row, held.get(row.pk)) for row in drawn]
