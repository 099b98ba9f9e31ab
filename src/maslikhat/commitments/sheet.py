"""What the page of a commitment shows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise

from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Assessment, Commitment, Paper, Step, Taken
from maslikhat.commitments.taking import taken_of
from maslikhat.commitments.voices import count_of
from maslikhat.commitments.way import way_of
from maslikhat.commitments.ways import COMMITMENT, after_it, before_it
from maslikhat.commitments.words import STEPS
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.days import ALMATY, today
from maslikhat.norms.models import Norm
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.models import Item

_WORTH = dict(Assessment.choices)


class StepRow(NamedTuple):
    """A step in words, with its papers."""

    step: Step
    words: str | Promise
    worth: str | Promise
    papers: list[Paper]
    taken: Taken | None = None

    @property
    def entered_on(self) -> dt.date | None:
        """The day on which it was entered from paper, where that is not its own day."""
        day = self.step.at.astimezone(ALMATY).date()
        return None if day == self.step.day else day


def course_of(commitment: Commitment, reader: Visitor | None) -> dict[str, Any]:
    """The way, the steps with the latest first, and what residents say.

    A topic of a closed room, where the matter was raised, is shown to who may read there alone.
    """
    raised = None
    if commitment.topic_id is not None:
        raised = Topic.objects.visible_to(reader).filter(pk=commitment.topic_id).first()
    said = None
    if commitment.post_id is not None:
        posts = Post.objects.visible_to(reader).filter(pk=commitment.post_id)
        said = posts.exclude(html="").select_related("author").first()
    steps = list(commitment.steps.in_order().select_related("body"))
    papers: dict[int, list[Paper]] = {}
    for paper in Paper.objects.filter(step__commitment=commitment).order_by("pk"):
        papers.setdefault(paper.step_id, []).append(paper)
    taken = taken_of(Taken.Kind.STEP, [one.pk for one in steps])
    reported = next((one.number for one in reversed(steps) if one.act == Act.REPORT_DONE), 0)
    done, undone = count_of(commitment, reported) if reported else (0, 0)
    rows = [
        StepRow(
            one,
            STEPS[Act(one.act)],
            _WORTH.get(one.assessment, ""),
            papers.get(one.pk, []),
            taken.get(one.pk),
        )
        for one in reversed(steps)
    ]
    return {
        "extended_from": extended_from(steps),
        "raised": raised,
        "raised_in": said,
        "steps": rows,
        "stations": [
            *before_it(commitment, reader),
            *way_of(commitment, steps, today()),
            *after_it((COMMITMENT, commitment.pk), reader),
        ],
        "residents": {"done": done, "undone": undone},
    }


def item_seen(commitment: Commitment, reader: Visitor | None) -> Item | None:
    """The item of the agenda under which it was asked, where the reader sees it; one query."""
    if commitment.item_id is None:
        return None
    return Item.objects.visible_to(reader).filter(pk=commitment.item_id).first()


def extended_from(steps: Iterable[Step]) -> dt.date | None:
    """The day that was owed by before more time was given; None where none was since the body was
    last asked."""
    due = before = None
    for one in sorted(steps, key=lambda step: step.number):
        if one.act == Act.EXTEND:
            before = before or due
        elif one.act in (Act.SEND, Act.REOPEN, Act.DISPUTE):
            before = None
        if one.act != Act.PROMISE:
            due = one.due_on or due
    return before


def norm_of(commitment: Commitment) -> Norm | None:
    """The number of the law that its first day follows from; one query, none without one."""
    if not commitment.due_norm:
        return None
    return Norm.objects.on(commitment.sent_on).filter(key=commitment.due_norm).first()
