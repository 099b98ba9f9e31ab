"""The job that withdraws the letters of a joint inquiry, some at a time: no write is long."""

from maslikhat.accounts.models import User
from maslikhat.commitments.course import Act, allows
from maslikhat.commitments.guards import latest_day
from maslikhat.commitments.models import Commitment, Joint
from maslikhat.commitments.withdrawing import take_back
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.ledger.actions import record

A_TRANSACTION = 2


@jobs.job()
def withdraw_letters(number: int) -> None:
    """Withdraw each letter that has not been answered; done again, it withdraws none twice."""
    joint = Joint.objects.get(pk=number, state=Joint.State.WITHDRAWN)
    assert joint.withdrawn_by is not None, "withdrawn by somebody"
    assert joint.withdrawn_on is not None, "withdrawn on a day"
    by = User.objects.get(pk=joint.withdrawn_by)
    numbers = list(
        Commitment.objects.waiting().filter(joint=joint).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(numbers), A_TRANSACTION):
        with writing():
            rows = Commitment.objects.select_for_update(of=("self",)).filter(
                pk__in=numbers[start : start + A_TRANSACTION]
            )
            for letter in rows.select_related("council", "mandate__person", "addressee"):
                if allows(letter.kind, letter.state, Act.WITHDRAW):
                    # A step may have come between the withdrawal and this job.
                    day = max(joint.withdrawn_on, latest_day(letter))
                    take_back(letter, by=by, reason=joint.withdrawn_why, day=day)
                    record(by, "commitments.withdraw", letter)
