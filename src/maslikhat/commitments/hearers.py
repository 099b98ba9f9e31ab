"""Who hears of a letter: one function of it, for what happens to one and for clocks of many.

`heard` tells of a step, `joint.delivering` of a letter of a joint inquiry, `tasks` of a clock that
rings: whom, they all ask here. Of a joint inquiry who asked hears of the whole, and not of each
letter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from maslikhat.commitments.hands import within
from maslikhat.commitments.models import Commitment, Executor, Handing, Joint, Signature
from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import CommissionMember, Headship, Role


class Hearers(NamedTuple):
    """The people of both sides of a letter, by their numbers as users."""

    # The officials of the addressee whom it concerns: they are led straight to the answer.
    body: frozenset[int]
    # Who answers for those who carry it out with the addressee.
    executors: frozenset[int]
    # The deputy who asked; for a commission and the maslikhat who leads them; none of a joint one.
    askers: frozenset[int]
    # Who asked jointly, and hears of the joint inquiry as of one thing.
    jointly: frozenset[int]
    # Who heads the maslikhat and who is of its apparatus.
    heads: frozenset[int]


def hearers_of(letter: Commitment) -> Hearers:
    """Who hears of this letter."""
    return hearers_of_each([letter])[letter.pk]


def hearers_of_each(letters: Collection[Commitment]) -> dict[int, Hearers]:
    """Who hears of each of these letters, by its number; at most seven queries, however many."""
    executors = _gathered(
        Executor.objects.filter(commitment__in=[one.pk for one in letters]).values_list(
            "commitment", "body"
        )
    )
    officials = _officials(letters, executors)
    hands = dict(
        Handing.objects.standing()
        .filter(commitment__in=[one.pk for one in letters])
        .values_list("commitment", "user")
    )
    heads = leaders_of({one.council_id for one in letters})
    led = leaders_of_commissions(
        {one.commission_id for one in letters if one.commission_id is not None}
    )
    joint = askers_of({one.joint_id for one in letters if one.joint_id is not None})
    return {
        one.pk: Hearers(
            frozenset(within(officials.get(one.addressee_id, {}), hands.get(one.pk))),
            frozenset().union(*(officials.get(body, {}) for body in executors.get(one.pk, ()))),
            _askers(one, heads, led),
            frozenset(joint.get(one.joint_id or 0, ())),
            frozenset(heads.get(one.council_id, ())),
        )
        for one in letters
    }


def askers_of(joints: Collection[int]) -> dict[int, set[int]]:
    """The users of the author and of those who have signed each joint inquiry; one query."""
    if not joints:
        return {}
    authors = Joint.objects.filter(pk__in=joints, mandate__person__user__isnull=False)
    signing = Signature.objects.filter(
        joint__in=joints, state=Signature.State.SIGNED, mandate__person__user__isnull=False
    )
    return _gathered(
        authors.values_list("pk", "mandate__person__user").union(
            signing.values_list("joint", "mandate__person__user")
        )
    )


def _askers(
    letter: Commitment, heads: dict[int, set[int]], led: dict[int, set[int]]
) -> frozenset[int]:
    if letter.joint_id is not None:
        return frozenset()
    if letter.mandate is not None:
        user = letter.mandate.person.user_id
        return frozenset({user} if user else ())
    leading = led.get(letter.commission_id or 0, set())
    return frozenset(heads.get(letter.council_id, set()) | leading)


def _officials(
    letters: Collection[Commitment], executors: dict[int, set[int]]
) -> dict[int, dict[int, str]]:
    """Of each body its officials, with their rank; one query."""
    bodies = {one.addressee_id for one in letters}.union(*executors.values())
    found: dict[int, dict[int, str]] = defaultdict(dict)
    roles = Role.objects.filter(holds_on(today()), body__in=bodies, kind=Role.Kind.OFFICIAL)
    for body, user, rank in roles.values_list("body", "user", "rank"):
        found[body][user] = rank
    return found


def leaders_of(councils: Collection[int]) -> dict[int, set[int]]:
    """Who heads each council and who is of its apparatus, as users; one query."""
    day = today()
    leading = Headship.objects.on(day).filter(council__in=councils, person__user__isnull=False)
    clerks = Role.objects.filter(holds_on(day), council__in=councils)
    return _gathered(
        leading.values_list("council", "person__user").union(clerks.values_list("council", "user"))
    )


def leaders_of_commissions(commissions: Collection[int]) -> dict[int, set[int]]:
    """Who leads each commission, by their numbers as users; one query, none without one."""
    if not commissions:
        return {}
    leading = CommissionMember.objects.on(today()).filter(
        commission__in=commissions,
        position__in=("chair", "secretary"),
        mandate__person__user__isnull=False,
    )
    return _gathered(leading.values_list("commission", "mandate__person__user"))


def _gathered(pairs: Iterable[Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return dict(found)
