"""A letter is taken back: by who asked, or with the joint inquiry that it is of."""

import datetime as dt

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.course import Act
from maslikhat.commitments.guards import day_of, step
from maslikhat.commitments.models import Commitment


def take_back(commitment: Commitment, *, by: User, reason: str, day: dt.date | None) -> None:
    """The step, and who hears of it; called inside the act or the job, which records it."""
    made = step(commitment, Act.WITHDRAW, by=by, day=day_of(commitment, day), words=reason)
    heard.stepped(commitment, made, by=by)
