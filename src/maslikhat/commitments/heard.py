"""Who hears of what happens to a commitment: searchers, followers, both sides, open pages.

Each is called inside the act, in its transaction.
"""

import datetime as dt

from maslikhat.accounts.models import User
from maslikhat.commitments import finding, together
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.course import RESIDENT, Act
from maslikhat.commitments.followed import COMMITMENT, sources_of
from maslikhat.commitments.hands import concerned
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.owing import tell_body
from maslikhat.kit.days import holds_on, today
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow, tell
from maslikhat.registry.insiders import heads_and_clerks
from maslikhat.registry.models import Role

NEWS = dt.timedelta(days=30)


def stepped(commitment: Commitment, made: Step, *, by: User | None) -> None:
    """A step was taken: search, the open page, both sides and who follows the matter hear of it.

    Of what was entered long after its day there is no news, but a letter reaches its body.
    """
    finding.tell_commitment(commitment)
    publish(channel_of(commitment.pk), "moved")
    together.told(commitment, made, by=by)
    if made.act == Act.SEND and by is not None:
        follow(COMMITMENT, commitment.pk, by=by)
    is_news = made.day >= today() - NEWS
    if not is_news and made.act != Act.SEND:
        return
    act = f"commitments.{made.act}"
    if made.voice == RESIDENT:
        act += "_by_residents"
    key = f"{act}:{commitment.pk}:{made.number}"
    told = tell_body(commitment, act, key, by)
    others = {*officials_of(commitment), *authors_of(commitment)}
    tell(
        COMMITMENT,
        commitment.pk,
        act=act,
        by=by,
        key=key,
        sources=sources_of(commitment),
        directly=sorted(others.difference(told)),
        followers=is_news,
    )


def said(commitment: Commitment) -> None:
    """A resident's word is counted: only open pages hear."""
    publish(channel_of(commitment.pk), "said")


def officials_of(commitment: Commitment) -> list[int]:
    """Those of the addressee whom it concerns, and who carries it out with it; four queries."""
    bodies = commitment.executors.values_list("body", flat=True)
    roles = Role.objects.filter(holds_on(today()), body__in=list(bodies))
    return sorted({*concerned(commitment), *roles.values_list("user", flat=True)})


def authors_of(commitment: Commitment) -> list[int]:
    """The deputy who asked; for a commission and the maslikhat who leads them; two queries.

    Who asked jointly hears of the inquiry as a whole (`together`), and not of each letter.
    """
    if commitment.joint_id is not None:
        return []
    if commitment.mandate is not None:
        user = commitment.mandate.person.user_id
        return [user] if user else []
    leading = heads_and_clerks(commitment.council)
    if commitment.commission is not None:
        chairs = commitment.commission.members.on(today()).filter(
            position__in=("chair", "secretary"), mandate__person__user__isnull=False
        )
        leading += chairs.values_list("mandate__person__user", flat=True)
    return sorted(set(leading))
