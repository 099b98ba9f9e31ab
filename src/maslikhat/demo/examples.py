"""Three invented replies with a mention, a card and a file, and an invented poll."""

from collections.abc import Sequence
from io import BytesIO

from django.urls import reverse
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.demo.cast import CITY, user_of
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Topic
from maslikhat.registry.models import Council

TABLE = (
    "Іс-шара;Жоспар, мың теңге;Игерілді, мың теңге\n"
    "Көгалдандыру;12 400,0;11 950,5\n"
    "Тұрмыстық қалдық полигоны;48 000,0;31 210,0\n"
    "Ауа сапасын өлшеу;9 600,0;9 600,0\n"
    "Үлгі: сандар ойдан шығарылған\n"
)


def build_examples() -> None:
    """In the first topic of the demo three of the cast name, show, enclose and choose something."""
    topic = Topic.objects.order_by("pk")[0]
    regional, city, district = map(user_of, ("deputy-regional", "deputy-city", "deputy-district"))
    assert regional and city and district, "the cast is there before it talks"
    person = regional.person
    with translation.override("kk"):
        council = reverse("portal:council", args=[Council.objects.get(code=CITY).code])
        deputy = reverse("portal:deputy", args=[person.pk])
    actions.reply(
        topic,
        by=district,
        body=f"[{person.short_name('kk')}]({deputy}), сіздердің комиссияда осындай кесте бар ма?",
        language="kk",
    )
    table = actions.add_upload(
        by=regional, name="Іс-шаралар кестесі.csv", content=BytesIO(TABLE.encode())
    )
    actions.reply(
        topic,
        by=regional,
        body="Бар, үлгісін қоса беріп отырмын. Әр жол бойынша қалдық бірден көрінеді.",
        language="kk",
        files=[table.pk],
    )
    actions.reply(
        topic,
        by=city,
        body=f"Спасибо. Такую же форму с этого года заполняет наш городской маслихат:\n\n{council}",
        language="ru",
    )
    _poll(topic, (regional, city, district))


def _poll(topic: Topic, cast: Sequence[User]) -> None:
    """Who asked would know how often the others are told; two of three say the same."""
    author = topic.author.user
    assert author is not None, "who talks in the demo signs in"
    poll = actions.open_poll(
        topic,
        by=author,
        question="Төлемақының жұмсалуы туралы есепті қаншалықты жиі аласыздар?",
        options=["Тоқсан сайын", "Жылына бір рет", "Сұрағанда ғана"],
        language="kk",
    )
    often, _yearly, seldom = poll.options.all()
    for user, option in zip(cast, (often, seldom, seldom), strict=True):
        actions.answer_poll(poll, by=user, options=[option.pk])
