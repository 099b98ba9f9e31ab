"""The moderation of the demo: a reported reply, and a hidden one with its appeal decided."""

import datetime as dt

from django.utils import timezone

from maslikhat.accounts.actions import make_user
from maslikhat.accounts.models import User
from maslikhat.demo.cast import JOINED, SINCE, user_of
from maslikhat.dialogue.actions import reply
from maslikhat.dialogue.models import Topic
from maslikhat.moderation import actions
from maslikhat.moderation.models import Outcome, Reason
from maslikhat.moderation.registers import Ref
from maslikhat.registry.actions.roles import appoint
from maslikhat.registry.models import Role

ADVERTISING = (
    "Коллеги, наша фирма ставит контейнеры дешевле всех, звоните в любое время. Скидка только до"
    " конца недели."
)
INSULT = "Мұны жазған адам шаруаны білмейді, оның айтқанын оқудың өзі артық."
NOTE = "Адамды емес, ұсынысты талқылаңыз."
APPEAL = "Мен ешкімді ренжіткім келген жоқ, ұсынысқа ғана қарсы болдым."
ANSWER = (
    "Пікірде ұсынысқа қарсы дәлел жоқ, тек авторға қатысты сөз бар. Дәлеліңізді жаңа жауапта"
    " жазыңыз."
)


def build_moderation(*, by: User) -> None:
    """A moderator is appointed; what was reported waits, what was hidden has been appealed."""
    moderator = make_user(by=by, username="moderator", at=JOINED)
    appoint(moderator, by=by, kind=Role.Kind.MODERATOR, from_day=SINCE)
    topic = Topic.objects.filter(room__kind="national").earliest("pk")
    city, regional, citizen = map(user_of, ("deputy-city", "deputy-regional", "citizen"))
    assert city is not None and regional is not None and citizen is not None
    now = timezone.now().replace(microsecond=0)
    advertised = reply(
        topic, by=city, body=ADVERTISING, language="ru", at=now - dt.timedelta(hours=30)
    )
    for reporter in (citizen, regional):
        actions.report(Ref("dialogue.post", advertised.pk), by=reporter, reason=Reason.SPAM)
    rude = reply(topic, by=regional, body=INSULT, language="kk", at=now - dt.timedelta(hours=29))
    insult = Ref("dialogue.post", rude.pk)
    actions.report(insult, by=citizen, reason=Reason.INSULT)
    measure = actions.hide(insult, by=moderator, reason=Reason.INSULT, note=NOTE)
    appeal = actions.appeal(measure, by=regional, words=APPEAL)
    actions.decide(appeal, by=by, outcome=Outcome.UPHELD, answer=ANSWER)
