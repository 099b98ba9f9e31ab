"""Two questions of the demo that were put to deputies: one is answered, one is waiting."""

import datetime as dt

from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.demo.cast import DEPUTIES, speaker, user_of
from maslikhat.demo.talk import Words, en, kk, ru
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, RoomRef, Topic, TopicKind
from maslikhat.registry.models import CommissionMember, Level, Person
from maslikhat.rubrics.models import Rubric

ANSWERED = kk("Ауылдағы заңсыз қоқыс орындарын кім, қалай жойды?")
ANSWERED_TEXT = kk(
    "Биыл он бір заңсыз қоқыс орнын таптық. Жойған соң екі айда қайта пайда болады. Тоқтата алған"
    " аудан бар ма, не көмектесті?"
)
ANSWER = ru(
    "Убрали семь свалок и больше не видим их. Помогли три вещи: вывоз раз в неделю из каждого"
    " села, бетонные блоки на подъездах и фотографии жителей, по которым аким отвечает за три дня."
    " Расход на село небольшой, смету приложу к решению сессии."
)
WAITING = ru("Кто перевёл полив парков на очищенные стоки?")
WAITING_TEXT = ru(
    "На полив уходит треть питьевой воды города. Проект очистки готов, санитарная служба против."
    " Ищем тех, кто уже прошёл согласование."
)
OPINION = en("We looked into it two years ago; the permit took eight months. The plans are public.")


def build_asking(*, by: User) -> None:
    """The questions of the deputy of the district and of the one of the city."""
    district, city = _chairs(Level.DISTRICT), _chairs(Level.CITY)
    knowing = [speaker(person, by=by) for person in (*district, *city)]
    now = timezone.now().replace(microsecond=0)
    asker, start = _of("deputy-district"), now - dt.timedelta(days=5, hours=3)
    topic = _question(asker, "waste", ANSWERED, ANSWERED_TEXT, start)
    asked = [person.pk for person in district[:3]]
    actions.ask(topic, asked, by=asker, at=start + dt.timedelta(minutes=20))
    answer = _say(topic, knowing[0], ANSWER, start + dt.timedelta(hours=7))
    actions.accept(answer, by=asker)
    asker, start = _of("deputy-city"), now - dt.timedelta(days=1, hours=2)
    topic = _question(asker, "water", WAITING, WAITING_TEXT, start)
    actions.ask(topic, [city[0].pk, city[1].pk], by=asker, at=start + dt.timedelta(minutes=5))
    _say(topic, knowing[len(district)], OPINION, start + dt.timedelta(hours=9))


def _chairs(level: Level) -> list[Person]:
    """Five who chair a commission on ecology, each of another council of this level."""
    places = CommissionMember.objects.on().filter(
        position="chair",
        commission__council__level=level,
        commission__name_en__icontains="ecology",
        mandate__to_day=None,
    )
    cast = [_of(role).pk for role in DEPUTIES]
    others = places.exclude(mandate__person__user__in=cast).order_by("commission__council__code")
    return [place.mandate.person for place in others.select_related("mandate__person__user")[:5]]


def _of(role: str) -> User:
    user = user_of(role)
    assert user is not None, "the cast is built before anybody talks"
    return user


def _question(asker: User, code: str, title: Words, text: Words, start: dt.datetime) -> Topic:
    rubric = Rubric.objects.get(code=code)
    return actions.start_topic(
        RoomRef.of(rubric),
        by=asker,
        title=title.text,
        body=text.text,
        language=title.lang,
        kind=TopicKind.QUESTION,
        rubric=rubric,
        at=start,
    )


def _say(topic: Topic, replier: User, words: Words, at: dt.datetime) -> Post:
    return actions.reply(topic, by=replier, body=words.text, language=words.lang, at=at)
