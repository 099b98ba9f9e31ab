"""The job that makes the letters of a joint inquiry, some at a time: no write is long."""

import uuid

from django.db.models import Max

from maslikhat.accounts.models import User
from maslikhat.commitments import finding
from maslikhat.commitments.channels import channel_of_joint
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.hearers import hearers_of_each
from maslikhat.commitments.models import (
    Addressed,
    Author,
    Commitment,
    Joint,
    Source,
    Step,
    Taken,
)
from maslikhat.commitments.owing import tell_body
from maslikhat.commitments.taking import follow_joint
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.ledger.actions import record
from maslikhat.live.actions import publish

A_TRANSACTION = 2


@jobs.job()
def deliver(number: int) -> None:
    """Make the letter of each body that has none yet; done again, it makes none twice."""
    joint = Joint.objects.sent().with_all().get(pk=number)
    author = User.objects.get(pk=joint.by)
    while True:
        with writing():
            # Two workers at once wait for each other here; and for an act that withdraws it.
            held = Joint.objects.select_for_update(of=("self",)).get(pk=number)
            if held.is_withdrawn:
                return
            waiting = joint.addressed.filter(is_delivered=False).order_by("body__unit", "pk")
            rows = list(waiting.select_related("body")[:A_TRANSACTION])
            if not rows:
                break
            _make(joint, rows, author)
            publish(channel_of_joint(joint.pk), "delivered")
    if Taken.objects.filter(kind=Taken.Kind.JOINT, number=number).exists():
        # Its words were taken away while the letters were made.
        follow_joint.func(number)


def _make(joint: Joint, rows: list[Addressed], author: User) -> None:
    """The letters of some bodies, each with its step, its entry on the record and its notice."""
    last = joint.addressed.aggregate(last=Max("number"))["last"]
    for place, row in enumerate(rows, last + 1):
        row.number, row.is_delivered = place, True
        row.save(update_fields=["number", "is_delivered"])
    made = [_letter(joint, row, author) for row in rows]
    hearers, act = hearers_of_each(made), f"commitments.{Act.SEND}"
    for letter in made:
        tell_body(letter, hearers[letter.pk].body, act, f"{act}:{letter.pk}:1", author)
        record(author, "commitments.send", letter)
    finding.tell_commitments([letter.pk for letter in made])


def _letter(joint: Joint, row: Addressed, author: User) -> Commitment:
    assert joint.sent_on is not None
    assert joint.due_on is not None
    unit = joint.council.unit
    letter = Commitment.objects.create(
        kind=Kind.INQUIRY,
        council=joint.council,
        region=unit if unit is None or unit.is_regional else unit.parent,
        author=Author.DEPUTY,
        mandate=joint.mandate,
        addressee=row.body,
        language=joint.language,
        title=joint.title,
        text=joint.text,
        result=joint.result,
        basis=joint.basis,
        rubric=joint.rubric,
        source=Source.OWN,
        about=joint.about,
        out_number=f"{joint.out_number}/{row.number}" if joint.out_number else "",
        sent_on=joint.sent_on,
        due_on=joint.due_on,
        due_norm=joint.due_norm,
        moved_on=joint.sent_on,
        joint=joint,
        by=author.pk,
        key=uuid.uuid5(joint.key, str(row.body_id)),
    )
    Step.objects.create(
        commitment=letter,
        number=1,
        act=Act.SEND,
        day=joint.sent_on,
        by=author.pk,
        due_on=joint.due_on,
    )
    return letter
