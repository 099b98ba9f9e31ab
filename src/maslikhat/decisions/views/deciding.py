"""The pages on which it is entered what became of a draft: adoption, registration, force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, offered, permissions
from maslikhat.decisions.forms.acting import (
    AdoptForm,
    ForceForm,
    RegisterForm,
    RejectForm,
    VoteForm,
)
from maslikhat.decisions.models import Decision
from maslikhat.decisions.results import DECISION, motion_on, own_motion_on, total_on
from maslikhat.decisions.views.asked import acted, decision_of
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.voting import actions as voting

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def vote(request: HttpRequest, number: int) -> HttpResponse:
    """Put a tabled draft to the vote: its ballot is prepared, and led on its own page."""
    decision = decision_of(request, number)
    if not offered.may_vote_now(decision, request.user):
        raise Hidden()

    def act(cleaned: dict[str, Any]) -> object:
        return voting.prepare(
            decision.council,
            by=actor(request),
            motion=motion_on(decision),
            own=own_motion_on(decision),
            about=(DECISION, decision.pk),
            **cleaned,
        )

    return acted(
        request,
        decision,
        VoteForm(posted(request), decision=decision),
        act,
        title=_("Put to the vote"),
        button=_("Prepare the ballot"),
        done=_("The ballot is prepared. Open it on its own page when the deputies are there."),
    )


@require_http_methods(FORM)
@signed_in
def adopt(request: HttpRequest, number: int) -> HttpResponse:
    """Enter that a draft was adopted, under which number."""
    decision = decision_of(request, number)
    if not permissions.may_adopt(request.user, decision):
        raise Hidden()
    form = AdoptForm(posted(request), decision=decision)
    return acted(
        request,
        decision,
        form,
        lambda _cleaned: actions.adopt(decision, by=actor(request), **form.result()),
        title=_("Adoption"),
        button=_("Enter the adoption"),
        done=_("The decision is adopted; its text is frozen."),
        explained=_of_adoption(decision),
    )


def _of_adoption(decision: Decision) -> str:
    """What the form of the adoption says before it asks."""
    told = _(
        "The latest version becomes the text of the decision and never changes again. Its hash"
        " goes on the public record."
    )
    if total_on(decision.council, today()) is not None:
        return told
    unknown = _(
        "It is not known here how many seats the maslikhat has: numbers off the paper are taken as"
        " they are. Look yourself whether they are the majority of the total number."
    )
    return f"{told} {unknown}"


@require_http_methods(FORM)
@signed_in
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Enter that a draft was not adopted."""
    decision = decision_of(request, number)
    if not permissions.may_reject(request.user, decision):
        raise Hidden()
    form = RejectForm(posted(request), decision=decision)
    return acted(
        request,
        decision,
        form,
        lambda _cleaned: actions.reject(decision, by=actor(request), **form.result()),
        title=_("Rejection"),
        button=_("Enter the rejection"),
        done=_("The rejection is entered."),
    )


@require_http_methods(FORM)
@signed_in
def register(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the State registration."""
    decision = decision_of(request, number)
    if not permissions.may_register(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        RegisterForm(posted(request), decision=decision),
        lambda cleaned: actions.register(decision, by=actor(request), **cleaned),
        title=_("Registration by the State"),
        button=_("Enter the registration"),
        done=_("The registration is entered."),
    )


@require_http_methods(FORM)
@signed_in
def bring_into_force(request: HttpRequest, number: int) -> HttpResponse:
    """Enter from when the decision is in force."""
    decision = decision_of(request, number)
    if not permissions.may_bring_into_force(request.user, decision):
        raise Hidden()
    begun = {
        "rule_kk": decision.force_rule_kk,
        "rule_ru": decision.force_rule_ru,
        "from_day": decision.in_force_from,
        "last_day": decision.last_day_in_force,
    }
    return acted(
        request,
        decision,
        ForceForm(posted(request), decision=decision, initial=begun),
        lambda cleaned: actions.bring_into_force(decision, by=actor(request), **cleaned),
        title=_("Entry into force"),
        button=_("Save"),
        done=_("The days are entered."),
        explained=_("A rule in words may come first, the day once it is known."),
    )
