"""Casting a vote: by name, again and again until it is received; or secretly, once."""

import datetime as dt
import uuid
from functools import partial

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import after_commit, atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.standing import standing
from maslikhat.voting import heard, permissions, sealing
from maslikhat.voting.models import Ballot, Option, Vote
from maslikhat.voting.moments import moment_of
from maslikhat.voting.received import (
    box_of,
    elector_locked,
    mark_once,
    option_at,
    votes_of,
    write_box,
    write_vote,
)
from maslikhat.voting.refusals import key_lost, not_taken

# Of one elector in one ballot, with those that came late.
MOST_VOTES = 20
# A vote is on its way so long at most (`cast.js` waits 20 seconds for the answer): of two given
# within it nobody can say which was the later.
ON_ITS_WAY = dt.timedelta(seconds=30)


@atomic
def cast(
    ballot: Ballot,
    *,
    by: User,
    option: int,
    key: uuid.UUID,
    made_at: dt.datetime | None = None,
    at: dt.datetime | None = None,
) -> Vote:
    """A deputy votes by name, or votes anew; the last vote in time counts, and all stay (art. 11).

    `option` is the place of the choice. `key` is made on the device: the same vote sent twice is
    received once, and answered alike. What comes after closing is kept as late and not counted.
    `made_at` is when a vote that waited on a device was given: it does not undo a later one.
    `at` is when it was received, now when absent: for votes brought over.
    """
    elector = elector_locked(ballot.pk, standing(by).person_id, option)
    if elector is None or not permissions.may_cast(by, elector):
        raise not_taken(ballot, elector, by)
    ballot = elector.ballot
    chosen = _offered(elector.chosen)
    # Nearly every vote is the first of its elector: only of others is it asked what came before.
    if not (ballot.is_open and mark_once(elector)):
        given = votes_of(elector)
        again = next((vote for vote in given if vote.key == key), None)
        if again is not None:
            return _receipt(again, chosen)
        _refuse_another(ballot, given, made_at)
    received_at = moment_of(at, after=ballot.closed_at or ballot.opened_at)
    vote = write_vote(
        elector,
        chosen,
        key=key,
        made_at=made_at,
        received_at=received_at,
        is_late=ballot.is_closed,
    )
    heard.voted(ballot.pk)
    record(by, "voting.cast", ballot)
    return vote


@atomic
def cast_secretly(ballot: Ballot, *, by: User, option: int) -> Ballot:
    """A deputy votes secretly, once and for all; nobody can tell who chose what.

    All choices are sealed anew together. There is no entry on the record, no event and no time for
    the single vote: beside others it would say who chose when.
    """
    elector = elector_locked(ballot.pk, standing(by).person_id)
    if elector is None or not permissions.may_cast_secretly(by, elector):
        raise not_taken(ballot, elector, by)
    ballot = elector.ballot
    place = _offered(option_at(ballot, option)).place
    # Who sends twice at once votes once.
    if not mark_once(elector):
        elector.has_voted = True
        raise not_taken(ballot, elector, by)
    version, sealed = box_of(ballot)
    try:
        choices = sealing.unseal(ballot.pk, version, sealed)
        choices[choices.index(0)] = place
        sealed = sealing.seal(ballot.pk, version + 1, choices)
    except sealing.KeyLostError:
        raise key_lost() from None
    write_box(ballot, version, sealed)
    after_commit(partial(sealing.move_on, ballot.pk, version + 1))
    return ballot


def _receipt(vote: Vote, chosen: Option) -> Vote:
    """The vote that was received under this key; Refused where it was another choice."""
    if vote.option_id != chosen.pk:
        raise Refused(_("This form was sent with another choice. Open the page anew and choose."))
    return vote


def _refuse_another(ballot: Ballot, given: list[Vote], made_at: dt.datetime | None) -> None:
    if len(given) >= MOST_VOTES:
        raise Refused(_("You have voted too often in this vote. Tell the clerk."))
    if given and ballot.is_open and not ballot.may_change:
        raise Refused(_("You have voted. The regulations do not let a vote be changed."))
    moments = [vote.made_at or vote.received_at for vote in given]
    if made_at and ballot.is_open and any(moment > made_at + ON_ITS_WAY for moment in moments):
        raise Refused(
            _(
                "You have voted anew since, on another device: that vote counts, and the one that"
                " waited here does not. Open the page anew to see which it is."
            )
        )


def _offered(option: Option | None) -> Option:
    if option is None:
        raise Refused(_("Choose one of the answers offered."), status=422)
    return option
