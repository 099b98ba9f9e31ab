"""The answers to a joint inquiry side by side: a row for each body, missing ones among them."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.commitments.course import Act, State
from maslikhat.commitments.models import Assessment, Commitment, Joint, Paper, Step
from maslikhat.commitments.words import STATES, called, tag_of
from maslikhat.kit.days import today
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import Said, said
from maslikhat.kit.workbooks.writing import Cell
from maslikhat.registry.models import Body

_OF_BODY = (Act.ANSWER, Act.PROMISE, Act.REPORT_DONE)
_WORTH = dict(Assessment.choices)
# By what the table is narrowed; the words of an address, and what a reader is told.
FILTERS: dict[str, str | Promise] = {
    "missing": gettext_lazy("Not answered"),
    "overdue": gettext_lazy("Overdue"),
    "answered": gettext_lazy("Answered"),
    Assessment.FULL.value: gettext_lazy("Full answers"),
    Assessment.PARTIAL.value: gettext_lazy("Partial answers"),
    Assessment.FORMAL.value: gettext_lazy("Formal answers"),
    Assessment.OFF.value: gettext_lazy("Off the subject"),
}


class Compared(NamedTuple):
    """One body's row; `letter` is None while its letter is still being made."""

    number: int
    body: Said
    body_pk: int
    letter: Commitment | None
    state: str | Promise
    tag: str
    days_overdue: int
    worth: str | Promise
    answer: Step | None
    papers: Sequence[Paper]
    # The inquiry was withdrawn before its letter was made.
    is_called_off: bool = False
    # The region a body of a district or city lies in: names of districts are not unique.
    region: Said | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the body has answered nothing yet."""
        if self.letter is None:
            return not self.is_called_off
        return self.letter.answered_on is None and self.letter.state != State.WITHDRAWN

    @property
    def answered_on(self) -> dt.date | None:
        """The day of its first answer."""
        return self.letter.answered_on if self.letter else None

    def fits(self, wanted: str) -> bool:
        """Whether it stands in the table that is asked for."""
        if wanted == "missing":
            return self.is_missing
        if wanted == "overdue":
            return self.days_overdue > 0
        if wanted == "answered":
            return self.answered_on is not None
        return not wanted or (self.letter is not None and self.letter.assessment == wanted)


def rows_of(joint: Joint) -> list[Compared]:
    """Every body that is asked, in the order of the letters; four queries, however many."""
    letters = {
        row.addressee_id: row
        for row in Commitment.objects.filter(joint=joint).defer("text", "basis", "result")
    }
    steps = Step.objects.filter(commitment__joint=joint, act__in=_OF_BODY)
    answers = {step.commitment_id: step for step in steps.in_order()}
    papers: dict[int, list[Paper]] = {}
    told = Paper.objects.filter(
        step__commitment__joint=joint, step__act__in=(*_OF_BODY, Act.ATTACH)
    )
    for paper in told.select_related("step").order_by("pk"):
        papers.setdefault(paper.step.commitment_id, []).append(paper)
    day = today()
    asked = joint.addressed.select_related("body__unit__parent")
    if joint.is_draft:
        asked = asked.order_by("body__unit", "pk")
    else:
        asked = asked.order_by("-is_delivered", "number", "body__unit", "pk")
    return [
        _row(
            number,
            one.body_id,
            said(one.body, "name"),
            letters.get(one.body_id),
            answers,
            papers,
            day,
            is_withdrawn=joint.is_withdrawn,
        )._replace(region=_region(one.body))
        for number, one in enumerate(asked, 1)
    ]


def _region(body: Body) -> Said | None:
    unit = body.unit
    region = unit.parent if unit and not unit.is_regional else unit
    return said(region, "name") if region else None


def _row(
    number: int,
    body: int,
    name: Said,
    letter: Commitment | None,
    answers: dict[int, Step],
    papers: dict[int, list[Paper]],
    day: dt.date,
    *,
    is_withdrawn: bool,
) -> Compared:
    if letter is None:
        state = STATES[State.WITHDRAWN] if is_withdrawn else _("Being sent")
        return Compared(
            number, name, body, None, state, "plain", 0, "", None, [], is_called_off=is_withdrawn
        )
    return Compared(
        number,
        name,
        body,
        letter,
        called(letter.state, letter.assessment),
        tag_of(letter.state, letter.assessment),
        letter.days_overdue(day),
        _WORTH.get(letter.assessment, ""),
        answers.get(letter.pk),
        papers.get(letter.pk, []),
    )


class Counts(NamedTuple):
    """How many of the bodies asked have answered."""

    asked: int
    answered: int
    missing: int
    overdue: int


def counts_of(rows: Sequence[Compared]) -> Counts:
    """The figures above the table, counted from its rows."""
    return Counts(
        len(rows),
        sum(row.answered_on is not None for row in rows),
        sum(row.is_missing for row in rows),
        sum(row.days_overdue > 0 for row in rows),
    )


def header() -> list[str]:
    """The columns of the table as a file."""
    return [
        "№",
        _("Body"),
        _("Region"),
        _("Outgoing number"),
        _("Incoming number"),
        _("Sent"),
        _("Due"),
        _("State"),
        marked(_("Days overdue")),
        _("Answered"),
        _("What the answer is worth"),
        _("The answer"),
        _("Signed:").rstrip(":"),
        _("Papers"),
        _("Page"),
    ]


def cells(row: Compared, address: str) -> list[Cell]:
    """The same row as a line of a file; a missing answer says so."""
    letter, step = row.letter, row.answer
    return [
        row.number,
        row.body.text,
        row.region.text if row.region else "",
        letter.out_number if letter else "",
        letter.in_number if letter else "",
        letter.sent_on if letter else None,
        letter.due_on if letter else None,
        str(row.state),
        row.days_overdue or None,
        row.answered_on,
        str(row.worth),
        step.words if step else _("No answer") if row.is_missing else "",
        step.signed if step else "",
        "\n".join(paper.name for paper in row.papers),
        address,
    ]


def last_moved(joint: Joint) -> list[Commitment]:
    """The letters that were answered last, for a feed; one query."""
    told = Q(answered_on__isnull=False)
    rows = Commitment.objects.filter(told, joint=joint).select_related("addressee")
    return list(rows.lately()[:50])
