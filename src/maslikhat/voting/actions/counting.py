"""Hands and papers: each of the two tellers enters alone what was counted."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.standing import standing
from maslikhat.voting import heard, permissions
from maslikhat.voting.locks import locked
from maslikhat.voting.models import Ballot, Count, Mode
from maslikhat.voting.moments import moment_of
from maslikhat.voting.refusals import (
    BOTH_AGREE,
    not_a_teller,
    not_in_this_state,
    not_led,
    seen,
)
from maslikhat.voting.tellers import counted

# A vote that was opened so long ago is brought over.
LONG_AGO = dt.timedelta(days=1)


@atomic
def count(
    ballot: Ballot,
    *,
    by: User,
    numbers: Sequence[int],
    spoiled: int = 0,
    at: dt.datetime | None = None,
) -> Count:
    """A teller enters what was counted, not knowing what the other has entered.

    `numbers` stand in the order of the options. When the two differ, both stay and are shown, and
    both tellers count anew. `at` is when it was counted, now when absent.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_count(by, ballot):
        raise not_a_teller() if ballot.is_open else not_in_this_state(ballot)
    teller = ballot.tellers.counting().get(person=standing(by).person_id)
    state = counted(ballot)
    if state.agreed is not None:
        raise Refused(BOTH_AGREE)
    if teller.place in state.entered:
        raise Refused(_("You have entered your count. The other teller enters theirs now."))
    _refuse_impossible(ballot, numbers, spoiled)
    entered = Count.objects.create(
        teller=teller,
        attempt=state.attempt,
        numbers=list(numbers),
        spoiled=spoiled,
        made_at=moment_of(at, after=ballot.opened_at),
    )
    heard.counted(ballot)
    record(by, "voting.count", entered)
    return entered


@atomic
def enter_counts(
    ballot: Ballot, *, by: User, numbers: Sequence[int], at: dt.datetime, spoiled: int = 0
) -> Ballot:
    """Who leads a vote that is brought over enters from its papers what both tellers counted.

    Refused of a vote that was opened less than a day ago: there the tellers enter their own. The
    record tells who entered it, and when. `at` is when it was counted.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_enter_counts(by, ballot):
        raise not_led() if ballot.is_open else not_in_this_state(ballot)
    is_past = ballot.opened_at is not None and timezone.now() - ballot.opened_at > LONG_AGO
    if not is_past or counted(ballot).entered:
        raise Refused(_("The tellers of this vote enter what they have counted."))
    _refuse_impossible(ballot, numbers, spoiled)
    for teller in ballot.tellers.counting():
        Count.objects.create(
            teller=teller,
            attempt=1,
            numbers=list(numbers),
            spoiled=spoiled,
            made_at=moment_of(at, after=ballot.opened_at),
        )
    heard.counted(ballot)
    record(by, "voting.enter_counts", ballot)
    return ballot


def _refuse_impossible(ballot: Ballot, numbers: Sequence[int], spoiled: int) -> None:
    if len(numbers) != ballot.options.count() or min(*numbers, spoiled) < 0:
        raise Refused(_("Enter a number for each choice, 0 where nobody chose it."), status=422)
    if spoiled and ballot.mode != Mode.PAPER:
        raise Refused(_("Only papers can be spoiled, not hands."), status=422)
    most = ballot.electors.voting().count()
    if sum(numbers) + spoiled > most:
        raise Refused(
            _("You have entered %(sum)d votes, and only %(most)d may vote. Count anew.")
            % {"sum": sum(numbers) + spoiled, "most": most},
            status=422,
        )
