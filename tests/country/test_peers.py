"""In the demo a question was put to deputies, and a newly elected one sees the first steps."""

import re

import pytest
from django.utils import translation

from maslikhat.demo.cast import user_of
from maslikhat.dialogue.asking import asked_in, desk_of
from maslikhat.dialogue.models import Topic
from tests.country.conftest import Enter

pytestmark = pytest.mark.django_db


def question_of(role: str) -> Topic:
    """The question of this role in which deputies were asked."""
    asked = Topic.objects.filter(askings__isnull=False, author__user=user_of(role))
    return asked.distinct().get()


def test_one_who_was_asked_has_answered_and_the_answer_is_accepted(enter: Enter) -> None:
    topic = question_of("deputy-district")
    assert topic.accepted is not None
    rows = asked_in(topic)
    assert [row.is_answered for row in rows].count(True) == 1
    assert len(rows) == 3
    page = enter("deputy-district").get(f"/en/dialogue/topics/{topic.pk}/peers/")
    assert page.content.decode().count("not yet answered") == 2


def test_the_waiting_question_has_others_to_ask_each_with_a_reason(enter: Enter) -> None:
    topic, asker = question_of("deputy-city"), user_of("deputy-city")
    assert asker is not None
    with translation.override("en"):
        desk = desk_of(topic, asker)
    assert len(desk.proposed) == 8
    assert all(re.search("commission|answered", one.reasons[0]) for one in desk.proposed)
    assert len({one.council.text for one in desk.proposed}) >= 4
    assert desk.asked_lately >= 3
    assert desk.without_account > 100
    client = enter("deputy-city")
    person = desk.proposed[0].person
    answer = client.post(f"/en/dialogue/topics/{topic.pk}/ask/", {"person": [person]})
    assert answer.status_code == 302
    assert len(asked_in(topic)) == 3


def test_the_newly_elected_see_the_first_steps_and_those_who_talk_do_not(enter: Enter) -> None:
    assert "First steps" in enter("national").get("/en/desk/").content.decode()
    for role in ("deputy-regional", "deputy-city", "deputy-district", "clerk", "citizen"):
        assert "First steps" not in enter(role).get("/en/desk/").content.decode(), role
