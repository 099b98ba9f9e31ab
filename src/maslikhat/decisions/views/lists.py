"""The list of decisions, and any list as a feed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.decisions.course import State
from maslikhat.decisions.lists import PARAMS, Asked, Row, chosen, feed_items, read, rows_of
from maslikhat.decisions.models import Kind, Mover, Result
from maslikhat.decisions.models.decisions import DecisionQuerySet
from maslikhat.decisions.permissions import may_import_decisions
from maslikhat.decisions.words import STATES
from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.days import midnight
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language
from maslikhat.registry.choosing import offered
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing

A_PAGE, IN_FEED = 20, 50
# What only the council's own people see stands in no visitor's list.
CLOSED = (State.DRAFT, State.REFERRED)


@held(15, (*PARAMS, "page"))
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of every maslikhat, the latest first: filters by place, subject, state, words."""
    asked = read(request.GET)
    page = part_of(request, chosen(asked, request.user), A_PAGE)
    who = standing(request.user)
    rows = page.object_list
    assert isinstance(rows, DecisionQuerySet)
    context: dict[str, Any] = {
        "asked": asked.said,
        "drafting_for": Council.objects.filter(pk__in=who.clerk_of | who.deputy_of).local()
        if who.councils
        else [],
        "kinds": Kind.choices,
        "may_import": may_import_decisions(request.user),
        "movers": [choice for choice in Mover.choices if choice[0]],
        "offered": offered(asked),
        "page": page,
        "query": asked.query,
        "results": Result.choices,
        "rows": rows_of(rows),
        "states": [
            (state, words) for state, words in STATES.items() if who.councils or state not in CLOSED
        ],
    }
    return page_or_fragment(request, "decisions/decisions.html", "decisions/_found.html", context)


@held(60, ("council",))
def latest(request: HttpRequest) -> HttpResponse:
    """The latest five of a council, drafts among them, or the five that the country adopted last,
    by the day that is shown; for a part of another page."""
    asked = read(request.GET)
    found = chosen(asked, request.user)
    rows = found.by_day() if asked.council else found.adopted().order_by("-adopted_on", "-pk")
    context = {"rows": rows_of(rows[:5]), "council": asked.council}
    return page_or_fragment(request, "decisions/latest.html", "decisions/_lines.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any list as an Atom feed, the latest first: only what everyone may see, whoever asks."""
    asked = read(request.GET)
    rows = rows_of(chosen(asked, None)[:IN_FEED])
    return HttpResponse(_atom(asked, rows), content_type=Atom1Feed.content_type)


def _atom(asked: Asked, rows: list[Row]) -> bytes:
    base, query = settings.PUBLIC_URL, asked.query
    title = _("Decisions of the maslikhats")
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=f"{base}{reverse('decisions:decisions')}?{query}",
        feed_url=f"{base}{reverse('decisions:feed')}?{query}",
        description=None,
        language=reader_language(),
    )
    for row, words in feed_items(rows):
        made.add_item(
            title=row.title.text,
            link=f"{base}{reverse('decisions:decision', args=[row.pk])}",
            description=words,
            unique_id=f"{base}/decisions/{row.pk}#{row.state}",
            updateddate=midnight(row.changed_on),
            pubdate=midnight(row.day),
            categories=[row.rubric.text] if row.rubric else [],
            author_name=row.council.text,
        )
    return made.writeString("utf-8").encode()
