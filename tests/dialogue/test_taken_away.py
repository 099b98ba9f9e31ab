"""Who wrote a text that is taken away sees what and why: at once, in a letter and on the page."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.taken_away import BLANKED
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Notice
from tests.dialogue.cast import Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db
SAID = {
    "kk": (
        "Мәтініңіз заңды негізде алып тасталды",
        "Сот шешімі",
        "Сот шешіміне шағымды портал қарамайды.",
    ),
    "ru": (
        "Ваш текст изъят на законном основании",
        "Решение суда",
        "Жалобы на решение суда портал не рассматривает.",
    ),
    "en": (
        "Your text was taken away on a legal ground",
        "Decision of a court",
        "The portal hears no appeal against the decision of a court.",
    ),
}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_author_reads_in_a_letter_what_was_taken_and_why(
    cast: Cast, topic: Topic, lang: str, mailoutbox: list[Any]
) -> None:
    EmailAddress.objects.create(
        user=cast.viktor, email="viktor@example.kz", primary=True, verified=True
    )
    type(cast.viktor).objects.filter(pk=cast.viktor.pk).update(language=lang)
    post = actions.reply(topic, by=cast.viktor, body="The offending text", language="ru")
    drain()
    actions.blank(post, by=cast.operator, reason="court")
    drain()
    [letter] = mailoutbox
    assert letter.to == ["viktor@example.kz"]
    for words in (*SAID[lang], f"/{lang}/dialogue/posts/{post.pk}/history/"):
        assert words in letter.body
    assert "offending" not in letter.body
    assert list(Notice.objects.filter(kind=BLANKED).values_list("user", flat=True)) == [
        cast.viktor.pk
    ]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_ground_stands_on_the_post_and_in_its_history(
    cast: Cast, topic: Topic, lang: str
) -> None:
    post = actions.reply(topic, by=cast.viktor, body="The offending text", language="ru")
    actions.blank(post, by=cast.operator, reason="court")
    _act, ground, next_step = SAID[lang]
    for page in (f"topics/{topic.pk}/", f"posts/{post.pk}/history/"):
        seen = Client().get(f"/{lang}/dialogue/{page}").content.decode()
        assert ground in seen
        assert next_step not in seen, "what the author can do is said to the author"
        own = cast.client("viktor").get(f"/{lang}/dialogue/{page}").content.decode()
        assert ground in own
        assert next_step in own


def test_each_ground_says_who_hears_objections(cast: Cast, topic: Topic) -> None:
    for reason, sentence in (
        ("body", "Objections are heard by the body that gave the order."),
        ("personal", "You may write again without the personal data."),
    ):
        post = actions.reply(topic, by=cast.viktor, body=f"About {reason}", language="en")
        actions.blank(post, by=cast.operator, reason=reason)
        drain()
        inbox = cast.client("viktor").get("/en/notices/").content.decode()
        assert sentence in inbox
    assert "taken away" not in cast.client("aigerim").get("/en/notices/").content.decode()


@pytest.mark.parametrize(
    ("lang", "words"), [("kk", "2 жазылушы"), ("ru", "2 подписчика"), ("en", "2 following")]
)
def test_a_topic_says_how_many_follow_it(cast: Cast, topic: Topic, lang: str, words: str) -> None:
    follow("dialogue.topic", topic.pk, by=cast.citizen)
    assert words in Client().get(f"/{lang}/dialogue/topics/{topic.pk}/").content.decode()
