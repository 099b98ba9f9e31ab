"""Two deputies beside each other, and the factions of a council: how often they voted alike."""

import re
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.answers import held, part_of
from maslikhat.kit.charts import Slice
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Refused
from maslikhat.kit.shares import LEAST
from maslikhat.registry.followed import deputies
from maslikhat.registry.models import Council, Person
from maslikhat.voting import factions as of_council
from maslikhat.voting.alike import Beside, alike, apart, beside, in_both, rows_of
from maslikhat.voting.sentences import OUTCOMES

A_PAGE = 30


@held(60, ("with", "page"))
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """How often a deputy and another of the same maslikhat chose alike; six queries."""
    person = get_object_or_404(deputies(), pk=number)
    others = beside(person)
    other = _other(request.GET.get("with", ""), others)
    context: dict[str, Any] = {
        "least": LEAST,
        "other": other,
        "others": others,
        "outcomes": OUTCOMES,
        "path": [
            (reverse("portal:deputies"), _("Deputies")),
            (reverse("portal:deputy", args=[number]), person.full_name()),
            (reverse("voting:deputy", args=[number]), _("Votes of the deputy")),
        ],
        "person": person,
    }
    if other is not None:
        votes = in_both(person, other)
        page, found = part_of(request, apart(votes), A_PAGE), alike(votes)
        context |= {
            "alike": found,
            "page": page,
            "parts": [
                Slice(_("Alike"), found.part, "k0"),
                Slice(_("Differently"), found.whole - found.part, "k1"),
            ],
            "query": f"with={other.pk}&",
            "rows": rows_of(list(page.object_list)),
        }
    return render(request, "voting/compare.html", context)


def _other(asked: str, others: list[Beside]) -> Person | None:
    """Whom an address names beside the first; None where it names nobody."""
    if not asked:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", asked, re.ASCII):
        raise BadRequest("with")
    all_of_them = (one for group in others for one in group.deputies)
    found = next((one for one in all_of_them if one.pk == int(asked)), None)
    if found is None:
        raise Refused(_("Choose another deputy of the same maslikhat from the list."), status=400)
    return found


@held(300, ("convocation",))
def factions(request: HttpRequest, code: str) -> HttpResponse:
    """How often the factions of a council agreed, and how united each was; six queries."""
    council = get_object_or_404(Council, code=code)
    convocations = of_council.convocations_of(council)
    asked = request.GET.get("convocation", "")
    if asked and asked not in {str(one.pk) for one in convocations}:
        raise BadRequest("convocation")
    convocation = next((one for one in convocations if not asked or str(one.pk) == asked), None)
    context = {
        "compared": of_council.compared(convocation) if convocation else None,
        "convocation": convocation,
        "convocations": convocations,
        "council": council,
        "least": LEAST,
        "path": [
            (reverse("portal:council", args=[code]), said(council, "name").text),
            (reverse("portal:commissions", args=[code]), _("Commissions and factions")),
        ],
    }
    return render(request, "voting/factions.html", context)
