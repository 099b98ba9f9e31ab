"""The pages on which a draft is heard: commissions, the akim, consultation, the agenda."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, permissions
from maslikhat.decisions.forms.acting import (
    AkimForm,
    ConcludeForm,
    ConsultForm,
    MoneyForm,
    ReferForm,
    TableForm,
)
from maslikhat.decisions.views.asked import acted, decision_of, referral_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def refer(request: HttpRequest, number: int) -> HttpResponse:
    """Send a draft to a commission."""
    decision = decision_of(request, number)
    if not permissions.may_refer(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        ReferForm(posted(request), decision=decision),
        lambda cleaned: actions.refer(
            decision, cleaned.pop("commission"), by=actor(request), **cleaned
        ),
        title=_("Send to a commission"),
        button=_("Send"),
        done=_("The draft is with the commission; its members have been told."),
    )


@require_http_methods(FORM)
@signed_in
def conclude(request: HttpRequest, number: int) -> HttpResponse:
    """Enter what a commission concludes."""
    referral = referral_of(request, number)
    if not permissions.may_conclude(request.user, referral):
        raise Hidden()
    return acted(
        request,
        referral.decision,
        ConcludeForm(posted(request)),
        lambda cleaned: actions.conclude(referral, by=actor(request), **cleaned),
        title=_("Conclusion of the commission"),
        button=_("Enter the conclusion"),
        done=_("The conclusion is entered."),
        explained=said(referral.commission, "name").text,
    )


@require_http_methods(FORM)
@signed_in
def mark_money(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether a draft touches money."""
    decision = decision_of(request, number)
    if not permissions.may_mark_money(request.user, decision):
        raise Hidden()
    begun = {"touches_money": "yes" if decision.touches_money else "no"}
    return acted(
        request,
        decision,
        MoneyForm(posted(request), decision=decision, initial=begun),
        lambda cleaned: actions.mark_money(decision, by=actor(request), **cleaned),
        title=_("Money"),
        button=_("Save"),
        done=_("The draft is marked."),
        explained=_(
            "What cuts revenue or raises spending is adopted only with a positive conclusion of the"
            " akim (Law 148, art. 7)."
        ),
    )


@require_http_methods(FORM)
@signed_in
def enter_akim_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """Enter what the akim concludes on a draft that touches money."""
    decision = decision_of(request, number)
    if not permissions.may_enter_akim_conclusion(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        AkimForm(posted(request), decision=decision),
        lambda cleaned: actions.enter_akim_conclusion(decision, by=actor(request), **cleaned),
        title=_("Conclusion of the akim"),
        button=_("Enter the conclusion"),
        done=_("The conclusion is entered."),
        explained=_("What cuts revenue or raises spending needs it (Law 148, art. 7)."),
    )


@require_http_methods(FORM)
@signed_in
def consult(request: HttpRequest, number: int) -> HttpResponse:
    """Lay a draft open for consultation."""
    decision = decision_of(request, number)
    if not permissions.may_consult(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        ConsultForm(posted(request), decision=decision),
        lambda cleaned: actions.consult(decision, by=actor(request), **cleaned),
        title=_("Consultation"),
        button=_("Lay open"),
        done=_("The draft is open to everyone now."),
        explained=_(
            "From now on everyone reads the draft. Opinions have legal force on the Open NPA portal"
            " of the State: write its page here."
        ),
    )


@require_http_methods(FORM)
@signed_in
def table(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft before the council."""
    decision = decision_of(request, number)
    if not permissions.may_table(request.user, decision):
        raise Hidden()
    return acted(
        request,
        decision,
        TableForm(posted(request), decision=decision),
        lambda cleaned: actions.table(decision, by=actor(request), **cleaned),
        title=_("Put before the maslikhat"),
        button=_("Put before the maslikhat"),
        done=_("The draft is before the maslikhat."),
    )
