"""Votes on a motion: the one that counts now, and those it takes the place of."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse

from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import refuse_unless
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.attendance import there_now
from maslikhat.sittings.models import Item, Motion
from maslikhat.sittings.tellers import counting_of
from maslikhat.sittings.titles import title_of
from maslikhat.voting.models import Ballot, State
from maslikhat.voting.registers import Attending, Candidates, Place
from maslikhat.voting.texts import clean_candidate

_motions = PreparedThings(
    lambda ballot: (
        Motion.objects.filter(ballot=ballot).select_related("item__sitting").order_by("pk")
    )
)


def stage_told(ballot: Ballot) -> None:
    """A vote was opened or has ended: whoever follows its sitting sees it."""
    for motion in _motions(ballot.pk):
        heard.stage_changed(motion.item.sitting, motion.item)


def taken_over(before: Ballot, again: Ballot) -> None:
    """The vote that is held again is from now on the one on the motion.

    Where the doors have been closed since, it is the own people's alone.
    """
    motions = Motion.objects.filter(ballot=before).select_related("item__sitting")
    if any(m.item.is_closed_to_public or m.item.sitting.is_closed_to_public for m in motions):
        again.is_public = False
        again.save(update_fields=["is_public"])
    motions.update(ballot=again)
    stage_told(again)


def standing(ballot: Ballot, before: Candidates) -> Candidates | None:
    """Who stands now in a cancelled election of a sitting: who was dropped since does not.

    A further round stays between those who led before it.
    """
    motion = Motion.objects.filter(ballot=ballot, ballot__state=State.CANCELLED).first()
    if motion is None:
        return None
    named = motion.item.candidates.select_related("mandate__person")
    found: Candidates = [clean_candidate(one.names) for one in named]
    if ballot.round > 1:
        found = [one for one in before if one in found]
    refuse_unless(
        bool(found), refusals.NOBODY_LEADS if ballot.round > 1 else refusals.NOBODY_STANDS
    )
    return found


def attending(ballot: Ballot) -> Attending | None:
    """Who is there now, is recused and may count, where the vote is of a sitting."""
    motion = next(iter(_motions(ballot.pk)), None)
    if motion is None:
        return None
    item = motion.item
    there, recused = there_now(item.sitting), dict(item.recusals.values_list("person", "because"))
    return Attending(
        frozenset(there),
        recused,
        frozenset(counting_of(there, recused, item)),
        reverse("sittings:mark_attendance", args=[item.sitting_id]),
    )


def place_of(ballot: Ballot) -> Place | None:
    """The sitting of a vote, at the item that is voted on; a cancelled vote has the same."""
    if not ballot.about_kind:
        return None
    motion = (
        Motion.objects.filter(Q(ballot=ballot) | Q(ballot__follows=ballot))
        .select_related("item__sitting__session", "item__sitting__commission")
        .first()
    )
    if motion is None:
        return None
    item = motion.item
    address = reverse("sittings:sitting", args=[item.sitting_id])
    return Place(f"{address}#item-{item.pk}", title_of(item.sitting), item.done_at is not None)


def rounds_of(ballots: Sequence[Ballot]) -> dict[int, list[Ballot]]:
    """By the number of each vote those that led to it, and itself, the first round first.

    A vote held again is about the same thing as the one before it. One query, whatever the number
    of votes and rounds; none where nothing was held again.
    """
    again = [one for one in ballots if one.follows_id is not None]
    earlier = Ballot.objects.filter(
        followed_by__isnull=False,
        about_kind__in={one.about_kind for one in again},
        about__in={one.about for one in again},
    ).select_related("rule")
    known = {one.pk: one for one in earlier} if again else {}
    return {one.pk: _way(one, known) for one in ballots}


def _way(ballot: Ballot, known: Mapping[int, Ballot]) -> list[Ballot]:
    """The votes before this one, from the first, and itself."""
    way = [ballot]
    while (before := way[0].follows_id) is not None:
        way.insert(0, known[before])
    return way


def last_round(item: Item) -> Ballot | None:
    """The last vote on the main motion that has a result, None where none has; two queries at most.

    Where a further round was cancelled it is the one before.
    """
    main = item.motions.filter(kind=Motion.Kind.MAIN).select_related("ballot").order_by("pk")
    rounds = rounds_of([one.ballot for one in main if one.ballot is not None])
    closed = [ballot for way in rounds.values() for ballot in way if ballot.is_closed]
    return closed[-1] if closed else None
