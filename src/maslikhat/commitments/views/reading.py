"""The page of a commitment, and its course alone for a page that is open while it moves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.commitments import offered
from maslikhat.commitments.begun import page_of
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.course import ENOUGH_RESIDENTS, State
from maslikhat.commitments.followed import COMMITMENT
from maslikhat.commitments.forwarding.senders import senders_for
from maslikhat.commitments.hands import history_of
from maslikhat.commitments.models import Commitment, Taken
from maslikhat.commitments.permissions import ASKED_ABOUT, may_blank, may_hand_over, may_say
from maslikhat.commitments.sheet import course_of, item_seen, norm_of
from maslikhat.commitments.successions import passed_from
from maslikhat.commitments.taking import taken_of
from maslikhat.commitments.views.asked import commitment_of, trail_to
from maslikhat.commitments.words import called, tag_of
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.days import today
from maslikhat.notices.lists import follow_state
from maslikhat.registry.permissions import is_official


@held(15)
def commitment(request: HttpRequest, number: int) -> HttpResponse:
    """What is owed, by whom, by when; what has happened, and what one can do."""
    found = commitment_of(number)
    context = {
        **_head(request, found),
        "figure": page_of(found.about),
        "taken": taken_of(Taken.Kind.LETTER, [found.pk]).get(found.pk),
        "agenda_item": item_seen(found, request.user),
        "executors": [one.body for one in found.executors.select_related("body").order_by("pk")],
        "follow": follow_state(request.user, COMMITMENT, found.pk),
        "may_say": may_say(request.user, found),
        "may_hand_over": may_hand_over(request.user, found),
        "hands": history_of(found) if is_official(request.user, found.addressee) else None,
        "norm": norm_of(found),
        "offered": offered.acts_on(found, request.user),
        "turns": offered.turns_on(found, request.user),
        "may_forward": bool(senders_for(request.user)),
        "passed_from": passed_from(found),
        "path": trail_to(found)[:1],
    }
    return render(request, "commitments/commitment.html", context)


@held(15, ("since",))
def course(request: HttpRequest, number: int) -> HttpResponse:
    """Where it stands and what has happened, for the page that is open while it moves."""
    context = _head(request, commitment_of(number))
    return page_or_fragment(request, "commitments/course.html", "commitments/_course.html", context)


def _head(request: HttpRequest, found: Commitment) -> dict[str, Any]:
    state = State(found.state)
    return {
        "channel": channel_of(found.pk),
        "commitment": found,
        "days_overdue": found.days_overdue(today()),
        "enough": ENOUGH_RESIDENTS,
        "may_blank": may_blank(request.user),
        "is_asked_about": state in ASKED_ABOUT,
        "state_words": called(state, found.assessment),
        "tag_kind": tag_of(state, found.assessment),
        **course_of(found, request.user),
    }
