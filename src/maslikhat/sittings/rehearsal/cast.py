"""The invented body of a rehearsal: its deputies, its agenda, what is moved."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.models import Mandate, Person
from maslikhat.sittings.models import Item, Motion, Rapporteur
from maslikhat.voting.models import Mode

SEATS = 25
BODY = {
    "kk": "Үлгі ауданының мәслихаты (ойдан шығарылған)",
    "ru": "Маслихат Образцового района (вымышленный)",
    "en": "Maslikhat of the Model district (invented)",
}
HALL = {"kk": "Мәжіліс залы", "ru": "Зал заседаний", "en": "Assembly hall"}
# Who sits where, from seat 1: the chair. All of them are invented; one seat is vacant.
_NAMES = """
Ағатаев Дәурен|Агатаев Даурен|Agatayev Dauren
Бекмұрат Айжан|Бекмурат Айжан|Bekmurat Aizhan
Ғалымова Сәуле|Галымова Сауле|Galymova Saule
Дүйсенов Ерлан|Дуйсенов Ерлан|Duisenov Yerlan
Елеусізов Нұрлан|Елеусизов Нурлан|Yeleusizov Nurlan
Жарасова Гүлнар|Жарасова Гульнар|Zharassova Gulnar
Зейнолла Тимур|Зейнолла Тимур|Zeinolla Timur
Иванчук Оксана|Иванчук Оксана|Ivanchuk Oxana
Кәрібай Мақсат|Карибай Максат|Karibai Maksat
Қасенова Жанар|Касенова Жанар|Kassenova Zhanar
Лебедько Андрей|Лебедько Андрей|Lebedko Andrey
Мұқанай Асель|Муканай Асель|Mukanai Assel
Нұрпейіс Болат|Нурпеис Болат|Nurpeis Bolat
Оразалин Ғани|Оразалин Гани|Orazalin Gani
Пяк Виктория|Пяк Виктория|Pyak Viktoriya
Рысқали Серік|Рыскали Серик|Ryskali Serik
Сағындық Мәдина|Сагындык Мадина|Sagyndyk Madina
Тасболат Қайрат|Тасболат Кайрат|Tasbolat Kairat
Тілеуғали Роза|Тлеугали Роза|Tleugali Roza
Уәлихан Арман|Уалихан Арман|Ualikhan Arman
Шаймерден Дина|Шаймерден Дина|Shaimerden Dina
Шульга Николай|Шульга Николай|Shulga Nikolay
Ысқақ Бауыржан|Искак Бауыржан|Yskak Bauyrzhan
Ізбасар Әлия|Избасар Алия|Izbasar Aliya
"""
NAMES = tuple(
    dict(zip(LANGUAGES, line.split("|"), strict=True)) for line in _NAMES.strip().splitlines()
)
FILLED = len(NAMES)
CHAIR, TRAINEE = 1, 7
# Who is no deputy: the head of a section of the akimat, at no seat.
GUEST = 0
GUEST_NAME = {"kk": "Омарханов Т.", "ru": "Омарханов Т.", "en": "Omarkhanov T."}
GUEST_OFFICE = {
    "kk": "экономика және бюджет бөлімінің басшысы",
    "ru": "руководитель отдела экономики и бюджета",
    "en": "head of the section of economy and budget",
}
# How long each may speak by the invented regulations, in seconds: short, for nobody likes to wait.
SECONDS: Mapping[str, int] = {
    "report": 60, "co_report": 40, "question": 20, "reply": 30, "debate": 10, "point_of_order": 20,
}  # fmt: skip
PAUSE = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Move:
    """What is moved on an item, by whom (0: whoever leads), and how it is voted on."""

    kind: str
    texts: Mapping[str, str]
    mover: int = 0
    mode: str = ""


@dataclass(frozen=True)
class Matter:
    """An item of the invented agenda."""

    kind: str
    titles: Mapping[str, str]
    moves: Mapping[str, Move] = field(default_factory=dict)
    has_report: bool = False
    is_closed: bool = False


def _texts(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


_ADOPT = _texts("Шешім қабылдансын.", "Принять решение.", "To adopt the decision.")
AGENDA: tuple[Matter, ...] = (
    Matter(
        Item.Kind.DECISION,
        _texts(
            "2026–2028 жылдарға арналған аудан бюджетіне өзгерістер енгізу туралы",
            "О внесении изменений в бюджет района на 2026–2028 годы",
            "On amending the budget of the district for 2026–2028",
        ),
        {
            "amendment": Move(
                Motion.Kind.AMENDMENT,
                _texts(
                    "Жолдарды жөндеуге бөлінген 40 млн теңге мектептерге берілсін.",
                    "Передать школам 40 млн тенге из суммы на ремонт дорог.",
                    "To give the schools 40 million tenge of the sum for repairing roads.",
                ),
                TRAINEE,
            ),
            "budget": Move(Motion.Kind.MAIN, _ADOPT),
        },
        has_report=True,
    ),
    Matter(
        Item.Kind.DECISION,
        _texts(
            "«Үлгі-Агро» ЖШС-не жер учаскесін беру туралы",
            "О предоставлении земельного участка ТОО «Үлгі-Агро»",
            "On granting a plot of land to Ulgi-Agro LLP",
        ),
        {"land": Move(Motion.Kind.MAIN, _ADOPT)},
    ),
    Matter(
        Item.Kind.QUESTION,
        _texts(
            "«Ауданның құрметті азаматы» атағын беру туралы",
            "О присвоении звания «Почётный гражданин района»",
            "On the title of honorary citizen of the district",
        ),
        {"title": Move(Motion.Kind.MAIN, _ADOPT, mode=Mode.SECRET)},
    ),
    Matter(
        Item.Kind.QUESTION,
        _texts("Жұмылдыру дайындығы туралы", "О мобилизационной подготовке", "On mobilisation"),
        {
            "doors": Move(
                Motion.Kind.DOORS,
                _texts(
                    "4-мәселе жабық есік жағдайында қаралсын: мемлекеттік құпия бар.",
                    "Рассмотреть вопрос 4 за закрытыми дверями: есть государственная тайна.",
                    "To consider item 4 behind closed doors: it touches a secret of the State.",
                ),
            )
        },
        is_closed=True,
    ),
)
MOVES: Mapping[str, tuple[int, Move]] = {
    key: (number, move)
    for number, matter in enumerate(AGENDA, 1)
    for key, move in matter.moves.items()
}


def mandate_of(seat: int) -> Mandate:
    """The deputy of a seat, as no table has it."""
    person = Person(pk=seat)
    for lang, name in NAMES[seat - 1].items():
        surname, given = name.split(" ")
        setattr(person, f"surname_{lang}", surname)
        setattr(person, f"given_{lang}", given)
    return Mandate(pk=seat, person=person)


def name_of(seat: int, lang: str) -> str:
    """The name of a deputy, or of the guest."""
    return GUEST_NAME[lang] if seat == GUEST else NAMES[seat - 1][lang]


def item_of(number: int) -> Item:
    """An item of the agenda, as no table has it."""
    matter = AGENDA[number - 1]
    titles = {f"title_{lang}": text for lang, text in matter.titles.items()}
    return Item(place=number, kind=matter.kind, is_closed_to_public=matter.is_closed, **titles)


def reports_on(number: int) -> list[Rapporteur]:
    """Who reports on an item: the guest, and the deputy of seat 3 for the commission."""
    if not AGENDA[number - 1].has_report:
        return []
    offices = {f"office_{lang}": text for lang, text in GUEST_OFFICE.items()}
    return [
        Rapporteur(name=GUEST_NAME["kk"], **offices),
        Rapporteur(role=Rapporteur.Role.CO_REPORT, mandate=mandate_of(3)),
    ]
