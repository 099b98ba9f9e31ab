"""The pages of the steps after a body was asked: one table, a form each; and a resident's word."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions, permissions
from maslikhat.commitments.course import Act, is_wanting
from maslikhat.commitments.forms import steps as forms
from maslikhat.commitments.guards import in_time
from maslikhat.commitments.hands import signers_of
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.samples import filled, samples_of
from maslikhat.commitments.turning_to import AGAIN, ASKED_OF, prepared_letter
from maslikhat.commitments.views.asked import address_of, commitment_of, guide_to
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.permissions import is_official
from maslikhat.registry.views.guided import guide_page, guided

FORM = ["GET", "HEAD", "POST"]
MOST_TYPED = 40_000
Words = str | Promise


class Page(NamedTuple):
    """What the page of a step says, and the form of it."""

    form: type[forms.StepForm]
    title: Words
    button: Words
    done: Words
    explained: Words = ""


PAGES: dict[Act, Page] = {
    Act.REGISTER: Page(
        forms.RegisterForm,
        gettext_lazy("Incoming number"),
        gettext_lazy("Enter the incoming number"),
        gettext_lazy("The letter is registered at the body."),
    ),
    Act.REDIRECT: Page(
        forms.RedirectForm,
        gettext_lazy("Redirect to another body"),
        gettext_lazy("Redirect"),
        gettext_lazy("The other body and who asked have been told."),
        gettext_lazy("The day it is owed by stays as it is."),
    ),
    Act.EXTEND: Page(
        forms.ExtendForm,
        gettext_lazy("Extend the time"),
        gettext_lazy("Extend"),
        gettext_lazy("The time is extended; both sides have been told."),
        gettext_lazy("Everyone sees the old day, the new one and the reason."),
    ),
    Act.ANSWER: Page(
        forms.AnswerForm,
        gettext_lazy("Answer"),
        gettext_lazy("Send the answer"),
        gettext_lazy("The answer is sent; who asked has been told."),
        gettext_lazy("Everyone reads the answer. Name no citizens, addresses or telephones."),
    ),
    Act.REPORT_DONE: Page(
        forms.ReportForm,
        gettext_lazy("Report that it is done"),
        gettext_lazy("Report it done"),
        gettext_lazy("It is reported; residents, the deputy and who asked are asked now."),
        gettext_lazy("A report is not a confirmation: those who see it on the spot give that."),
    ),
    Act.ASSESS: Page(
        forms.AssessForm,
        gettext_lazy("What the answer is worth"),
        gettext_lazy("Save"),
        gettext_lazy("It stands beside the answer now."),
        gettext_lazy(
            "After a formal answer you can ask again, or go to the chair, the commission, the"
            " prosecutor or a national deputy: the portal sends nothing by itself."
        ),
    ),
    Act.CONFIRM: Page(
        forms.ConfirmForm,
        gettext_lazy("Confirm that it is done"),
        gettext_lazy("Confirm"),
        gettext_lazy("It is confirmed."),
    ),
    Act.DISPUTE: Page(
        forms.DisputeForm,
        gettext_lazy("Say that it is not done"),
        gettext_lazy("Send"),
        gettext_lazy("The body owes it again; it has been told."),
    ),
    Act.CLOSE: Page(
        forms.CloseForm,
        gettext_lazy("Close the matter"),
        gettext_lazy("Close"),
        gettext_lazy("The matter is closed."),
    ),
    Act.REOPEN: Page(
        forms.ReopenForm,
        gettext_lazy("Ask again"),
        gettext_lazy("Ask again"),
        gettext_lazy("The body has been asked again."),
    ),
    Act.TURN: Page(
        forms.TurnForm,
        gettext_lazy("Turn to somebody else"),
        gettext_lazy("Send"),
        gettext_lazy("It is sent to who has an account here. Print the letter for all others."),
        gettext_lazy(
            "The letter is prepared: read it, change it, send it. Everyone reads it. It is printed"
            " from the page of the matter, for who is not on the portal."
        ),
    ),
    Act.WITHDRAW: Page(
        forms.WithdrawForm,
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdraw"),
        gettext_lazy("It is withdrawn."),
    ),
    Act.PASS_ON: Page(
        forms.PassOnForm,
        gettext_lazy("Pass on to another deputy"),
        gettext_lazy("Pass on"),
        gettext_lazy("The voters' mandate has passed on."),
        gettext_lazy("What voters were promised stays when the deputy goes."),
    ),
    Act.ATTACH: Page(
        forms.AttachForm,
        gettext_lazy("Add a paper"),
        gettext_lazy("Add"),
        gettext_lazy("The paper is added."),
        gettext_lazy("Everyone has it: cover the personal data of citizens first."),
    ),
}
# What a body writes itself: there its templates are at hand.
WITH_SAMPLES = (Act.ANSWER, Act.REPORT_DONE)


@require_http_methods(FORM)
@signed_in
def step(request: HttpRequest, number: int, act: Act) -> HttpResponse:
    """The page of one step: who may, then the form, then the act with what was written."""
    commitment = commitment_of(number)
    if not getattr(permissions, f"may_{act}")(request.user, commitment):
        raise Hidden()
    in_time(act, commitment)
    page, known = PAGES[act], _known(request, commitment, act)
    guide = guide_to(commitment, page.title, page.button, page.done, page.explained)
    if act in WITH_SAMPLES:
        is_own = is_official(request.user, commitment.addressee)
        samples = samples_of(commitment.addressee) if is_own else []
        guide.extra |= {"listed": "commitments/_answering.html", "samples": samples}
        chosen = request.POST.get("sample", "")
        if chosen:
            typed = _with_sample(request, commitment, samples, chosen, page.form)
            form = page.form(commitment=commitment, initial=typed, **known)
            return guide_page(request, form, guide)
    initial = _initial(request, commitment, act)
    form = page.form(
        posted(request), request.FILES or None, commitment=commitment, initial=initial, **known
    )
    do: Callable[..., object] = getattr(actions, act)
    return guided(
        request, form, guide, lambda cleaned: do(commitment, by=actor(request), **cleaned)
    )


def _with_sample(
    request: HttpRequest,
    commitment: Commitment,
    samples: list[Any],
    chosen: str,
    form: type[forms.StepForm],
) -> dict[str, Any]:
    """All that was typed, and the words of the template below it."""
    sample = next((one for one in samples if str(one.pk) == chosen), None)
    if sample is None:
        raise Hidden()
    typed: dict[str, Any] = {
        name: request.POST.get(name, "")[:MOST_TYPED] for name in form.base_fields if name != "file"
    }
    added = filled(sample, commitment, typed["language"])
    before = typed["text"].rstrip()
    typed["text"] = f"{before}\n\n{added}" if before else added
    return typed


def _initial(request: HttpRequest, commitment: Commitment, act: Act) -> dict[str, str]:
    """What a form has before anything is typed: the usual signature, a prepared letter."""
    if act == Act.ANSWER:
        return _usual(commitment)
    if act == Act.REOPEN and is_wanting(commitment.state, commitment.assessment):
        return {"reason": prepared_letter(commitment, AGAIN)}
    to = request.GET.get("to", "")
    if act == Act.TURN and to in ASKED_OF:
        return {"to": to, "text": prepared_letter(commitment, ASKED_OF[to])}
    return {}


def _known(request: HttpRequest, commitment: Commitment, act: Act) -> dict[str, Any]:
    """What the form of an answer offers beside: who may have signed it."""
    if act != Act.ANSWER:
        return {}
    body = commitment.addressee
    return {"signers": signers_of(body, is_own=is_official(request.user, body))}


def _usual(commitment: Commitment) -> dict[str, str]:
    """Who signed the last answer of the body in this language, and in which office."""
    signed = Step.objects.filter(
        commitment__addressee=commitment.addressee_id, language=commitment.language
    ).exclude(signed="")
    who, office = signed.order_by("-pk").values_list("signed", "office").first() or ("", "")
    return {"signed": who, "office": office}


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
