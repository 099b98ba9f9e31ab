"""The letter and its answers to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.printed import ANSWERS, answer_pdf, letter_pdf, turn_pdf
from maslikhat.commitments.views.asked import commitment_of
from maslikhat.kit.downloads import made


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """What was sent to the body, as a PDF."""
    found = commitment_of(number)
    return made(letter_pdf(found), f"letter-{found.pk}-{found.language}.pdf", "application/pdf")


@require_safe
def answer_letter(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """What the body answered, or who asked wrote to somebody else about it, as a PDF."""
    found = commitment_of(number)
    told = _step(found, step)
    if told.act == Act.TURN:
        return made(turn_pdf(found, told), f"turn-{found.pk}-{told.number}.pdf", "application/pdf")
    return made(answer_pdf(found, told), f"answer-{found.pk}-{told.number}.pdf", "application/pdf")


def _step(commitment: Commitment, number: int) -> Step:
    return get_object_or_404(
        Step, commitment=commitment, number=number, act__in=(*ANSWERS, Act.TURN)
    )
