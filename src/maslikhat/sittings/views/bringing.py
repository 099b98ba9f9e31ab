"""A past sitting is entered from its papers: the sitting, then what each item came to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Council
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.attendance import mandates_of, there_now
from maslikhat.sittings.forms.bringing import BringForm, BringItemForm
from maslikhat.sittings.tellers import tellers_before
from maslikhat.sittings.views.asked import acted, address_of, council_trail, item_of

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def bring_over(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a sitting that was held before, with its agenda."""
    council = get_object_or_404(Council, code=code)
    if not permissions.may_bring_over(request.user, council, None):
        raise Hidden()
    form = BringForm(posted(request), council=council)
    guide = Guide(
        title=_("Bring over a past sitting"),
        button=_("Go on to the attendance"),
        done=_("The sitting is there. Note who was there, then enter item by item."),
        explained=_(
            "One sitting at a time, from its papers. Its page will say that it was entered after it"
            " was held, and its minutes are drafted when you close it."
        ),
        back="",
        trail=council_trail(council),
        extra={"section": "sittings"},
    )

    def act(_cleaned: dict[str, Any]) -> None:
        guide.back = address_of(actions.bring_over(council, by=actor(request), **form.asked()))

    return guided(request, form, guide, act)


@require_http_methods(FORM)
@signed_in
def bring_item(request: HttpRequest, number: int) -> HttpResponse:
    """Enter what an item of a past sitting came to."""
    item = item_of(request, number)
    sitting = item.sitting
    if not permissions.may_bring_item(request.user, item) or not sitting.is_being_entered:
        raise Hidden()
    present = set(there_now(sitting))
    there = [one for one in mandates_of(sitting) if one.person_id in present]
    counted_before = {one.pk for one in tellers_before(sitting)}
    tellers = [one.pk for one in there if one.person_id in counted_before]
    form = BringItemForm(posted(request), item=item, there=there, tellers=tellers)
    return acted(
        request,
        sitting,
        form,
        lambda _cleaned: actions.bring_item(item, by=actor(request), **form.asked()),
        title=_("What the item came to"),
        button=_("Enter the item"),
        done=_("The item is entered."),
        explained=item.called,
    )
