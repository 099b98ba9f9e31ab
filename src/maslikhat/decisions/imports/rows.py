"""Out of the cells of a table, decisions: each cell is text from a stranger and is checked here."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions.parity.facts import FactKind, facts_of
from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import has_control_signs

MOST_COLUMNS = 64
LONGEST = {"number": 64, "url_ru": 500, "url_kk": 500}
LONGEST_TEXT = 1_000
FIRST_YEAR, LAST_YEAR = 1994, 2100
REQUIRED = ("kato", "adopted", "number")
DAYS = ("adopted", "in_force_from", "in_force_to")
# Headings in the files of councils, as people write them.
ALIASES = {
    "като": "kato",
    "әаож": "kato",
    "әаож коды": "kato",
    "дата": "adopted",
    "дата принятия": "adopted",
    "күні": "adopted",
    "қабылданған күні": "adopted",
    "номер": "number",
    "№": "number",
    "нөмірі": "number",
    "название": "reference_ru",
    "наименование": "reference_ru",
    "атауы": "reference_kk",
    "реквизиты": "reference_ru",
    "деректемелері": "reference_kk",
    "действует с": "in_force_from",
    "действует до": "in_force_to",
    "қолданыстың басы": "in_force_from",
    "қолданыстың соңы": "in_force_to",
    "тема": "subject",
    "тақырыбы": "subject",
    "ставка": "rate",
    "мөлшерлемесі": "rate",
    "ссылка": "url_ru",
    "сілтеме": "url_kk",
}


class RowError(NamedTuple):
    """What is wrong in a row: its line in the file (1 is the heading), the column, the sentence."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a table, checked as far as the file alone can tell.

    The number is as printed, its spaces and alphabets included. `rate` is a share of one.
    """

    line: int
    kato: str
    adopted: dt.date
    number: str
    reference_kk: str = ""
    reference_ru: str = ""
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    subject: str = ""
    rate: Decimal | None = None
    url_ru: str = ""
    url_kk: str = ""


COLUMNS = tuple(field.name for field in fields(DecisionRow))[1:]
Raw = Mapping[str, str]


class Sheet(NamedTuple):
    """The rows of a file, and what is wrong in it."""

    rows: list[DecisionRow]
    errors: list[RowError]


def by_headings(lines: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, Raw]]:
    """The rows under their headings, each with its line; empty rows are left out."""
    filled = [(line, row) for line, row in lines if any(cell.strip() for cell in row)]
    if not filled:
        return []
    _line, first = filled[0]
    if len(first) > MOST_COLUMNS:
        raise Refused(_("The file has too many columns."), status=400)
    width = max(place for place, cell in enumerate(first, 1) if cell.strip())
    headings = [_heading(cell) for cell in first[:width]]
    strange = [cell.strip()[:40] for cell, known in zip(first, headings, strict=False) if not known]
    if strange:
        raise Refused(
            _("The column “%(column)s” is not known. Known are: %(known)s.")
            % {"column": strange[0], "known": ", ".join(COLUMNS)},
            status=400,
        )
    if len(set(headings)) < len(headings):
        raise Refused(_("A column stands twice in the file."), status=400)
    missing = [column for column in REQUIRED if column not in headings]
    if missing:
        raise Refused(
            _("The file has no column “%(column)s”. Add it.") % {"column": missing[0]}, status=400
        )
    return [(line, dict(zip(headings, row, strict=False))) for line, row in filled[1:]]


def _heading(cell: str) -> str:
    """The name of the column that a heading means; empty when it means none."""
    word = " ".join(cell.strip().strip("\ufeff").lower().split())
    word = ALIASES.get(word, word.replace(" ", "_"))
    return word if word in COLUMNS else ""


def checked(raw: Iterable[tuple[int, Raw]]) -> Sheet:
    """The decisions of the rows, and what is wrong in each row."""
    rows: list[DecisionRow] = []
    errors: list[RowError] = []
    first: dict[tuple[str, dt.date, str], int] = {}
    for line, cells in raw:
        wrong: list[RowError] = []
        values: dict[str, Any] = {}
        for column in COLUMNS:
            try:
                values[column] = _value(column, cells.get(column, "") or "")
            except ValueError as error:
                wrong.append(RowError(line, column, str(error)))
        row = None if wrong else DecisionRow(line=line, **values)
        if row:
            wrong = _contradictions(row, first)
        if row and not wrong:
            rows.append(row)
        errors += wrong
    return Sheet(rows, errors)


def _contradictions(row: DecisionRow, first: dict[tuple[str, dt.date, str], int]) -> list[RowError]:
    """What the cells of a row, each good alone, say against each other or against another row."""
    wrong = []
    before = first.setdefault((row.kato, row.adopted, row.number), row.line)
    if before != row.line:
        sentence = _("The same decision stands in row %(row)s.") % {"row": before}
        wrong.append(RowError(row.line, "number", sentence))
    if row.in_force_from and row.in_force_to and row.in_force_to < row.in_force_from:
        sentence = _("The last day of force is before the first.")
        wrong.append(RowError(row.line, "in_force_to", sentence))
    for lang, reference in (("kk", row.reference_kk), ("ru", row.reference_ru)):
        if sentence := _against_reference(row, reference, lang):
            wrong.append(RowError(row.line, f"reference_{lang}", sentence))
    return wrong


def _against_reference(row: DecisionRow, reference: str, lang: str) -> str:
    """What the reference says against the other cells: «от 26 ноября 2025 года № 51/272-VIII»."""
    facts = facts_of(reference, lang)
    days = [fact.value for fact in facts if fact.kind == FactKind.DATE]
    if days and row.adopted.isoformat() not in days:
        return _("The reference names another day than the column “adopted”.")
    if "№" in reference and _tight(row.number) not in _tight(reference):
        return _("The reference names another number than the column “number”.")
    return ""


def _tight(text: str) -> str:
    return "".join(text.split())


def _value(column: str, cell: str) -> Any:
    """The value of a cell; ValueError with the sentence for the person."""
    text = unicodedata.normalize("NFC", cell).replace("\u00a0", " ").strip()
    # Within a number its spaces are as printed.
    text = text if column == "number" else " ".join(text.split())
    if has_control_signs(text):
        raise ValueError(_("There are characters that are not text."))
    if not text and column in REQUIRED:
        raise ValueError(_("This cell is needed and is empty."))
    if len(text) > LONGEST.get(column, LONGEST_TEXT):
        raise ValueError(_("The text is too long."))
    return _READERS.get(column, _words)(text)


def _words(text: str) -> str:
    if text[:1] in {"=", "@"}:
        raise ValueError(_("A text does not begin with “=” or “@”."))
    return text


def _kato(text: str) -> str:
    if not re.fullmatch(r"\d{9}", text, re.ASCII):
        raise ValueError(_("A KATO code has nine digits."))
    return text


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    dotted = re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text, re.ASCII)
    parts = found.groups() if found else dotted.groups()[::-1] if dotted else ()
    try:
        day = dt.date(*(int(part) for part in parts))
    except (ValueError, TypeError):
        raise ValueError(_("Write the day as 2025-12-24 or 24.12.2025.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(_("Maslikhats adopt decisions since 1994. Check the year."))
    return day


def _rate(text: str) -> Decimal | None:
    """A share as 0.02, 0,02 or 2 %."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,6})?)\s?(%?)", text, re.ASCII)
    rate = Decimal(found[1].replace(",", ".")) if found else Decimal(2)
    rate = rate / 100 if found and found[2] else rate
    if rate > 1:
        raise ValueError(_("Write the rate as a share, 0.02, or in per cent, 2 %."))
    return rate


def _address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise ValueError(_("An address begins with https:// and has no spaces."))
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "kato": _kato,
    "rate": _rate,
    "url_kk": _address,
    "url_ru": _address,
    **dict.fromkeys(DAYS, _day),
}
