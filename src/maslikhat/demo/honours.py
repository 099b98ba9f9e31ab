"""Invented bestowals of real awards at two occasions."""

import datetime as dt
from random import Random

from maslikhat.accounts.models import User
from maslikhat.registry.actions.honours import bestow
from maslikhat.registry.models import Award, Level, Mandate

JUBILEE = dt.date(2020, 9, 22)
EVENT = {
    "event_kk": "Қазақстан мәслихаттарының 25 жылдығына арналған республикалық конференция",
    "event_ru": "Республиканская конференция к 25-летию маслихатов",
    "event_en": "Republican conference for the 25th anniversary of the maslikhats",
}
CITATION = {
    "citation_kk": "Жергілікті өзін-өзі басқаруды дамытуға қосқан үлесі үшін (ойдан шығарылған).",
    "citation_ru": "За вклад в развитие местного самоуправления (вымышлено).",
    "citation_en": "For a contribution to local self-government (invented).",
}
BASIS = {
    "basis_kk": "Өкім (ойдан шығарылған)",
    "basis_ru": "Распоряжение (вымышлено)",
    "basis_en": "Order (invented)",
}
NATIONAL = ("senate_diploma", "pm_thanks_letter", "birlik_medal", "maslikhats_25_medal")


def build_honours(*, by: User, random: Random) -> None:
    """Awards of the conference of 2020, and diplomas of regional maslikhats since."""
    present = Mandate.objects.on().exclude(convocation__council__level=Level.NATIONAL)
    persons = [mandate.person for mandate in present.select_related("person").order_by("pk")]
    for code in NATIONAL:
        award = Award.objects.get(code=code)
        for number, person in enumerate(random.sample(persons, 8), 1):
            words = {**EVENT, **BASIS, **CITATION}
            bestow(
                award, person, by=by, day=JUBILEE, number=str(number), event_day=JUBILEE, said=words
            )
    diploma = Award.objects.get(code="honour_diploma_regional")
    for person in random.sample(persons, 30):
        day = dt.date(2024, 1, 15) + dt.timedelta(days=random.randrange(900))
        bestow(diploma, person, by=by, day=day, said=CITATION)
