"""What the result of a closed ballot says, in one form of which the record holds the hash.

docs/record.md tells the form, so that anyone can compute the hash again.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from maslikhat.kit.texts import sha256_of
from maslikhat.ledger.models import Entry
from maslikhat.voting.models import Ballot, Elector, Mode, Option, Vote

BATCH = 200
ACT = "voting.close_ballot"
RECUSED, SILENT = -1, 0
# Numbers of persons, each with the place of the choice; None where votes have no names.
Named = Sequence[tuple[int, int]] | None
Progress = Callable[[int], object]


def frozen_text(ballot: Ballot, options: Sequence[Option], named: Named) -> str:
    """The result as a JSON array without white space; `named` in the order of the persons."""
    rule = ballot.rule
    told = [
        "ballot/v1",
        ballot.council.code,
        ballot.pk,
        [ballot.own_motion_kk or ballot.motion_kk, ballot.own_motion_ru or ballot.motion_ru],
        ballot.mode,
        [rule.key, rule.base, ballot.share, ballot.quorum_share],
        [ballot.seats, ballot.filled, ballot.present, ballot.counts_vacancies],
        [ballot.quorum_needed, ballot.needed],
        [_moment(ballot.opened_at), _moment(ballot.closed_at)],
        [ballot.outcome, ballot.voted, ballot.spoiled, ballot.by_casting_vote],
        [[o.place, o.kind, o.name_kk, o.name_ru, o.votes, o.is_chosen] for o in options],
        [ballot.sentence_kk, ballot.sentence_ru, ballot.sentence_en],
        None if named is None else [list(one) for one in named],
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def result_digest(ballot: Ballot) -> str:
    """SHA-256 in hex of the result of a closed ballot; three queries."""
    return sha256_of(_text_of(ballot, _names([ballot]).get(ballot.pk, {})))


def changed_results(progress: Progress = lambda ballots: None) -> Iterator[str]:
    """A sentence for each closed ballot whose result is not the one that the record has.

    Ballots that were closed before the record held a hash of their result are left out.
    """
    entries = Entry.objects.filter(act=ACT).exclude(digest="").order_by("pk")
    numbers = list(entries.values_list("subject", "digest"))
    for first in range(0, len(numbers), BATCH):
        batch = dict(numbers[first : first + BATCH])
        rows = Ballot.objects.filter(pk__in=batch).select_related("council", "rule")
        found = {row.pk: row for row in rows.prefetch_related("options")}
        names = _names(found.values())
        for number, digest in batch.items():
            ballot = found.get(number)
            if ballot is None:
                yield f"vote {number}: it was closed by the record, and is not here"
            elif sha256_of(_text_of(ballot, names.get(number, {}))) != digest:
                yield (
                    f"vote {number}: its result does not match the record; it was changed after"
                    " the vote was closed"
                )
        progress(len(batch))


def results_on_record() -> int:
    """How many results the record holds a hash of."""
    return Entry.objects.filter(act=ACT).exclude(digest="").count()


def _text_of(ballot: Ballot, names: dict[int, int]) -> str:
    named = sorted(names.items()) if ballot.mode == Mode.OPEN else None
    return frozen_text(ballot, list(ballot.options.all()), named)


def _names(ballots: Iterable[Ballot]) -> dict[int, dict[int, int]]:
    """Of each vote by name: who was there or recused, by number of person, and what was chosen."""
    numbers = [one.pk for one in ballots if one.mode == Mode.OPEN]
    found: dict[int, dict[int, int]] = {}
    electors = Elector.objects.filter(ballot__in=numbers)
    for ballot, person, is_present, because in electors.values_list(
        "ballot", "person", "is_present", "recused_because"
    ):
        if because or is_present:
            found.setdefault(ballot, {})[person] = RECUSED if because else SILENT
    votes = Vote.objects.counted().filter(elector__ballot__in=numbers).order_by()
    for ballot, person, place in votes.values_list(
        "elector__ballot", "elector__person", "option__place"
    ):
        found[ballot][person] = place
    return found


def _moment(moment: dt.datetime | None) -> str | None:
    """UTC, to the microsecond, as on the record."""
    return None if moment is None else f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
