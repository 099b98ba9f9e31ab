"""In what unit a file tells its amounts, and how they become tenths of a thousand tenge.

Forms and decisions are in thousands of tenge; some are published in tenge or millions, and say so
over the table or in its headings. While a file is read its amounts are whole numbers of the least
that its unit can tell, so that totals are checked exactly; only then are they rounded.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

_TENGE = r"(?:тенге|теңге|тг)\b"
_MILLION = re.compile(rf"(?:млн|миллион\w*)\.?\s*{_TENGE}")
_THOUSAND = re.compile(rf"(?:тыс\w*|мың)\.?\s*{_TENGE}")
_WHOLE = re.compile(
    r"(?:измерения|изм\.?|бірлігі|бірл\.?|сумма|сома(?:сы)?|объ[её]м|көлемі|\bв|[(,:;])"
    rf"\s*[:,(–-]?\s*(?:в\s+)?{_TENGE}|^{_TENGE}$"
)


class Unit(StrEnum):
    """What one of an amount is."""

    THOUSAND = "thousand"
    TENGE = "tenge"
    MILLION = "million"

    @property
    def places(self) -> int:
        """How many decimals an amount has at most: tiyn, tenths of a thousand, hundreds."""
        return {Unit.THOUSAND: 1, Unit.TENGE: 2, Unit.MILLION: 4}[self]

    @property
    def per_tenth(self) -> int:
        """How many of the least that can be told make a tenth of a thousand tenge."""
        return 10_000 if self is Unit.TENGE else 1

    def thousands(self, least: int) -> Decimal:
        """An amount in thousands of tenge, exactly."""
        tenths = Decimal(least) / self.per_tenth
        return (tenths / 10).normalize() if tenths % 10 else Decimal(int(tenths) // 10)

    def tenths(self, least: int) -> int:
        """An amount rounded to tenths of a thousand tenge, halves away from nothing."""
        half = self.per_tenth // 2
        whole = (abs(least) + half) // self.per_tenth
        return whole if least >= 0 else -whole


def unit_of(text: str) -> Unit | None:
    """The unit that a title or a heading says amounts are in; None where it says none."""
    plain = " ".join(text.split()).casefold().strip(" .")
    for words, unit in (
        (_THOUSAND, Unit.THOUSAND),
        (_MILLION, Unit.MILLION),
        (_WHOLE, Unit.TENGE),
    ):
        if words.search(plain):
            return unit
    return None


class Heard:
    """The unit of a file: what a person has said, else what its titles and headings say."""

    def __init__(self, chosen: Unit | None) -> None:
        self._chosen = chosen
        self.said: Unit | None = None
        self._used: Unit | None = None

    @property
    def is_known(self) -> bool:
        """Whether anybody has said it."""
        return self._chosen is not None or self.said is not None

    @property
    def unit(self) -> Unit:
        """The unit that amounts are in."""
        return self._chosen or self.said or Unit.THOUSAND

    def hear(self, row: Sequence[object]) -> bool:
        """A title or a heading may say the unit; whether it is that of the amounts before it."""
        said = unit_of(" ".join(str(cell) for cell in row if cell != ""))
        if said is None:
            return True
        self.said = self.said or said
        return self._used is None or self._chosen is not None or said == self._used

    def places(self) -> int:
        """How many decimals the amount that is read now has at most."""
        self._used = self.unit
        return self._used.places
