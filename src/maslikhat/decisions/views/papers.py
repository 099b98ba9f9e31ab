"""The pages on which papers are put to a decision: files, letters, relations, a judgment."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, permissions
from maslikhat.decisions.forms.acting import (
    AttachForm,
    LetterForm,
    RelateForm,
    RepealForm,
    ScanForm,
)
from maslikhat.decisions.models import Attachment, Decision, Relation
from maslikhat.decisions.views.asked import acted, address_of, decision_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.links import number_asked, own_page
from maslikhat.kit.refusals import Hidden, Refused

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file to a decision."""
    decision = decision_of(request, number)
    if not permissions.may_attach(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        AttachForm(posted(request), request.FILES or None, decision=decision),
        lambda cleaned: actions.attach(decision, by=actor(request), **cleaned),
        title=_("Add a paper"),
        button=_("Add"),
        done=_("The paper is added; in a moment it is found by its words."),
    )


@require_http_methods(FORM)
@signed_in
def attach_scan(request: HttpRequest, number: int) -> HttpResponse:
    """Put the scan of the signed paper beside the text."""
    decision = decision_of(request, number)
    if not permissions.may_attach_scan(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        ScanForm(posted(request), request.FILES or None, decision=decision),
        lambda cleaned: actions.attach_scan(decision, by=actor(request), **cleaned),
        title=_("Scan of the signed paper"),
        button=_("Add"),
        done=_("The scan is added, its hash is on the record."),
        explained=_(
            "Decisions are not signed electronically here yet: the signed original is on paper. Its"
            " scan stands beside the text, and the hash of the scan on the public record."
        ),
    )


@require_POST
@signed_in
def close_paper(request: HttpRequest, number: int) -> HttpResponse:
    """Let only the council's own people have a paper from now on."""
    seen = Attachment.objects.visible_to(request.user).select_related("decision__council")
    paper = get_object_or_404(seen, pk=number)
    if not permissions.may_close_paper(request.user, paper.decision):
        raise Hidden()
    actions.close_paper(paper, by=actor(request))
    messages.success(request, _("Only the people of the maslikhat have the paper now."))
    return HttpResponseRedirect(reverse("decisions:decision", args=[paper.decision_id]))


@require_http_methods(FORM)
@signed_in
def write_letter(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a letter with the numbers and days of both sides."""
    decision = decision_of(request, number)
    if not permissions.may_write_letter(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        LetterForm(posted(request), decision=decision),
        lambda cleaned: actions.write_letter(decision, by=actor(request), **cleaned),
        title=_("Letter"),
        button=_("Enter the letter"),
        done=_("The letter is entered."),
    )


@require_http_methods(FORM)
@signed_in
def relate(request: HttpRequest, number: int) -> HttpResponse:
    """Enter what a decision does to another."""
    decision = decision_of(request, number)
    if not permissions.may_relate(request.user, decision):
        raise Hidden()

    def act(cleaned: dict[str, Any]) -> object:
        target = _other(request, cleaned.pop("target"))
        return actions.relate(decision, target, by=actor(request), **cleaned)

    return acted(
        request,
        decision,
        RelateForm(posted(request), decision=decision),
        act,
        title=_("What it does to another decision"),
        button=_("Save"),
        done=_("Both pages show it now."),
    )


def _other(request: HttpRequest, asked: str) -> Decision:
    """The decision of a number or an address, when this reader may see it."""
    page = own_page(asked.strip())
    if page is not None and page.name == "decisions:decision":
        number = int(page.given["number"])
    else:
        number = number_asked(asked.strip())
    found = Decision.objects.visible_to(request.user).filter(pk=number).first()
    if found is None:
        raise Refused(_("There is no such decision. Copy the address of its page."), status=422)
    return found


@require_POST
@signed_in
def unrelate(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a relation that was entered by mistake; one stays on the page it was seen on."""
    seen = Decision.objects.visible_to(request.user).values("pk")
    rows = Relation.objects.filter(source__in=seen).select_related("source__council", "target")
    relation = get_object_or_404(rows, pk=number)
    if not permissions.may_unrelate(request.user, relation.source):
        raise Hidden()
    actions.unrelate(relation, by=actor(request))
    messages.success(request, _("It is taken out of both pages."))
    is_from_target = request.POST.get("from") == f"{relation.target_id}"
    return HttpResponseRedirect(address_of(relation.target if is_from_target else relation.source))


@require_http_methods(FORM)
@signed_in
def repeal(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a judgment that ends a decision."""
    decision = decision_of(request, number)
    if not permissions.may_repeal(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        RepealForm(posted(request), decision=decision),
        lambda cleaned: actions.repeal(decision, by=actor(request), **cleaned),
        title=_("End by a court"),
        button=_("Enter the judgment"),
        done=_("The end of the decision is entered."),
        explained=_(
            "What the maslikhat itself repeals is entered on the decision that repeals it."
        ),
    )
