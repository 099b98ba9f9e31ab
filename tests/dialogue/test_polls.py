"""Polls: who puts, answers and closes them, what is counted, and what is shown to whom."""

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.dialogue.models import Poll, PollAnswer, Topic
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from tests import forks
from tests.conftest import copy_portal
from tests.dialogue.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FRAGMENT = {"HX-Request": "true"}
AT_ONCE = """
import json, threading
import django
django.setup()
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Poll, PollAnswer
from tests.dialogue.cast import make_cast

cast = make_cast()
poll = actions.open_poll(
    cast.start("public", "All at once"), by=cast.aigerim, question="Which?",
    options=[str(n) for n in range(8)], language="en",
)
gate = threading.Barrier(8)

def choose(option):
    gate.wait(30)
    actions.answer_poll(poll, by=cast.viktor, options=[option.pk])
    connections.close_all()

threads = [threading.Thread(target=choose, args=(option,)) for option in poll.options.all()]
for thread in threads: thread.start()
for thread in threads: thread.join()
poll.refresh_from_db()
print(json.dumps({
    "kept": PollAnswer.objects.count(), "answered": poll.answered_count,
    "counted": sum(option.chosen_count for option in poll.options.all()),
}))
"""


def put(topic: Topic, by: User, **other: Any) -> Poll:
    words = {"question": "Which road first?", "options": ["North", "South", "East"]}
    return actions.open_poll(topic, by=by, language="en", **{**words, **other})


def numbers(poll: Poll) -> list[int]:
    return list(poll.options.values_list("chosen_count", flat=True))


def options(poll: Poll) -> list[int]:
    return list(poll.options.values_list("pk", flat=True))


def test_a_choice_is_counted_and_another_replaces_it(cast: Cast, topic: Topic) -> None:
    poll = put(topic, cast.aigerim)
    north, south, _east = options(poll)
    actions.answer_poll(poll, by=cast.viktor, options=[north])
    actions.answer_poll(poll, by=cast.viktor, options=[north])
    actions.answer_poll(poll, by=cast.serik, options=[south])
    assert numbers(poll) == [1, 1, 0]
    actions.answer_poll(poll, by=cast.viktor, options=[south])
    poll.refresh_from_db()
    assert numbers(poll) == [0, 2, 0] and poll.answered_count == 2
    for wrong in ([], [north, south], [0], [south, -1]):
        with pytest.raises(Refused, match="answers offered"):
            actions.answer_poll(poll, by=cast.viktor, options=wrong)
    assert numbers(poll) == [0, 2, 0]


def test_several_may_be_chosen_where_it_is_said(cast: Cast, topic: Topic) -> None:
    poll = put(topic, cast.aigerim, is_multiple=True)
    north, south, east = options(poll)
    actions.answer_poll(poll, by=cast.viktor, options=[north, east])
    actions.answer_poll(poll, by=cast.viktor, options=[east, south])
    poll.refresh_from_db()
    assert numbers(poll) == [0, 1, 1] and poll.answered_count == 1


@pytest.mark.parametrize("part", ["viktor", "clerk", "citizen", "operator"])
def test_only_who_began_the_topic_puts_a_poll_and_only_one(
    cast: Cast, topic: Topic, part: str
) -> None:
    with pytest.raises(Refused) as refused:
        put(topic, getattr(cast, part))
    assert refused.value.status == 403
    put(topic, cast.aigerim)
    with pytest.raises(Refused, match="already"):
        put(topic, cast.aigerim)
    assert Entry.objects.filter(act="dialogue.open_poll", subject=topic.pk).count() == 1


@pytest.mark.parametrize("part", ["clerk", "citizen", "operator"])
def test_only_deputies_answer(cast: Cast, topic: Topic, part: str) -> None:
    poll = put(topic, cast.aigerim)
    with pytest.raises(Refused):
        actions.answer_poll(poll, by=getattr(cast, part), options=options(poll)[:1])
    assert numbers(poll) == [0, 0, 0]


def test_a_poll_behind_a_door_is_hidden(cast: Cast, closed_topic: Topic) -> None:
    poll = put(closed_topic, cast.aigerim, question="A secretword question")
    for part in ("viktor", "operator", "citizen"):
        by = getattr(cast, part)
        for act in (
            lambda by=by: actions.answer_poll(poll, by=by, options=options(poll)[:1]),
            lambda by=by: actions.close_poll(poll, by=by),
        ):
            with pytest.raises(Hidden):
                act()
        address = f"/en/dialogue/topics/{closed_topic.pk}/poll/"
        for path in (address, f"{address}open/"):
            answer = cast.client(part).get(path, headers=FRAGMENT)
            assert answer.status_code == 404 and b"secretword" not in answer.content
    actions.answer_poll(poll, by=cast.serik, options=options(poll)[:1])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"options": ["One"]}, "2 to 10"),
        ({"options": [str(n) for n in range(11)]}, "2 to 10"),
        ({"options": ["One", " one "]}, "the same"),
        ({"options": ["One", "x" * 121]}, "120"),
        ({"options": ["One", "T\x00wo"]}, "120"),
        ({"question": "?"}, "3 to 200"),
        ({"language": "de"}, "language"),
        ({"last_day": dt.date(2020, 1, 1)}, "90 days"),
        ({"last_day": dt.date.max}, "90 days"),
    ],
)
def test_odd_polls_are_refused_with_a_sentence(
    cast: Cast, topic: Topic, words: dict[str, Any], sentence: str
) -> None:
    kept = {"question": "Which?", "options": ["One", "Two"], "language": "en", **words}
    with pytest.raises(Refused, match=sentence) as refused:
        actions.open_poll(topic, by=cast.aigerim, **kept)
    assert refused.value.status == 422 and not Poll.objects.exists()


def test_a_secret_poll_shows_its_numbers_when_it_is_closed(cast: Cast, topic: Topic) -> None:
    poll = put(topic, cast.aigerim, is_secret=True)
    actions.answer_poll(poll, by=cast.viktor, options=options(poll)[1:2])
    address = f"/en/dialogue/topics/{topic.pk}/"
    for part in ("anonymous", "aigerim", "viktor", "operator"):
        page = cast.client(part).get(address).content.decode()
        assert "Which road first?" in page and "100 %" not in page, part
        assert "<p>1 deputy has answered.</p>" in page, part
        assert "<p>The numbers are shown when the poll is closed.</p>" in page, part
    actions.close_poll(poll, by=cast.aigerim)
    assert "100 %" in cast.client("anonymous").get(address).content.decode()
    with pytest.raises(Refused, match="closed"):
        actions.answer_poll(poll, by=cast.serik, options=options(poll)[:1])
    with pytest.raises(Refused, match="closed"):
        actions.close_poll(poll, by=cast.aigerim)


def test_a_poll_ends_at_the_end_of_its_last_day(cast: Cast, topic: Topic) -> None:
    poll = put(topic, cast.aigerim, last_day=today())
    assert poll.closes_at is not None
    assert timezone.localtime(poll.closes_at).time() == dt.time()
    assert poll.closes_at - timezone.now() <= dt.timedelta(days=1)
    actions.answer_poll(poll, by=cast.viktor, options=options(poll)[:1])
    Poll.objects.update(closes_at=timezone.now())
    with pytest.raises(Refused, match="closed"):
        actions.answer_poll(poll, by=cast.serik, options=options(poll)[:1])


def test_a_poll_goes_with_the_words_it_was_asked_under(cast: Cast, topic: Topic) -> None:
    poll, first = put(topic, cast.aigerim, question="A badword question"), topic.posts.get()
    actions.answer_poll(poll, by=cast.viktor, options=options(poll)[:1])
    reader, address = cast.client("anonymous"), f"/en/dialogue/topics/{topic.pk}/"
    measure = moderation.hide(Ref(POST, first.pk), by=cast.operator, reason="insult")
    for path in (address, f"{address}poll/"):
        answer = reader.get(path, headers=FRAGMENT)
        assert answer.status_code == 200 and b"badword" not in answer.content, path
        # Where it stood an open page waits for it to come back.
        assert b'id="poll" hidden data-live-on' in answer.content, path
    with pytest.raises(Refused):
        actions.answer_poll(poll, by=cast.serik, options=options(poll)[:1])
    moderation.restore(measure, by=cast.operator)
    assert b"badword" in reader.get(address).content
    actions.blank(first, by=cast.operator, reason="court")
    assert not Poll.objects.exists() and not PollAnswer.objects.exists()


def test_no_poll_is_put_under_a_lock(cast: Cast, topic: Topic) -> None:
    address = f"/en/dialogue/topics/{topic.pk}/"
    moderation.lock(Ref(TOPIC, topic.pk), by=cast.operator, reason="other")
    with pytest.raises(Refused):
        put(topic, cast.aigerim)
    author = cast.client("aigerim")
    assert author.get(f"{address}poll/open/").status_code == 404
    assert f"{address}poll/open/" not in author.get(address).content.decode()


def test_the_page_asks_shows_and_takes_the_answer(cast: Cast, topic: Topic) -> None:
    author, reader = cast.client("aigerim"), cast.client("viktor")
    address = f"/en/dialogue/topics/{topic.pk}/"
    # A page that is open already hears of a poll to come.
    assert 'id="poll" hidden data-live-on' in reader.get(address).content.decode()
    assert f"{address}poll/open/" in author.get(address).content.decode()
    assert f"{address}poll/open/" not in reader.get(address).content.decode()
    typed = {"question": "Which <b>road</b>?", "options": "North\n\nSouth\n", "language": "en"}
    assert author.post(f"{address}poll/open/", {**typed, "options": "x"}).status_code == 422
    assert author.post(f"{address}poll/open/", typed).status_code == 302
    poll = Poll.objects.get()
    south = options(poll)[1]
    assert reader.post(f"{address}poll/answer/", {"option": "x"}).status_code == 422
    assert reader.post(f"{address}poll/answer/", {"option": south}).status_code == 302
    Event.objects.all().delete()
    drawn = cast.client("serik").post(
        f"{address}poll/answer/", {"option": south}, headers=FRAGMENT
    ).content.decode()  # fmt: skip
    assert "2 deputies have answered" in drawn and "Which &lt;b&gt;road&lt;/b&gt;?" in drawn
    assert Event.objects.get().ref == f"poll:{topic.pk}"
    part = reader.get(f"{address}poll/", headers=FRAGMENT).content.decode()
    assert f'value="{south}" checked' in part and 'id="poll"' in part
    assert reader.get(f"{address}poll/")["Location"] == f"{address}#poll"
    assert reader.post(f"{address}poll/close/").status_code == 403
    assert author.post(f"{address}poll/close/").status_code == 302


@pytest.mark.both
def test_choices_of_one_deputy_at_once_leave_one() -> None:
    environment = copy_portal("polls-at-once")
    done = forks.run(["-c", AT_ONCE], environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"kept": 1, "counted": 1, "answered": 1}
