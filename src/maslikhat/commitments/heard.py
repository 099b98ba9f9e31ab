"""Who hears of what happens to a commitment: searchers, followers, both sides, open pages.

Each is called inside the act, in its transaction.
"""

import datetime as dt

from maslikhat.accounts.models import User
from maslikhat.commitments import finding
from maslikhat.commitments.course import Act
from maslikhat.commitments.followed import COMMITMENT, sources_of
from maslikhat.commitments.models import Commitment, Step
from maslikhat.kit.days import holds_on, today
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow, tell
from maslikhat.registry.models import Role

NEWS = dt.timedelta(days=30)


def channel_of(number: int) -> str:
    """The channel of a commitment's page."""
    return f"commitment:{number}"


def stepped(commitment: Commitment, made: Step, *, by: User | None) -> None:
    """A step was taken: search, the open page, both sides and who follows the matter hear of it.

    Of what was entered long after its day there is no news.
    """
    finding.tell_commitment(commitment)
    publish(channel_of(commitment.pk), "moved")
    if made.act == Act.SEND and by is not None:
        follow(COMMITMENT, commitment.pk, by=by)
    if made.day < today() - NEWS:
        return
    act = f"commitments.{made.act}"
    tell(
        COMMITMENT,
        commitment.pk,
        act=act,
        by=by,
        key=f"{act}:{commitment.pk}:{made.number}",
        sources=sources_of(commitment),
        directly=[*officials_of(commitment), *authors_of(commitment)],
    )


def said(commitment: Commitment) -> None:
    """A resident's word is counted: only open pages hear."""
    publish(channel_of(commitment.pk), "said")


def officials_of(commitment: Commitment) -> list[int]:
    """The users who answer for the addressee today; one query."""
    roles = Role.objects.filter(holds_on(today()), body=commitment.addressee_id)
    return sorted(roles.values_list("user", flat=True))


def authors_of(commitment: Commitment) -> list[int]:
    """The user of the deputy who asked; nobody for a commission and the maslikhat."""
    person = commitment.mandate.person if commitment.mandate else None
    return [person.user_id] if person and person.user_id else []
