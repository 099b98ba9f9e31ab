"""What the columns of a table are, proposed from its headings in Kazakh, Russian or our own words.

Budget decisions name a column for each level of the code, the headings standing like stairs over
several rows; form 7-ОИБ has one heading over all columns of the code. Nothing is decided here: what
is proposed a person sees, may change, and the portal remembers.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from maslikhat.money.codes import Side
from maslikhat.money.importing.sections import part_of
from maslikhat.money.importing.units import unit_of

# Columns of amounts, in the order of form 7-ОИБ (order No. 262 of 28 May 2025).
AMOUNTS = (
    "approved",
    "refined",
    "corrected",
    "plan",
    "plan_commitments",
    "commitments",
    "unpaid",
    "executed",
)
# `amount`: of the kind that the whole file is of.
ROLES = (
    "", "code", "level1", "level2", "level3", "level4", "level5", "beyond", "name", "amount",
    *AMOUNTS, "kato", "year", "part",
)  # fmt: skip
# Rows over which the headings of one table may reach.
MOST_HEADING_ROWS = 8

_LEVELS: Sequence[tuple[str, str, Side | None]] = (
    (r"подкласс|(?:кіші|ішкі)\s*сынып?", "level3", Side.RECEIPTS),
    (r"категория|сана(?:ты|т)\b", "level1", Side.RECEIPTS),
    (r"класс\b|сыныбы?\b", "level2", Side.RECEIPTS),
    (r"специфика|ерекшелі[гк]", "level4", Side.RECEIPTS),
    (r"(?:бюджетная )?подпрограмма|(?:бюджеттік )?кіші бағдарлама", "level5", Side.SPENDING),
    (r"администратор|(?:бюджеттік бағдарлама\w* )?әкімші", "level3", Side.SPENDING),
    (
        r"(?:функциональная )?подгруппа|кіші (?:топ|функция)|функционалдық кіші",
        "level2",
        Side.SPENDING,
    ),
    (r"функциональная группа|функционалдық топ", "level1", Side.SPENDING),
    (r"(?:бюджетная )?программа|(?:бюджеттік )?бағдарлама", "level4", Side.SPENDING),
)
_OTHERS: Sequence[tuple[str, str]] = (
    (r"%|процент|пайыз", ""),
    (r"като|kato", "kato"),
    (r"неоплаченн|төленбеген", "unpaid"),
    (r"скорректирован|түзетілген", "corrected"),
    (r"уточн[её]н|нақтылан(?:ған|ды)", "refined"),
    (r"утвержд[её]н|бекітіл(?:ген|ді)", "approved"),
    # Under a heading that names both plans; what stands lowest says which.
    (r"(?:по платежам|төлемдер бойынша)$", "plan"),
    (r"план.*обязательств|жоспар.*міндеттеме|міндеттемелер бойынша.*жоспар|^по обязательствам|"
     r"^міндеттемелер бойынша", "plan_commitments"),
    (r"план\b|жоспар|^по платежам|^төлемдер бойынша", "plan"),
    (r"принят.*обязательств|қабылданған міндеттеме", "commitments"),
    (r"исполнен|оплаченн|атқарыл|орындал|касса", "executed"),
    (r"сумма|сома(?:сы)?\b", "amount"),
    (r"^код|сыныптама.*код|^коды|^кбк$|^бск$", "code"),
    (r"наименование|атауы", "name"),
    (r"^(?:год|жыл|жылы)$", "year"),
    (r"^(?:раздел|бөлім)$", "part"),
)  # fmt: skip
_LEVEL_WORDS = [(re.compile(words), role, side) for words, role, side in _LEVELS]
_OTHER_WORDS = [(re.compile(words), role) for words, role in _OTHERS]
# What is longer is a text, and no heading.
LONGEST_HEADING = 300
# Under one heading of the code a column for each level bears a short word or none.
FEWEST_LEVELS, LONGEST_UNDER = 4, 20
UNDER_CODE = frozenset(("", "level2", "level3", "level4", "level5"))
_STARTS = frozenset(("code", "name", "level1"))


class Layout(NamedTuple):
    """What each column is, and the classification that the headings speak of, where they do."""

    roles: tuple[str, ...]
    side: Side | None

    def at(self, role: str) -> list[int]:
        """The places of the columns of this role."""
        return [place for place, one in enumerate(self.roles) if one == role]


def plain(cell: object) -> str:
    """A heading with its spaces and breaks made one, in small letters."""
    return " ".join(str(cell).split()).casefold()


def role_of(heading: str) -> tuple[str, Side | None]:
    """What a column with this heading is; "" where it does not say."""
    if heading in ROLES:
        return heading, None
    return _said_by(heading) if len(heading) <= LONGEST_HEADING else ("", None)


def _said_by(heading: str) -> tuple[str, Side | None]:
    for words, role in _OTHER_WORDS[:1]:
        if words.search(heading):
            return role, None
    for words, role, side in _LEVEL_WORDS:
        if len(heading) < 80 and words.match(heading):
            return role, side
    for words, role in _OTHER_WORDS:
        if words.search(heading):
            return role, None
    return "", None


def begins(cells: Sequence[object]) -> bool:
    """Whether a table's headings begin in this row: it names two columns, one of them a code's."""
    roles = {role for cell in cells if cell != "" and (role := role_of(plain(cell))[0])}
    return len(roles) > 1 and bool(roles & _STARTS)


def go_on(cells: Sequence[object]) -> bool:
    """Whether a row under a row of headings still belongs to them."""
    told = [cell for cell in cells if cell != ""]
    if not told:
        return True
    if is_numbering(cells) or any(
        isinstance(cell, float) or str(cell).strip()[:1].isdigit() for cell in told
    ):
        return False
    if any(unit_of(str(cell)) for cell in told):
        return True
    return any(role_of(plain(cell))[0] for cell in told) and not (
        len(told) == 1 and part_of(str(told[0])) is not None
    )


def is_own(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the headings are our own words, whose amounts are thousands of tenge."""
    return len(rows) == 1 and any(plain(cell) in (*AMOUNTS, "amount") for cell in rows[0])


def is_numbering(cells: Sequence[object]) -> bool:
    """Whether the row only numbers the columns: 1, 2, 3 …"""
    told = [str(cell).strip().removesuffix(".0") for cell in cells if str(cell).strip()]
    numbers = [int(one) for one in told if len(one) < 5 and one.isascii() and one.isdigit()]
    return len(told) > 2 and len(numbers) == len(told) and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )  # fmt: skip


def proposed(rows: Sequence[Sequence[object]]) -> Layout:
    """The layout that the rows of the headings speak of."""
    width = max(len(row) for row in rows)
    heads = [
        " ".join(plain(row[at]) for row in rows if at < len(row) and plain(row[at]))
        for at in range(width)
    ]
    roles, sides = [""] * width, set()
    for at, heading in enumerate(heads):
        roles[at], side = role_of(heading)
        sides.add(side)
    _spread(roles, heads)
    sides.discard(None)
    return Layout(tuple(roles), sides.pop() if len(sides) == 1 else None)


def _spread(roles: list[str], heads: list[str]) -> None:
    """One heading over several columns: of the code, a level each; of the name, a name each."""
    for role in ("code", "name"):
        if role not in roles:
            continue
        first = roles.index(role)
        last = _last_under(roles, heads, first)
        if last == len(heads) - 1 or last == first:
            continue
        for at in range(first, last + 1):
            depth = at - first + 1
            roles[at] = role if role == "name" else (f"level{depth}" if depth < 6 else "beyond")


def _last_under(roles: Sequence[str], heads: Sequence[str], first: int) -> int:
    """The last column under one heading: those beside it without one, or, as far as the name, a
    column for each level of the code under short words of its own ("ФГ", "АБП")."""
    last = first
    while last + 1 < len(heads) and not heads[last + 1]:
        last += 1
    is_named = roles[first] == "code" and "name" in roles[first:]
    end = roles.index("name", first) if is_named else first
    between = range(first + 1, end)
    if len(between) + 1 >= FEWEST_LEVELS and all(
        roles[at] in UNDER_CODE and len(heads[at]) <= LONGEST_UNDER for at in between
    ):
        return max(last, end - 1)
    return last


def signature(rows: Sequence[Sequence[object]]) -> str:
    """By what the same headings are known again: a SHA-256 of their words and places."""
    told = "\n".join("\t".join(plain(cell) for cell in row).rstrip("\t") for row in rows)
    return hashlib.sha256(told.encode()).hexdigest()
