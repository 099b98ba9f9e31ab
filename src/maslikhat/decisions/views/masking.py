"""The page on which personal data are covered by hand, with a preview of the copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, permissions
from maslikhat.decisions.copies import PRIVATE, covered_in, is_stale, texts_of
from maslikhat.decisions.forms.masking import ClearForm, CoverForm, clearing
from maslikhat.decisions.models import Attachment, Decision, Mask, Publication, Version
from maslikhat.decisions.sheet import pairs_of
from maslikhat.decisions.views.asked import acted, address_of, decision_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def cover_words(request: HttpRequest, number: int) -> HttpResponse:
    """What is covered, what is left open and why, a preview of the copy; words to cover besides."""
    decision = decision_of(request, number)
    if not permissions.may_cover_words(request.user, decision):
        raise Hidden()

    def act(cleaned: dict[str, Any]) -> object:
        return actions.cover_words(decision, by=actor(request), within=decision, **cleaned)

    return acted(
        request,
        decision,
        CoverForm(posted(request), is_published=decision.published_on is not None),
        act,
        title=_("Personal data in the copy"),
        button=_("Cover these words"),
        done=_("The words are covered in everything that others read."),
        explained=_(
            "The portal finds numbers, addresses, telephones and the like. Names of citizens and"
            " what else it cannot know you cover here. The text as it was written stays with the"
            " maslikhat."
        ),
        extra=_shown(decision),
        back=reverse("decisions:cover_words", args=[decision.pk]),
    )


def _shown(decision: Decision) -> dict[str, Any]:
    version = Version.objects.latest_of(decision)
    covered = covered_in(version, decision.council) if version else []
    masks = list(decision.masks.standing().order_by("pk"))
    copy = Publication.objects.filter(decision=decision).first()
    return {
        # After each act one stays here; the way back leads to the decision.
        "back": address_of(decision),
        "covered": covered,
        "decision": decision,
        "kinds": {kind.value: words for kind, words in PRIVATE.items()},
        "listed": "decisions/_masks.html",
        "masks": masks,
        "pairs": pairs_of(texts_of(version, covered)) if version else [],
        "private": PRIVATE,
        "publication": copy,
        "is_stale": copy is not None and is_stale(copy),
        "sheets": "decisions/decisions.css",
    }


@require_POST
@signed_in
def lift_mask(request: HttpRequest, number: int) -> HttpResponse:
    """Leave words open."""
    decision = decision_of(request, number)
    if not permissions.may_lift_mask(request.user, decision):
        raise Hidden()
    words, because = (request.POST.get(name, "") for name in ("words", "because"))
    actions.lift_mask(decision, by=actor(request), within=decision, words=words, because=because)
    messages.success(request, _("The words stay open, with your reason."))
    return _back(decision)


@require_POST
@signed_in
def take_back_mask(request: HttpRequest, number: int) -> HttpResponse:
    """What was covered or left open by hand is so no longer."""
    seen = Decision.objects.visible_to(request.user).values("pk")
    rows = Mask.objects.filter(decision__in=seen).select_related("decision__council")
    mask = get_object_or_404(rows, pk=number)
    if not permissions.may_take_back_mask(request.user, mask.decision):
        raise Hidden()
    actions.take_back_mask(mask, by=actor(request), within=mask.decision)
    messages.success(request, _("It is taken back."))
    return _back(mask.decision)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def clear_paper(request: HttpRequest, number: int) -> HttpResponse:
    """Say that what the portal found in a paper is no personal data; where it stands is shown."""
    seen = Attachment.objects.visible_to(request.user).select_related("decision__council")
    paper = get_object_or_404(seen, pk=number)
    if not permissions.may_clear_paper(request.user, paper.decision):
        raise Hidden()

    def act(cleaned: dict[str, Any]) -> object:
        return actions.clear_paper(paper, by=actor(request), **cleaned)

    return acted(
        request,
        paper.decision,
        ClearForm(posted(request)),
        act,
        **clearing(paper, reverse("decisions:file", args=[paper.pk])),
    )


def _back(decision: Decision) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("decisions:cover_words", args=[decision.pk]))
