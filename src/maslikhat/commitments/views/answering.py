"""The page of an answer: the letter, the body's templates, the form; and to whom it is handed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.commitments import actions, permissions
from maslikhat.commitments.course import Act
from maslikhat.commitments.forms.desk import HandOverForm
from maslikhat.commitments.forms.steps import AnswerForm
from maslikhat.commitments.guards import in_time
from maslikhat.commitments.models import Commitment, Sample, Step
from maslikhat.commitments.samples import filled, samples_of
from maslikhat.commitments.views.asked import acted, address_of, commitment_of, trail_to
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.permissions import is_official
from maslikhat.registry.views.guided import Guide, actor, guide_page, guided

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer in writing; a template that is chosen is put under what was typed."""
    commitment = commitment_of(number)
    if not permissions.may_answer(request.user, commitment):
        raise Hidden()
    in_time(Act.ANSWER, commitment)
    is_own = is_official(request.user, commitment.addressee)
    samples = samples_of(commitment.addressee) if is_own else []
    guide = Guide(
        title=_("Answer"),
        button=_("Send the answer"),
        done=_("The answer is sent; who asked has been told."),
        explained=_("Everyone reads the answer. Name no citizens, addresses or telephones."),
        back=address_of(commitment),
        trail=trail_to(commitment),
        extra={
            "section": "commitments",
            "commitment": commitment,
            "keeps_typed": True,
            "listed": "commitments/_answering.html",
            "samples": samples,
        },
    )
    chosen = request.POST.get("sample", "")
    if chosen:
        return guide_page(request, _with_sample(request, commitment, samples, chosen), guide)
    form = AnswerForm(posted(request), commitment=commitment, initial=_usual(commitment))
    return guided(
        request,
        form,
        guide,
        lambda cleaned: actions.answer(commitment, by=actor(request), **cleaned),
    )


def _with_sample(
    request: HttpRequest, commitment: Commitment, samples: list[Sample], chosen: str
) -> AnswerForm:
    """The form with all that was typed, and the words of the template below it."""
    sample = next((one for one in samples if str(one.pk) == chosen), None)
    if sample is None:
        raise Hidden()
    typed: dict[str, Any] = {
        name: request.POST.get(name, "")[:MOST_TYPED] for name in AnswerForm.base_fields
    }
    added = filled(sample, commitment, typed["language"])
    before = typed["text"].rstrip()
    typed["text"] = f"{before}\n\n{added}" if before else added
    return AnswerForm(commitment=commitment, initial=typed)


MOST_TYPED = 40_000


def _usual(commitment: Commitment) -> dict[str, str]:
    """Who signed the last answer of the body in this language."""
    signed = Step.objects.filter(
        commitment__addressee=commitment.addressee_id, language=commitment.language
    ).exclude(signed="")
    return {"signed": signed.order_by("-pk").values_list("signed", flat=True).first() or ""}


@require_http_methods(FORM)
@signed_in
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Hand the letter to one official of the body."""
    commitment = commitment_of(number)
    if not permissions.may_hand_over(request.user, commitment):
        raise Hidden()
    form = HandOverForm(posted(request), commitment=commitment)
    return acted(
        request,
        commitment,
        form,
        lambda cleaned: actions.hand_over(commitment, by=actor(request), **cleaned),
        title=_("Hand over to an official"),
        button=_("Hand over"),
        done=_("It is in the person's hand now; the person has been told."),
        explained=_("The name stays within the body. Others of the body can still answer."),
    )
