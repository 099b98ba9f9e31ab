"""A decision as a tagged PDF (PDF/UA-1), the same bytes for the same decision.

typst draws it from `typst/decision.typ` (see `kit.typeset`).
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maslikhat.decisions.articles import HEADINGS, Kind, OfficialText, Unit
from maslikhat.decisions.text_rows import cells_of
from maslikhat.kit.formats.months import day_in_full
from maslikhat.kit.typeset import Template, frame, shown

TEMPLATE = Path(__file__).parent / "typst" / "decision.typ"
WORDS = {
    "kk": {
        "act": "ШЕШІМ",
        "on_paper": "Қол қойылған түпнұсқа қағазда сақталады. Бұл құжат – портал жасаған көшірме,"
        " онда электрондық цифрлық қолтаңба жоқ.",
    },
    "ru": {
        "act": "РЕШЕНИЕ",
        "on_paper": "Подписанный подлинник хранится на бумаге. Этот документ – копия, сделанная"
        " порталом; электронной цифровой подписи на нём нет.",
    },
}
_STRONG = re.compile(r"\*\*([^*]{1,2000})\*\*")
# Columns beyond which a row of a table cannot be drawn on a page.
MOST_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper, in one language (kk or ru).

    `signed` is the line of who signs where the text itself has none; `verify_address` is where a
    reader may check the file.
    """

    lang: str
    title: str
    council: str
    number: str
    day: dt.date
    text: OfficialText
    verify_address: str
    signed: str = ""
    is_demo: bool = False


def pdf_of(paper: Paper) -> bytes:
    """The PDF: tagged, its language and title stated, every page marked when it is of a demo."""
    return _template.pdf(_told(paper), paper.day)


_template = Template(TEMPLATE, "decision")


def _told(paper: Paper) -> dict[str, Any]:
    """The words and numbers that the template shows."""
    words = WORDS[paper.lang]
    number = f"№ {shown(paper.number)}" if paper.number else ""
    title = shown(paper.title) or words["act"]
    return {
        **frame(
            paper.lang,
            f"{title} {number}".strip(),
            paper.council,
            paper.day,
            paper.verify_address,
            is_demo=paper.is_demo,
        ),
        "title": title,
        "act": words["act"],
        "number": number,
        "day_words": shown(day_in_full(paper.day, paper.lang)),
        "rows": units_of(paper.text),
        "signed": "" if paper.text.of_kind(Kind.SIGNATURE) else shown(paper.signed),
        "on_paper": words["on_paper"],
    }


def units_of(text: OfficialText) -> list[dict[str, Any]]:
    """The units in reading order; a heading is one level below the heading that it stands in."""
    rows: list[dict[str, Any]] = []
    headings: list[int] = []
    for depth, unit in text.walk():
        while headings and headings[-1] >= depth:
            headings.pop()
        is_heading = unit.kind in HEADINGS
        if is_heading:
            headings.append(depth)
        within = depth - (headings[-1] + 1 if headings else 0)
        rows.append(
            {
                "kind": unit.kind.value,
                "level": 1 + len(headings) if is_heading else 0,
                "indent": max(0, within) if unit.kind != Kind.TABLE else 0,
                "label": shown(unit.label),
                **_words(unit),
            }
        )
    return rows


def _words(unit: Unit) -> dict[str, Any]:
    if unit.kind == Kind.TABLE:
        return _table(unit)
    pieces = _STRONG.split(unit.text)
    runs = [
        {"text": _run(piece), "strong": order % 2 == 1}
        for order, piece in enumerate(pieces)
        if piece
    ]
    return {"runs": runs}


def _run(text: str) -> str:
    """A piece of a sentence keeps the spaces at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{shown(text)}{after}"


def _table(unit: Unit) -> dict[str, Any]:
    """Every row as wide as the widest; what does not fit on a page stands in the last column."""
    rows = [[shown(cell) for cell in row] for row in cells_of(unit)]
    columns = min(MOST_COLUMNS, max(len(row) for row in rows))
    even = [_even(row, columns) for row in rows]
    return {"columns": columns, "head": even[0], "cells": even[1:], "runs": []}


def _even(row: list[str], columns: int) -> list[str]:
    kept, rest = row[: columns - 1], row[columns - 1 :]
    return [*kept, *[""] * (columns - 1 - len(kept)), " ".join(rest)]
