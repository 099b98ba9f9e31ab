"""The lines of a budget that bear no code: which part they begin, known by their words."""

import re

from maslikhat.money.codes import Part

_NUMERAL = re.compile(r"^\s*(?:[ivx\u0456\u0445]+|\d+)\s*[.)]\s*", re.IGNORECASE)
# The first that matches counts.
_WORDS = tuple(
    (re.compile(words), part)
    for words, part in (
        (r"(?:чистое бюджетное кредитование|таза бюджеттік (?:кредиттеу|несиелендіру))",
         Part.NET_LENDING),
        (r"(?:погашение бюджетных кредитов|бюджеттік (?:кредиттерді|несиелерді) өтеу)",
         Part.REPAYMENT),
        (r"(?:бюджетные кредиты|бюджеттік (?:кредиттер|несиелер))", Part.LENDING),
        (r"(?:сальдо по операциям|қаржы активтерімен.*сальдо)", Part.ASSETS_BALANCE),
        (r"(?:приобретение финансовых активов|қаржы активтерін сатып алу)", Part.ASSETS),
        (r"(?:поступления? от продажи финансовых|мемлекеттің қаржы активтерін сатудан)",
         Part.SALE),
        (r"(?:финансирование дефицита|бюджет тапшылығын.*қаржыландыру|"
         r"(?:бюджеттің )?тапшылығын қаржыландыру)", Part.FINANCING),
        (r"(?:дефицит|профицит|бюджет(?:тің)? тапшылығы|тапшылық)", Part.DEFICIT),
        (r"(?:поступлени[ея] займов|қарыздар түсімі)", Part.LOANS),
        (r"(?:погашение займов|қарыздарды өтеу)", Part.LOANS_REPAID),
        (r"(?:используемые остатки|бюджет қаражатының пайдаланылатын қалдықтары)",
         Part.LEFTOVERS),
        (r"(?:доходы|поступления$|кірістер|түсімдер$)", Part.RECEIPTS),
        (r"(?:затраты|расходы|шығындар|шығыстар)", Part.SPENDING),
    )
)  # fmt: skip


# "на 2027 год", "2027 жылға арналған"; of "на 2026-2028 годы" no one year is said.
_YEAR = re.compile(r"\bна (20\d\d) год\b|\b(20\d\d) жылға\b")


def year_of(title: str) -> int | None:
    """The one year that a title over a table says its budget is of; None where it says none."""
    found = _YEAR.search(" ".join(title.split()).casefold())
    return int(found[1] or found[2]) if found else None


def part_of(name: str) -> Part | None:
    """The part that a line without a code begins; None when its words are of none."""
    text = _NUMERAL.sub("", " ".join(name.split()).casefold())
    return next((part for words, part in _WORDS if words.match(text)), None)
