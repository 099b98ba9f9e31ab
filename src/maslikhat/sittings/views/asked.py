"""What the pages of sittings ask first: which sitting, item or motion, and who reads."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.languages import said
from maslikhat.kit.lines import Trail
from maslikhat.registry.models import Council
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings.models import Item, Motion, Recusal, Sitting
from maslikhat.sittings.titles import title_of

# What belongs to one kind of item or session alone is shown with this kind.
SHEETS = "sittings/forms.css"


def sitting_of(request: HttpRequest, number: int) -> Sitting:
    """The sitting, when this reader may see it; else as if there were none."""
    return get_object_or_404(Sitting.objects.visible_to(request.user).with_names(), pk=number)


def item_of(request: HttpRequest, number: int) -> Item:
    """An item of a sitting, when this reader may see it."""
    rows = Item.objects.visible_to(request.user).select_related("sitting", "decision")
    found = get_object_or_404(rows, pk=number)
    found.sitting = sitting_of(request, found.sitting_id)
    return found


def motion_of(request: HttpRequest, number: int) -> Motion:
    """A motion on an item that this reader may see."""
    found = get_object_or_404(Motion.objects.select_related("mover", "ballot"), pk=number)
    found.item = item_of(request, found.item_id)
    return found


def recusal_of(request: HttpRequest, number: int) -> Recusal:
    """A recusal from an item that this reader may see."""
    found = get_object_or_404(Recusal.objects.select_related("mandate"), pk=number)
    found.item = item_of(request, found.item_id)
    return found


def address_of(sitting: Sitting) -> str:
    """The path of a sitting's page."""
    return reverse("sittings:sitting", args=[sitting.pk])


def back_to(sitting: Sitting, part: str = "") -> HttpResponseRedirect:
    """The page of the sitting, at a part of it."""
    return HttpResponseRedirect(address_of(sitting) + (f"#{part}" if part else ""))


def trail_to(sitting: Sitting) -> Trail:
    """The way to a sitting: all sittings, the council, and itself."""
    return [*council_trail(sitting.council), (address_of(sitting), title_of(sitting))]


def council_trail(council: Council) -> Trail:
    """The way to what a council plans or enters: all sittings, and the council."""
    return [
        (reverse("sittings:sittings"), _("Sittings")),
        (reverse("portal:council", args=[council.code]), said(council, "name")),
    ]


def acted(
    request: HttpRequest,
    sitting: Sitting,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    done: str,
    explained: str = "",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form of an act on a sitting; on POST the act, and back to its page."""
    guide = Guide(
        title=title,
        button=button,
        done=done,
        explained=explained,
        back=address_of(sitting),
        trail=trail_to(sitting),
        extra={"section": "sittings", "sheets": SHEETS, **(extra or {})},
    )
    return guided(request, form, guide, act)
