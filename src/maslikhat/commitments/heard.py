"""Who hears of what happens to a commitment: searchers, followers, both sides, open pages.

Each is called inside the act, in its transaction.
"""

import datetime as dt
from collections.abc import Collection

from maslikhat.accounts.models import User
from maslikhat.commitments import finding
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.course import RESIDENT, Act
from maslikhat.commitments.followed import COMMITMENT, sources_of
from maslikhat.commitments.hearers import hearers_of
from maslikhat.commitments.joint import hearers as joint_hearers
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.owing import tell_body
from maslikhat.kit.days import today
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow_from_now, tell

# The steps after which a day counts that may be over already.
BEGINNING = (Act.SEND, Act.REOPEN, Act.DISPUTE, Act.ASSESS)
NEWS = dt.timedelta(days=30)


def stepped(
    commitment: Commitment, made: Step, *, by: User | None, asked: Collection[int] = ()
) -> None:
    """A step was taken: search, the open page, both sides and who follows the matter hear of it,
    and who is `asked` by it.

    Of what was entered long after its day there is no news, but a letter reaches its body.
    """
    finding.tell_commitment(commitment)
    publish(channel_of(commitment.pk), "moved")
    if commitment.joint_id is not None:
        joint_hearers.told(commitment, made)
    if made.act == Act.SEND and by is not None:
        follow_from_now(COMMITMENT, commitment.pk, by=by)
    is_news, is_over = made.day >= today() - NEWS, _is_over(commitment, made)
    if not (is_news or is_over or made.act == Act.SEND):
        return
    act = f"commitments.{made.act}"
    if made.voice == RESIDENT:
        act += "_by_residents"
    key = f"{act}:{commitment.pk}:{made.number}"
    hearers = hearers_of(commitment)
    tell_body(commitment, hearers.body, act, key, by)
    tell(
        COMMITMENT,
        commitment.pk,
        act=act,
        by=by,
        key=key,
        sources=sources_of(commitment),
        directly=sorted((hearers.executors | hearers.askers | set(asked)) - hearers.body),
        followers=is_news,
    )
    if is_over:
        # Who leads the maslikhat hears it before everyone sees it overdue.
        tell(
            COMMITMENT,
            commitment.pk,
            act="commitments.over_already",
            by=by,
            key=f"commitments.over_already:{commitment.pk}:{made.number}",
            directly=sorted(hearers.heads),
            followers=False,
        )


def _is_over(commitment: Commitment, made: Step) -> bool:
    """Whether the step leaves something owed by a day that is over, which no clock rang for."""
    owed = commitment.owed_day
    return made.act in BEGINNING and owed is not None and owed < today()


def said(commitment: Commitment) -> None:
    """A resident's word is counted: only open pages hear."""
    publish(channel_of(commitment.pk), "said")
