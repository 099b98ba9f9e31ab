"""The numbers that Word counts and does not write: without them «1.» and «2)» would be lost.

ECMA-376 part 1, 17.9: a paragraph names a list and a level; the list counts.
"""

import re
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_PLACE = re.compile(r"%([1-9])")
LONGEST_CHAIN = 12
LARGEST = 100_000


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbers:
    """Counts the paragraphs of each list as they are asked for, in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.lists: dict[str, str] = {}
        self.styles: dict[str, Any] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.iterchildren(f"{W}style") if styles is not None else ():
            self.styles[style.get(f"{W}styleId", "")] = style

    def of(self, paragraph: Any) -> str:
        """The number before the paragraph as it is shown, or nothing."""
        number, level = self._place(paragraph)
        abstract = self.lists.get(number, "")
        form = self.levels.get(abstract, {}).get(level)
        if form is None or not 0 <= level <= 8:
            return ""
        counts = self.counts.setdefault(abstract, [None] * 9)
        before = counts[level]
        counts[level] = form.start if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)
        return self._shown(abstract, form, counts)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iterchildren(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self.levels[key] = {
                _whole(level.get(f"{W}ilvl")): _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText"),
                    _whole(_value(level, "start") or "1"),
                )
                for level in abstract.iterchildren(f"{W}lvl")
            }
        for one in numbering.iterchildren(f"{W}num"):
            self.lists[one.get(f"{W}numId", "")] = _value(one, "abstractNumId")

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """List and level of the paragraph itself, of its style, or of one that this is based on."""
        holder = paragraph
        for _step in range(LONGEST_CHAIN):
            found = holder.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return _value(found, "numId"), _whole(_value(found, "ilvl") or "0")
            name = _value(holder, "basedOn") or _value(holder.find(f"{W}pPr"), "pStyle")
            if name not in self.styles or self.styles[name] is holder:
                break
            holder = self.styles[name]
        return "", 0

    def _shown(self, abstract: str, form: _Level, counts: list[int | None]) -> str:
        if form.form in {"none", "bullet"}:
            return "–" if form.form == "bullet" else ""

        def counted(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = self.levels[abstract].get(place)
            return _written(counts[place] or 1, level.form if level else "decimal")

        return _PLACE.sub(counted, form.text)[:40]


def _written(number: int, form: str) -> str:
    """A number in the form of a level: 3, в, c, III."""
    number = min(number, LARGEST)
    letters = {"russianLower": _RUSSIAN, "lowerLetter": _LATIN}.get(form.replace("upper", "lower"))
    if letters and number <= len(letters):
        return letters[number - 1]
    if form == "upperRoman" and number < 40:
        tens, rest = divmod(number, 10)
        return "X" * tens + ["", *"I II III IV V VI VII VIII IX".split()][rest]  # noqa: SIM905
    return str(number)


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
