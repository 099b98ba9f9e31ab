"""The list of votes with its filters, any list as a feed, and the latest of a council."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language, said
from maslikhat.voting.bodies import bodies_led_by
from maslikhat.voting.lists import PARAMS, Asked, chosen, read
from maslikhat.voting.models import Ballot, Mode, State
from maslikhat.voting.sentences import OUTCOMES

A_PAGE, IN_FEED, LATEST = 30, 50, 5


@held(15, (*PARAMS, "page"))
def ballots(request: HttpRequest) -> HttpResponse:
    """All votes that the reader may see, the open ones first; those that wait for the reader."""
    asked = read(request.GET)
    context = {
        "asked": asked,
        "awaiting": list(Ballot.objects.awaiting(request.user).with_names()),
        "may_prepare": bool(bodies_led_by(request.user)),
        "modes": Mode.choices,
        "outcomes": OUTCOMES,
        "page": part_of(request, chosen(asked, request.user), A_PAGE),
        "query": asked.query,
    }
    return page_or_fragment(request, "voting/ballots.html", "voting/_found.html", context)


@held(30, ("council",))
def latest(request: HttpRequest) -> HttpResponse:
    """The latest votes of a council, for a part of another page."""
    asked = read({"council": request.GET.get("council", "")})
    context = {
        "asked": asked,
        "ballots": list(chosen(asked, request.user)[:LATEST]),
        "outcomes": OUTCOMES,
    }
    return page_or_fragment(request, "voting/latest.html", "voting/_latest.html", context)


@held(300)
def what_is_divided(request: HttpRequest) -> HttpResponse:
    """What the list calls a divided vote."""
    return render(request, "voting/divided.html")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any list as an Atom feed: only what everyone may see, whoever asks."""
    asked = read(request.GET)
    return HttpResponse(
        _atom(asked, list(chosen(asked, None)[:IN_FEED])), content_type=Atom1Feed.content_type
    )


def _atom(asked: Asked, found: list[Ballot]) -> bytes:
    base, query = settings.PUBLIC_URL, asked.query
    title = _("Votes of the maslikhats")
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=f"{base}{reverse('voting:ballots')}?{query}",
        feed_url=f"{base}{reverse('voting:feed')}?{query}",
        description=None,
        language=reader_language(),
    )
    for ballot in found:
        now = OUTCOMES[ballot.outcome] if ballot.outcome else State(ballot.state).label
        made.add_item(
            title=said(ballot, "motion").text,
            link=f"{base}{reverse('voting:ballot', args=[ballot.pk])}",
            description=said(ballot, "sentence").text or str(now),
            unique_id=f"{base}/votes/{ballot.pk}#{ballot.state}",
            updateddate=ballot.closed_at or ballot.cancelled_at or ballot.opened_at,
            pubdate=ballot.opened_at,
            categories=[str(now)],
            author_name=said(ballot.council, "name").text,
        )
    return made.writeString("utf-8").encode()
