"""Votes as the minutes tell them: what was moved, how it was voted, who chose what."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.languages import reader_language, said
from maslikhat.registry.models import Person
from maslikhat.sittings.models import Motion
from maslikhat.sittings.rounds import rounds_of
from maslikhat.sittings.shown import ItemRow
from maslikhat.sittings.typed import typed
from maslikhat.voting.models import Ballot, Elector, Mode, Vote
from maslikhat.voting.sentences import choice_name


def first_small(text: str) -> str:
    """A label within a sentence."""
    return text[:1].lower() + text[1:]


def as_voted(motions: Sequence[Motion]) -> list[Motion]:
    """The motions in the order in which they were voted on, then those that were not."""
    return sorted(motions, key=_voted_at)


def _voted_at(motion: Motion) -> tuple[bool, float, int]:
    opened = motion.ballot.opened_at if motion.ballot is not None else None
    return (opened is None, opened.timestamp() if opened else 0.0, motion.place)


class Votes(NamedTuple):
    """Every round of some votes by the number of each, and who voted by name and who did not."""

    rounds: dict[int, list[Ballot]]
    given: list[Vote]
    silent: list[Elector]


def votes_on(motions: Iterable[Sequence[Motion]]) -> Votes:
    """The votes on these motions; three queries at most."""
    rounds = rounds_of([one.ballot for some in motions for one in some if one.ballot is not None])
    ballots = [one for way in rounds.values() for one in way]
    open_ones = [one.pk for one in ballots if one.is_closed and one.mode == Mode.OPEN]
    given = Vote.objects.counted().filter(elector__ballot__in=open_ones)
    silent = Elector.objects.filter(ballot__in=open_ones, has_voted=False).voting()
    return Votes(
        rounds,
        list(
            given.select_related("option__ballot", "elector__person").order_by(
                "option__place", "pk"
            )
        ),
        list(silent.select_related("person").order_by("pk")),
    )


def came_to(votes: Votes) -> dict[int, list[str]]:
    """What each of the votes came to, by its number: every round of it."""
    names = _by_name(votes)
    return {
        number: [told for one in way for told in (*_came_to(one), *names.get(one.pk, ()))]
        for number, way in votes.rounds.items()
    }


def _came_to(ballot: Ballot) -> list[str]:
    """The result of a vote, or why it has none; nothing of one that is still to come to an end."""
    if ballot.is_closed:
        return [_result(ballot)]
    if ballot.cancelled_at is None:
        return []
    because = {"because": typed(ballot.cancelled_because)}
    if ballot.round > 1:
        return [_("The further round was called off: %(because)s") % because]
    return [_("The vote was called off: %(because)s") % because]


def _result(ballot: Ballot) -> str:
    """How it was voted, and the sentence that was frozen when the vote was closed."""
    told = {
        "mode": first_small(str(Mode(ballot.mode).label)),
        "sentence": said(ballot, "sentence").text,
    }
    return _("Voted (%(mode)s): %(sentence)s") % told


def _by_name(votes: Votes) -> dict[int, list[str]]:
    """Of each closed vote by name its choices with those who chose them, and who chose nothing."""
    names: dict[int, dict[str, list[Person]]] = {}
    for vote in votes.given:
        chosen = names.setdefault(vote.option.ballot_id, {})
        choice = choice_name(vote.option.ballot, vote.option)
        chosen.setdefault(choice, []).append(vote.elector.person)
    for elector in votes.silent:
        chosen = names.setdefault(elector.ballot_id, {})
        chosen.setdefault(_("Gave no vote"), []).append(elector.person)
    return {
        ballot: [
            f"{choice} ({len(who)}): {', '.join(by_alphabet(who))}." for choice, who in told.items()
        ]
        for ballot, told in names.items()
    }


def by_alphabet(persons: Iterable[Person]) -> list[str]:
    """Their names by the alphabet of the language: Қ after К, not after Я."""
    key = f"sort_{reader_language()}"
    return [one.full_name() for one in sorted(persons, key=lambda one: (getattr(one, key), one.pk))]


def doors_voted(row: ItemRow, votes: dict[int, list[str]]) -> list[str]:
    """What was voted openly of the doors: who proposed to close them, why, the vote."""
    found = []
    for motion in row.motions:
        if motion.kind == Motion.Kind.DOORS and motion.ballot_id is not None:
            found += moved(motion, votes)
    return found


def moved(motion: Motion, votes: dict[int, list[str]], title: str = "") -> list[str]:
    mover = f" ({motion.mover.person.full_name()})" if motion.mover else ""
    if motion.proposed_by:
        proposer = Motion.Proposer(motion.proposed_by).label
        mover = " " + _("(proposed by: %(name)s)") % {"name": proposer}
    text = said(motion, "text").text
    if motion.kind == Motion.Kind.MAIN and text == title:
        # What stands in the heading already is not told once more.
        text = str(_("as on the agenda"))
    came_to = votes[motion.ballot_id] if motion.ballot_id is not None else []
    return [f"{motion.get_kind_display()}{mover}: {text}", *came_to]
