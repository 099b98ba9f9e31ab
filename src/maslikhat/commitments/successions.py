"""Matters of bodies that have ended: which are without an heir, and passing them on."""

from typing import NamedTuple

from django.db.models import Count, Q

from maslikhat.commitments import finding
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.course import OPEN
from maslikhat.commitments.hearers import hearers_of
from maslikhat.commitments.models import Commitment, Succeeded, Succession
from maslikhat.commitments.models.commitments import CommitmentQuerySet
from maslikhat.commitments.owing import tell_body
from maslikhat.kit import jobs
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import publish
from maslikhat.registry.models import Body, Council
from maslikhat.registry.permissions import is_operator
from maslikhat.registry.standing import Visitor, standing

A_TRANSACTION = 10


class Orphaned(NamedTuple):
    """A body that has ended, and how many of its matters are open with no heir."""

    body: Body
    many: int


def open_of(body: Body) -> CommitmentQuerySet:
    """What a body has not brought to its end."""
    return Commitment.objects.owed_by(body).filter(state__in=[state.value for state in OPEN])


def orphaned(user: Visitor | None) -> list[Orphaned]:
    """Bodies that have ended and whose open matters nobody has taken over, as far as they are this
    reader's to pass on: all to the operator, those of the own place to a clerk. Two queries."""
    ended = Body.objects.filter(to_day__lte=today(), succession=None)
    if not is_operator(user):
        units = Council.objects.filter(pk__in=standing(user).clerk_of).values("unit")
        ended = ended.filter(unit__in=units)
    is_open = Q(commitments__state__in=[state.value for state in OPEN])
    rows = ended.annotate(many=Count("commitments", filter=is_open)).filter(many__gt=0)
    return [Orphaned(body, body.many) for body in rows.order_by("-many", "pk")[:200]]


@jobs.job()
def pass_over(number: int) -> None:
    """Pass the open matters of a succession on, a few at a time; done twice it is done once."""
    succession = Succession.objects.select_related("old", "new").get(pk=number)
    numbers = list(open_of(succession.old).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), A_TRANSACTION):
        with writing():
            rows = Commitment.objects.select_for_update(of=("self",)).filter(
                pk__in=numbers[start : start + A_TRANSACTION], addressee=succession.old
            )
            for commitment in rows.order_by("pk"):
                _pass(commitment, succession)


def _pass(commitment: Commitment, succession: Succession) -> None:
    commitment.addressee, commitment.in_number = succession.new, ""
    commitment.save(update_fields=["addressee", "in_number"])
    insert_new(Succeeded(commitment=commitment, succession=succession))
    finding.tell_commitment(commitment)
    publish(channel_of(commitment.pk), "moved")
    act = "commitments.succeed"
    told = hearers_of(commitment).body
    tell_body(commitment, told, act, f"{act}:{commitment.pk}:{succession.pk}", None)


def passed_from(commitment: Commitment) -> list[Succession]:
    """From which bodies it has come, the latest first; one query."""
    rows = Succession.objects.filter(matters__commitment=commitment)
    return list(rows.select_related("old").order_by("-day", "-pk"))
