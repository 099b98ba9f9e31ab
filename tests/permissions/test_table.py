"""The table: every act of the portal by everyone, in every phase that changes who may."""

import inspect
from collections import defaultdict
from typing import Any

import pytest

from maslikhat.kit.refusals import Hidden
from tests.acts import acts
from tests.conftest import KIND
from tests.permissions.stage import Attempt, Stage, state, taken_back
from tests.permissions.table import INNER, PORTAL, SAYS_INNER, VISITOR, Line, lines
from tests.test_house import MAKES_NO_ENTRY

pytestmark = pytest.mark.both

ACTS = dict(acts())
# By the signature, the thing or the phase; what is wrong with what was typed is no answer here.
REFUSALS = {403, 404, 409}


def proved_here() -> list[Line]:
    """Every line, those of one phase together: it is brought about once for all of them.

    On PostgreSQL one line of each act, for who may does not depend on the database.
    """
    one_of_each = {line.row.act: line for line in lines() if line.row.who}
    rooms: defaultdict[Any, defaultdict[Any, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in one_of_each.values() if KIND == "postgresql" else lines():
        rooms[line.room.make][line.room.name, line.row.given].append(line)
    return [line for phases in rooms.values() for found in phases.values() for line in found]


@pytest.mark.parametrize("line", proved_here(), ids=str)
def test_who_may_does_it_and_who_may_not_changes_nothing(line: Line, stage: Stage) -> None:
    row = line.row
    cast, thing, before = stage.bring(line)
    with taken_back():
        for person in [one for one in line.persons if one not in row.who]:
            attempt = Attempt(line, cast, person, thing)
            assert attempt.refusal is not None, f"{person} may"
            assert attempt.refusal.status in REFUSALS, (person, str(attempt.refusal))
            is_hidden = isinstance(attempt.refusal, Hidden)
            assert is_hidden == row.is_hidden_from(person), (person, str(attempt.refusal))
            assert attempt.entries == [], person
        assert state(line.room) == before
        for person in [one for one in line.persons if one in row.who]:
            with taken_back():
                attempt = Attempt(line, cast, person, thing)
                assert attempt.refusal is None, (person, str(attempt.refusal))
                assert tuple(entry.act for entry in attempt.entries) == recorded(line), person
                if person not in {VISITOR, PORTAL}:
                    assert {entry.actor for entry in attempt.entries} <= {attempt.by.pk}, person


def recorded(line: Line) -> tuple[str, ...]:
    """The entries that the act leaves on the record."""
    if line.row.records is not None:
        return line.row.records
    return () if line.row.act in MAKES_NO_ENTRY else (line.row.act,)


def test_every_act_has_its_row() -> None:
    assert set(ACTS) - set(INNER) == {line.row.act for line in lines()}


@pytest.mark.parametrize("act", INNER)
def test_an_inner_act_says_that_its_caller_has_decided(act: str) -> None:
    assert SAYS_INNER in " ".join((inspect.getdoc(ACTS[act]) or "").split())


@pytest.mark.parametrize("act", sorted(set(ACTS) - set(INNER)))
def test_somebody_may_do_each_act_and_somebody_may_not(act: str) -> None:
    rows = [line for line in lines() if line.row.act == act]
    assert any(line.row.who for line in rows)
    assert any(set(line.persons) - line.row.who for line in rows)


def test_a_row_names_persons_of_its_room_and_stands_once() -> None:
    told = [str(line) for line in lines()]
    assert len(told) == len(set(told))
    for line in lines():
        named = line.row.who | line.row.apart | (line.row.hidden - {"*"})
        assert named <= set(line.room.persons), str(line)
        assert line.row.act.split(".")[0] == line.room.name, str(line)
        assert not line.row.who & (line.row.apart | line.row.hidden), str(line)
