"""The list of commitments, any list as a feed, and figures told by body, council or subject."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.commitments.begun import begun_with, kinds_for
from maslikhat.commitments.figures import BY, figures_by
from maslikhat.commitments.lists import (
    OVERDUE,
    OWED,
    PARAMS,
    chosen,
    out_of,
    read,
    rows_of,
)
from maslikhat.commitments.models.commitments import CommitmentQuerySet, Kind
from maslikhat.commitments.named import named_by
from maslikhat.commitments.views.feeds import atom
from maslikhat.commitments.words import STATES
from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.languages import reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.choosing import offered
from maslikhat.registry.standing import Visitor, standing

A_PAGE, IN_FEED, IN_PART, MOST = 20, 50, 8, 2_000
ABOUT = ("council", "decision", "topic")


@held(15, (*PARAMS, "page"))
def commitments(request: HttpRequest) -> HttpResponse:
    """What bodies owe, all over the country: filters by place, body, subject, kind and state."""
    asked = read(request.GET)
    page = part_of(request, chosen(asked), A_PAGE, MOST)
    rows = page.object_list
    assert isinstance(rows, CommitmentQuerySet)
    context: dict[str, Any] = {
        "asked": asked.said,
        "body": asked.body,
        "kinds": Kind.choices,
        "may_begin": bool(standing(request.user).councils),
        "offered": offered(asked),
        "page": page,
        "query": asked.query,
        "rows": rows_of(rows),
        "states": [(OVERDUE, _("Overdue")), (OWED, _("Owed")), *STATES.items()],
    }
    return page_or_fragment(
        request, "commitments/commitments.html", "commitments/_found.html", context
    )


@held(60, ABOUT)
def about(request: HttpRequest) -> HttpResponse:
    """What was asked of bodies in one matter, for a part of another page: a maslikhat's, or under
    a decision, or out of a topic."""
    named = [name for name in ABOUT if request.GET.get(name)]
    if not named:
        return HttpResponseRedirect(reverse("commitments:commitments"))
    if len(named) != 1:
        raise BadRequest("about")
    rows = out_of(named[0], request.GET[named[0]], request.user)
    may_begin = named[0] == "decision" and _may_task(request.user, request.GET["decision"])
    context = {
        "of_topic": named[0] == "topic",
        "begin": f"?kind=task&{named[0]}={request.GET[named[0]]}" if may_begin else "",
        "rows": rows_of(rows.lately()[:IN_PART]),
    }
    return page_or_fragment(request, "commitments/about.html", "commitments/_about.html", context)


def _may_task(user: Visitor, decision: str) -> bool:
    """Whether the reader gives bodies tasks of this decision: it is of the own maslikhat."""
    begun = begun_with({"kind": Kind.TASK, "decision": decision}, user)
    if begun.decision is None or begun.decision.council_id not in standing(user).councils:
        return False
    return bool(kinds_for(user, begun.decision.council, begun))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any list as an Atom feed."""
    asked = read(request.GET)
    page, own = reverse("commitments:commitments"), reverse("commitments:feed")
    rows = rows_of(chosen(asked)[:IN_FEED])
    return atom(_("What bodies owe"), f"{page}?{asked.query}", f"{own}?{asked.query}", rows)


@held(60, ("by", "place"))
def figures(request: HttpRequest) -> HttpResponse:
    """How bodies answer, in numbers, by body, maslikhat, region or subject."""
    what = request.GET.get("by", "region")
    if what not in BY:
        raise BadRequest("by")
    asked = read({"place": request.GET.get("place", "")})
    told = figures_by(chosen(asked), what)
    context = {
        "by": what,
        "choices": [
            ("region", _("Region")),
            ("council", _("Maslikhat")),
            ("body", _("Body")),
            ("rubric", _("Subject")),
        ],
        "place": asked.place,
        "regions": Unit.objects.shown().regional().in_order(reader_language()),
        "rows": [(name, told[key]) for key, name in named_by(what, told)],
    }
    return render(request, "commitments/figures.html", context)
