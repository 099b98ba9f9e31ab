"""Who hears of what is said: followers, open pages and nobody else."""

import pytest
from pytest_django import DjangoAssertNumQueries

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.followed import POST, ROOM, TOPIC
from maslikhat.dialogue.models import Post, Room, RoomRef, Topic
from maslikhat.live.models import Event
from maslikhat.notices import actions as notices
from maslikhat.notices import registers
from maslikhat.notices.models import Follow, Notice
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.models import Person
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric
from tests.dialogue.cast import Cast
from tests.worker import drain

FRAGMENT = {"HX-Request": "true"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def told(user: User) -> set[tuple[str, str, int]]:
    """What a user's inbox holds: act, kind and number."""
    rows = Notice.objects.filter(user=user).select_related("happening")
    return {(n.happening.act, n.happening.kind, n.happening.number) for n in rows}


def test_who_starts_a_topic_follows_it_and_hears_of_replies(cast: Cast, topic: Topic) -> None:
    assert Follow.objects.filter(user=cast.aigerim, kind=TOPIC, number=topic.pk).exists()
    drain()
    actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    drain()
    assert told(cast.aigerim) == {("dialogue.reply", TOPIC, topic.pk)}
    assert told(cast.viktor) == set()


def test_who_replies_follows_the_topic_until_he_stops(cast: Cast, topic: Topic) -> None:
    own = Follow.objects.filter(user=cast.viktor, kind=TOPIC, number=topic.pk)
    actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    assert own.exists()
    notices.unfollow(TOPIC, topic.pk, by=cast.viktor)
    actions.reply(topic, by=cast.viktor, body="And we will.", language="en")
    assert not own.exists()


def test_who_stopped_following_before_he_replied_stays_away(cast: Cast, topic: Topic) -> None:
    notices.follow(TOPIC, topic.pk, by=cast.viktor)
    actions.reply(topic, by=cast.dana, body="We did.", language="en")
    drain()
    notices.unfollow(TOPIC, topic.pk, by=cast.viktor)
    actions.reply(topic, by=cast.viktor, body="So did we.", language="en")
    assert not Follow.objects.filter(user=cast.viktor, kind=TOPIC, number=topic.pk).exists()


def test_what_is_said_first_takes_few_statements(
    cast: Cast, topic: Topic, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new = RoomRef.of(Rubric.objects.exclude(rooms__isnull=False)[0])
    assert not Room.objects.of(new).exists()
    with django_assert_max_num_queries(23):
        actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    with django_assert_max_num_queries(22):
        actions.start_topic(new, by=cast.viktor, title="Snow", body="Who?", language="en")


def test_who_follows_a_thousand_things_still_speaks(
    cast: Cast, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "MOST_FOLLOWS", 1)
    notices.follow(ROOM, topic.room_id, by=cast.viktor)
    actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    actions.start_topic(
        cast.rooms()["public"], by=cast.viktor, title="Another", body="And?", language="en"
    )
    assert list(Follow.objects.filter(user=cast.viktor).values_list("kind", flat=True)) == [ROOM]


def test_the_author_of_an_accepted_answer_hears_it_once_and_at_once(cast: Cast) -> None:
    question = actions.start_topic(
        cast.rooms()["public"], by=cast.aigerim, title="A question", body="How?", language="en",
        kind="question",
    )  # fmt: skip
    drain()
    answer = actions.reply(question, by=cast.viktor, body="So.", language="en")
    drain()
    notices.follow(TOPIC, question.pk, by=cast.dana)
    drain()
    actions.accept(answer, by=cast.aigerim)
    drain()
    assert told(cast.viktor) == {("dialogue.accept_yours", TOPIC, question.pk)}
    assert Notice.objects.get(user=cast.viktor).mode == "direct"
    assert told(cast.dana) == {("dialogue.accept", TOPIC, question.pk)}
    page = cast.client("viktor").get("/en/notices/").content.decode()
    assert "accepted your answer" in page


@pytest.mark.parametrize("is_reply", [True, False])
def test_a_post_that_names_a_follower_is_one_notice(
    cast: Cast, topic: Topic, is_reply: bool
) -> None:
    drain()
    for kind, number in ((TOPIC, topic.pk), (ROOM, topic.room_id)):
        notices.follow(kind, number, by=cast.viktor)
    body = f"Ask [Viktor](/en/deputies/{cast.viktor.person.pk}/)."
    if is_reply:
        actions.reply(topic, by=cast.dana, body=body, language="en")
    else:
        room = cast.rooms()["public"]
        actions.start_topic(room, by=cast.dana, title="A new one", body=body, language="en")
    drain()
    assert [word for word, *_rest in told(cast.viktor)] == ["dialogue.mention"]
    assert Notice.objects.filter(user=cast.viktor).count() == 1
    # What comes after it is told as ever.
    actions.reply(topic, by=cast.dana, body="More.", language="en")
    drain()
    assert Notice.objects.filter(user=cast.viktor).count() == 2


@pytest.mark.parametrize("source", ["room", "rubric", "council", "person"])
def test_followers_of_where_and_who_hear_of_a_new_topic(cast: Cast, source: str) -> None:
    first = cast.start("public", "The first")
    author = Person.objects.get(user=cast.aigerim)
    kind, number = {
        "room": (ROOM, first.room_id),
        "rubric": ("rubrics.rubric", cast.rubric.pk),
        "council": (COUNCIL, cast.abai.pk),
        "person": ("registry.person", author.pk),
    }[source]
    notices.follow(kind, number, by=cast.citizen)
    second = actions.start_topic(
        cast.rooms()["public"], by=cast.aigerim, title="The second", body="And?", language="en"
    )
    drain()
    heard = ("dialogue.start_topic", TOPIC, second.pk) in told(cast.citizen)
    # The public room of the cast is of a subject, not of the council.
    assert heard is (source != "council")


@pytest.mark.parametrize("where", ["topic", "room"])
def test_who_follows_a_broad_subject_hears_of_the_narrower_ones(cast: Cast, where: str) -> None:
    broad, narrow = (Rubric.objects.get(code=code) for code in ("environment", "waste"))
    notices.follow(RUBRIC, broad.pk, by=cast.citizen)
    notices.follow(RUBRIC, Rubric.objects.get(code="budget").pk, by=cast.official)
    topic = actions.start_topic(
        RoomRef.of(narrow) if where == "room" else RoomRef.parse("national"),
        by=cast.aigerim,
        title="Landfills",
        body="And?",
        language="en",
        rubric=None if where == "room" else narrow,
    )
    actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    drain()
    acts = {(act, TOPIC, topic.pk) for act in ("dialogue.start_topic", "dialogue.reply")}
    assert told(cast.citizen) == acts
    assert told(cast.official) == set()


def test_what_is_said_behind_a_door_is_told_to_nobody_outside(cast: Cast) -> None:
    notices.follow(COUNCIL, cast.abai.pk, by=cast.citizen)
    notices.follow(COUNCIL, cast.abai.pk, by=cast.serik)
    topic = cast.start("closed", "A secretword question")
    drain()
    assert told(cast.citizen) == set()
    assert told(cast.serik) == {("dialogue.start_topic", TOPIC, topic.pk)}


def test_reading_a_topic_reads_what_was_told_of_it(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    drain()
    assert Notice.objects.filter(user=cast.aigerim, read_at=None).exists()
    actions.mark_read(topic, by=cast.aigerim, post_id=post.pk)
    assert not Notice.objects.filter(user=cast.aigerim, read_at=None).exists()


def test_what_is_shown_is_what_is_visible(cast: Cast, topic: Topic) -> None:
    closed = [cast.start(room, "A secretword question") for room in ("closed", "commission")]
    readers = [user for user in cast.users.values() if user is not None]
    posts = Post.objects.all()
    actions.blank(posts.get(topic=closed[0]), by=cast.operator, reason="court")
    for kind, rows in ((TOPIC, Topic.objects), (ROOM, Room.objects), (POST, posts)):
        numbers = set(rows.values_list("pk", flat=True))
        shown = registers.kinds[kind].show(numbers, readers, "en")
        visible = registers.kinds[kind].visible
        assert visible is not None
        for reader in readers:
            seen = {n for n, t in shown.items() if t.readers is None or reader.pk in t.readers}
            assert seen == set(visible(reader).values_list("pk", flat=True)), (kind, reader)


def test_a_reply_is_an_event_for_open_pages_and_comes_after_the_last_one(
    cast: Cast, topic: Topic
) -> None:
    first = topic.posts.get()
    address = f"/en/dialogue/topics/{topic.pk}/after/?after={first.pk}"
    reader = cast.client("anonymous")
    assert reader.get(address)["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    assert b"<article" not in reader.get(address, headers=FRAGMENT).content
    post = actions.reply(topic, by=cast.viktor, body="Fresh words.", language="en")
    event = Event.objects.order_by("-pk")[0]
    assert (event.channel, event.ref) == (f"topic:{topic.pk}", f"post:{post.pk}")
    html = reader.get(address, headers=FRAGMENT).content.decode()
    assert "Fresh words." in html and f"after={post.pk}" in html
    assert f'data-live-on="topic:{topic.pk}"' in html
    page = reader.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "data-live=" in page and f"after={post.pk}" in page
    for wrong in ("x", "-1", "9" * 40, ""):
        asked = f"/en/dialogue/topics/{topic.pk}/after/?after={wrong}"
        assert reader.get(asked, headers=FRAGMENT).status_code == 200


def test_a_post_that_changes_is_an_event_and_is_drawn_anew(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="First words.", language="en")
    second = actions.reply(topic, by=cast.serik, body="Other words.", language="en")
    Topic.objects.filter(pk=topic.pk).update(kind="question")
    acts = [
        (lambda: actions.edit(post, by=cast.viktor, body="Better words."), [post]),
        (lambda: actions.mark_useful(post, by=cast.aigerim), [post]),
        (lambda: actions.mark_useful(post, by=cast.aigerim), []),
        (lambda: actions.unmark_useful(post, by=cast.aigerim), [post]),
        (lambda: actions.accept(post, by=cast.aigerim), [post]),
        (lambda: actions.accept(second, by=cast.aigerim), [post, second]),
        (lambda: actions.unaccept(topic, by=cast.aigerim), [second]),
        (lambda: actions.blank(second, by=cast.operator, reason="court"), [second]),
    ]
    for act, drawn in acts:
        Event.objects.all().delete()
        act()
        events = Event.objects.filter(channel=f"topic:{topic.pk}").order_by("pk")
        assert list(events.values_list("ref", flat=True)) == [f"changed:{p.pk}" for p in drawn]
    reader = cast.client("anonymous")
    address = f"/en/dialogue/topics/{topic.pk}/changed/?posts="
    assert reader.get(address)["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    html = reader.get(f"{address}{post.pk},x", headers=FRAGMENT).content.decode()
    assert "Better words." in html and "data-hx-swap-oob" in html and html.count("<article") == 1
    other = cast.start("public", "Another")
    asked = f"{address}{other.last_post_id}"
    assert b"<article" not in reader.get(asked, headers=FRAGMENT).content
    assert reader.get(address + "1," * 50 + "1", headers=FRAGMENT).status_code == 400


def test_a_topic_that_is_closed_says_so_on_pages_that_stand_open(cast: Cast, topic: Topic) -> None:
    page, reader = f"/en/dialogue/topics/{topic.pk}/", cast.client("viktor")
    assert 'data-live-when="changed closed"' in reader.get(page).content.decode()
    for act, is_closed in ((actions.close, True), (actions.reopen, False)):
        Event.objects.all().delete()
        act(topic, by=cast.operator)
        events = Event.objects.filter(channel=f"topic:{topic.pk}")
        assert list(events.values_list("ref", flat=True)) == [f"closed:{topic.pk}"]
        html = reader.get(f"{page}changed/?posts=", headers=FRAGMENT).content.decode()
        assert ("This topic is closed" in html) == is_closed
        assert ("The topic is open for replies again" in html) != is_closed
        assert reader.get(page).content.decode().count("This topic is closed") == is_closed


def test_a_reply_to_a_topic_that_was_closed_meanwhile_is_refused_for_that(
    cast: Cast, topic: Topic
) -> None:
    actions.close(topic, by=cast.operator)
    words = {"body": "And yet.", "language": "en"}
    answer = cast.client("viktor").post(f"/en/dialogue/topics/{topic.pk}/reply/", words)
    assert answer.status_code == 409
    assert "This topic is closed" in answer.content.decode()


def test_the_number_of_unread_things_is_told_to_the_readers_pages(cast: Cast, topic: Topic) -> None:
    actions.reply(topic, by=cast.viktor, body="We did.", language="en")
    drain()
    own = Event.objects.filter(channel=f"user:{cast.aigerim.pk}", ref="notices")
    assert own.count() == 1
    notices.mark_all_read(by=cast.aigerim)
    assert own.count() == 2
    notices.mark_all_read(by=cast.aigerim)
    assert own.count() == 2
    page = cast.client("aigerim").get("/en/councils/").content.decode()
    assert page.count("data-live=") == 1 and f'data-live-on="user:{cast.aigerim.pk}"' in page


def test_nothing_comes_after_a_post_behind_a_door(cast: Cast, closed_topic: Topic) -> None:
    for part in ("after/?after=0", f"changed/?posts={closed_topic.last_post_id}"):
        address = f"/en/dialogue/topics/{closed_topic.pk}/{part}"
        for name in ("anonymous", "citizen", "viktor", "operator"):
            answer = cast.client(name).get(address, headers=FRAGMENT)
            assert answer.status_code == 404 and b"secretword" not in answer.content
        assert b"secretword" in cast.client("serik").get(address, headers=FRAGMENT).content


def test_a_posted_reply_brings_what_others_posted_meanwhile(cast: Cast, topic: Topic) -> None:
    first = topic.posts.get()
    actions.reply(topic, by=cast.viktor, body="Meanwhile.", language="en")
    sent = {"body": "My own.", "language": "en", "after": first.pk}
    answer = cast.client("serik").post(
        f"/en/dialogue/topics/{topic.pk}/reply/", sent, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert html.count("<article") == 2
    assert html.index("Meanwhile.") < html.index("My own.")
