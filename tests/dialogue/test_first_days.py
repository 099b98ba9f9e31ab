"""The first days of an account: fewer posts, topics, links and invitations; then as everyone."""

import datetime as dt

import pytest
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions, first_days
from maslikhat.dialogue.models import Conversation, GroupMember, RoomRef, Topic
from maslikhat.kit.refusals import Refused
from tests.dialogue.cast import Cast
from tests.dialogue.test_groups import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LINKS = "https://a.kz/1 and [two](https://a.kz/2) and <https://a.kz/3>"


@pytest.fixture
def new(cast: Cast) -> User:
    """Viktor, whose account was made an hour ago."""
    User.objects.filter(pk=cast.viktor.pk).update(
        date_joined=timezone.now() - dt.timedelta(hours=1)
    )
    return User.objects.get(pk=cast.viktor.pk)


def test_a_newcomer_posts_five_times_an_hour_and_hears_when_that_ends(
    new: User, topic: Topic
) -> None:
    for number in range(first_days.POSTS_AN_HOUR):
        post = actions.reply(topic, by=new, body=f"Reply {number}", language="en")
    ends = (new.date_joined + first_days.FIRST_DAYS).year
    with pytest.raises(Refused, match=f"new: until .*{ends}.* 5 times an hour"):
        actions.reply(topic, by=new, body="One more", language="en")
    with pytest.raises(Refused, match="5 times an hour"):
        actions.edit(post, by=new, body="Another")
    assert actions.reply(topic, by=new, body="Reply 4", language="en").pk == post.pk
    User.objects.filter(pk=new.pk).update(date_joined=timezone.now() - first_days.FIRST_DAYS)
    old = User.objects.get(pk=new.pk)
    assert actions.reply(topic, by=old, body="One more", language="en").pk != post.pk


def test_a_newcomer_starts_two_topics_a_day(new: User) -> None:
    for number in range(first_days.TOPICS_A_DAY):
        actions.start_topic(
            RoomRef.of(), by=new, title=f"Topic {number}", body="Text", language="en"
        )
    with pytest.raises(Refused, match="at most 2 topics a day"):
        actions.start_topic(RoomRef.of(), by=new, title="Topic 3", body="Text", language="en")
    assert Topic.objects.count() == first_days.TOPICS_A_DAY


def test_a_newcomers_text_has_two_links_also_after_a_change(
    new: User, cast: Cast, topic: Topic
) -> None:
    with pytest.raises(Refused, match="at most 2 links"):
        actions.reply(topic, by=new, body=LINKS, language="en")
    post = actions.reply(topic, by=new, body=LINKS.partition(" and <")[0], language="en")
    with pytest.raises(Refused, match="at most 2 links"):
        actions.edit(post, by=new, body=LINKS)
    assert actions.reply(topic, by=cast.dana, body=LINKS, language="en")


def test_a_newcomer_writes_to_few_deputies_a_day_by_groups_and_conversations(
    new: User, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_days, "INVITED_A_DAY", 2)
    dana, aigerim, chair = map(person, (cast.dana, cast.aigerim, cast.chair))
    letter = {"title": "Letter", "body": "Text", "language": "en"}
    many = "invite at most 2 deputies a day"
    with pytest.raises(Refused, match=many):
        actions.start_conversation([dana, aigerim, chair], by=new, **letter)
    first = actions.start_conversation([dana], by=new, **letter)
    group = actions.found_group(by=new, names={"en": "Roads"}, purposes={"en": "Roads"})
    actions.invite(group, dana, by=new)
    # Who is invited already is invited once.
    actions.invite(group, dana, by=new)
    with pytest.raises(Refused, match=many):
        actions.invite(group, aigerim, by=new)
    with pytest.raises(Refused, match=many):
        actions.add_participant(Conversation.objects.get(rooms=first.room_id), aigerim, by=new)
    # Who asks to join is let in.
    actions.join_group(group, by=cast.chair)
    assert actions.invite(group, chair, by=new).is_present
    yesterday = timezone.now() - dt.timedelta(days=1)
    GroupMember.objects.filter(person=dana).update(made_at=yesterday)
    actions.invite(group, aigerim, by=new)
    User.objects.filter(pk=new.pk).update(date_joined=timezone.now() - first_days.FIRST_DAYS)
    old = User.objects.get(pk=new.pk)
    assert actions.start_conversation([dana, aigerim, chair], by=old, **{**letter, "body": "Two"})


def test_talk_that_is_brought_over_is_not_counted(new: User) -> None:
    now = timezone.now()
    for number in range(first_days.TOPICS_A_DAY + 2):
        topic = actions.start_topic(
            RoomRef.of(), by=new, title=f"Topic {number}", body=LINKS, language="en",
            at=now - dt.timedelta(hours=number),
        )  # fmt: skip
    for number in range(first_days.POSTS_AN_HOUR + 2):
        at = now - dt.timedelta(minutes=number)
        actions.reply(topic, by=new, body=f"Reply {number}", language="en", at=at)
    assert Topic.objects.count() == first_days.TOPICS_A_DAY + 2
    assert topic.posts.count() == 1 + first_days.POSTS_AN_HOUR + 2
    # The same person at the keyboard is held to the limits.
    with pytest.raises(Refused, match="Your account is new"):
        actions.reply(topic, by=new, body="Typed", language="en")
