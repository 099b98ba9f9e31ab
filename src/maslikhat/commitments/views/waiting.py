"""Whole lists of what waits for a reader, of which the desk shows the first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.commitments.models import Commitment
from maslikhat.commitments.models.commitments import CommitmentQuerySet
from maslikhat.commitments.waiting import answer_line, answers_for, in_hand_of, owed_line
from maslikhat.kit.answers import part_of
from maslikhat.kit.doors import signed_in
from maslikhat.kit.lines import Line
from maslikhat.registry.standing import standing


@signed_in
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """All answers that wait for this reader's word."""
    rows = answers_for(standing(request.user))
    sentence = _(
        "Here will be the answers and reports of bodies to what you have asked: you say what each"
        " is worth."
    )
    return _listed(request, _("Answers to what was asked"), sentence, rows, answer_line)


@signed_in
@require_safe
def in_hand(request: HttpRequest) -> HttpResponse:
    """All that is in the hand of this official."""
    sentence = _("Here will be the letters that your body hands over to you, the first due first.")
    return _listed(request, _("In my hand"), sentence, in_hand_of(request.user), owed_line)


def _listed(
    request: HttpRequest,
    title: str,
    sentence: str,
    rows: CommitmentQuerySet,
    line: Callable[[Commitment], Line],
) -> HttpResponse:
    """The list under its title; the sentence says what will be here where there is nothing yet."""
    page = part_of(request, rows)
    lines = [line(row) for row in page.object_list]
    context = {"lines": lines, "page": page, "sentence": sentence, "title": title}
    return render(request, "commitments/waiting.html", context)
