"""Words of a question that everyone else reads no more, and that the council keeps.

A part of acts of upper rooms, in their transactions. The record holds the hash of the question as
it was put: it stays, and who is of the council can make it anew.
"""

from maslikhat.kit.covering import Cover, cover_columns
from maslikhat.voting import finding, heard
from maslikhat.voting.models.ballots import BallotQuerySet


def cover_motions(ballots: BallotQuerySet, cover: Cover) -> None:
    """Cover the questions of these ballots everywhere that others read them."""
    for ballot in ballots.order_by("pk").select_for_update():
        changed = cover_columns(ballot, "motion", cover)
        if changed:
            ballot.save(update_fields=changed)
            finding.tell_ballot(ballot)
            heard.covered(ballot)
