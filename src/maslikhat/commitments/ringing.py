"""Who hears when the clocks of many commitments ring: as `heard` says of one, in six queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from maslikhat.commitments.hands import within
from maslikhat.commitments.models import Author, Commitment, Executor, Handing
from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import CommissionMember, Headship, Role


class Hearers:
    """The people of both sides of these commitments, by their numbers as users."""

    def __init__(self, commitments: Collection[Commitment]) -> None:
        day, numbers = today(), [one.pk for one in commitments]
        self._executors = _gathered(
            Executor.objects.filter(commitment__in=numbers).values_list("commitment", "body")
        )
        bodies = {one.addressee_id for one in commitments}.union(*self._executors.values())
        councils = {one.council_id for one in commitments}
        roles = Role.objects.filter(holds_on(day))
        self._of_body: dict[int, dict[int, str]] = defaultdict(dict)
        for body, user, rank in roles.filter(body__in=bodies).values_list("body", "user", "rank"):
            self._of_body[body][user] = rank
        hands = Handing.objects.standing().filter(commitment__in=numbers)
        self._hands = dict(hands.values_list("commitment", "user"))
        heads = Headship.objects.on(day).filter(council__in=councils, person__user__isnull=False)
        self._of_council = _gathered(
            [
                *heads.values_list("council", "person__user"),
                *roles.filter(council__in=councils).values_list("council", "user"),
            ]
        )
        commissions = {one.commission_id for one in commitments} - {None}
        leading = CommissionMember.objects.on(day).filter(
            commission__in=commissions,
            position__in=("chair", "secretary"),
            mandate__person__user__isnull=False,
        )
        self._of_commission = _gathered(
            leading.values_list("commission", "mandate__person__user") if commissions else []
        )

    def concerned(self, commitment: Commitment) -> set[int]:
        """The officials of the addressee whom the matter concerns."""
        officials = self._of_body.get(commitment.addressee_id, {})
        return within(officials, self._hands.get(commitment.pk))

    def executors(self, commitment: Commitment) -> set[int]:
        """Who answers for those who carry it out with the addressee."""
        bodies = self._executors.get(commitment.pk, set())
        return set().union(*(self._of_body.get(body, {}) for body in bodies))

    def authors(self, commitment: Commitment) -> set[int]:
        """The deputy who asked; for a commission and the maslikhat who leads them; none of a joint
        inquiry, which tells its own."""
        if commitment.joint_id is not None:
            return set()
        if commitment.author == Author.DEPUTY:
            user = commitment.mandate.person.user_id if commitment.mandate else None
            return {user} if user else set()
        led = self._of_commission.get(commitment.commission_id or 0, set())
        return self.heads(commitment) | led

    def heads(self, commitment: Commitment) -> set[int]:
        """Who heads the maslikhat and who is of its apparatus."""
        return set(self._of_council.get(commitment.council_id, set()))


def _gathered(pairs: Iterable[Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return dict(found)
