"""Numbers spelled out in Kazakh and Russian, in any case: «жүз елу мыңнан», «ста пятидесяти тысяч».

Up to the milliards. Only whole numbers and ordinals; «жартысы» and «полтора» are not read.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

HUNDRED, THOUSAND = 100, 1000
_WORD = re.compile(r"[^\W\d_]+")
# Between the words of one number there is only space, or a hyphen.
_BETWEEN = re.compile(r"[\s\u00a0-]{1,3}")


class Spelled(NamedTuple):
    """Where a spelled number stands, its value, how many words it has, whether it is an ordinal."""

    start: int
    end: int
    value: int
    words: int
    is_ordinal: bool


class _Word(NamedTuple):
    value: int
    is_ordinal: bool = False


_KK = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8,
    "тоғыз": 9, "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60,
    "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100, "мың": 1000, "миллион": 10**6,
    "миллиард": 10**9,
}  # fmt: skip
_KK_WORD = re.compile(
    rf"({'|'.join(_KK)})(?:(с?[ыі]?н?ш[ыі])|)"
    r"([дт]?[аеыі]н?|[ғгқк][аеә]|[днт][ыі]ң?|[днт][ае]н?|с?[ыі]н?[ае]?н?|с?[ыі]нд[ае]|[мпб]ен|[ае]у[ыі]?)?"
)
# With an ending these are other words: «оның», «үшін», «жүзінде», «бірге», «тоқсанда».
_KK_BARE = {"он", "үш", "жүз", "бір", "тоқсан", "алты"}

_RU_FORMS = {
    1: "один одна одно одного одной одному одним одном одну",
    2: "два две двух двум двумя",
    3: "три трех трём трем тремя трёх",
    4: "четыре четырех четырёх четырем четырём четырьмя",
    5: "пять пяти пятью",
    6: "шесть шести шестью",
    7: "семь семи",
    8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    40: "сорок сорока",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот трёхсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четырёхсот четыремстам четырьмястами четырехстах",
    1000: "тысяча тысячи тысяче тысячу тысячей тысяч тысячам тысячами тысячах",
    10**6: "миллион миллиона миллиону миллионом миллионе миллионы миллионов миллионам миллионами",
    10**9: "миллиард миллиарда миллиарду миллиардом миллиарде миллиарды миллиардов миллиардам",
}
_RU = {form: value for value, forms in _RU_FORMS.items() for form in forms.split()}
_TEENS = ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")
_RU |= {
    f"{stem}надцат{ending}": 10 + unit
    for unit, stem in enumerate(_TEENS, 1)
    for ending in ("ь", "и", "ью")
}
_RU |= {
    f"{stem}дцат{ending}": tens
    for tens, stem in ((20, "два"), (30, "три"))
    for ending in ("ь", "и", "ью")
}
for _tens, _stem, _oblique in (
    (50, "пят", "пяти"), (60, "шест", "шести"), (70, "сем", "семи"), (80, "восем", "восьми"),
):  # fmt: skip
    _RU |= {f"{_stem}ьдесят": _tens, f"{_oblique}десяти": _tens}
    _RU |= {f"{_stem}ьюдесятью": _tens}
for _hundreds, _stem, _oblique in (
    (500, "пят", "пяти"), (600, "шест", "шести"), (700, "сем", "семи"),
    (800, "восем", "восьми"), (900, "девят", "девяти"),
):  # fmt: skip
    _RU |= {f"{_stem}ьсот": _hundreds}
    _RU |= {f"{_oblique}{ending}": _hundreds for ending in ("сот", "стам", "стах")}
_RU_ORDINALS = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    *(f"{stem}надцат" for stem in _TEENS), "двадцат",
)  # fmt: skip
_RU_ORDINAL = re.compile(
    rf"({'|'.join(sorted(_RU_ORDINALS, key=len, reverse=True))})"
    r"(ый|ой|ий|ая|ья|ое|ье|ые|ьи|ого|его|ьего|ому|ему|ьему|ым|им|ьим|ом|ем|ьем|ую|ью|ей|ьей|ых|ьих)"
)


def _kazakh(word: str) -> _Word | None:
    match = _KK_WORD.fullmatch(word)
    if match is None:
        return None
    stem, ordinal, ending = match.groups()
    if not ordinal and ending and stem in _KK_BARE:
        return None
    return _Word(_KK[stem], bool(ordinal))


def _russian(word: str) -> _Word | None:
    if word in _RU:
        return _Word(_RU[word])
    match = _RU_ORDINAL.fullmatch(word)
    return _Word(_RU_ORDINALS.index(match[1]) + 1, is_ordinal=True) if match else None


READERS: dict[str, Callable[[str], _Word | None]] = {"kk": _kazakh, "ru": _russian}


class _Sum:
    """A number while its words come: «екі жүз елу бес мың …»."""

    def __init__(self) -> None:
        self.total, self.current, self.least = 0, 0, 10**12

    @property
    def value(self) -> int:
        return self.total + self.current

    def take(self, value: int) -> bool:
        """Add the next word; False when it cannot belong to the same number."""
        if value >= THOUSAND:
            return self._multiply(value)
        if value == HUNDRED and 1 < self.current < 10:
            self.current *= HUNDRED
            return True
        if value == HUNDRED and self.current == 1:
            self.current = HUNDRED
            return True
        place = HUNDRED * 10 if value >= HUNDRED else HUNDRED if value >= 10 else 10
        if self.current % place:
            return False
        self.current += value
        return True

    def _multiply(self, scale: int) -> bool:
        if scale >= self.least or (self.total and not self.current):
            return False
        self.total += max(self.current, 1) * scale
        self.current, self.least = 0, scale
        return True


def spelled_in(text: str, lang: str) -> list[Spelled]:
    """The numbers spelled out in a text in kk or ru, in reading order."""
    return list(_numbers(text, READERS[lang]))


def value_of(text: str, lang: str) -> int | None:
    """The value of a text that is one spelled number and nothing else; None for any other."""
    text = text.strip()
    found = spelled_in(text, lang)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    return found[0].value


def _numbers(text: str, read: Callable[[str], _Word | None]) -> Iterator[Spelled]:
    total, start, end, words = _Sum(), 0, 0, 0
    # The one letter that grows when it is made small.
    lowered = text.replace("İ", "I").lower()
    for match in _WORD.finditer(lowered):
        word = read(match[0])
        if word is None:
            continue
        goes_on = words and _BETWEEN.fullmatch(lowered, end, match.start())
        if words and not (goes_on and total.take(word.value)):
            yield Spelled(start, end, total.value, words, is_ordinal=False)
            words = 0
        if not words:
            total, start = _Sum(), match.start()
            total.take(word.value)
        words, end = words + 1, match.end()
        if word.is_ordinal:
            yield Spelled(start, end, total.value, words, is_ordinal=True)
            words = 0
    if words:
        yield Spelled(start, end, total.value, words, is_ordinal=False)
