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
    return _listed(request, _("Answers to what was asked"), rows, answer_line)


@signed_in
@require_safe
def in_hand(request: HttpRequest) -> HttpResponse:
    """All that is in the hand of this official."""
    return _listed(request, _("In my hand"), in_hand_of(request.user), owed_line)


def _listed(
    request: HttpRequest, title: str, rows: CommitmentQuerySet, line: Callable[[Commitment], Line]
) -> HttpResponse:
    page = part_of(request, rows)
    context = {"lines": [line(row) for row in page.object_list], "page": page, "title": title}
    return render(request, "commitments/waiting.html", context)
