"""Which part of a budget a row is of, as the lines, headings and names above it say.

The tables of a decision go on from receipts to the financing of the deficit under the same two
kinds of codes: category 7 and group 16 are no receipt and no expenditure, but its financing.
"""

import re
from collections.abc import Mapping

from maslikhat.money.codes import SIDES, Part, Side, Widths

_NUMERAL = re.compile(
    r"^\s*(?:(?:[ivx\u0456\u0445]+|\d+)\s*[.)]|[ivx\u0456\u0445]+(?=\s))\s*", re.IGNORECASE
)
# The first that matches counts.
_WORDS = tuple(
    (re.compile(words), part)
    for words, part in (
        (r"(?:чистое бюджетное кредитование|таза бюджеттік (?:кредит|несие))", Part.NET_LENDING),
        (r"(?:погашение бюджетных кредитов|бюджеттік (?:кредиттерді|несиелерді) (?:өтеу|қайтару))",
         Part.REPAYMENT),
        (r"(?:бюджетные кредиты|бюджеттік (?:кредиттер|несиелер))", Part.LENDING),
        (r"(?:сальдо по операциям|қаржы активтерімен.*сальдо)", Part.ASSETS_BALANCE),
        (r"(?:приобретение финансовых активов|қаржы активтерін сатып алу)", Part.ASSETS),
        (r"(?:поступлени[ея] от продажи финансовых|мемлекет(?:тің|тік) қаржы активтерін сатудан)",
         Part.SALE),
        (r"(?:финансирование (?:ненефтяного )?дефицита|бюджет тапшылығы.*қаржыландыру|"
         r"(?:бюджеттің )?тапшылы(?:ғын|қты) қаржыландыру)", Part.FINANCING),
        (r"(?:ненефтяной (?:дефицит|профицит)|мұнайға қатысты емес тапшылы)", Part.NON_OIL),
        (r"(?:дефицит|профицит|бюджет(?:тің)? тапшылығы|тапшылық)", Part.DEFICIT),
        (r"(?:поступлени[ея] займов|(?:қарыздар(?:дың)?|займдар(?:дың)?) түсім)", Part.LOANS),
        (r"(?:погашение займов|(?:қарыздарды|займдарды) өтеу)", Part.LOANS_REPAID),
        (r"(?:используемые остатки|(?:движение|изменение) остатков бюджетных|"
         r"бюджет қаражатының пайдаланылатын|пайдаланылатын бюджет қаражат|"
         r"бюджет қаражаты қалдықтар)", Part.LEFTOVERS),
        (r"(?:доходы|поступления$|кірістер|түсімдер$)", Part.RECEIPTS),
        (r"(?:затраты|расходы|шығындар|шығыстар)", Part.SPENDING),
    )
)  # fmt: skip
# Balances and the parts whose coded rows stand below their lines, by the classification they bear.
_MEMBERS: Mapping[Part, Mapping[Side, Part]] = {
    Part.NET_LENDING: {Side.SPENDING: Part.LENDING, Side.RECEIPTS: Part.REPAYMENT},
    Part.ASSETS_BALANCE: {Side.SPENDING: Part.ASSETS, Side.RECEIPTS: Part.SALE},
    Part.FINANCING: {Side.SPENDING: Part.LOANS_REPAID, Side.RECEIPTS: Part.LOANS},
}
_BALANCE_OF: Mapping[Part, Part] = {
    **{part: balance for balance, parts in _MEMBERS.items() for part in parts.values()},
    Part.LEFTOVERS: Part.FINANCING,
    Part.DEFICIT: Part.FINANCING,
    Part.NON_OIL: Part.FINANCING,
}
# Parts that a group of the classification is by its name, wherever it stands.
_GROUPS = frozenset(
    (Part.REPAYMENT, Part.SALE, Part.LOANS, Part.LOANS_REPAID, Part.LEFTOVERS)
)  # fmt: skip
# First levels of codes that are of a part of their own, by the classification.
Homes = Mapping[tuple[Side, str], Part]

# "на 2027 год", "2027 жылға арналған"; of "на 2026-2028 годы" no one year is said.
_YEAR = re.compile(r"\bна (20\d\d) год\b|\b(20\d\d) жылға\b")
_TOTAL = re.compile(r"(?:итого|всего|барлығы|жиыны|жиынтығы)\b")
_OF_WHICH = re.compile(
    r"(?:(?:в\s+)?(?:том|т\.)\s*(?:числе|ч\.)|из\s+(?:них|него|неё|нее)\b|(?:оның|олардың|соның)\s+ішінде\b)"
)


def year_of(title: str) -> int | None:
    """The one year that a title over a table says its budget is of; None where it says none."""
    found = _YEAR.search(" ".join(title.split()).casefold())
    return int(found[1] or found[2]) if found else None


def part_of(name: str) -> Part | None:
    """The part that a line without a code begins; None when its words are of none."""
    text = _plain(name)
    return next((part for words, part in _WORDS if words.match(text)), None)


def group_of(name: str) -> Part | None:
    """The part of its own that a first level of codes with this name is; None for all others."""
    part = part_of(name)
    return part if part in _GROUPS else None


def is_total(name: str) -> bool:
    """Whether a line without a code only says "in all", of whatever stands above it."""
    return _TOTAL.match(_plain(name)) is not None


def is_of_which(name: str) -> bool:
    """Whether a line without a code begins to say what is within the line above it."""
    return _OF_WHICH.match(_plain(name)) is not None


def _plain(name: str) -> str:
    return _NUMERAL.sub("", " ".join(name.split()).casefold())


class Section:
    """Where in the budget the reading stands: the line above, and the part of the coded rows."""

    def __init__(self, homes: Homes) -> None:
        self.part: Part | None = None
        self._line: Part | None = None
        self._side: Side | None = None
        self._homes = dict(homes)

    def begin(self, part: Part | None) -> None:
        """A line without a code, or a column of parts, begins a part."""
        self._line = self.part = part

    def turn(self, side: Side) -> None:
        """Headings speak of one classification: those of a part are repeated on a new page."""
        self._side = side
        if self._line is None or self._line in (Part.RECEIPTS, Part.SPENDING):
            self._line = Part(side.value)
        elif SIDES.get(self._line) != side:
            self._line = _BALANCE_OF.get(self._line, self._line)
        self.part = self._under()

    def first(self, digits: str, name: str, widths: Mapping[Side, Widths]) -> None:
        """A first level of codes begins, which may be of a part of its own."""
        for side in (Side.RECEIPTS, Side.SPENDING):
            if len(digits) <= widths[side][0]:
                self.group(digits.zfill(widths[side][0]), name)
                return

    def group(self, code: str, name: str) -> None:
        """A first level of codes: its name says what it is, or else the line above does."""
        self.part = group_of(name) or self._home(code) or self._under()
        if self.part in (Part.RECEIPTS, Part.SPENDING) and name:
            self._homes.pop((SIDES[self.part], code), None)

    def home(self, part: Part, code: str) -> Part:
        """The part of a code, whose first level may be one of its own."""
        if part is Part.RECEIPTS or part is Part.SPENDING:
            return self._homes.get((SIDES[part], code.partition(".")[0]), part)
        return part

    def _under(self) -> Part | None:
        """The part of coded rows under the line above."""
        if self._line is None or self._line in SIDES:
            return self._line
        members = _MEMBERS[_BALANCE_OF.get(self._line, self._line)]
        return members[self._side or Side.SPENDING]

    def _home(self, code: str) -> Part | None:
        """Of the financing, what the classification says of a category or a group."""
        if self._line not in (Part.FINANCING, Part.DEFICIT, Part.NON_OIL):
            return None
        return self._homes.get((Side.RECEIPTS, code)) or self._homes.get((Side.SPENDING, code))


def part_by_shape(text: str) -> Part | None:
    """A code in pieces tells its classification by its first: 4.01 comes in, 10.5 goes out."""
    first = text.replace("-", ".").replace("/", ".").replace(" ", ".").partition(".")[0]
    if len(first) == len(text):
        return None
    return {1: Part.RECEIPTS, 2: Part.SPENDING}.get(len(first))
