"""docs/permissions.md, made from the table; `--update` writes it, without it a difference fails."""

import os
import sys
from collections.abc import Iterator
from itertools import groupby

import django

from tests.acts import ROOT, compared
from tests.permissions.table import INNER, PORTAL, Line, Room, lines

PAGE = ROOT / "docs/permissions.md"
MAY, REFUSED, HIDDEN, APART = "✓", "✗", "–", " "
HEAD = f"""# Who may do what

Every [act](acts.md) of the portal, by everyone who may come by, in every phase that changes who
may. This page is made from the table of `tests/permissions`, which attempts each of these acts by
each of these persons; `make messages` renews it and `make check` compares.

- {MAY} may, and the act is on the record by its name, unless it leaves no entry;
- {REFUSED} is refused with a sentence that says why;
- {HIDDEN} is answered as if the thing did not exist;
- an empty field: there is nothing to ask.

Whoever may not changes nothing and leaves nothing on the record. An act that is only ever a part of
another asks nobody, for that one has asked:
"""


def page() -> str:
    """The whole page: a table for each room."""
    inner = ", ".join(_link(act, act) for act in INNER)
    parts = [f"{HEAD}{inner}.\n"]
    for room, found in groupby(lines(), key=lambda line: line.room):
        parts.append("\n".join(_room(room, list(found))))
    return "\n".join(parts)


def _room(room: Room, found: list[Line]) -> Iterator[str]:
    # The portal itself stands in the table of a room only where an act knows it.
    persons = [
        one for one in room.persons if one != PORTAL or any(PORTAL in f.persons for f in found)
    ]
    yield f"## {room.name}\n"
    yield from (f"- **{_column(one)}**: {room.persons[one]}" for one in persons)
    yield ""
    yield _cells("act", "phase", *map(_column, persons))
    yield "|---|---|" + "---|" * len(persons)
    for line in found:
        marks = (_mark(line, one) for one in persons)
        yield _cells(_link(line.row.act.split(".")[1], line.row.act), line.row.phase, *marks)
    yield ""


def _mark(line: Line, person: str) -> str:
    if person not in line.persons:
        return APART
    if person in line.row.who:
        return MAY
    return HIDDEN if line.row.is_hidden_from(person) else REFUSED


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _column(person: str) -> str:
    return person.replace("_", " ")


def _link(words: str, act: str) -> str:
    return f"[{words}](acts.md#{act.replace('.', '')})"


def main() -> int:
    """0 when the page says what the table says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    django.setup()
    return compared(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())
