"""The pages on which drafts are written: a new one, the next version, withdrawal, differences."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, permissions
from maslikhat.decisions.brought import text_in
from maslikhat.decisions.forms.acting import ExplainForm, NothingForm
from maslikhat.decisions.forms.drafting import DraftForm, ReviseForm, TextsForm
from maslikhat.decisions.models import Version
from maslikhat.decisions.versions import Texts
from maslikhat.decisions.views.asked import acted, decision_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.models import Council, Mandate
from maslikhat.registry.permissions import is_clerk
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import Guide, guided

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Bring in a draft."""
    council = get_object_or_404(Council.objects.select_related("unit"), code=code)
    if not permissions.may_draft(request.user, council):
        raise Hidden()
    own = None
    if not is_clerk(request.user, council):
        person = standing(request.user).person_id
        own = Mandate.objects.on().of(council).with_names().filter(person=person).first()
        if own is None:
            raise Hidden()
    form = DraftForm(posted(request), request.FILES or None, council=council, own=own)
    listed = reverse("decisions:decisions")
    guide = Guide(
        title=_("New draft decision"),
        explained=said(council, "name").text,
        button=_("Bring in the draft"),
        done=_("The draft is brought in. Only the people of the maslikhat see it so far."),
        back=f"{listed}?council={council.code}",
        trail=[(listed, _("Decisions"))],
        extra={"section": "decisions"},
    )

    def act(cleaned: dict[str, Any]) -> object:
        mover, moved_by = form.moved_by()
        made = actions.draft(
            council,
            by=actor(request),
            kind=cleaned["kind"],
            titles=form.titles(),
            texts=_texts(form),
            mover=mover,
            moved_by=moved_by,
            rubric=cleaned["rubric"],
            places=list(cleaned["places"]),
            touches_money=cleaned["touches_money"],
        )
        guide.back = reverse("decisions:decision", args=[made.pk])
        return made

    return guided(request, form, guide, act)


def _texts(form: TextsForm) -> Texts:
    """The texts as they were typed; a file that was sent stands for what was typed."""
    return Texts(*(_text(form.cleaned_data, lang) for lang in LANGUAGES))


def _text(cleaned: dict[str, Any], lang: str) -> str:
    file = cleaned.get(f"file_{lang}")
    return text_in(file) if file else str(cleaned[f"text_{lang}"])


@require_http_methods(FORM)
@signed_in
def revise(request: HttpRequest, number: int) -> HttpResponse:
    """Write the next version of a draft."""
    decision = decision_of(request, number)
    if not permissions.may_revise(request.user, decision):
        raise Hidden()
    latest = Version.objects.latest_of(decision)
    begun: dict[str, Any] = {"base": latest.number if latest else 0}
    for lang in LANGUAGES:
        # Who writes the next version is of the council, and writes the title as it is.
        own = getattr(decision, f"own_title_{lang}")
        begun[f"title_{lang}"] = own or getattr(decision, f"title_{lang}")
        begun[f"text_{lang}"] = getattr(latest, f"text_{lang}") if latest else ""
    form = ReviseForm(posted(request), request.FILES or None, initial=begun)
    return acted(
        request,
        decision,
        form,
        lambda cleaned: actions.revise(
            decision,
            by=actor(request),
            texts=_texts(form),
            titles=form.titles(),
            base=cleaned["base"],
            note=cleaned["note"],
        ),
        title=_("New version"),
        button=_("Keep the version"),
        done=_("The new version is kept; the earlier ones stay."),
    )


@require_http_methods(FORM)
@signed_in
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft back."""
    decision = decision_of(request, number)
    if not permissions.may_withdraw(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        NothingForm(posted(request), decision=decision),
        lambda _cleaned: actions.withdraw(decision, by=actor(request)),
        title=_("Withdraw the draft"),
        button=_("Withdraw"),
        done=_("The draft is withdrawn. Its page keeps what it was."),
        explained=_("A withdrawn draft is not decided on. It cannot be brought back."),
    )


@require_POST
@signed_in
def explain_difference(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a difference of the two texts is right as it is."""
    decision = decision_of(request, number)
    if not permissions.may_explain_difference(request.user, decision):
        raise Hidden()
    form = ExplainForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write why the difference is right as it is."), status=422)
    actions.explain_difference(decision, by=actor(request), **form.cleaned_data)
    messages.success(request, _("The explanation is kept."))
    return HttpResponseRedirect(reverse("decisions:parity", args=[decision.pk]))
