"""What the pages of decisions ask first: which decision, who reads, and what may be done."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.models import Decision, Referral
from maslikhat.kit.languages import Said, said
from maslikhat.kit.lines import Trail
from maslikhat.registry.views.guided import Guide, guided

Act = Callable[[dict[str, Any]], object]


def decision_of(request: HttpRequest, number: int) -> Decision:
    """The decision, when this reader may see it; else as if there were none."""
    seen = Decision.objects.visible_to(request.user).with_all()
    return get_object_or_404(seen, pk=number)


def referral_of(request: HttpRequest, number: int) -> Referral:
    """A referral of a decision that this reader may see."""
    seen = Decision.objects.visible_to(request.user).values("pk")
    rows = Referral.objects.filter(decision__in=seen)
    return get_object_or_404(rows.select_related("commission", "decision__council"), pk=number)


def trail_to(decision: Decision) -> Trail:
    """The way to a decision: all decisions, and itself."""
    return [
        (reverse("decisions:decisions"), _("Decisions")),
        (address_of(decision), _called(decision)),
    ]


def _called(decision: Decision) -> str | Said:
    """A decision in a few words: its number once it has one."""
    return f"№ {decision.number}" if decision.number else said(decision, "title")


def address_of(decision: Decision) -> str:
    """The path of a decision's page."""
    return reverse("decisions:decision", args=[decision.pk])


def acted(
    request: HttpRequest,
    decision: Decision,
    form: Form,
    act: Act,
    *,
    title: str,
    button: str,
    done: str,
    explained: str = "",
    extra: dict[str, Any] | None = None,
    back: str = "",
) -> HttpResponse:
    """The form of an act on a decision; on POST the act, and to `back`, else its page."""
    guide = Guide(
        title=title,
        button=button,
        done=done,
        explained=explained,
        back=back or address_of(decision),
        trail=trail_to(decision),
        extra={"section": "decisions", **(extra or {})},
    )
    return guided(request, form, guide, act)
