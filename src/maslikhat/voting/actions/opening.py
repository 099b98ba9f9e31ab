"""Opening a ballot, which freezes who may vote and how many are needed; and cancelling one."""

import datetime as dt
from collections.abc import Collection, Set
from functools import partial

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import after_commit, atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import proper_text
from maslikhat.voting import finding, followed, heard, permissions, refusals, sealing, tally
from maslikhat.voting.electing import (
    FEWEST_SECRET,
    Body,
    refuse_over,
    take_electors,
    take_present,
)
from maslikhat.voting.locks import locked
from maslikhat.voting.models import Ballot, Box, Elector, Mode, State
from maslikhat.voting.moments import day_of, moment_of
from maslikhat.voting.refusals import not_in_this_state, not_led, seen
from maslikhat.voting.regulations import InForce, in_force
from maslikhat.voting.tellers import TELLERS

LONGEST_REASON = 500


@atomic
def open_ballot(
    ballot: Ballot,
    *,
    by: User,
    present: Collection[int] | None = None,
    at: dt.datetime | None = None,
) -> Ballot:
    """Freeze electors, numbers, rule and regulations, and begin to take votes.

    `present` are numbers of persons; without it every elector is present. Of a vote of a sitting
    those are present who are there by its attendance at this moment. Refused without a quorum.
    `at` is when it was opened, now when absent: electors, rule and regulations are of that day.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_open_ballot(by, ballot):
        raise not_led() if ballot.is_draft else not_in_this_state(ballot)
    refuse_over(ballot)
    day = day_of(at)
    body = take_electors(ballot, day=day)
    recused = take_present(ballot, present)
    electors, regulations = list(ballot.electors.all()), in_force(ballot.council, day)
    rule, roll = ballot.rule.as_of(day), _roll(ballot, body, electors, regulations)
    if not tally.has_quorum(rule, roll):
        raise refusals.no_quorum(rule, roll)
    voters = {one.person_id for one in electors if one.may_vote}
    _refuse_what_cannot_be_held(ballot, voters)
    ballot.state, ballot.opened_at = State.OPEN, moment_of(at, after=ballot.prepared_at)
    ballot.seats, ballot.filled, ballot.present = roll.seats, roll.filled, roll.present
    ballot.counts_vacancies = roll.counts_vacancies
    ballot.may_change = ballot.mode == Mode.OPEN and regulations.may_change
    ballot.share, ballot.quorum_share = str(rule.share), str(rule.quorum_share)
    ballot.quorum_needed = tally.quorum_needed(rule, roll)
    ballot.needed = tally.votes_needed(rule, roll)
    ballot.save()
    if ballot.mode == Mode.SECRET:
        # On disk before the ballot is: an open ballot always has a key.
        sealing.make_key(ballot.pk)
        empty = [0] * len(voters)
        Box.objects.create(ballot=ballot, sealed=sealing.seal(ballot.pk, 0, empty))
    heard.opened(ballot)
    followed.tell_opened(ballot, by=by)
    followed.tell_recused(ballot, recused, by=by)
    finding.tell_ballot(ballot)
    record(by, "voting.open_ballot", ballot)
    return ballot


@atomic
def cancel_ballot(
    ballot: Ballot, *, by: User, because: str, at: dt.datetime | None = None
) -> Ballot:
    """End a ballot without a result; the reason is shown, and it can be held again.

    What was chosen in a secret one is destroyed with its key. `at` is when, now when absent.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_cancel_ballot(by, ballot):
        raise not_led() if ballot.is_draft or ballot.is_open else not_in_this_state(ballot)
    reason = proper_text(" ".join(because.split()))
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise Refused(_("Say in 3 to 500 characters why the vote is cancelled."), status=422)
    Box.objects.filter(ballot=ballot).delete()
    ballot.state = State.CANCELLED
    ballot.cancelled_at = moment_of(at, after=ballot.opened_at or ballot.prepared_at)
    ballot.cancelled_because = reason
    ballot.save(update_fields=["state", "cancelled_at", "cancelled_because"])
    if ballot.mode == Mode.SECRET:
        after_commit(partial(sealing.destroy_key, ballot.pk))
    heard.ended(ballot)
    followed.tell_cancelled(ballot, by=by)
    finding.tell_ballot(ballot)
    record(by, "voting.cancel_ballot", ballot)
    return ballot


def _roll(
    ballot: Ballot, body: Body, electors: Collection[Elector], regulations: InForce
) -> tally.Roll:
    """Seats, those filled and those present; Refused where the seats are not known."""
    if body.seats is None:
        raise Refused(
            _("It is not known how many seats the maslikhat has. The operator enters them first.")
        )
    counts = ballot.commission_id is not None or regulations.counts_vacancies
    present = sum(one.is_present for one in electors)
    return tally.Roll(max(body.seats, body.filled), body.filled, present, counts)


def _refuse_what_cannot_be_held(ballot: Ballot, voters: Set[int]) -> None:
    if not voters:
        raise Refused(refusals.NOBODY_MAY_VOTE)
    if ballot.is_secret and len(voters) < FEWEST_SECRET:
        raise Refused(refusals.TOO_FEW_FOR_A_SECRET)
    if ballot.is_counted_by_tellers:
        _refuse_absent_tellers(ballot, voters)


def _refuse_absent_tellers(ballot: Ballot, voters: Set[int]) -> None:
    """Refuse without two tellers who are there and take part."""
    tellers = {one.person_id: one.person for one in ballot.tellers.select_related("person")}
    if len(tellers) != TELLERS:
        raise Refused(_("Appoint two tellers first."))
    away = [person.short_name() for number, person in tellers.items() if number not in voters]
    if away:
        raise refusals.tellers_away(", ".join(away))
