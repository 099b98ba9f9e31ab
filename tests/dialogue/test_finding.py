"""What is said is found by who may read it, as it reads now, and by nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.dialogue import actions
from maslikhat.dialogue.finding import asked_tokens_of, tokens_of
from maslikhat.dialogue.models import Topic
from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.notices.letters import digests
from maslikhat.notices.letters.sending import send_due
from maslikhat.notices.models import Delivery, Follow, Notice
from maslikhat.registry.models import Mandate
from maslikhat.search import follower
from maslikhat.search.actions import index, save
from maslikhat.search.asking import Asked, Found, find
from maslikhat.search.followed import SAVED
from maslikhat.search.models import Entry
from maslikhat.search.question import parse
from maslikhat.search.registers import those_who_find
from maslikhat.search.registers import tokens_of as all_tokens
from maslikhat.search.tasks import tell_saved
from tests.dialogue.cast import Cast
from tests.dialogue.test_closed_rooms import SECRET, STRANGERS
from tests.worker import drain


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def ask(cast: Cast, part: str, text: str) -> Found:
    follower.catch_up()
    return find(Asked(parse(text)), all_tokens(cast.users[part]))


def test_a_topic_and_its_replies_are_found(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="Қоқыс **полигоны** <жабылды>", language="kk")
    found = ask(cast, "anonymous", "полигонды").entries
    assert [(entry.kind, entry.number) for entry in found] == [("post", post.pk)]
    assert found[0].title("kk").text == topic.title
    assert found[0].rubric == cast.rubric.code
    found = ask(cast, "anonymous", "public question").entries
    assert [(entry.kind, entry.number) for entry in found] == [("topic", topic.pk)]


def test_an_edit_and_a_blanking_change_what_is_found(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="полигон", language="kk")
    actions.edit(post, by=cast.viktor, body="бөгет")
    assert ask(cast, "anonymous", "полигон").count == 0
    assert ask(cast, "anonymous", "бөгетті").count == 1
    actions.blank(post, by=cast.operator, reason="court")
    assert ask(cast, "anonymous", "бөгет").count == 0
    other = actions.reply(topic, by=cast.viktor, body="құбыр", language="kk")
    actions.blank(topic.posts.earliest("pk"), by=cast.operator, reason="court")
    assert ask(cast, "anonymous", "public question").count == 0
    (left,) = ask(cast, "anonymous", "құбыр").entries
    assert (left.number, left.title().text) == (other.pk, "")
    assert not Entry.objects.exclude(number=other.pk).filter(text_en__contains="question").exists()


@pytest.mark.parametrize("room", ["closed", "commission"])
def test_a_closed_room_is_searched_by_its_own_alone(cast: Cast, room: str) -> None:
    topic = cast.start(room, "A secretword question")
    actions.reply(topic, by=cast.aigerim, body=f"{SECRET} reply", language="en")
    assert ask(cast, "aigerim", SECRET).count == 2
    assert ask(cast, "clerk", SECRET).count == 2
    for part in STRANGERS:
        assert ask(cast, part, SECRET).count == 0, part
        client = cast.client(part)
        for path in ("", "feed/", "proposals/"):
            answer = client.get(
                f"/en/search/{path}",
                {"q": "secretwor" if path == "proposals/" else SECRET, "kind": "topic"},
                headers={"HX-Request": "true"},
            )
            assert answer.status_code == 200
            assert f"topics/{topic.pk}/" not in answer.content.decode(), (part, path)
            assert "reply" not in answer.content.decode().replace("replies", ""), (part, path)


def test_who_leaves_the_council_finds_nothing_there_from_that_moment(
    cast: Cast, closed_topic: Topic
) -> None:
    assert ask(cast, "aigerim", SECRET).count == 1
    Mandate.objects.filter(person__user=cast.aigerim).update(to_day=today(), end_reason="resigned")
    left = type(cast.aigerim).objects.get(pk=cast.aigerim.pk)
    assert tokens_of(left) == frozenset()
    assert find(Asked(parse(SECRET)), all_tokens(left)).count == 0


def test_a_room_that_is_closed_is_closed_at_once(cast: Cast, topic: Topic) -> None:
    assert ask(cast, "anonymous", "public").count == 1
    with writing():
        index("topic", topic.pk, title=topic.title, audience=f"room:{topic.room_id}")
    page = Client().get("/en/search/", {"q": "public"}).content.decode()
    assert f"topics/{topic.pk}/" not in page


def test_who_may_find_in_a_closed_room_is_answered_alike_in_three_ways(cast: Cast) -> None:
    """Tokens of one reader, the same as a question, and who of many holds a token."""
    places = [
        cast.start(room, f"A question in {room}").room_id for room in ("closed", "commission")
    ]
    tokens = [f"room:{place}" for place in places]
    users = [user for user in cast.users.values() if user]
    may_find = those_who_find(tokens, users)
    for user in users:
        assert tokens_of(user) == frozenset(asked_tokens_of(user))
        assert {token for token in tokens if user.pk in may_find[token]} == tokens_of(user)
    assert any(may_find.values())
    with CaptureQueriesContext(connection) as asked:
        those_who_find(tokens, users)
    assert len(asked) <= 6


def test_a_letter_of_a_kept_search_is_silent_on_a_room_that_was_left(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    """From the reply to the letter, for who is inside; and for who has left since, nothing."""
    kept = save(by=cast.aigerim, query=f"q={SECRET}", words=SECRET)
    Follow.objects.filter(number=kept.pk).update(made_at=timezone.now() - timedelta(days=1))
    EmailAddress.objects.create(
        user=cast.aigerim, email="aigerim@example.kz", primary=True, verified=True
    )
    topic = cast.start("closed", "A question behind doors")
    actions.reply(topic, by=cast.aigerim, body=f"{SECRET} reply", language="en")
    follower.catch_up()
    now = timezone.now()
    tell_saved.call((now - timedelta(days=1)).isoformat(), now.isoformat())
    drain("default")
    assert set(Notice.objects.filter(kind=SAVED).values_list("user", flat=True)) == {
        cast.aigerim.pk
    }
    due = now + timedelta(hours=1)
    digests.plan(now, due)
    Mandate.objects.filter(person__user=cast.aigerim).update(to_day=today(), end_reason="resigned")
    drain("mail")
    assert mailoutbox == []
    Mandate.objects.filter(person__user=cast.aigerim).update(to_day=None, end_reason="")
    Delivery.objects.update(state="waiting", next_at=now)
    Notice.objects.exclude(kind=SAVED).delete()
    send_due(timedelta(seconds=5))
    [letter] = mailoutbox
    assert f"A question behind doors: {SECRET} reply" in letter.body


def test_what_the_acts_have_told_is_all_there_is(cast: Cast, topic: Topic) -> None:
    """Asking the rooms for everything changes nothing: the acts have told it."""
    closed = cast.start("closed", "A closed question")
    post = actions.reply(topic, by=cast.viktor, body="one", language="en")
    actions.reply(topic, by=cast.viktor, body="two", language="en")
    actions.edit(post, by=cast.viktor, body="three")
    actions.blank(closed.posts.get(), by=cast.operator, reason="court")
    of_talk = Entry.objects.filter(kind__in=("topic", "post"))
    before = set(of_talk.values_list("kind", "number", "changed"))
    assert len(before) == 4
    follower.fill()
    assert set(of_talk.values_list("kind", "number", "changed")) == before
