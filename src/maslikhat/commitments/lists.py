"""Lists of commitments: what an address asks for, and the rows of a page in one query."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.functional import Promise

from maslikhat.commitments.course import WAITING, State, days_late, owed_day
from maslikhat.commitments.finding import COMMITMENT
from maslikhat.commitments.models import Commitment
from maslikhat.commitments.models.commitments import CommitmentQuerySet, Kind
from maslikhat.commitments.words import called, tag_of
from maslikhat.dialogue.models import Topic
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.kit.links import number_named
from maslikhat.registry import choosing
from maslikhat.registry.models import Body
from maslikhat.registry.standing import Visitor
from maslikhat.search.models import PUBLIC

PARAMS = ("q", "place", "council", "body", "rubric", "kind", "state")
# Beside the states: what is owed and its day is over, what is owed at all.
OVERDUE, OWED = "overdue", "owed"
_KINDS = dict(Kind.choices)
_NAMES = [f"{field}_{lang}" for field in ("addressee__name", "council__name", "rubric__name") for lang in LANGUAGES]  # fmt: skip  # noqa: E501
_COLUMNS = [
    "pk", "kind", "title", "language", "state", "assessment", "sent_on", "due_on", "promised_on",
    "grace_on", "moved_on", "answered_on", "answer_due_on",
    "addressee_id", "council__code", *_NAMES,
]  # fmt: skip


@dataclass(frozen=True)
class Asked(choosing.Asked):
    """What a list of commitments is asked for."""

    body: Body | None = None


class Row(NamedTuple):
    """A commitment in a list."""

    pk: int
    kind: str | Promise
    title: Said
    body: Said
    body_pk: int
    council: Said
    council_code: str
    rubric: Said | None
    state: State
    state_words: str | Promise
    tag: str
    sent_on: dt.date
    due_on: dt.date
    is_waiting: bool
    days_overdue: int
    moved_on: dt.date


def read(params: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask; a choice that is none is a 400."""
    known = {"kind": _KINDS, "state": {*State, OVERDUE, OWED}}
    alike = choosing.read(params, PARAMS, known)
    return Asked(**vars(alike), body=_body(alike.said["body"]))


def _body(text: str) -> Body | None:
    if not text:
        return None
    found = Body.objects.filter(pk=number_named(text, "body")).first()
    if found is None:
        raise BadRequest("body")
    return found


def chosen(asked: Asked) -> CommitmentQuerySet:
    """The commitments that an address asks for: what is owed by its day, else latest first."""
    rows = _where(asked)
    if asked.body is not None:
        rows = rows.owed_by(asked.body)
    if asked.rubric is not None:
        rows = rows.filter(rubric__in=choosing.with_narrower(asked.rubric))
    if asked.said["kind"]:
        rows = rows.filter(kind=asked.said["kind"])
    if asked.said["q"]:
        rows = rows.filter(pk__in=_with_words(asked.said["q"]))
    state = asked.said["state"]
    if state == OVERDUE:
        return rows.overdue().soonest()
    if state == OWED:
        return rows.waiting().soonest()
    if state in WAITING:
        # Said twice: the small indexes of what is owed are of use then.
        rows = rows.waiting()
    return (rows.filter(state=state) if state else rows).lately()


def out_of(what: str, text: str, user: Visitor | None) -> CommitmentQuerySet:
    """What was asked by a maslikhat, under a decision, or out of a topic that this reader sees; a
    word that names none is a 400."""
    if what == "council":
        return chosen(read({"council": text}))
    number = number_named(text, what)
    if what == "decision":
        return Commitment.objects.filter(decision=number)
    topics = Topic.objects.visible_to(user).filter(pk=number)
    return Commitment.objects.filter(topic__in=topics.values("pk"))


def _where(asked: Asked) -> CommitmentQuerySet:
    if asked.council is not None:
        return Commitment.objects.of(asked.council)
    if asked.place is not None:
        return Commitment.objects.within(asked.place)
    return Commitment.objects.all()


def _with_words(text: str) -> set[int]:
    """The numbers of those with these words, or with this number of a letter."""
    numbered = Commitment.objects.filter(Q(out_number=text) | Q(in_number=text))
    found = set(numbered.values_list("pk", flat=True)[: choosing.MOST_FOUND])
    return found | choosing.numbers_with(text, COMMITMENT, frozenset({PUBLIC}))


def rows_of(commitments: CommitmentQuerySet) -> list[Row]:
    """The rows of a part of a list, in one query.

    Which rows they are is found without the names beside them: else the database may begin with
    the bodies, and read all they owe.
    """
    day, order = today(), commitments.query.order_by
    found = Commitment.objects.filter(pk__in=commitments.values("pk")).order_by(*order)
    return [_row(values, day) for values in found.values(*_COLUMNS)]


def _row(values: dict[str, Any], day: dt.date) -> Row:
    state = State(values["state"])
    answered, due = values["answered_on"], values["answer_due_on"]
    owed = owed_day(
        state,
        values["assessment"],
        values["due_on"],
        values["promised_on"],
        in_time=answered is not None and answered <= due,
    )
    rubric = said(values, "rubric__name")
    return Row(
        values["pk"],
        _KINDS[values["kind"]],
        Said(values["title"], values["language"]),
        said(values, "addressee__name"),
        values["addressee_id"],
        said(values, "council__name"),
        values["council__code"],
        rubric if rubric.text else None,
        state,
        called(state, values["assessment"]),
        tag_of(state, values["assessment"]),
        values["sent_on"],
        owed or values["due_on"],
        owed is not None,
        days_late(owed, values["grace_on"], day),
        values["moved_on"],
    )
