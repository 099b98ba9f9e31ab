"""The pages of one deputy: attendance at votes and at sittings, votes by subject."""

import re
from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.answers import held, part_of
from maslikhat.kit.refusals import Refused
from maslikhat.registry.followed import deputies
from maslikhat.registry.models import Person
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings import subjects as by_subject
from maslikhat.sittings.deputies import sat_in
from maslikhat.sittings.tables import table, votes_picture
from maslikhat.voting import participation
from maslikhat.voting.deputies import rows_of
from maslikhat.voting.sentences import OUTCOMES

A_PAGE = 30
# What an address says of votes whose decision or item has no subject.
WITHOUT = "none"


@held(60)
def attendance(request: HttpRequest, number: int) -> HttpResponse:
    """How a deputy took part in votes and sittings, by year and in all; three queries."""
    person = _person(number)
    votes, sat = participation.taken_by(person), sat_in(person)
    whole = participation.in_all(votes)
    slices, picture = votes_picture(whole)
    titles = (_("Sittings of the maslikhat"), _("Sittings of commissions"))
    context = {
        "path": _path(person),
        "person": person,
        "tables": [
            (name, title, table(person, years, reader=request.user, title=title))
            for name, title, years in zip(
                ("councils", "commissions"),
                titles,
                (sat.of_councils, sat.of_commissions),
                strict=True,
            )
            if years
        ],
        "votes": votes,
        "votes_in_all": whole,
        "votes_picture": picture,
        "votes_slices": slices,
    }
    return render(request, "sittings/deputy_attendance.html", context)


@held(60, ("subject", "page"))
def subjects(request: HttpRequest, number: int) -> HttpResponse:
    """What a deputy chose in votes by name, by subject, and the votes on one; seven queries."""
    person = _person(number)
    votes = by_subject.votes_by_name(person)
    rows = by_subject.counted(votes)
    asked = request.GET.get("subject", "")
    context = {
        "asked": asked,
        "in_all": by_subject.in_all(rows),
        "path": _path(person),
        "person": person,
        "rows": rows,
        "without": WITHOUT,
    }
    if asked:
        chosen = _subject(asked, rows)
        page = part_of(request, by_subject.on_subject(votes, chosen), A_PAGE)
        context |= {
            "chosen": chosen,
            "outcomes": OUTCOMES,
            "page": page,
            "query": f"subject={asked}&",
            "votes": rows_of(list(page.object_list)),
        }
    return render(request, "sittings/deputy_subjects.html", context)


def _subject(asked: str, rows: Sequence[by_subject.Row]) -> Rubric | None:
    """The subject that an address names; refused where the deputy has no vote on it."""
    if not re.fullmatch(r"[a-z0-9-]{1,40}", asked, re.ASCII):
        raise BadRequest("subject")
    for row in rows:
        if asked == (row.subject.code if row.subject else WITHOUT):
            return row.subject
    raise Refused(
        _("The deputy has no vote by name on this subject. Choose one of the table."), status=400
    )


def _person(number: int) -> Person:
    return get_object_or_404(deputies(), pk=number)


def _path(person: Person) -> list[tuple[str, str]]:
    return [
        (reverse("portal:deputies"), _("Deputies")),
        (reverse("portal:deputy", args=[person.pk]), person.full_name()),
    ]
