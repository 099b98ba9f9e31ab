"""What an official text states: numbers, days, references and names, each in one normal form.

The same fact has the same form whichever language states it: «150 мың теңге» and «150 000 тенге»
are 150000, «2026 жылғы 1 қаңтар» and «01.01.2026» are 2026-01-01, «үштен екісі» and «2/3» are 2/3.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from maslikhat.decisions.parity.numerals import Spelled, spelled_in, value_of
from maslikhat.decisions.parity.person_names import PersonName, persons_in
from maslikhat.decisions.parity.written_days import days_in


class FactKind(StrEnum):
    """What a fact is."""

    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    NAME = "name"


class Fact(NamedTuple):
    """One fact: where it stands, its normal form, how it is written.

    `role` is what a number counts, when the text says it: article, point, annex. A fact that is
    not certain (a small number in words, which may be idiom) speaks only for what the other
    language states.
    """

    start: int
    kind: FactKind
    value: str
    shown: str
    role: str = ""
    is_certain: bool = True
    person: PersonName | None = None


_ROLES = (
    ("subpoint", r"подпункт\w*|пп\.", r"тармақша\w*"),
    ("point", r"пункт\w*|п\.", r"тарма[қғ]\w*"),
    ("article", r"стать\w*|ст\.", r"ба[пб]\w*"),
    ("part", r"част\w*", r"бөлі[кг]\w*"),
    ("chapter", r"глав\w*", r"тарау\w*"),
    ("section", r"раздел\w*", r"бөлім\w*"),
    ("annex", r"приложени\w*", r"қосымша\w*"),
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{role}>{ru})' for role, ru, _kk in _ROLES)})\s{{0,3}}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\)?\s{{0,2}}-?\s{{0,2}}"
    rf"(?:{'|'.join(f'(?P<{role}>{kk})' for role, _ru, kk in _ROLES)})(?!\w)",
    re.IGNORECASE,
)
# What makes a small number in words a term or an amount.
_MEASURE = {
    "ru": r"(?:рабоч|календарн|банковск)\w*|дн[яеюи]\w*|день|месяц\w*|лет|год\w*|час\w*|недел\w*"
    r"|процент\w*|депутат\w*|член\w*|голос\w*|тенге|раз|раза",
    "kk": r"(?:жұмыс|күнтізбелік|банк)|күн\w*|ай(?:дан|ға|дың|лық|ы)?|жыл\w*|сағат\w*|апта\w*"
    r"|пайыз\w*|депутат\w*|мүше\w*|дауыс\w*|теңге\w*|рет",
}
_MEASURED = {lang: re.compile(rf"\s{{1,3}}(?:{words})(?!\w)") for lang, words in _MEASURE.items()}
_PART = re.compile(r"\s{1,3}(?:част|абзац|бөлі[кг]|абзац)")
_OF_PART = re.compile(r"(?:част[ьияею]\w*|абзац\w*)\s{1,3}$")
_REFERENCE = re.compile(
    r"№[\s\u00a0]{0,3}(\w{1,24}(?:(?:[-/–.][ \u00a0]?|[ ]?[-/])(?=[\dA-ZА-ЯІҚ])\w{1,24}){0,6})"
)
_CODE = re.compile(
    r"(?<![\w.,/-])(?:[A-ZА-ЯІ]{1,4}\d|\d{1,6}[A-ZА-ЯІ]{1,4})[0-9A-ZА-ЯІ]{0,20}"
    r"(?:[/-][0-9A-ZА-ЯІ]{1,12}){0,4}(?![а-яёәғқңөұүһі])"
)
# A day that no calendar has, a code of a classifier: as it is printed.
_DOTTED = re.compile(r"(?<![\w.])\d{1,6}(?:\.\d{1,6}){2,8}(?![\d])")
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХІУ–", "ABEKMHOPCTXIY-")
_ROMAN = re.compile(
    r"(?<![\w./-])(?:(?=[IVXLІХ]{2})[IVXLCІХС]{2,8}|[IVXІХ](?=[\s-]{1,3}(?:тоқсан|квартал|санат|категор"
    r"|шақырыл|созыв|топ|групп|кезең|этап|дәреж|степен|жарты|полуг|сессия)))(?![\w.])"
)
_FRACTION = re.compile(r"(?<![\w/.,])(\d{1,4})/(\d{1,4})(?![\w/])")
_FRACTION_KK = re.compile(
    r"(?<!\w)(екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он)(?:ден|дан|тен|тан|нен|нан)\s{1,3}"
    r"(бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз)(?:с?[іы]\w{0,5}|еуі\w{0,4})?(?!\w)",
    re.IGNORECASE,
)
_FRACTION_RU = re.compile(
    r"(?<!\w)(одн\w{1,2}|две|двух|двумя|три|трех|трёх|четыре\w?|пять|пяти)\s{1,3}"
    r"(втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)(?:[иья]|ь[июхй]\w?|ую|ой|ых|ей|ям?и?|ью)?(?!\w)",
    re.IGNORECASE,
)
_DENOMINATORS = ("втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2}):(\d{2})(?![\d:])")
_NUMBER_FORM = (
    r"(?<!\w)(?P<minus>[-−](?<![\w)»][-−]))?"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,24})"
    r"(?P<decimals>[.,]\d{1,9}(?![\d]|[.,]\d))?"
)
_NUMBER = re.compile(_NUMBER_FORM)
_BRACKETED_NUMBER = re.compile(rf"\s{{0,2}}\({_NUMBER_FORM}")
_IN_BRACKETS = re.compile(r"\s{0,2}\(([^()\d]{3,200})\)")
_SCALE = re.compile(
    r"[\s-]{0,3}(?:(?P<thousand>тыс\.|тысяч\w{0,3}|мың\w{0,5})|(?P<million>млн\.?|миллион\w{0,5})"
    r"|(?P<milliard>млрд\.?|миллиард\w{0,5}))(?!\w)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s{0,3}(?:%|процент\w*|пайыз\w*)", re.IGNORECASE)
_SCALES = {"thousand": 10**3, "million": 10**6, "milliard": 10**9}
_BLANK = "\x00"


def facts_of(text: str, lang: str) -> list[Fact]:
    """The facts that a text in kk or ru states, in reading order, in time linear to its length."""
    reader = _Reader(text, lang)
    for read in _READERS:
        read(reader)
    return sorted(reader.facts, key=lambda fact: fact.start)


class _Reader:
    """The text while it is read: what one reader has taken is blank for those after it."""

    def __init__(self, text: str, lang: str) -> None:
        self.text, self.lang, self.left = text, lang, text
        self.facts: list[Fact] = []

    def take(self, spans: Iterator[tuple[int, int]]) -> None:
        """Blank what stands within the spans, which come in reading order."""
        pieces, at = [], 0
        for start, end in spans:
            if start >= at:
                pieces += [self.left[at:start], _BLANK * (end - start)]
                at = end
        self.left = "".join([*pieces, self.left[at:]])

    def read_all(
        self, pattern: re.Pattern[str], kind: FactKind, value: Callable[[re.Match[str]], str]
    ) -> None:
        """Take what the pattern finds; an empty value is not one."""
        spans = []
        for match in pattern.finditer(self.left):
            if found := value(match):
                self.facts.append(Fact(match.start(), kind, found, match[0].strip()))
                spans.append(match.span())
        self.take(iter(spans))


def _read_days(reader: _Reader) -> None:
    days = days_in(reader.left)
    for day in days:
        shown = reader.text[day.start : day.end]
        reader.facts.append(Fact(day.start, FactKind.DATE, day.value, shown))
    reader.take((day.start, day.end) for day in days)


def _read_persons(reader: _Reader) -> None:
    persons = list(persons_in(reader.left))
    for one in persons:
        shown = reader.text[one.start : one.end]
        reader.facts.append(Fact(one.start, FactKind.NAME, one.value, shown, person=one))
    reader.take((one.start, one.end) for one in persons)


def _read_references(reader: _Reader) -> None:
    reader.read_all(_REFERENCE, FactKind.REFERENCE, lambda match: _code(match[1]))
    reader.read_all(_CODE, FactKind.REFERENCE, lambda match: _code(match[0]))
    reader.read_all(_DOTTED, FactKind.REFERENCE, lambda match: match[0])


def _read_small_forms(reader: _Reader) -> None:
    reader.read_all(_FRACTION, FactKind.NUMBER, lambda match: f"{int(match[1])}/{int(match[2])}")
    spelled = _FRACTION_KK if reader.lang == "kk" else _FRACTION_RU
    reader.read_all(spelled, FactKind.NUMBER, _fraction_kk if reader.lang == "kk" else _fraction_ru)
    reader.read_all(_CLOCK, FactKind.NUMBER, lambda match: f"{int(match[1])}:{match[2]}")
    reader.read_all(_ROMAN, FactKind.NUMBER, lambda match: _roman(match[0]))


def _read_digits(reader: _Reader) -> None:
    spans = []
    for match in _NUMBER.finditer(reader.left):
        fact, end = _number(reader, match)
        words = _IN_BRACKETS.match(reader.left, match.end())
        if words and value_of(words[1], reader.lang) is not None and end >= words.end():
            reader.facts += _disagreeing(reader, match, words)
        reader.facts.append(fact)
        spans.append((match.start(), end))
    reader.take(iter(spans))


def _number(reader: _Reader, match: re.Match[str]) -> tuple[Fact, int]:
    """A number in digits with its words in brackets, its scale and its per cent; where it ends."""
    value, end = _decimal(match), match.end()
    words = _IN_BRACKETS.match(reader.left, end)
    if words and value_of(words[1], reader.lang) is not None:
        end = words.end()
    if scale := _SCALE.match(reader.left, end):
        value *= _SCALES[scale.lastgroup or ""]
        end = scale.end()
    percent = _PERCENT.match(reader.left, end)
    if percent:
        end = percent.end()
    role, shown = _role(reader.text, match.start(), end)
    kind = FactKind.REFERENCE if role else FactKind.NUMBER
    plain = f"{_plain(value)}%" if percent else _plain(value)
    return Fact(match.start(), kind, plain, shown, role), end


def _disagreeing(reader: _Reader, match: re.Match[str], words: re.Match[str]) -> list[Fact]:
    """«50 000 (сто тысяч)»: the words say another number, and that is a fact of its own."""
    said = value_of(words[1], reader.lang)
    number, _end = _number(reader, match)
    if said is None or _plain(Decimal(said)) in {number.value.rstrip("%"), _plain(_decimal(match))}:
        return []
    shown = f"{match[0]} ({words[1]})".strip()
    return [Fact(words.start(), FactKind.NUMBER, _plain(Decimal(said)), shown)]


def _read_words(reader: _Reader) -> None:
    for spelled in spelled_in(reader.left, reader.lang):
        percent = _PERCENT.match(reader.left, spelled.end)
        value = f"{spelled.value}%" if percent else str(spelled.value)
        shown = reader.text[spelled.start : spelled.end]
        certain = _is_certain(reader, spelled) or bool(percent)
        # «пятьдесят тысяч (50 000)»: the digits in brackets have said it.
        if _says_again(reader, spelled):
            continue
        fact = Fact(spelled.start, FactKind.NUMBER, value, shown, is_certain=certain)
        reader.facts.append(fact)


def _is_certain(reader: _Reader, spelled: Spelled) -> bool:
    """Whether the words state a number, and are no idiom: a compound, a measure, a part."""
    if spelled.words > 1:
        return True
    if spelled.value == 1 and not spelled.is_ordinal:
        return False
    before = reader.text[max(0, spelled.start - 12) : spelled.start].lower()
    if _PART.match(reader.text, spelled.end) or _OF_PART.search(before):
        return spelled.is_ordinal
    return not spelled.is_ordinal and bool(_MEASURED[reader.lang].match(reader.text, spelled.end))


def _says_again(reader: _Reader, spelled: Spelled) -> bool:
    found = _BRACKETED_NUMBER.match(reader.text, spelled.end)
    return found is not None and _plain(_decimal(found)) == str(spelled.value)


_READERS: tuple[Callable[[_Reader], None], ...] = (
    _read_days,
    _read_references,
    _read_persons,
    _read_small_forms,
    _read_digits,
    _read_words,
)


def _role(text: str, start: int, end: int) -> tuple[str, str]:
    """What the number counts by the word beside it, and the number with that word."""
    if found := _AFTER.match(text, end):
        return found.lastgroup or "", text[start : found.end()].strip()
    before = text[max(0, start - 20) : start]
    if found := _BEFORE.search(before):
        return found.lastgroup or "", (found[0] + text[start:end]).strip()
    return "", text[start:end].strip()


def _decimal(match: re.Match[str]) -> Decimal:
    digits = re.sub(r"\D", "", match["digits"])
    decimals = (match["decimals"] or "").replace(",", ".")
    value = Decimal(f"{digits}{decimals}")
    return -value if match["minus"] else value


def _plain(value: Decimal) -> str:
    """Without zeros that say nothing: 12,50 is 12.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _code(text: str) -> str:
    """A number as printed, without spaces and in one alphabet; empty when it has no digit."""
    if not re.search(r"\d", text):
        return ""
    text = re.sub(r"[\s\u00a0]", "", text).upper().translate(_LOOKALIKES)
    return str(int(text)) if text.isascii() and text.isdigit() else text


def _roman(text: str) -> str:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    digits = [values[letter] for letter in text.translate(_LOOKALIKES)]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return str(sum(-digit if digit < following else digit for digit, following in pairs))


def _fraction_kk(match: re.Match[str]) -> str:
    return f"{value_of(match[2], 'kk')}/{value_of(match[1], 'kk')}"


def _fraction_ru(match: re.Match[str]) -> str:
    above = spelled_in(match[1], "ru")
    below = _DENOMINATORS.index(match[2].lower()) + 2
    return f"{above[0].value}/{below}" if above else ""
