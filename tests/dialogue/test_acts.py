"""What the acts do: counts, replays, limits, versions, what is taken away, what is recorded."""

import datetime as dt
import uuid
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maslikhat.dialogue import actions, summary
from maslikhat.dialogue.models import Post, PostVersion, ReadMark, Room, RoomRef, Topic
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.registry.models import Level
from tests.dialogue.cast import Cast

LONG_AGO = dt.timedelta(days=2)


def test_the_first_topic_makes_the_room_and_the_second_finds_it(cast: Cast) -> None:
    refs = [
        RoomRef.of(),
        RoomRef.of(Level.REGIONAL),
        RoomRef.of(cast.region),
        RoomRef.of(cast.rubric),
        RoomRef.of(cast.abai),
        RoomRef.of(cast.abai, is_closed=True),
        RoomRef.of(cast.ecology),
        RoomRef.of(cast.ecology, is_closed=True),
    ]
    for number in range(2):
        for ref in refs:
            actions.start_topic(
                ref, by=cast.aigerim, title=f"Title {number}", body=str(ref), language="kk"
            )
    assert Room.objects.count() == len(refs)
    for ref in refs:
        room = Room.objects.of(ref).get()
        assert room.ref == ref == RoomRef.parse(str(ref))
        assert room.topics.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "", "nowhere", "national-1", "level-senate", "region-12", "rubric-", "rubric-007",
        "council-x", "rubric-5-closed", "council-5-shut", "council-5-closed-closed",
        "council-٣", "council--5",
        "council-" + "9" * 30, "council-5-", "national-closed", "commission-1\n",
    ],
)  # fmt: skip
def test_an_address_that_names_no_room_is_no_room(text: str) -> None:
    with pytest.raises(ValueError):
        RoomRef.parse(text)


@pytest.mark.parametrize("ref", ["region-999999999", "rubric-999999", "council-999999"])
def test_a_room_of_nothing_is_not_made(cast: Cast, ref: str) -> None:
    with pytest.raises(Hidden):
        actions.start_topic(
            RoomRef.parse(ref), by=cast.aigerim, title="Title", body="b", language="kk"
        )
    assert not Room.objects.exists()


def test_a_room_belongs_to_exactly_one_thing(cast: Cast) -> None:
    for wrong in (
        {"kind": "region"},
        {"kind": "national", "rubric": cast.rubric},
        {"kind": "rubric", "rubric": cast.rubric, "is_closed": True},
        {"kind": "council", "council": cast.abai, "rubric": cast.rubric},
        {"kind": "level", "level": "village"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Room.objects.create(**wrong)


def test_a_reply_moves_the_topic_up_and_is_counted(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="**Yes**", language="ru")
    topic.refresh_from_db()
    assert (topic.post_count, topic.last_post_id, topic.last_post_at) == (2, post.pk, post.made_at)
    assert post.html == "<p><strong>Yes</strong></p>\n"
    assert post.mandate.convocation.council == cast.abay_district
    assert post.digest == sha256(b"**Yes**").hexdigest()


def test_a_form_sent_twice_makes_one_post(cast: Cast, topic: Topic) -> None:
    key = uuid.uuid4()
    first = actions.reply(
        topic, by=cast.viktor, body="Once", language="ru", key=key, at=timezone.now() - LONG_AGO
    )
    again = actions.reply(topic, by=cast.viktor, body="Once", language="ru", key=key)
    assert again == first
    assert topic.posts.count() == 2
    assert Entry.objects.filter(act="dialogue.reply").count() == 1


def test_the_same_words_within_a_minute_are_one_post_and_later_another(
    cast: Cast, topic: Topic
) -> None:
    now = timezone.now()
    old = now - dt.timedelta(seconds=61)
    first = actions.reply(topic, by=cast.viktor, body="Thanks", language="ru", at=old)
    second = actions.reply(topic, by=cast.viktor, body="Thanks", language="ru", at=now)
    third = actions.reply(topic, by=cast.viktor, body="Thanks", language="ru")
    other = actions.reply(topic, by=cast.dana, body="Thanks", language="ru")
    assert len({first, second, third, other}) == 3
    assert second == third


def test_the_same_words_in_another_topic_are_another_post(cast: Cast, topic: Topic) -> None:
    elsewhere = cast.start("public", "Elsewhere")
    here = actions.reply(topic, by=cast.viktor, body="Thanks", language="ru")
    there = actions.reply(elsewhere, by=cast.viktor, body="Thanks", language="ru")
    assert here != there
    assert actions.reply(topic, by=cast.viktor, body="Thanks", language="ru") == here


def test_a_form_filled_anew_from_the_browsers_memory_loses_nothing(
    cast: Cast, topic: Topic
) -> None:
    key = uuid.uuid4()
    first = actions.reply(topic, by=cast.viktor, body="First", language="ru", key=key)
    second = actions.reply(topic, by=cast.viktor, body="Second", language="ru", key=key)
    assert (first.body, second.body) == ("First", "Second")
    assert first.pk != second.pk


def test_a_start_sent_twice_makes_one_topic(cast: Cast) -> None:
    key = uuid.uuid4()
    words = {"title": "Once only", "body": "Text", "language": "kk", "key": key}
    ref = RoomRef.of(cast.rubric)
    first = actions.start_topic(ref, by=cast.viktor, **words)
    assert actions.start_topic(ref, by=cast.viktor, **words) == first
    assert actions.start_topic(RoomRef.of(), by=cast.viktor, **words) != first
    assert Topic.objects.count() == 2


def test_the_thirty_first_post_of_an_hour_is_refused_and_nothing_is_kept(
    cast: Cast, topic: Topic
) -> None:
    for number in range(30):
        actions.reply(topic, by=cast.viktor, body=f"No. {number}", language="ru")
    with pytest.raises(Refused, match="30") as refusal:
        actions.reply(topic, by=cast.viktor, body="One more", language="ru")
    assert refusal.value.status == 429
    with pytest.raises(Refused):
        actions.start_topic(RoomRef.of(), by=cast.viktor, title="A title", body="x", language="ru")
    actions.reply(topic, by=cast.dana, body="Another person may", language="ru")
    topic.refresh_from_db()
    assert topic.post_count == topic.posts.count() == 32
    actions.reply(topic, by=cast.viktor, body="No. 29", language="ru")
    assert topic.posts.count() == 32


def test_an_edit_keeps_what_was_said_before(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    actions.edit(post, by=cast.aigerim, body="Second")
    actions.edit(post, by=cast.aigerim, body="Second")
    edited = actions.edit(post, by=cast.aigerim, body="Third")
    assert (edited.version, edited.body, edited.html) == (3, "Third", "<p>Third</p>\n")
    assert edited.edited_at is not None
    versions = list(post.versions.order_by("number").values_list("number", "body", "by"))
    assert versions == [
        (1, "A public question: text", cast.aigerim.pk),
        (2, "Second", cast.aigerim.pk),
    ]
    assert Entry.objects.filter(act="dialogue.edit").count() == 2


def test_a_blanked_text_leaves_its_hashes_and_nothing_else(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    actions.edit(post, by=cast.aigerim, body="The offending text")
    actions.blank(post, by=cast.operator, reason="court")
    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.body, post.html, topic.title) == ("", "", "")
    # What is held for visitors is given up with it.
    assert Event.objects.filter(channel="held").exists()
    assert post.digest == sha256(b"The offending text").hexdigest()
    assert topic.title_digest == sha256(b"A public question").hexdigest()
    version = PostVersion.objects.get()
    assert (version.body, version.digest) == ("", sha256(b"A public question: text").hexdigest())
    with pytest.raises(Hidden):
        actions.blank(post, by=cast.operator, reason="court")
    with pytest.raises(Refused):
        actions.edit(post, by=cast.aigerim, body="Again")


def test_a_blanked_reply_leaves_the_title(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="Bad words", language="ru")
    with pytest.raises(Refused):
        actions.blank(post, by=cast.operator, reason="mood")
    actions.blank(post, by=cast.operator, reason="personal")
    topic.refresh_from_db()
    assert topic.title == "A public question"


def test_a_read_mark_never_goes_back_and_is_on_no_record(cast: Cast, topic: Topic) -> None:
    first = topic.posts.get()
    second = actions.reply(topic, by=cast.viktor, body="More", language="ru")
    before = Entry.objects.count()
    actions.mark_read(topic, by=cast.citizen, post_id=second.pk)
    actions.mark_read(topic, by=cast.citizen, post_id=first.pk)
    assert ReadMark.objects.get().last_post == second
    assert Entry.objects.count() == before
    elsewhere = cast.start("public", "Elsewhere").posts.get()
    with pytest.raises(Hidden):
        actions.mark_read(topic, by=cast.citizen, post_id=elsewhere.pk)


def test_every_post_is_recorded_by_number(cast: Cast, topic: Topic) -> None:
    post = actions.reply(topic, by=cast.viktor, body="More", language="ru")
    entries = Entry.objects.filter(act__startswith="dialogue.").order_by("pk")
    assert [(e.act, e.actor, e.subject) for e in entries] == [
        ("dialogue.start_topic", cast.aigerim.pk, topic.pk),
        ("dialogue.reply", cast.viktor.pk, post.pk),
    ]


def test_talk_brought_over_keeps_its_time_and_never_lies_ahead(cast: Cast, topic: Topic) -> None:
    before = topic.last_post_at
    old = actions.reply(
        topic, by=cast.viktor, body="Old", language="ru", at=timezone.now() - LONG_AGO
    )
    topic.refresh_from_db()
    assert old.made_at < before == topic.last_post_at
    ahead = actions.reply(
        topic, by=cast.dana, body="Ahead", language="ru", at=timezone.now() + LONG_AGO
    )
    assert ahead.made_at <= timezone.now()
    with pytest.raises(Refused):
        actions.reply(
            topic,
            by=cast.dana,
            body="Before the mandate",
            language="ru",
            at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        )


def test_other_rooms_are_told_of_what_their_reader_may_see(
    cast: Cast, topic: Topic, closed_topic: Topic, commission_topic: Topic
) -> None:
    everything = {topic.pk, closed_topic.pk, commission_topic.pk}
    for user, seen in (
        (None, {topic.pk}),
        (cast.viktor, {topic.pk}),
        (cast.operator, {topic.pk}),
        (cast.serik, {topic.pk, closed_topic.pk}),
        (cast.aigerim, everything),
        (cast.clerk, everything),
    ):
        assert {row.pk for row in summary.latest_topics(user, 9)} == seen
        assert {row.pk for row in summary.topics_of_person(cast.aigerim.person, user, 9)} == seen
        in_council = {row.pk for row in summary.topics_of_council(cast.abai, user, 9)}
        assert in_council == seen & {closed_topic.pk}
    assert summary.counts() == 1


def test_a_post_survives_a_person_who_loses_the_user(cast: Cast, topic: Topic) -> None:
    cast.aigerim.delete()
    assert Post.objects.get().author.surname_en == "Aigerim"


def test_changes_count_among_the_thirty_of_an_hour(cast: Cast) -> None:
    topic = actions.start_topic(
        RoomRef.of(), by=cast.aigerim, title="Title", body="Body", language="kk"
    )
    post = topic.posts.get()
    for number in range(29):
        actions.edit(post, by=cast.aigerim, body=f"Body {number}")
    for act in (
        lambda: actions.edit(post, by=cast.aigerim, body="Body again"),
        lambda: actions.reply(topic, by=cast.aigerim, body="Reply", language="kk"),
    ):
        with pytest.raises(Refused, match="30") as refused:
            act()
        assert refused.value.status == 429
    post.refresh_from_db()
    assert post.body == "Body 28"
    Post.objects.update(made_at=timezone.now() - LONG_AGO, edited_at=timezone.now() - LONG_AGO)
    PostVersion.objects.update(made_at=timezone.now() - LONG_AGO)
    assert actions.edit(post, by=cast.aigerim, body="Body again").body == "Body again"


def test_a_text_too_tangled_to_be_drawn_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.start_topic(
            RoomRef.of(), by=cast.aigerim, title="Title", body="![" * 10_000, language="kk"
        )
    assert refused.value.status == 422
    assert not Topic.objects.exists()
