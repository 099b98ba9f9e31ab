"""A working group, a private conversation and an announcement of the demo; all of it invented."""

import datetime as dt
from typing import NamedTuple

from maslikhat.accounts.models import User
from maslikhat.demo.cast import REGION, user_of
from maslikhat.demo.talk import Words, en, kk, ru
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import RoomRef, TopicKind
from maslikhat.kit.days import today
from maslikhat.registry.models import Council, Person


class Line(NamedTuple):
    """Who says what."""

    role: str
    words: Words


NAMES = {
    "kk": "Су тасқынына дайындық",
    "ru": "Подготовка к паводку",
    "en": "Preparing for the flood",
}
PURPOSES = {
    "kk": "Төрт өкілді органның депутаттары су тасқынынан қорғануға жұмсалған шығыстарды"
    " салыстырып, ортақ ұсыныстар дайындайды.",
    "ru": "Депутаты четырёх представительных органов сравнивают расходы на защиту от паводка и"
    " готовят общие предложения.",
    "en": "Deputies of four councils compare what is spent on flood protection and prepare"
    " proposals together.",
}
MEMBERS = ("deputy-city", "deputy-district", "national")
LEAD = "deputy-regional"
AMONG_MEMBERS = (
    Line(
        LEAD,
        kk(
            "Көктемге дейін төрт нәрсені бірге тексерсек: бөгеттердің жағдайы, сорғылардың саны,"
            " эвакуация жолдары және резервтегі қаражат. Кім қай бөлігін алады?"
        ),
    ),
    Line(
        "deputy-city",
        ru(
            "Беру насосы и ливнёвку: в городе их восемь, два не работают с прошлой весны."
            " Акт приложу на следующей неделе."
        ),
    ),
    Line(
        LEAD,
        en(
            "I will compare the reserve of the local executive bodies with what was spent in the"
            " last two springs, and share the table here."
        ),
    ),
    Line(
        "deputy-district",
        kk("Ауылдық округтердегі бөгеттерді өзім аралап шығамын. Бесеуінің паспорты жоқ."),
    ),
)
FOR_ALL = (
    Line(
        "deputy-city",
        ru(
            "Какие расходы на защиту от паводка ваш маслихат видит отдельной строкой? У нас они"
            " спрятаны в благоустройстве, и проверить их нельзя."
        ),
    ),
    Line(
        "deputy-district",
        kk("Бізде бөгеттерді жөндеу жеке бағдарлама болып бөлінген: есебі де бөлек беріледі."),
    ),
)
BETWEEN_THREE = (
    Line(
        LEAD,
        kk("Қаңтарда бірлескен көшпелі отырыс өткізсек қайтеді? Алдымен үшеуміз келісіп алайық."),
    ),
    Line("deputy-city", ru("Поддерживаю. Вторая половина месяца удобнее: до этого сессия.")),
    Line("deputy-district", kk("Маған да ыңғайлы. Орынды аудан орталығынан ұсынамын.")),
)
ANNOUNCEMENT = kk(
    "Кезекті сессияның жобалары мен негіздемелері барлық депутаттарға жіберілді. Сессияға дейін"
    " танысып шығуларыңызды және төменде растауларыңызды сұраймын."
)


def build_gathering() -> None:
    """A group of four councils, a conversation of three, and what a council is to confirm."""
    cast = {role: _user(role) for role in (LEAD, *MEMBERS, "chair")}
    _group(cast)
    others = [_person(cast[role]) for role in ("deputy-city", "deputy-district")]
    first, *replies = BETWEEN_THREE
    talk = actions.start_conversation(
        others,
        by=cast[first.role],
        title="Бірлескен көшпелі отырыс",
        body=first.words.text,
        language=first.words.lang,
    )
    for line in replies:
        actions.reply(talk, by=cast[line.role], body=line.words.text, language=line.words.lang)
    _announcement(cast["chair"], leaving_out=cast[LEAD])


def _group(cast: dict[str, User]) -> None:
    group = actions.found_group(by=cast[LEAD], names=NAMES, purposes=PURPOSES)
    for role in MEMBERS:
        actions.invite(group, _person(cast[role]), by=cast[LEAD])
        actions.join_group(group, by=cast[role])
    actions.invite(group, _person(cast["chair"]), by=cast[LEAD])
    for title, lines, is_closed in (
        ("Көктемге дейін нені тексереміз?", AMONG_MEMBERS, True),
        ("Расходы на защиту от паводка: отдельной строкой или нет", FOR_ALL, False),
    ):
        first, *replies = lines
        topic = actions.start_topic(
            RoomRef.of(group, is_closed=is_closed),
            by=cast[first.role],
            title=title,
            body=first.words.text,
            language=first.words.lang,
            kind=TopicKind.PROPOSAL if is_closed else TopicKind.EXPERIENCE,
        )
        for line in replies:
            actions.reply(topic, by=cast[line.role], body=line.words.text, language=line.words.lang)


def _announcement(chair: User, *, leaving_out: User) -> None:
    """The chair asks the council; some have confirmed, and one of the nine has not yet."""
    council = Council.objects.get(code=REGION)
    topic = actions.announce(
        RoomRef.of(council),
        by=chair,
        title="Кезекті сессияның материалдары",
        body=ANNOUNCEMENT.text,
        language=ANNOUNCEMENT.lang,
        until=today() + dt.timedelta(days=5),
    )
    readers = User.objects.filter(person__mandates__convocation__council=council)
    here = readers.filter(person__mandates__to_day=None).exclude(pk__in=[chair.pk, leaving_out.pk])
    for reader in here.distinct().order_by("pk")[:6]:
        actions.understand(topic, by=reader)


def _user(role: str) -> User:
    user = user_of(role)
    assert user is not None, role
    return user


def _person(user: User) -> Person:
    return Person.objects.get(user=user)
