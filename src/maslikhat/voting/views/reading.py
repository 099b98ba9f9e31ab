"""A vote: its question, how it is decided, casting, the result."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.languages import said
from maslikhat.kit.linked_data import block
from maslikhat.registry.standing import standing
from maslikhat.voting import permissions, picture, shown
from maslikhat.voting.electing import attending_at, place_of
from maslikhat.voting.forms import CountForm
from maslikhat.voting.heard import channel_of
from maslikhat.voting.linked_data import vote_event
from maslikhat.voting.models import Ballot, Mode, Teller
from maslikhat.voting.sentences import OUTCOMES
from maslikhat.voting.tellers import Counted
from maslikhat.voting.views.asked import back_to, ballot_of


@held(2, ("since",))
def ballot(request: HttpRequest, number: int) -> HttpResponse:
    """A vote as it stands now."""
    context = ballot_context(request, ballot_of(request, number))
    return page_or_fragment(request, "voting/ballot.html", "voting/_ballot.html", context)


@held(2, ("since",))
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How many have voted: for a page that is open; by itself it is no page."""
    found = ballot_of(request, number)
    if request.headers.get("HX-Request") != "true":
        return back_to(number)
    context = {
        "ballot": found,
        "channel": channel_of(number),
        **_progress(shown.elector_rows(found)),
    }
    return render(request, "voting/_progress.html", context)


def ballot_context(
    request: HttpRequest, found: Ballot, *, count_form: CountForm | None = None
) -> dict[str, Any]:
    """All that the page of a ballot says."""
    electors, options = shown.elector_rows(found), shown.option_rows(found)
    attending = attending_at(found) if found.is_draft else None
    if attending is not None:
        electors = shown.as_noted(electors, attending)
    own = shown.own_row(electors, request.user)
    inside = found.council_id in standing(request.user).councils
    tellers = shown.tellers_of(found)
    may_count = _is_to_count(found, own, tellers.counting, tellers.counts)
    ways = shown.by_name(found, options, electors)
    return {
        "again": Ballot.objects.filter(follows=found).values_list("pk", flat=True).first(),
        "attending": attending,
        "ballot": found,
        "by_faction": shown.by_faction(found, options, electors),
        "channel": channel_of(found.pk),
        "counts": tellers.counts,
        "count_form": (count_form or count_form_of(found, options)) if may_count else None,
        "electors": electors,
        "frozen": shown.frozen(found, options, electors),
        "key": uuid.uuid4(),
        "linked_data": _linked(found, options),
        "may_give_papers": tellers.counts is not None
        and (found.is_closed or tellers.counts.agreed is None)
        and permissions.may_give_papers(request.user, found),
        "may_replace_tellers": found.is_open and tellers.may_be_replaced,
        "leads": permissions.leads(request.user, found.council, found.commission),
        "may_vote": own is not None and own.may_vote,
        "votes_here": own is not None and own.may_vote and _is_held_here(found),
        "mode": Mode(found.mode).label,
        "modes": Mode.choices,
        "motion": said(found, "motion"),
        "is_covered": bool(found.own_motion_kk or found.own_motion_ru or found.own_motion_en),
        "inside": inside,
        "numbers": shown.numbers(found),
        "options": options,
        "outcomes": OUTCOMES,
        "own": own,
        "place": place_of(found),
        "pictures": picture.of(found, options, electors),
        "own_vote": shown.own_vote(found, own),
        "regulations": shown.regulations_of(found),
        "sentence": said(found, "sentence"),
        "replaced_tellers": tellers.replaced,
        "tellers": tellers.counting,
        "ways": ways,
        **_progress(electors),
    }


def _is_held_here(found: Ballot) -> bool:
    """Whether votes are given on the portal now; hands and papers are counted by tellers."""
    return found.is_open and not found.is_counted_by_tellers


def _linked(found: Ballot, options: list[shown.OptionRow]) -> str:
    """For machines, of a vote that everyone may see; of others nothing."""
    is_for_all = found.is_public and found.opened_at is not None
    return block(vote_event(found, options)) if is_for_all else ""


def _is_to_count(
    found: Ballot, own: shown.ElectorRow | None, tellers: list[Teller], counts: Counted | None
) -> bool:
    """Whether the reader is a teller who is to enter a count now."""
    mine = [one.place for one in tellers if own and one.person_id == own.person_id]
    if not mine or counts is None or not found.is_open or own is None or not own.may_vote:
        return False
    return counts.agreed is None and mine[0] not in counts.entered


def count_form_of(found: Ballot, options: list[shown.OptionRow], data: Any = None) -> CountForm:
    """The form of what a teller counts in this ballot."""
    names = [row.name for row in options]
    return CountForm(data, names=names, with_papers=found.mode == Mode.PAPER)


def _progress(electors: list[shown.ElectorRow]) -> dict[str, int]:
    voting = [row for row in electors if row.may_vote]
    return {"voted": sum(row.has_voted for row in voting), "voting": len(voting)}
