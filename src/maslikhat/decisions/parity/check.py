"""Whether the Kazakh and the Russian text of a decision state the same.

Both are official. What one states and the other does not is shown point by point: numbers, days,
references, names, and points that only one of them has. Words are not compared: that is a
person's work.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from maslikhat.decisions.articles import OfficialText, Unit, parsed
from maslikhat.decisions.markers import Kind
from maslikhat.decisions.parity.facts import Fact, FactKind, facts_of
from maslikhat.decisions.parity.person_names import is_same

# Under these anchors stand the facts of what has no number of its own.
BEGINNING, END = "pre", "end"
_NUMBERED = frozenset(Kind) - {
    Kind.PREAMBLE,
    Kind.PLAIN,
    Kind.TABLE,
    Kind.CLOSING,
    Kind.SIGNATURE,
}


class Differs(StrEnum):
    """In what the two texts differ."""

    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    NAME = "name"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Difference:
    """What one text states and the other does not.

    `anchor` is of the point, or of the paragraph or table in it (`pre` is what stands before the
    first, `end` after the last); `kk` and `ru` are as
    written, empty where there is nothing. The fingerprint is of what is stated, not of how it is
    written or where in the point: an explanation stays with it while the difference is the same.
    """

    kind: Differs
    anchor: str
    kk: str
    ru: str
    fingerprint: str = ""


class _Piece(NamedTuple):
    """A paragraph or a row of a table, with the anchor of its unit."""

    anchor: str
    kind: Kind
    text: str


# How often a difference was told: at which anchor, of which kind, between which values.
_Told = Counter[tuple[str, Differs, str, str]]
# Of a fact of each language: whether they are one and the same.
_Same = Callable[[Fact, Fact], bool]


def differences(kk: str, ru: str) -> tuple[Difference, ...]:
    """What the official texts in Kazakh and in Russian do not both state, in reading order."""
    return compared(parsed(kk), parsed(ru))


def compared(kk: OfficialText, ru: OfficialText) -> tuple[Difference, ...]:
    """The same of texts that are already read."""
    in_kk, in_ru = _units(kk), _units(ru)
    pieces_kk, pieces_ru = _pieces(kk), _pieces(ru)
    told: _Told = Counter()
    found: list[Difference] = []
    for anchor in _in_order([BEGINNING, *in_kk, END], [BEGINNING, *in_ru, END]):
        if (anchor in in_kk) != (anchor in in_ru):
            found += _structure(anchor, in_kk, in_ru)
            continue
        for where, one, other in _beside(anchor, pieces_kk[anchor], pieces_ru[anchor]):
            found += _of_facts(where, facts_of(one, "kk"), facts_of(other, "ru"), told)
    return tuple(found)


def _units(text: OfficialText) -> dict[str, tuple[Unit, str]]:
    """The numbered units by their anchors, each with the anchor of the one around it."""
    found: dict[str, tuple[Unit, str]] = {}
    path: list[tuple[int, str]] = []
    for depth, unit in text.walk():
        if unit.kind in _NUMBERED:
            while path and path[-1][0] >= depth:
                path.pop()
            found[unit.anchor] = (unit, path[-1][1] if path else "")
            path.append((depth, unit.anchor))
    return found


def _pieces(text: OfficialText) -> dict[str, list[_Piece]]:
    """The words under each numbered unit: its own, its paragraphs, the rows of its tables."""
    pieces: dict[str, list[_Piece]] = defaultdict(list)
    path: list[tuple[int, str]] = []
    for depth, unit in text.walk():
        while path and path[-1][0] >= depth:
            path.pop()
        if unit.kind in _NUMBERED:
            path.append((depth, unit.anchor))
        around = path[-1][1] if path else _outside(unit)
        lines = unit.text.split("\n") if unit.kind == Kind.TABLE else [unit.text]
        pieces[around] += [_Piece(unit.anchor, unit.kind, line) for line in lines]
    return pieces


def _beside(anchor: str, kk: list[_Piece], ru: list[_Piece]) -> Iterator[tuple[str, str, str]]:
    """What is compared with what: paragraph by paragraph and cell by cell where both have as many.

    So that two sums that have changed places are seen. Else, and where there are no numbers, all
    the words together: there each language has an order of its own. Tables have the same order in
    both, wherever they stand.
    """
    if anchor in {BEGINNING, END} or [one.kind for one in kk] != [one.kind for one in ru]:
        rows_kk, rows_ru = _rows(kk), _rows(ru)
        if len(rows_kk) != len(rows_ru):
            yield anchor, _joined(kk), _joined(ru)
            return
        words_kk, words_ru = (
            _joined(one for one in side if one.kind != Kind.TABLE) for side in (kk, ru)
        )
        yield anchor, words_kk, words_ru
        kk, ru = rows_kk, rows_ru
    for one, other in zip(kk, ru, strict=True):
        for in_kk, in_ru in _cells(one, other):
            yield one.anchor, in_kk, in_ru


def _rows(pieces: list[_Piece]) -> list[_Piece]:
    return [one for one in pieces if one.kind == Kind.TABLE]


def _cells(one: _Piece, other: _Piece) -> Iterable[tuple[str, str]]:
    """Two rows cell by cell where they have as many; all else as a whole."""
    if one.kind == other.kind == Kind.TABLE:
        in_kk, in_ru = one.text.split("|"), other.text.split("|")
        if len(in_kk) == len(in_ru):
            return zip(in_kk, in_ru, strict=True)
    return [(one.text, other.text)]


def _joined(pieces: Iterable[_Piece]) -> str:
    return "\n¶\n".join(piece.text for piece in pieces)


def _outside(unit: Unit) -> str:
    return END if unit.kind in {Kind.CLOSING, Kind.SIGNATURE} else BEGINNING


def _in_order(kk: Iterable[str], ru: Iterable[str]) -> list[str]:
    """The anchors of both in the order of the Kazakh text; what it lacks follows its neighbour."""
    kk, ru = list(kk), list(ru)
    known = set(kk)
    after: dict[str, list[str]] = defaultdict(list)
    last = ""
    for anchor in ru:
        if anchor in known:
            last = anchor
        else:
            after[last].append(anchor)
    return [*after[""], *(one for anchor in kk for one in (anchor, *after[anchor]))]


def _structure(
    anchor: str, kk: dict[str, tuple[Unit, str]], ru: dict[str, tuple[Unit, str]]
) -> Iterator[Difference]:
    """A point that one text lacks; what stands within it is not told one by one."""
    unit, around = (kk if anchor in kk else ru)[anchor]
    if around and (around in kk) != (around in ru):
        return
    shown = (f"{unit.label} {unit.text}".strip())[:120]
    in_kk, in_ru = (shown, "") if anchor in kk else ("", shown)
    sides = ("there", "") if anchor in kk else ("", "there")
    yield _marked(Difference(Differs.STRUCTURE, anchor, in_kk, in_ru), sides, 1)


def _of_facts(anchor: str, kk: list[Fact], ru: list[Fact], told: _Told) -> Iterator[Difference]:
    """The facts of one place that have no counterpart, paired in the order they stand in."""
    pools = (
        (_numeric(kk), _numeric(ru), _SAME_NUMBER),
        (_of(kk, FactKind.DATE), _of(ru, FactKind.DATE), _SAME_DAY),
        (_of(kk, FactKind.NAME), _of(ru, FactKind.NAME), _SAME_PERSON),
    )
    for in_kk, in_ru, steps in pools:
        pairs = [*_other_roles(in_kk, in_ru), *_unpaired(in_kk, in_ru, steps)]
        for one, other in pairs:
            kind = _kind(one, other)
            sides = (one.value if one else "", other.value if other else "")
            told[anchor, kind, *sides] += 1
            difference = Difference(
                kind, anchor, one.shown if one else "", other.shown if other else ""
            )
            yield _marked(difference, sides, told[anchor, kind, *sides])


def _numeric(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind in {FactKind.NUMBER, FactKind.REFERENCE}]


def _of(facts: list[Fact], kind: FactKind) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


def _other_roles(kk: list[Fact], ru: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The same numbers with other words: «6-баптың 1-тармағы» is not «пункт 6 статьи 1».

    Asked only where both languages say of each number what it counts.
    """
    by_value: dict[str, tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((kk, ru)):
        for fact in facts:
            by_value[fact.value][side].append(fact)
    for in_kk, in_ru in by_value.values():
        if len(in_kk) == len(in_ru) and all(fact.role for fact in (*in_kk, *in_ru)):
            more_kk, more_ru = _left(in_kk, in_ru, _by_role)
            yield from zip(more_kk, more_ru, strict=True)


def _unpaired(
    kk: list[Fact], ru: list[Fact], steps: tuple[_Same, ...]
) -> Iterator[tuple[Fact | None, Fact | None]]:
    """What is left when what is the same has been taken away, strictest likeness first."""
    for same in steps:
        kk, ru = _left(kk, ru, same)
    certain_kk = [fact for fact in kk if fact.is_certain]
    certain_ru = [fact for fact in ru if fact.is_certain]
    for shape in _SHAPES:
        yield from _side_by_side(certain_kk, certain_ru, shape)
    yield from zip_longest(certain_kk, certain_ru)


def _side_by_side(kk: list[Fact], ru: list[Fact], shape: str) -> Iterator[tuple[Fact, Fact]]:
    """A share beside a share, an article beside an article: what stands beside is taken away."""
    of_kk = [fact for fact in kk if _shape(fact) == shape]
    of_ru = [fact for fact in ru if _shape(fact) == shape]
    pairs = list(zip(of_kk, of_ru, strict=False))
    taken = {id(fact) for pair in pairs for fact in pair}
    kk[:] = [fact for fact in kk if id(fact) not in taken]
    ru[:] = [fact for fact in ru if id(fact) not in taken]
    return iter(pairs)


_SHAPES = ("%", "reference", "number")


def _shape(fact: Fact) -> str:
    if fact.value.endswith("%"):
        return "%"
    return "reference" if fact.kind == FactKind.REFERENCE else "number"


def _by_value(one: Fact, other: Fact) -> bool:
    return one.value == other.value


def _by_role(one: Fact, other: Fact) -> bool:
    return one.role == other.role


def _by_day_of_year(one: Fact, other: Fact) -> bool:
    """Of a range one language names the year at its first day, the other at its last."""
    return "--" in {one.value[:2], other.value[:2]} and one.value[-5:] == other.value[-5:]


def _by_person(one: Fact, other: Fact) -> bool:
    return one.person is not None and other.person is not None and is_same(one.person, other.person)


_SAME_NUMBER: tuple[_Same, ...] = (_by_value,)
_SAME_DAY: tuple[_Same, ...] = (_by_value, _by_day_of_year)
_SAME_PERSON: tuple[_Same, ...] = (_by_value, _by_person)
# Beyond so many in one point only what is written alike is paired: work must not grow as a square.
MOST_COMPARED = 500


def _left(kk: list[Fact], ru: list[Fact], same: _Same) -> tuple[list[Fact], list[Fact]]:
    """The facts of each side without those that both have."""
    if same is _by_value:
        return _without(kk, ru), _without(ru, kk)
    if len(kk) > MOST_COMPARED or len(ru) > MOST_COMPARED:
        return kk, ru
    rest, left = list(ru), []
    for one in kk:
        found = next((other for other in rest if same(one, other)), None)
        if found is None:
            left.append(one)
        else:
            rest.remove(found)
    return left, rest


def _without(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """The facts beyond those that the others have too; certain ones are paired before others."""
    there = Counter(fact.value for fact in others)
    left = []
    for fact in sorted(facts, key=lambda fact: not fact.is_certain):
        if there[fact.value]:
            there[fact.value] -= 1
        else:
            left.append(fact)
    return sorted(left, key=lambda fact: fact.start)


def _kind(one: Fact | None, other: Fact | None) -> Differs:
    kinds = {fact.kind for fact in (one, other) if fact}
    return Differs.REFERENCE if FactKind.REFERENCE in kinds else Differs(kinds.pop().value)


def _marked(difference: Difference, sides: tuple[str, str], order: int) -> Difference:
    """The difference with its fingerprint: of what is stated, and which of several alike it is."""
    told = json.dumps([difference.kind, difference.anchor, *sides, order], ensure_ascii=False)
    return replace(difference, fingerprint=hashlib.sha256(told.encode()).hexdigest()[:16])
