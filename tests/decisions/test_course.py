"""Where a decision stands, what may be done to it then, and that the database says the same."""

import datetime as dt
import itertools

import pytest

from maslikhat.decisions import course
from maslikhat.decisions.course import ALLOWED, FACTS, ORDER, Facts, State, allows, state_on, way
from maslikhat.decisions.models import Decision
from maslikhat.decisions.numbers import key_of, tidy
from maslikhat.kit.days import today
from tests.decisions.cast import Cast

DAY = dt.date(2026, 5, 20)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)

# d draft, r referred, c in consultation, o consultation over, t tabled; A adopted, G registered,
# P published, F in force, M amended; x rejected, w withdrawn, L lapsed, R repealed.
STATES = dict(zip("drcotAGPFMxwLR", (
    State.DRAFT, State.REFERRED, State.CONSULTATION, State.CONSULTED, State.TABLED, State.ADOPTED,
    State.REGISTERED, State.PUBLISHED, State.IN_FORCE, State.AMENDED, State.REJECTED,
    State.WITHDRAWN, State.LAPSED, State.REPEALED,
), strict=True))  # fmt: skip
TABLE = """
                       d r c o t  A G P F M  x w L R
revise                 + + + + +  . . . . .  . . . .
refer                  + + + + .  . . . . .  . . . .
conclude               . + + + +  . . . . .  . . . .
mark_money             + + + + +  . . . . .  . . . .
enter_akim_conclusion  + + + + +  . . . . .  . . . .
consult                + + . + .  . . . . .  . . . .
table                  + + . + .  . . . . .  . . . .
adopt                  . . . . +  . . . . .  . . . .
reject                 . . . . +  . . . . .  . . . .
withdraw               + + + + +  . . . . .  . . . .
register               . . . . .  + . . + +  . . . .
bring_into_force       . . . . .  + + + + +  . . . .
explain_difference     + + + + +  + + + + +  . . . .
publish                . . . . .  + + . + +  . . . .
cover_words            + + + + +  + + + + +  + + + +
lift_mask              + + + + +  + + + + +  + + + +
take_back_mask         + + + + +  + + + + +  + + + +
renew_copy             + + + + +  + + + + +  + + + +
relate                 . . . . .  + + + + +  . . + +
unrelate               . . . . .  + + + + +  . . + +
repeal                 . . . . .  + + + + +  . . . .
attach                 + + + + +  + + + + +  + + + +
attach_scan            . . . . .  + + + + +  . . + +
write_letter           + + + + +  + + + + +  + + + +
"""


def table() -> dict[tuple[str, State], bool]:
    head, *lines = TABLE.strip().splitlines()
    letters = head.split()
    rows = [line.split() for line in lines]
    return {
        (act, STATES[letter]): mark == "+"
        for act, *marks in rows
        for letter, mark in zip(letters, marks, strict=True)
    }


def test_the_table_of_acts_and_states_is_the_one_that_is_kept() -> None:
    wanted = table()
    assert {act for act, _state in wanted} == set(ALLOWED)
    assert {state for _act, state in wanted} == set(State)
    assert {key: allows(*key) for key in wanted} == wanted


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.DRAFT),
        (Facts(referred_on=DAY), State.REFERRED),
        (Facts(referred_on=AFTER), State.DRAFT),
        (Facts(consulted_from=DAY, consulted_to=AFTER), State.CONSULTATION),
        (Facts(consulted_from=BEFORE, consulted_to=DAY), State.CONSULTED),
        (Facts(consulted_from=BEFORE, consulted_to=AFTER, tabled_on=DAY), State.TABLED),
        (Facts(tabled_on=BEFORE, adopted_on=DAY), State.ADOPTED),
        (Facts(tabled_on=BEFORE, rejected_on=DAY), State.REJECTED),
        (Facts(referred_on=BEFORE, withdrawn_on=DAY), State.WITHDRAWN),
        (Facts(adopted_on=BEFORE, registered_on=DAY), State.REGISTERED),
        (Facts(adopted_on=BEFORE, published_on=DAY, in_force_from=AFTER), State.PUBLISHED),
        (Facts(adopted_on=BEFORE, in_force_from=DAY), State.IN_FORCE),
        (Facts(adopted_on=BEFORE, in_force_from=DAY, amended_on=DAY), State.AMENDED),
        (Facts(adopted_on=BEFORE, in_force_from=DAY, amended_on=AFTER), State.IN_FORCE),
        (Facts(adopted_on=BEFORE, in_force_from=AFTER, amended_on=DAY), State.ADOPTED),
        (Facts(adopted_on=BEFORE, in_force_from=BEFORE, in_force_to=DAY), State.LAPSED),
        (Facts(adopted_on=BEFORE, in_force_from=BEFORE, repealed_on=DAY), State.REPEALED),
    ],
)
def test_where_a_decision_stands_follows_from_its_days(facts: Facts, state: State) -> None:
    assert state_on(facts, DAY) == state


@pytest.mark.django_db
def test_the_database_puts_each_decision_where_the_course_does(cast: Cast) -> None:
    """Every two facts, past, of today and ahead: each row is in one state, and in the same."""
    made = _made_of_every_two_facts(cast.draft())
    assert len(made) > 300
    found: dict[int, list[State]] = {number: [] for number in made}
    for state in State:
        for number in Decision.objects.in_state(state).values_list("pk", flat=True):
            found[number].append(state)
    rows = list(Decision.objects.all())
    assert len(rows) == len(made)
    for row in rows:
        assert found[row.pk] == [row.state], (row.facts, found[row.pk])
    assert {row.state for row in rows} == set(State)


def _made_of_every_two_facts(draft: Decision) -> list[int]:
    """The numbers of the draft and of its like, each with two facts of those days."""
    row, day, made = Decision.objects.get(pk=draft.pk), today(), [draft.pk]
    days = (None, day - dt.timedelta(days=3), day, day + dt.timedelta(days=3))
    facts = [fact for _state, fact in ORDER] + ["amended_on"]
    for one, other in itertools.combinations(facts, 2):
        for first, second in itertools.product(days, repeat=2):
            values = dict.fromkeys(FACTS) | {"adopted_on": None} | {one: first, other: second}
            if not _allowed(values, day):
                continue
            filled = _filled(values, day)
            if filled["number"]:
                filled["number"] = filled["number_key"] = f"{len(made)}"
            for name, value in filled.items():
                setattr(row, name, value)
            row.pk = None
            row.save(force_insert=True)
            made.append(row.pk)
    return made


def _allowed(values: dict[str, dt.date | None], day: dt.date) -> bool:
    """What the constraints of the database let stand."""
    start, end = values["consulted_from"], values["consulted_to"]
    if (start is None) != (end is None) or (start and end and end <= start):
        return False
    if values["withdrawn_on"] and (values["adopted_on"] or values["rejected_on"]):
        return False
    if values["rejected_on"] and values["adopted_on"]:
        return False
    begun, over = values["in_force_from"], values["in_force_to"]
    ends = [values["withdrawn_on"], values["rejected_on"]]
    late = ["registered_on", "published_on", "in_force_from", "in_force_to", "amended_on", "repealed_on"]  # fmt: skip  # noqa: E501
    if any(ends) and any(values[fact] for fact in late):
        return False
    return not (over and (begun or day - dt.timedelta(days=9)) >= over)


def _filled(values: dict[str, dt.date | None], day: dt.date) -> dict[str, object]:
    """The facts with what else a row with them must have."""
    filled: dict[str, object] = dict(values)
    late = ["registered_on", "published_on", "in_force_from", "in_force_to", "amended_on", "repealed_on"]  # fmt: skip  # noqa: E501
    if any(values[fact] for fact in late) and not values["adopted_on"]:
        filled["adopted_on"] = day - dt.timedelta(days=9)
    if (values["in_force_to"] or values["amended_on"]) and not values["in_force_from"]:
        filled["in_force_from"] = day - dt.timedelta(days=9)
    has_number = bool(filled["adopted_on"])
    filled |= {"number": "1" if has_number else "", "number_key": "1" if has_number else ""}
    filled["registration_number"] = "1" if values["registered_on"] else ""
    return filled


def test_the_way_shows_what_is_passed_and_what_is_ahead() -> None:
    facts = Facts(referred_on=BEFORE, tabled_on=DAY)
    stations = way(facts, DAY, is_normative=True)
    assert [(s.state.value, s.is_past) for s in stations] == [
        ("referred", True), ("tabled", True), ("adopted", False), ("registered", False),
        ("published", False), ("in_force", False),
    ]  # fmt: skip
    adopted = way(facts._replace(adopted_on=DAY), DAY, is_normative=False)
    assert [s.state.value for s in adopted] == [
        "referred", "tabled", "adopted", "published", "in_force",
    ]  # fmt: skip
    known = way(Facts(adopted_on=BEFORE, in_force_from=DAY), DAY, is_normative=True)
    assert [(s.state.value, s.is_past) for s in known] == [("adopted", True), ("in_force", True)]
    fresh = way(Facts(), DAY, is_normative=False)
    assert [s.state.value for s in fresh] == [
        "referred", "tabled", "adopted", "published", "in_force",
    ]  # fmt: skip
    rejected = way(facts._replace(rejected_on=DAY), DAY, is_normative=True)
    assert [s.state.value for s in rejected] == ["referred", "tabled", "rejected"]
    assert all(station.is_past for station in rejected)


def test_every_state_but_the_draft_has_a_fact_of_its_own() -> None:
    named = {state for state, _fact in ORDER} | {State.DRAFT, State.AMENDED}
    assert named == set(State)
    assert {fact for _state, fact in ORDER} | {"amended_on"} == set(FACTS)
    assert set(State) > course.MADE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("33/3- VIII", "33/3-VIII"),
        ("8С-54-1", "8C-54-1"),
        ("№ 20-1", "20-1"),
        ("31–17", "31-17"),
        ("51/272-VIII", " 51/272-viii "),
    ],
)
def test_a_number_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_numbers_that_differ_stay_apart_and_keep_their_own_writing() -> None:
    numbers = ["31-17", "31-18", "3-117", "8С-54-1", "51/272-VIII", "51/272-VII", "1/8-VIII", "22-76"]  # fmt: skip  # noqa: E501
    assert len({key_of(number) for number in numbers}) == len(numbers)
    assert tidy("№ 33/3- VIII ") == "33/3- VIII"
