"""Hands and papers: each of the two tellers enters alone what was counted."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import BooleanField, Case, Value, When
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
def give_papers(
    ballot: Ballot, *, by: User, to: Collection[int], had: Collection[int] | None = None
) -> Ballot:
    """It is marked who came and took a ballot paper: the whole list, as often as it is put right,
    until both tellers agree; of one brought over without it, from its papers, once.

    `to` are numbers of persons, `had` those of the list that was looked at, where one was: of two
    who put it right at once neither undoes what the other has marked. There is no moment and no
    entry of a single deputy; all rows are written anew together, so that nothing tells who came
    before whom.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_give_papers(by, ballot):
        is_to_come = ballot.is_open or permissions.lacks_list(ballot)
        raise not_led() if is_to_come else not_in_this_state(ballot)
    agreed = counted(ballot).agreed
    if ballot.is_open and agreed is not None:
        raise Refused(BOTH_AGREE)
    took = set(ballot.electors.took_part().values_list("person", flat=True))
    if had is not None and set(had) != took:
        raise Refused(
            _("Someone has put the list right meanwhile. Open the page anew, and mark yours again.")
        )
    entitled = set(ballot.electors.voting().values_list("person", flat=True))
    if not set(to) <= entitled:
        raise Refused(
            _("Papers are given to those who are present and not recused. Open the page anew."),
            status=422,
        )
    if ballot.is_closed and agreed is not None:
        _refuse_other_list(ballot, agreed, len(set(to)))
    marked = Case(
        When(person__in=list(to), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    ballot.electors.update(has_voted=marked)
    heard.counted(ballot)
    record(by, "voting.give_papers", ballot)
    return ballot


@atomic
def count(
    ballot: Ballot,
    *,
    by: User,
    numbers: Sequence[int],
    spoiled: int = 0,
    given: int | None = None,
    at: dt.datetime | None = None,
) -> Count:
    """A teller enters what was counted, not knowing what the other has entered.

    `numbers` stand in the order of the options; `given`, of papers alone, is how many were given
    out: as many as took one by the list, and no fewer than were in the box. When the two differ,
    both stay and are shown, and both tellers count anew. `at` is when it was counted, now when
    absent.
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
    if ballot.mode == Mode.PAPER and given is None:
        raise Refused(_("Enter how many papers were given out."), status=422)
    _refuse_impossible(ballot, numbers, spoiled, given)
    entered = Count.objects.create(
        teller=teller,
        attempt=state.attempt,
        numbers=list(numbers),
        spoiled=spoiled,
        given=given,
        made_at=moment_of(at, after=ballot.opened_at),
    )
    heard.counted(ballot)
    record(by, "voting.count", entered)
    return entered


@atomic
def enter_counts(
    ballot: Ballot,
    *,
    by: User,
    numbers: Sequence[int],
    at: dt.datetime,
    spoiled: int = 0,
    given: int | None = None,
) -> Ballot:
    """Who leads a vote that is brought over enters from its papers what both tellers counted.

    Refused of a vote that was opened less than a day ago: there the tellers enter their own. The
    record tells who entered it, and when. `at` is when it was counted; `given` how many papers were
    given out, None where the minutes do not say it.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_enter_counts(by, ballot):
        raise not_led() if ballot.is_open else not_in_this_state(ballot)
    if not _is_past(ballot) or counted(ballot).entered:
        raise Refused(_("The tellers of this vote enter what they have counted."))
    _refuse_impossible(ballot, numbers, spoiled, given)
    for teller in ballot.tellers.counting():
        Count.objects.create(
            teller=teller,
            attempt=1,
            numbers=list(numbers),
            spoiled=spoiled,
            given=given,
            made_at=moment_of(at, after=ballot.opened_at),
        )
    heard.counted(ballot)
    record(by, "voting.enter_counts", ballot)
    return ballot


def _refuse_other_list(ballot: Ballot, agreed: Count, took: int) -> None:
    """Refuse a list that says another number than the minutes, or fewer than were in the box."""
    if took == agreed.given or (agreed.given is None and took >= (ballot.voted or 0)):
        return
    raise Refused(
        _(
            "By the minutes %(given)d papers were given out, and %(took)d are marked here. Mark the"
            " whole list anew."
        )
        % {"given": agreed.given or ballot.voted or 0, "took": took},
        status=422,
    )


def _is_past(ballot: Ballot) -> bool:
    """Whether it was opened so long ago that it is one that is brought over."""
    return ballot.opened_at is not None and timezone.now() - ballot.opened_at > LONG_AGO


def _refuse_impossible(
    ballot: Ballot, numbers: Sequence[int], spoiled: int, given: int | None
) -> None:
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
    if given is not None:
        _refuse_other_papers(ballot, sum(numbers) + spoiled, given)


def _refuse_other_papers(ballot: Ballot, found: int, given: int) -> None:
    """Refuse more papers than were given out, and another number given out than the list has."""
    if ballot.mode != Mode.PAPER:
        raise Refused(_("Only papers are given out, not hands."), status=422)
    took = ballot.electors.took_part().count()
    # Of a vote that is brought over there may be no list.
    if given != took and (took or not _is_past(ballot)):
        raise Refused(
            _(
                "By the list %(took)d took a paper, and you have entered that %(given)d were given"
                " out. Count anew, or have the list put right first."
            )
            % {"took": took, "given": given},
            status=422,
        )
    if found > given:
        raise Refused(
            _(
                "You have counted %(found)d papers, and only %(given)d were given out. Count anew:"
                " no more papers can come back than were given."
            )
            % {"found": found, "given": given},
            status=422,
        )
