"""Votes on a motion: the one that counts now, and those it takes the place of."""

from maslikhat.sittings import heard
from maslikhat.sittings.models import Motion, Sitting
from maslikhat.voting.models import Ballot


def stage_told(ballot: Ballot) -> None:
    """A vote was opened or has ended: whoever follows its sitting sees it."""
    for sitting in Sitting.objects.filter(items__motions__ballot=ballot):
        heard.stage_changed(sitting)


def taken_over(before: Ballot, again: Ballot) -> None:
    """The vote that is held again is from now on the one on the motion."""
    Motion.objects.filter(ballot=before).update(ballot=again)
    stage_told(again)


def rounds_of(ballot: Ballot) -> list[Ballot]:
    """The closed votes that led to this one, and itself, the first round first."""
    found: list[Ballot] = []
    one: Ballot | None = ballot
    while one is not None:
        if one.is_closed:
            found.insert(0, one)
        one = one.follows
    return found
