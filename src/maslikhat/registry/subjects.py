"""Which subjects a commission deals with: those entered, and before any are, those of its name.

The beginnings of words below are by the codes of rubrics, in Kazakh, Russian and English; a word
after "=" is a whole one. A name that says none of them deals with no subject here.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.models import Commission
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.rubrics.models import Rubric

BEGINNINGS = {
    "environment": "эколог қоршаған табиғ окружающ природ ecolog environment natur",
    "air": "=ауа воздух атмосфер =air",
    "waste": "қалдық отход мусор waste",
    "water": "=су =суы суармал водн водо мелиор water irrigat",
    "budget": "бюджет қаржы экономика экономик финанс budget financ econom",
    "utilities": "коммунал жкх жылу тепло utilit heating",
    "housing": "тұрғын жиль жилищ housing",
    "roads": "жол көлік дорог дорож транспорт инфрақ инфраструкт road transport infrastr",
    "public-transport": "көлік пассажир =bus =buses",
    "health": "денсаулық медицин здравоохран здоровь health medic",
    "education": "білім ғылым образован наук educat scienc",
    "schools": "мектеп балабақша школ =сад =сады =садам school nurser",
    "social": "әлеумет еңбек социал труд занятост social labour labor",
    "land": "=жер құрылыс земел земл градостро строит архитект =land =planning construct",
    "agriculture": "аграр ауыл агро сельск =мал agrar agricult rural",
    "business": "кәсіп тариф инвест предприним бизнес промышл business tariff invest industr",
    "culture": "мәдени =тіл рухани культур язык туриз cultur language touris",
    "youth": "жастар спорт молодеж молодёж youth sport",
    "order": "заң құқық законн право legal =law =order =rights",
    "emergency": "төтенше тасқын чрезвыч паводк emergenc flood",
    "digital": "цифр байланыс связь связи инновац digital communicat innovat",
    "self-government": "өзін-өзі самоуправл self-gov",
    "maslikhat": "регламент әдеп этик мандат regulat ethic mandate",
}
# Where no commission of a council is on these, that on social matters stands in.
SOCIAL = "social"
STANDS_IN_FOR = {"health", "education", "schools"}
_NAMES = tuple(f"name_{lang}" for lang in LANGUAGES)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=4_000)
def subjects_of(names: tuple[str, ...]) -> frozenset[str]:
    """The codes of the subjects that these names of one commission speak of."""
    words = {word for name in names for word in _WORD.findall(name.lower())}
    return frozenset(
        code for code, told in BEGINNINGS.items() if any(_says(word, told) for word in words)
    )


def deals_with(names: Iterable[str], codes: Collection[str]) -> bool:
    """Whether a commission of these names deals with one of the subjects."""
    return not subjects_of(tuple(names)).isdisjoint(codes)


def _says(word: str, beginnings: str) -> bool:
    return any(
        word == told[1:] if told.startswith("=") else word.startswith(told)
        for told in beginnings.split()
    )


class Subjects(NamedTuple):
    """What a commission deals with, and whether somebody has entered it."""

    rubrics: list[Rubric]
    are_entered: bool


def subjects_of_commission(commission: Commission) -> Subjects:
    """What a commission deals with, in the order of the subjects; two queries at most."""
    entered = list(commission.subjects.in_order())
    if entered:
        return Subjects(entered, are_entered=True)
    codes = subjects_of(tuple(getattr(commission, name) for name in _NAMES))
    return Subjects(list(Rubric.objects.in_order().filter(code__in=codes)), are_entered=False)


def commissions_on(
    codes: Collection[str], commissions: "DatedQuerySet[Commission]"
) -> dict[int, dict[str, Any]]:
    """Those of the commissions that deal with one of the subjects, by number; one query.

    Of a council that has none on health or education it is its commission on social matters.
    """
    found: dict[int, dict[str, Any]] = {}
    dealt: dict[int, set[str]] = {}
    for row in commissions.values("pk", "council", *_NAMES, "subjects__code"):
        found[row["pk"]] = row
        dealt.setdefault(row["pk"], set()).update(filter(None, [row["subjects__code"]]))
    for pk, row in found.items():
        dealt[pk] = dealt[pk] or set(subjects_of(tuple(row[name] for name in _NAMES)))
    direct = {pk: row for pk, row in found.items() if not dealt[pk].isdisjoint(codes)}
    if STANDS_IN_FOR.isdisjoint(codes):
        return direct
    provided = {row["council"] for row in direct.values()}
    social = {pk: row for pk, row in found.items() if SOCIAL in dealt[pk]}
    return direct | {pk: row for pk, row in social.items() if row["council"] not in provided}
