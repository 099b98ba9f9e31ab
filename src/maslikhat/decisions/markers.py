"""How a line of an official text begins: chapter, article, point, sub-point, letter, annex, table.

Kazakh and Russian say the same in their own order: «2-тарау.» is «Глава 2.», «6-бап.» is
«Статья 6.», and of an annex «… шешіміне 1-қосымша» is «Приложение 1 к решению …».
"""

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a unit of an official text is."""

    PREAMBLE = "preamble"
    ANNEX = "annex"
    SECTION = "section"
    CHAPTER = "chapter"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"
    POINT = "point"
    SUBPOINT = "subpoint"
    LETTER = "letter"
    PLAIN = "plain"
    TABLE = "table"
    CLOSING = "closing"
    SIGNATURE = "signature"


class Marker(NamedTuple):
    """The beginning of a line: its kind, its number as written (`1-1`), its label and the rest."""

    kind: Kind
    number: str
    label: str
    rest: str


# No line is looked at for longer than its first letters: a heading is short.
LONGEST_HEADING = 400
_NUMBER = r"(?P<number>\d{1,4}(?:[-.]\d{1,3}){0,3}|(?-i:[IVXLCІХС]{1,7}))"
_HEADINGS = (
    (Kind.SECTION, "Раздел", "бөлім"),
    (Kind.CHAPTER, "Глава", "тарау"),
    (Kind.PARAGRAPH, "Параграф", "параграф"),
    (Kind.ARTICLE, "Статья", "бап"),
)
_NAMED = tuple(
    (
        kind,
        re.compile(
            rf"(?P<label>(?:{russian}\s+№?\s?{_NUMBER}|{_NUMBER.replace('number', 'kazakh')}"
            rf"\s?-\s?{kazakh})(?:\.(?!\d)|(?=\s|$)))",
            re.IGNORECASE,
        ),
    )
    for kind, russian, kazakh in _HEADINGS
)
_LISTED = (
    (Kind.POINT, re.compile(r"(?P<label>(?P<number>\d{1,3}(?:[-.]\d{1,3}){0,3})\\?\.)(?![\d.])")),
    (Kind.SUBPOINT, re.compile(r"(?P<label>(?P<number>\d{1,3}(?:[-.]\d{1,3}){0,2})\\?\))")),
    (Kind.LETTER, re.compile(r"(?P<label>(?P<number>[a-zа-яёәғқңөұүһі])\\?\))", re.IGNORECASE)),
)
_ANNEX_RU = re.compile(r"приложение(?:\s+№?\s?(?P<number>\d{1,3}))?(?:\s+к\s.*)?", re.IGNORECASE)
_ANNEX_KK = re.compile(
    r"(?:(?:.*\s)?(?:шешім|қаулы|өкім|ереже|регламент)\w*\s+)?(?:№?\s?(?P<number>\d{1,3})\s?-?\s?)?қосымша(?:сы)?",
    re.IGNORECASE,
)
# Lines of an annex's heading that stand on lines of their own, beside its number.
_OF_ANNEX_RU = re.compile(
    r"(?:к|от|утвержд\w+)\s|№|(?:[\w.-]{1,40}\s){0,6}маслихата(?=\s|$)", re.IGNORECASE
)
_OF_ANNEX_KK = re.compile(r"(?:мәслихат\w*|жылғы|шешім\w*|облыс\w*|№)(?:\s|$)", re.IGNORECASE)

_HASHES = re.compile(r"#{1,6}(?:\s+|$)")
_FORMULA = re.compile(
    r"(?:(?:Р\s?Е\s?Ш\s?И\s?Л|Ш\s?Е\s?Ш\s?Т\s?І|ШЕШІМ\s+(?:ҚАБЫЛДАДЫ|ЕТТІ))\s?:?"
    r"|(?:решил|решила|шешті|шешім қабылдады)\s?:)$"
)
_SIGNER_RU = re.compile(
    r"(?:председател[ья]|секретар[ья]|исполняющ\w+ обязанност|и\.\s?о\.)", re.IGNORECASE
)
_SIGNER_KK = re.compile(
    r"(?:төраға|төрағасы|төрайымы|хатшы|хатшысы)(?=[\s,.:]|$)"
    r"|(?:төраға|хатшы)\w*\s(?:м\.\s?а\.|міндетін атқарушы)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?<!\w)\w\.")
_CLOSING = re.compile(
    r"(?:настоящее решение|решение (?:вводится|вступает)|осы шешім|шешім\s)", re.IGNORECASE
)


def bare(line: str) -> str:
    """The line without Markdown's marks of a heading or of emphasis around the whole of it."""
    line = line.strip()
    if found := _HASHES.match(line):
        line = line[found.end() :]
    if len(line) > 4 and line.startswith("**") and line.endswith("**") and line.count("**") == 2:
        line = line[2:-2].strip()
    return line


def marker_of(line: str) -> Marker | None:
    """What the line begins, when it begins anything; `line` is bare."""
    if line.startswith("|"):
        return Marker(Kind.TABLE, "", "", line)
    if found := _annex_of(line):
        return found
    for kind, pattern in _NAMED:
        if len(line) <= LONGEST_HEADING and (match := pattern.match(line)):
            number = match["number"] or match["kazakh"]
            return Marker(kind, _plain(number), match["label"], line[match.end() :].strip())
    for kind, pattern in _LISTED:
        if match := pattern.match(line):
            label = match["label"].replace("\\", "")
            return Marker(kind, match["number"].lower(), label, line[match.end() :].strip())
    return None


def continues_annex(line: str) -> bool:
    """Whether the line after «Приложение 1» is still its heading."""
    return len(line) <= LONGEST_HEADING and bool(_OF_ANNEX_RU.match(line))


def precedes_annex(line: str) -> bool:
    """Whether the line before «1-қосымша» is already the heading of that annex."""
    return (
        len(line) < 120
        and line[-1:] not in set(".;:")
        and bool(_OF_ANNEX_KK.search(line))
        and not is_signer(line)
    )


def enacts(line: str) -> bool:
    """Whether the line ends with the words by which the council decides: РЕШИЛ, ШЕШТІ."""
    return bool(_FORMULA.search(line[-40:].rstrip("* ")))


def is_signer(line: str) -> bool:
    """Whether an unnumbered line names who signs."""
    if len(line) > 200 or not (_SIGNER_RU.match(line) or _SIGNER_KK.search(line)):
        return False
    return line[-1] not in ".;:" or bool(_INITIAL.search(line[-4:]))


def is_closing(line: str) -> bool:
    """Whether an unnumbered line after the points speaks of the decision itself."""
    return bool(_CLOSING.match(line))


def _annex_of(line: str) -> Marker | None:
    if len(line) > LONGEST_HEADING or line.endswith((".", ";", ":")):
        return None
    found = _ANNEX_RU.fullmatch(line) or _ANNEX_KK.fullmatch(line)
    return Marker(Kind.ANNEX, found["number"] or "", "", line) if found else None


def _plain(number: str) -> str:
    """Roman digits typed with Cyrillic letters are Roman digits."""
    return number.upper().translate(str.maketrans("ІХС", "IXC"))
