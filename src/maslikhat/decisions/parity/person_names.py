"""Names of persons in Kazakh and Russian texts, and whether two of them are the same person.

«Қ. Сейітовтың» and «К. Сеитова» are one: letters are folded to what both scripts share, and the
endings of cases fall off. «Сеитов» and «Сеитова» are told apart by no ending, for a case ending
looks the same.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

_UP, _LOW = "[А-ЯЁӘҒҚҢӨҰҮҺІ]", "[а-яёәғқңөұүһі]"
_SURNAME = rf"{_UP}{_LOW}{{1,30}}(?:-{_UP}{_LOW}{{1,30}})?"
_GAP = r"[ \u00a0]{0,2}"
_PERSON = re.compile(
    # Сейітов Қайрат Маратұлы; Қайрат Маратұлы Сейітов
    rf"(?<!\w)(?:(?P<leading>{_SURNAME})\s)?(?P<full_given>{_UP}{_LOW}{{1,30}})\s"
    rf"(?P<patronymic>{_UP}{_LOW}{{2,30}}(?:[ое]вич|[ое]вн|ичн|ұлы|улы|қызы|кызы){_LOW}{{0,4}})(?!\w)"
    rf"(?:\s(?P<trailing>{_SURNAME})(?![\w.]))?"
    # Қ. М. Сейітов
    rf"|(?<![\w.])(?P<first>{_UP})\.{_GAP}(?:(?P<second>{_UP})\.{_GAP})?(?P<surname>{_SURNAME})"
    # Сейітов Қ.М.
    rf"|(?<!\w)(?P<before>{_SURNAME}) (?P<third>{_UP})\.(?:{_GAP}(?P<fourth>{_UP})\.)?"
    rf"(?!{_GAP}{_UP}(?:{_LOW}|\.))"
)
_FOLDED = str.maketrans("әғқңөұүһіыйёэяюъь", "агкноуухииеееау--".replace("-", "\x00"))
_DIGRAPHS = (("дж", "ж"), ("ч", "ш"), ("щ", "ш"))
_TWICE = re.compile(r"(.)\1+")
# In passports one sound became one letter or the other: Жүнісов – Жунусов, Бақыт – Бахыт.
_CUSTOMARY = {frozenset(pair) for pair in ("иу", "оу", "кх", "еи")}
_CASES = (
    "тин|дин|нин|ка|ке|га|ге|на|не|ти|ди|ни|та|да|те|де|тан|дан|тен|ден|нан|нен|пен|бен|мен"
    "|а|у|им|ом|ем|ои|оу|е|и|ую|уи"
)
_WITH_OV = re.compile(rf"(.+?(?:ов|ев|ин|ск))(?:а|о|и)?(?:{_CASES})?")
# How much of a name without such an ending may be an ending of its case.
LONGEST_ENDING = 4


class PersonName(NamedTuple):
    """A name in a text: where it stands, and surname and initials or given names, folded."""

    start: int
    end: int
    surname: str
    given: tuple[str, ...]

    @property
    def value(self) -> str:
        """The name in one spelling, as long as it is written so."""
        return " ".join((self.surname, *self.given))


def persons_in(text: str) -> Iterator[PersonName]:
    """The names with initials or a patronymic, in reading order."""
    for match in _PERSON.finditer(text):
        parts = match.groupdict()
        surname, start, end = _surname_of(match)
        given = [parts[key] for key in ("first", "second", "third", "fourth") if parts[key]]
        if parts["full_given"]:
            given = [parts["full_given"], parts["patronymic"]]
        if surname:
            yield PersonName(start, end, _stem(surname), tuple(map(folded, given)))


def _surname_of(match: re.Match[str]) -> tuple[str, int, int]:
    """The surname and where the whole name stands: of two words that may be one, the likelier."""
    leading, trailing = match["leading"], match["trailing"]
    if not trailing or (leading and _has_ending(leading) and not _has_ending(trailing)):
        surname = match["surname"] or match["before"] or leading or ""
        end = match.end("patronymic") if trailing else match.end()
        return surname, match.start(), end
    return trailing, match.start("full_given"), match.end()


def _has_ending(word: str) -> bool:
    """Whether the word ends as most surnames do."""
    return _WITH_OV.fullmatch(folded(word)) is not None


def is_same(one: PersonName, other: PersonName) -> bool:
    """Whether two names, whichever their scripts and cases, can be one person's."""
    if not _is_same_surname(one.surname, other.surname):
        return False
    # One may have fewer initials, but not another one; a patronymic has its own endings.
    return all(
        first is None or second is None or _alike(first[:3], second[:3])
        if order
        else first is not None and second is not None and _is_same_given(first, second)
        for order, (first, second) in enumerate(zip_longest(one.given, other.given))
    )


def folded(word: str) -> str:
    """The word in the letters that Kazakh and Russian spelling share."""
    word = word.lower().translate(_FOLDED).replace("\x00", "")
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    return _TWICE.sub(r"\1", word)


def _stem(surname: str) -> str:
    word = folded(surname)
    found = _WITH_OV.fullmatch(word)
    return found[1] if found else word


def _is_same_surname(one: str, other: str) -> bool:
    if _alike(one, other) and len(one) == len(other):
        return True
    shared = min(len(one), len(other))
    if shared < 3 or max(len(one), len(other)) - shared > LONGEST_ENDING:
        return False
    # The last letter may be the ending of a case: Қасымға – Касыму.
    return not _WITH_OV.fullmatch(one) and _alike(one[: shared - 1], other[: shared - 1])


def _is_same_given(one: str, other: str) -> bool:
    """An initial, or a given name that may have the ending of a case."""
    least = min(len(one), len(other))
    return _alike(one[: max(1, least - 1)], other[: max(1, least - 1)])


def _alike(one: str, other: str) -> bool:
    """Letter by letter the same, or what is customarily written for it."""
    return all(a == b or frozenset((a, b)) in _CUSTOMARY for a, b in zip(one, other, strict=False))
