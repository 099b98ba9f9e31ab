"""Days as official texts write them in Kazakh and Russian, found in running text."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

_RU = (
    "январ[ьяею]м?|феврал[ьяею]м?|март[аеу]?(?:ом)?|апрел[ьяею]м?|ма[йяею]м?|июн[ьяею]м?"
    "|июл[ьяею]м?|август[аеу]?(?:ом)?|сентябр[ьяею]м?|октябр[ьяею]м?|ноябр[ьяею]м?|декабр[ьяею]м?"
)
_KK = "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
_MONTHS = (
    ("янв", "қаңтар"),
    ("фев", "ақпан"),
    ("март", "наурыз"),
    ("апр", "сәуір"),
    ("ма", "мамыр"),
    ("июн", "маусым"),
    ("июл", "шілде"),
    ("авг", "тамыз"),
    ("сен", "қыркүйек"),
    ("окт", "қазан"),
    ("ноя", "қараша"),
    ("дек", "желтоқсан"),
)
_DAY = r"[«\"“]?(?P<day>\d{1,2})[»\"”]?"
_LAST = r"(?P<last>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_SP = r"\s{1,3}"
_OF_YEAR_RU = rf"(?:{_SP}(?:года|году|год|г\.(?!\s?р\.))(?!\w))?"
_OF_YEAR_KK = r"\s{0,3}(?:жылғы|жылдың|жылы|жыл|ж\.)\s{1,3}"
_MONTH_RU = rf"(?P<month>{_RU})(?!\w)"
_MONTH_KK = rf"(?P<month>{_KK})\w{{0,12}}"
# The longest forms first: each begins where it would otherwise be read as a shorter one.
_FORMS = tuple(
    re.compile(rf"(?:(?<![\w.,/-])|(?<=\d{{4}}-)){form}", re.IGNORECASE)
    for form in (
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})(?![\d.]\d)(?:\s{0,2}(?:г\.(?!\s?р\.)|ж\.(?!\s?т\.)))?",
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?![\w-])",
        rf"{_YEAR}{_OF_YEAR_KK}{_DAY}\s{{0,2}}[-–]\s{{0,2}}{_LAST}\s{{1,3}}{_MONTH_KK}",
        rf"{_YEAR}{_OF_YEAR_KK}{_DAY}\s{{0,3}}{_MONTH_KK}",
        rf"{_YEAR}{_OF_YEAR_KK}{_MONTH_KK}",
        rf"{_DAY}{_SP}{_MONTH_KK}{_SP}{_YEAR}\s{{0,3}}(?:жыл\w{{0,6}}|ж\.)",
        rf"{_DAY}{_SP}{_MONTH_KK}",
        rf"{_DAY}(?:\s{{0,2}}[-–]\s{{0,2}}|{_SP}по{_SP}){_LAST}{_SP}{_MONTH_RU}{_SP}{_YEAR}{_OF_YEAR_RU}",
        rf"{_DAY}(?:-?(?:го|ого|е))?{_SP}{_MONTH_RU}{_SP}{_YEAR}{_OF_YEAR_RU}",
        rf"{_DAY}(?:-?(?:го|ого|е))?{_SP}{_MONTH_RU}",
        rf"{_MONTH_RU}{_SP}{_YEAR}{_OF_YEAR_RU}",
    )
)


class WrittenDay(NamedTuple):
    """Where a day stands and which: `2026-01-31`, `2026-01` a month, `--01-31` of any year."""

    start: int
    end: int
    value: str


def days_in(text: str) -> list[WrittenDay]:
    """The days and months of a text in reading order; what is no day of the calendar is left out.

    A range within a month (`1–15 января 2026 года`) is its two days.
    """
    found: list[WrittenDay] = []
    for form in _FORMS:
        days = [day for match in form.finditer(text) for day in _days_of(match)]
        if days:
            found += days
            text = _without(text, days)
    return sorted(found)


def _without(text: str, days: list[WrittenDay]) -> str:
    """The text with what was read blanked, so that no shorter form reads it again."""
    pieces, at = [], 0
    for day in sorted(set(days)):
        if day.start >= at:
            pieces += [text[at : day.start], "\x00" * (day.end - day.start)]
            at = day.end
    return "".join([*pieces, text[at:]])


def _days_of(match: re.Match[str]) -> Iterator[WrittenDay]:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    days = [int(parts[key]) for key in ("day", "last") if parts.get(key)]
    year = int(parts["year"]) if parts.get("year") else None
    try:
        values = [_value(year, month, day) for day in days] or [f"{year:04d}-{month:02d}"]
    except ValueError:
        return
    for value in values:
        yield WrittenDay(match.start(), match.end(), value)


def _value(year: int | None, month: int, day: int) -> str:
    if year is None:
        # A leap year: the 29th of February has its place.
        return f"--{dt.date(2000, month, day):%m-%d}"
    return dt.date(year, month, day).isoformat()


def _month(word: str) -> int:
    word = word.lower()
    if word[:3] in {"мар", "мам", "мау"}:
        return {"мар": 3, "мам": 5, "мау": 6}[word[:3]]
    return next(n for n, stems in enumerate(_MONTHS, 1) if word.startswith(stems))
