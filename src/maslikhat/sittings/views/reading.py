"""A sitting as it stands now: its agenda, who is there, what is being decided."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from maslikhat.decisions.models.read import listed
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.linked_data import block
from maslikhat.registry.models import Mandate
from maslikhat.sittings import permissions, shown
from maslikhat.sittings.attendance import body_of, is_near
from maslikhat.sittings.course import BEFORE, RUNNING, State
from maslikhat.sittings.heard import channels_of
from maslikhat.sittings.linked_data import event
from maslikhat.sittings.models import Document, Minutes, Sitting
from maslikhat.sittings.proposals import asked_of
from maslikhat.sittings.results import outcomes_of
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import sitting_of, trail_to
from maslikhat.sittings.views.speaking import floor_context
from maslikhat.sittings.waiting import minutes_due
from maslikhat.sittings.words import STATES
from maslikhat.voting.models import Mode
from maslikhat.voting.sentences import OUTCOMES


@held(2, ("since",))
def sitting(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a sitting."""
    context = sitting_context(request, sitting_of(request, number))
    return page_or_fragment(request, "sittings/sitting.html", "sittings/_sitting.html", context)


def sitting_context(request: HttpRequest, found: Sitting) -> dict[str, Any]:
    """All that the page of a sitting says."""
    told = list(listed(Document.objects.told_to(request.user).filter(sitting=found)))
    inside = permissions.is_insider(request.user, found)
    papers = [paper for paper in told if inside or not paper.holds_covered]
    agenda = shown.agenda_of(found, request.user, papers)
    there = shown.there_at(found)
    leads = permissions.may_lead(request.user, found)
    own = permissions.mandate_in(request.user, found)
    own_row = next((row for row in there.rows if own and row.mandate.pk == own.pk), None)
    state = found.state
    called = next((row for row in agenda if row.item.called_at and not row.item.done_at), None)
    item = called.item if called else None
    is_over = leads and state == State.CLOSED
    minutes = Minutes.objects.filter(sitting=found, approved_at=None).first() if is_over else None
    floor = floor_context(request, found, item=item, own=own) if found.is_running else {}
    return {
        "is_apart": False,
        **floor,
        "agenda": agenda,
        "asked": _asked(own, agenda) if own and not leads and state in BEFORE | RUNNING else {},
        "ballot": shown.open_ballot_of(agenda),
        "called": called,
        "channels": channels_of(found.pk, inside=inside),
        "clocks": shown.clocks_shown(found) if state in BEFORE or found.convened_although else [],
        "documents": [paper for paper in papers if paper.item_id is None],
        "head_id": body_of(found).chair_id if leads and state == State.CONVENED else None,
        "inside": inside,
        "is_before": state in BEFORE,
        "is_running": state in RUNNING,
        "is_time": state in RUNNING or (state == State.CONVENED and is_near(found)),
        "concludes": found.is_public and permissions.concludes_in(request.user, found),
        "leads": leads,
        "linked_data": block(event(found)) if found.is_public else "",
        "modes": Mode.choices,
        "has_papers": bool(told),
        "may_clear": permissions.may_clear_document(request.user, found),
        "may_set_floor_rules": permissions.may_set_floor_rules(request.user, found.council),
        "outcomes": outcomes_of(item) if leads and item else [],
        "minutes": minutes,
        "minutes_due": minutes and minutes_due(minutes),
        "own": own,
        "own_part": own_row.attendance if own_row else None,
        "own_row": own_row,
        "recess": found.recesses.get(ended_at=None) if found.is_in_recess else None,
        "sitting": found,
        "state": state,
        "states": STATES,
        "there": there,
        "title": title_of(found),
        "trail": trail_to(found)[:2],
        "vote_outcomes": OUTCOMES,
        "withheld": [paper for paper in told if paper not in papers],
    }


def _asked(own: Mandate, agenda: Iterable[shown.ItemRow]) -> dict[int, str]:
    """What the deputy declared and items name that are not done, by the number of the item."""
    return asked_of(
        own,
        [
            row.item
            for row in agenda
            if row.item.done_at is None
            and all(one.person_id != own.person_id for one in row.recusals)
        ],
    )
