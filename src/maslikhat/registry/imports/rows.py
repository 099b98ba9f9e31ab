"""Out of the cells of a table, deputies: every cell is text from a stranger and is checked here."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import begins_a_formula, has_control_signs, hides, visible

MOST_COLUMNS = 64
LONGEST = {"about": 4000, "reception": 255, "work_email": 254, "work_phone": 32, "party": 255}
LONGEST_NAME = 64

# Headings in the files of councils, as people write them.
ALIASES = {
    "тегі": "surname_kk",
    "аты": "given_kk",
    "әкесінің аты": "patronymic_kk",
    "фамилия": "surname_ru",
    "имя": "given_ru",
    "отчество": "patronymic_ru",
    "surname": "surname_en",
    "given": "given_en",
    "given name": "given_en",
    "patronymic": "patronymic_en",
    "туған жылы": "birth_year",
    "год рождения": "birth_year",
    "year of birth": "birth_year",
    "сайлау округі": "constituency",
    "округ": "constituency",
    "избирательный округ": "constituency",
    "партия": "party",
    "бастап": "from_day",
    "с даты": "from_day",
    "from": "from_day",
    "id": "person_id",
    "e-mail": "work_email",
    "email": "work_email",
    "телефон": "work_phone",
    "phone": "work_phone",
}


class RowError(NamedTuple):
    """What is wrong in a row: its line in the file (1 is the heading), the column, the sentence."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """One deputy of a list, checked as far as the file alone can tell.

    Without a constituency the deputy is of a party's list. `from_day` None means the first day of
    the convocation; `person_id` is the number of a person already in the register.
    """

    line: int
    surname_kk: str = ""
    given_kk: str = ""
    patronymic_kk: str = ""
    surname_ru: str = ""
    given_ru: str = ""
    patronymic_ru: str = ""
    surname_en: str = ""
    given_en: str = ""
    patronymic_en: str = ""
    birth_year: int | None = None
    constituency: int | None = None
    party: str = ""
    from_day: dt.date | None = None
    person_id: int | None = None
    work_email: str = ""
    work_phone: str = ""
    about_kk: str = ""
    about_ru: str = ""
    about_en: str = ""
    reception_kk: str = ""
    reception_ru: str = ""
    reception_en: str = ""

    def names_in(self, lang: str) -> tuple[str, str, str]:
        """Surname, given name and patronymic in one language; any may be empty."""
        return (
            getattr(self, f"surname_{lang}"),
            getattr(self, f"given_{lang}"),
            getattr(self, f"patronymic_{lang}"),
        )


COLUMNS = tuple(field.name for field in fields(DeputyRow))[1:]
Raw = Mapping[str, str]


class Sheet(NamedTuple):
    """The rows of a file, and what is wrong in it."""

    rows: list[DeputyRow]
    errors: list[RowError]


def by_headings(table: Sequence[Sequence[str]]) -> list[tuple[int, Raw]]:
    """The rows under their headings, each with its line; empty rows are left out."""
    lines = [(line, row) for line, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    if not lines:
        return []
    _line, first = lines[0]
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
    return [(line, dict(zip(headings, row, strict=False))) for line, row in lines[1:]]


def _heading(cell: str) -> str:
    """The name of the column that a heading means; empty when it means none."""
    word = " ".join(cell.strip().strip("\ufeff").lower().split())
    word = ALIASES.get(word, word.replace(" ", "_"))
    return word if word in COLUMNS else ""


def checked(raw: Iterable[tuple[int, Raw]]) -> Sheet:
    """The deputies of the rows, and what is wrong in each row."""
    rows, errors = [], []
    for line, cells in raw:
        wrong: list[RowError] = []
        values: dict[str, Any] = {}
        for column in COLUMNS:
            try:
                values[column] = _value(column, cells.get(column, ""))
            except ValueError as error:
                wrong.append(RowError(line, column, str(error)))
        if not wrong:
            row = DeputyRow(line=line, **values)
            if not any(all(row.names_in(lang)[:2]) for lang in ("kk", "ru")):
                sentence = _("Give surname and given name in Kazakh or Russian.")
                wrong.append(RowError(line, "surname_kk", sentence))
            else:
                rows.append(row)
        errors += wrong
    return Sheet(rows, errors)


def _value(column: str, cell: str) -> Any:
    """The value of a cell; ValueError with the sentence for the person."""
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if has_control_signs(text):
        raise ValueError(_("There are characters that are not text."))
    kind = column.rpartition("_")[0]
    if kind in {"surname", "given", "patronymic"}:
        return _name(text)
    if column in {"birth_year", "constituency", "person_id"}:
        return _number(column, text)
    if column == "from_day":
        return _day(text)
    if len(text) > LONGEST.get(column, LONGEST.get(kind, 255)):
        raise ValueError(_("The text is too long."))
    if text[:1] in {"=", "@"}:
        raise ValueError(_("A text does not begin with “=” or “@”."))
    if column == "work_email" and text:
        _refuse_bad_email(text)
    return text


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise ValueError(_("The name is too long."))
    if not all(letter.isalpha() or letter in " -'’ʼ.()" or unicodedata.combining(letter) for letter in text):  # fmt: skip  # noqa: E501
        raise ValueError(_("There are characters that no name has."))
    if text and (not visible(text) or hides(text) or begins_a_formula(text)):
        raise ValueError(_("There are characters that no name has."))
    return text


def _number(column: str, text: str) -> int | None:
    text = text.removeprefix("№").strip()
    if not text:
        return None
    largest = {"birth_year": 2100, "constituency": 999}.get(column, 2**62)
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) > largest:
        raise ValueError(_("This is not a number that can stand here."))
    if column == "birth_year" and int(text) < 1900:
        raise ValueError(_("Write the year of birth with four digits."))
    return int(text)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    dotted = re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text, re.ASCII)
    parts = found.groups() if found else dotted.groups()[::-1] if dotted else ()
    try:
        return dt.date(*(int(part) for part in parts))
    except (ValueError, TypeError):
        raise ValueError(_("Write the day as 2023-03-19 or 19.03.2023.")) from None


def _refuse_bad_email(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(_("This is not an e-mail address.")) from None
