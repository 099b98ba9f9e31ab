"""Lists of decisions: what an address asks for, and the rows of a page in one query."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise

from maslikhat.decisions.course import FACTS, Facts, State, state_on
from maslikhat.decisions.finding import DECISION
from maslikhat.decisions.models import Decision, Kind, Mover, Result
from maslikhat.decisions.models.decisions import DecisionQuerySet
from maslikhat.decisions.numbers import key_of
from maslikhat.decisions.words import STATES, tag_of
from maslikhat.kit.days import day_asked, today
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.registry import choosing
from maslikhat.registry.standing import Visitor
from maslikhat.search.registers import tokens_of

PARAMS = ("q", "place", "council", "rubric", "state", "kind", "mover", "result", "from", "to")
_NAMES = [f"{field}_{lang}" for field in ("title", "council__name", "rubric__name") for lang in LANGUAGES]  # fmt: skip  # noqa: E501
_COLUMNS = [
    "pk", "number", "council__code", "votes_for", "votes_against", "votes_abstained",
    "moved_on", *FACTS, *_NAMES,
]  # fmt: skip


@dataclass(frozen=True)
class Asked(choosing.Asked):
    """What a list of decisions is asked for."""

    first: dt.date | None = None
    last: dt.date | None = None


class Row(NamedTuple):
    """A decision in a list."""

    pk: int
    title: Said
    number: str
    council: Said
    council_code: str
    rubric: Said | None
    state: State
    state_words: str | Promise
    tag: str
    day: dt.date
    # The last day on which it changed: of an act, or one on which it came into another state.
    changed_on: dt.date
    adopted_on: dt.date | None
    votes: tuple[int, int, int] | None


def read(params: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask; a choice that is none is a 400."""
    known = {
        "state": set(State),
        "kind": Kind.values,
        "mover": Mover.values,
        "result": Result.values,
    }
    alike = choosing.read(params, PARAMS, known)
    first, last = _day(alike.said["from"]), _day(alike.said["to"])
    return Asked(**vars(alike), first=first, last=last)


def _day(text: str) -> dt.date | None:
    return day_asked(text) if text else None


def chosen(asked: Asked, user: Visitor | None) -> DecisionQuerySet:
    """The decisions that an address asks for, of those this reader may see; latest first."""
    rows = Decision.objects.visible_to(user)
    if asked.council is not None:
        rows = rows.of(asked.council)
    elif asked.place is not None:
        rows = rows.about(asked.place)
    if asked.rubric is not None:
        rows = rows.filter(rubric__in=choosing.with_narrower(asked.rubric))
    rows = _of_words(rows, asked.said)
    rows = rows.adopted_between(asked.first, asked.last)
    if asked.said["q"]:
        rows = rows.filter(pk__in=_with_words(asked.said["q"], user))
    return rows.lately()


def _of_words(rows: DecisionQuerySet, told: Mapping[str, str]) -> DecisionQuerySet:
    """Those of the kind, mover, state and result that are asked for."""
    for name in ("kind", "mover"):
        if told[name]:
            rows = rows.filter(**{name: told[name]})
    if told["state"]:
        rows = rows.in_state(told["state"])
    return rows.with_result(told["result"]) if told["result"] else rows


def _with_words(text: str, user: Visitor | None) -> set[int]:
    """The numbers of decisions with these words, and of those whose number has these signs."""
    found: set[int] = set()
    if any(sign.isdigit() for sign in text):
        rows = Decision.objects.filter(number_key__contains=key_of(text)).lately()
        found |= set(rows.values_list("pk", flat=True)[: choosing.MOST_FOUND])
    return found | choosing.numbers_with(text, DECISION, tokens_of(user))


def rows_of(decisions: DecisionQuerySet) -> list[Row]:
    """The rows of a part of a list, in one query."""
    day = today()
    return [_row(values, day) for values in decisions.values(*_COLUMNS)]


def _row(values: dict[str, Any], day: dt.date) -> Row:
    facts = Facts(**{name: values[name] for name in FACTS})
    state = state_on(facts, day)
    rubric = said(values, "rubric__name")
    votes = (values["votes_for"], values["votes_against"], values["votes_abstained"])
    return Row(
        values["pk"],
        said(values, "title"),
        values["number"],
        said(values, "council__name"),
        values["council__code"],
        rubric if rubric.text else None,
        state,
        STATES[state],
        tag_of(state),
        values["adopted_on"] or values["moved_on"],
        max([values["moved_on"], *(one for one in facts if one is not None and one <= day)]),
        values["adopted_on"],
        None if None in votes else votes,
    )


def feed_items(rows: Iterable[Row]) -> list[tuple[Row, str]]:
    """Rows with the sentence a feed says of each."""
    return [
        (
            row,
            " · ".join(
                str(part)
                for part in (
                    row.state_words,
                    f"№ {row.number}" if row.number else "",
                    row.council.text,
                    row.rubric.text if row.rubric else "",
                )
                if part
            ),
        )
        for row in rows
    ]
