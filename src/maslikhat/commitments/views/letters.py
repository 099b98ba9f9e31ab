"""The letter and its answers to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.printed import ANSWERS, answer_pdf, letter_pdf
from maslikhat.commitments.views.asked import commitment_of
from maslikhat.kit.links import MOST
from maslikhat.kit.refusals import Hidden


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """What was sent to the body, as a PDF."""
    found = commitment_of(number)
    return _paper(letter_pdf(found), f"letter-{found.pk}-{found.language}.pdf")


@require_safe
def answer_letter(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """What the body answered, as a PDF."""
    found = commitment_of(number)
    told = _step(found, step)
    return _paper(answer_pdf(found, told), f"answer-{found.pk}-{told.number}.pdf")


def _step(commitment: Commitment, number: int) -> Step:
    if number >= MOST:
        raise Hidden()
    return get_object_or_404(Step, commitment=commitment, number=number, act__in=ANSWERS)


def _paper(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-cache"
    return answer
