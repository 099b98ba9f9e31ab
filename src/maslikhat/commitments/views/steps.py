"""The pages of the steps after a body was asked: a form each, and a resident's word."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.commitments import actions, permissions
from maslikhat.commitments.course import Act
from maslikhat.commitments.forms import steps as forms
from maslikhat.commitments.guards import in_time
from maslikhat.commitments.views.asked import acted, address_of, commitment_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.views.guided import actor

FORM = ["GET", "HEAD", "POST"]


def _step(
    request: HttpRequest,
    number: int,
    act: Act,
    form: type[forms.StepForm],
    do: Callable[..., object],
    **said: str,
) -> HttpResponse:
    """The page of one step: who may, then the form, then the act with what was written."""
    commitment = commitment_of(number)
    if not getattr(permissions, f"may_{act}")(request.user, commitment):
        raise Hidden()
    in_time(act, commitment)
    given: Form = form(posted(request), request.FILES or None, commitment=commitment)
    return acted(
        request,
        commitment,
        given,
        lambda cleaned: do(commitment, by=actor(request), **cleaned),
        **said,
    )


@require_http_methods(FORM)
@signed_in
def register(request: HttpRequest, number: int) -> HttpResponse:
    """Enter the incoming number of the body."""
    return _step(
        request,
        number,
        Act.REGISTER,
        forms.RegisterForm,
        actions.register,
        title=_("Incoming number"),
        button=_("Enter the incoming number"),
        done=_("The letter is registered at the body."),
    )


@require_http_methods(FORM)
@signed_in
def redirect(request: HttpRequest, number: int) -> HttpResponse:
    """Pass the letter on to the body it belongs to."""
    return _step(
        request,
        number,
        Act.REDIRECT,
        forms.RedirectForm,
        actions.redirect,
        title=_("Redirect to another body"),
        button=_("Redirect"),
        done=_("The other body and who asked have been told."),
        explained=_("The day it is owed by stays as it is."),
    )


@require_http_methods(FORM)
@signed_in
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """Give more time."""
    return _step(
        request,
        number,
        Act.EXTEND,
        forms.ExtendForm,
        actions.extend,
        title=_("Extend the time"),
        button=_("Extend"),
        done=_("The time is extended; both sides have been told."),
        explained=_("Everyone sees the old day, the new one and the reason."),
    )


@require_http_methods(FORM)
@signed_in
def report_done(request: HttpRequest, number: int) -> HttpResponse:
    """Report that it is done."""
    return _step(
        request,
        number,
        Act.REPORT_DONE,
        forms.ReportForm,
        actions.report_done,
        title=_("Report that it is done"),
        button=_("Report it done"),
        done=_("It is reported; residents, the deputy and who asked are asked now."),
        explained=_("A report is not a confirmation: those who see it on the spot give that."),
    )


@require_http_methods(FORM)
@signed_in
def assess(request: HttpRequest, number: int) -> HttpResponse:
    """Say what the answer is worth."""
    return _step(
        request,
        number,
        Act.ASSESS,
        forms.AssessForm,
        actions.assess,
        title=_("What the answer is worth"),
        button=_("Save"),
        done=_("It stands beside the answer now."),
        explained=_(
            "After a formal answer you can ask again, or go to the chair, the commission, the"
            " prosecutor or a national deputy: the portal sends nothing by itself."
        ),
    )


@require_http_methods(FORM)
@signed_in
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it is done."""
    return _step(
        request,
        number,
        Act.CONFIRM,
        forms.ConfirmForm,
        actions.confirm,
        title=_("Confirm that it is done"),
        button=_("Confirm"),
        done=_("It is confirmed."),
    )


@require_http_methods(FORM)
@signed_in
def dispute(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it is not done."""
    return _step(
        request,
        number,
        Act.DISPUTE,
        forms.DisputeForm,
        actions.dispute,
        title=_("Say that it is not done"),
        button=_("Send"),
        done=_("The body owes it again; it has been told."),
    )


@require_POST
@signed_in
def say(request: HttpRequest, number: int) -> HttpResponse:
    """A resident's word."""
    commitment = commitment_of(number)
    if not permissions.may_say(request.user, commitment):
        raise Hidden()
    said = request.POST.get("is_done", "")
    if said not in {"yes", "no"}:
        raise BadRequest("is_done")
    actions.say(commitment, by=actor(request), is_done=said == "yes")
    messages.success(request, _("Your word is counted. You can change it until the matter ends."))
    return HttpResponseRedirect(address_of(commitment))


@require_http_methods(FORM)
@signed_in
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close the matter."""
    return _step(
        request,
        number,
        Act.CLOSE,
        forms.CloseForm,
        actions.close,
        title=_("Close the matter"),
        button=_("Close"),
        done=_("The matter is closed."),
    )


@require_http_methods(FORM)
@signed_in
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the body again."""
    return _step(
        request,
        number,
        Act.REOPEN,
        forms.ReopenForm,
        actions.reopen,
        title=_("Ask again"),
        button=_("Ask again"),
        done=_("The body has been asked again."),
    )


@require_http_methods(FORM)
@signed_in
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was asked."""
    return _step(
        request,
        number,
        Act.WITHDRAW,
        forms.WithdrawForm,
        actions.withdraw,
        title=_("Withdraw"),
        button=_("Withdraw"),
        done=_("It is withdrawn."),
    )


@require_http_methods(FORM)
@signed_in
def pass_on(request: HttpRequest, number: int) -> HttpResponse:
    """Let another deputy take a voters' mandate over."""
    return _step(
        request,
        number,
        Act.PASS_ON,
        forms.PassOnForm,
        actions.pass_on,
        title=_("Pass on to another deputy"),
        button=_("Pass on"),
        done=_("The voters' mandate has passed on."),
        explained=_("What voters were promised stays when the deputy goes."),
    )


@require_http_methods(FORM)
@signed_in
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file to the matter."""
    return _step(
        request,
        number,
        Act.ATTACH,
        forms.AttachForm,
        actions.attach,
        title=_("Add a paper"),
        button=_("Add"),
        done=_("The paper is added."),
        explained=_("Everyone has it: cover the personal data of citizens first."),
    )
