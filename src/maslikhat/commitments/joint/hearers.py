"""Who hears of a joint inquiry: its author and signatories as of one thing, however many answer."""

from collections.abc import Collection

from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.commitments.channels import channel_of_joint
from maslikhat.commitments.course import Act
from maslikhat.commitments.hearers import askers_of
from maslikhat.commitments.joint import delivering, telling
from maslikhat.commitments.models import Commitment, Joint, Signature, Step
from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow_from_now, tell
from maslikhat.registry.followed import COUNCIL, PERSON
from maslikhat.rubrics.followed import RUBRIC

# What a body says; the rest of a letter's course is told on its own page.
OF_BODY = frozenset({Act.ANSWER, Act.PROMISE, Act.REPORT_DONE})


def invited(joint: Joint, signatures: Collection[int], *, by: User, act: str) -> None:
    """Deputies are asked to sign, or to sign anew: each hears at once."""
    rows = Signature.objects.filter(pk__in=signatures, mandate__person__user__isnull=False)
    users = sorted(set(rows.values_list("mandate__person__user", flat=True)))
    # Asked anew after each change of words, so the moment names it.
    key = f"{act}:{joint.pk}:{timezone.now().isoformat()}"
    if users:
        tell(telling.JOINT, joint.pk, act=act, by=by, key=key, directly=users, followers=False)


def signed(joint: Joint, *, by: User) -> None:
    """The author hears of signatures once a day, however many there are."""
    author = joint.mandate.person.user_id
    act = "commitments.sign_joint"
    key = f"{act}:{joint.pk}:{today()}"
    directly = [author] if author else []
    tell(telling.JOINT, joint.pk, act=act, by=by, key=key, directly=directly, followers=False)


def sent(joint: Joint, *, by: User) -> None:
    """It is everyone's from here on: search, followers, who has signed; the letters follow."""
    telling.tell_joint(joint)
    follow_from_now(telling.JOINT, joint.pk, by=by)
    sources = [
        (COUNCIL, joint.council_id),
        (RUBRIC, joint.rubric_id),
        (PERSON, joint.mandate.person_id),
    ]
    tell(
        telling.JOINT,
        joint.pk,
        act="commitments.send_joint",
        by=by,
        key=f"commitments.send_joint:{joint.pk}",
        sources=[(kind, number) for kind, number in sources if number is not None],
        directly=sorted(askers_of([joint.pk]).get(joint.pk, ())),
    )
    jobs.enqueue(delivering.deliver, joint.pk, key=str(joint.pk))


def told(commitment: Commitment, made: Step) -> None:
    """A body has answered its letter: who asked jointly hears once a day, not once an answer."""
    assert commitment.joint_id is not None, "one letter of a joint inquiry"
    publish(channel_of_joint(commitment.joint_id), "answered")
    if made.act not in OF_BODY:
        return
    act = "commitments.joint_answered"
    tell(
        telling.JOINT,
        commitment.joint_id,
        act=act,
        by=None,
        key=f"{act}:{commitment.joint_id}:{today()}",
        directly=sorted(askers_of([commitment.joint_id]).get(commitment.joint_id, ())),
    )


def withdrawn(joint: Joint, *, by: User) -> None:
    """Who asked jointly and who follows it hear at once; each body hears with its own letter."""
    telling.tell_joint(joint)
    publish(channel_of_joint(joint.pk), "withdrawn")
    act = "commitments.withdraw_joint"
    tell(
        telling.JOINT,
        joint.pk,
        act=act,
        by=by,
        key=f"{act}:{joint.pk}",
        directly=sorted(askers_of([joint.pk]).get(joint.pk, ())),
    )
