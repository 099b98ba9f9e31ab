"""Closing a ballot: the tally, the result frozen, the sentence in three languages."""

import datetime as dt
from functools import partial

from django.db.models import Count, prefetch_related_objects
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import after_commit, atomic
from maslikhat.ledger.actions import record
from maslikhat.voting import finding, followed, heard, permissions, refusals, sealing, tally
from maslikhat.voting.electing import FEWEST_SECRET
from maslikhat.voting.frozen import result_digest
from maslikhat.voting.locks import locked
from maslikhat.voting.models import Ballot, Box, Mode, Option, State, Vote
from maslikhat.voting.moments import moment_of
from maslikhat.voting.refusals import key_lost, not_in_this_state, not_led, seen
from maslikhat.voting.sentences import sentence
from maslikhat.voting.tellers import counted

Kind = Option.Kind


@atomic
def close_ballot(
    ballot: Ballot,
    *,
    by: User,
    chair_is_for: bool | None = None,
    at: dt.datetime | None = None,
) -> Ballot:
    """Count, decide by the frozen rule, and freeze the result with its sentence (art. 11, 15, 19).

    `chair_is_for` is asked only of a show of hands that ends in a tie, and of a chair who may vote
    in it: in a vote by name it is known, and in a secret one nobody may know it. `at` is when it
    was closed, now when absent. The record holds the hash of the result.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_close_ballot(by, ballot):
        raise not_led() if ballot.is_open else not_in_this_state(ballot)
    # Once for the tally and for the hash of the result.
    prefetch_related_objects([ballot], "options")
    options = list(ballot.options.all())
    votes, spoiled, given = _votes(ballot, options)
    if ballot.is_secret and 0 < sum(votes) < FEWEST_SECRET:
        raise Refused(refusals.TOO_FEW_FOR_TOTALS)
    if ballot.mode == Mode.OPEN:
        chair_is_for = _side_of_the_chair(ballot, options, votes)
    elif not ballot.asks_the_chair:
        chair_is_for = None
    elif chair_is_for is None and _result(ballot, options, votes, True).by_casting_vote:
        raise Refused(_("Votes are equal: say how the chair voted, whose vote decides."))
    result = _result(ballot, options, votes, chair_is_for)
    ballot.closed_at = moment_of(at, after=ballot.opened_at)
    _freeze(ballot, options, votes, spoiled, result, given=given)
    if ballot.mode == Mode.SECRET:
        Box.objects.filter(ballot=ballot).delete()
        after_commit(partial(sealing.destroy_key, ballot.pk))
    heard.ended(ballot)
    followed.tell_closed(ballot, by=by)
    finding.tell_ballot(ballot)
    record(by, "voting.close_ballot", ballot, digest=ballot.digest)
    return ballot


def _votes(ballot: Ballot, options: list[Option]) -> tuple[list[int], int, int | None]:
    """The number of votes for each option in their order, of spoiled papers, of those given out."""
    if ballot.mode == Mode.OPEN:
        counts = Vote.objects.counted().filter(elector__ballot=ballot).order_by()
        given = dict(counts.values_list("option").annotate(number=Count("pk")))
        return [given.get(option.pk, 0) for option in options], 0, None
    if ballot.mode == Mode.SECRET:
        return _unsealed(ballot, options), 0, None
    agreed = counted(ballot).agreed
    if agreed is None:
        raise Refused(_("The two tellers have not entered the same numbers yet."))
    return list(agreed.numbers), agreed.spoiled, agreed.given


def _unsealed(ballot: Ballot, options: list[Option]) -> list[int]:
    box = Box.objects.get(pk=ballot.pk)
    try:
        choices = sealing.unseal(ballot.pk, box.version, bytes(box.sealed))
    except sealing.KeyLostError:
        raise key_lost() from None
    votes = [choices.count(option.place) for option in options]
    taken = ballot.electors.filter(has_voted=True).count()
    assert sum(votes) == taken == box.version, (sum(votes), taken, box.version)
    return votes


def _side_of_the_chair(ballot: Ballot, options: list[Option], votes: list[int]) -> bool | None:
    """Whether the chair voted for; None where the chair did not, or abstained, and where the
    result is the same either way."""
    if _result(ballot, options, votes, True) == _result(ballot, options, votes, None):
        return None
    counts = Vote.objects.counted().filter(elector__ballot=ballot, elector__is_chair=True)
    kind = counts.values_list("option__kind", flat=True).first()
    return {Kind.FOR.value: True, Kind.AGAINST.value: False}.get(kind or "")


def _result(
    ballot: Ballot, options: list[Option], votes: list[int], chair_is_for: bool | None
) -> tally.Result:
    rule, roll = ballot.frozen_rule, ballot.roll
    if ballot.is_election:
        *candidates, against = votes
        return tally.elect(rule, roll, candidates, against=against)
    by_kind = dict(zip([option.kind for option in options], votes, strict=True))
    return tally.decide(
        rule,
        roll,
        votes_for=by_kind[Kind.FOR],
        against=by_kind[Kind.AGAINST],
        abstained=by_kind[Kind.ABSTAIN],
        chair_is_for=chair_is_for,
    )


def _freeze(
    ballot: Ballot,
    options: list[Option],
    votes: list[int],
    spoiled: int,
    result: tally.Result,
    *,
    given: int | None,
) -> None:
    for place, (option, number) in enumerate(zip(options, votes, strict=True)):
        option.votes, option.is_chosen = number, place in result.chosen
        option.save(update_fields=["votes", "is_chosen"])
    ballot.state = State.CLOSED
    ballot.outcome, ballot.needed = result.outcome.value, result.needed
    ballot.voted, ballot.spoiled = sum(votes) + spoiled, spoiled
    ballot.by_casting_vote = result.by_casting_vote
    counting = ballot.tellers.counting().select_related("person")
    tellers = list(counting) if ballot.is_counted_by_tellers else []
    recused = ballot.electors.recused().count()
    for lang in LANGUAGES:
        text = sentence(
            ballot, options, result, tellers=tellers, recused=recused, given=given, lang=lang
        )
        setattr(ballot, f"sentence_{lang}", text)
    ballot.digest = result_digest(ballot)
    ballot.save()
