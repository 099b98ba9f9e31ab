"""Who may do what: the table, and every act against it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.refusals import Hidden, Refused
from tests.dialogue.cast import Cast

# Aigerim wrote every text; she sits in the council and in its commission of ecology.
WRITERS = {"chair", "aigerim", "serik", "viktor", "dana"}
ALL = {*WRITERS, "former", "operator", "clerk", "clerk_elsewhere", "official", "citizen"}
OWN = {"chair", "aigerim", "serik"}
TABLE = {
    ("read", "public"): ALL | {"anonymous"},
    ("read", "closed"): OWN | {"clerk"},
    ("read", "commission"): {"aigerim", "clerk"},
    ("start_topic", "public"): WRITERS,
    ("start_topic", "closed"): OWN,
    ("start_topic", "commission"): {"aigerim"},
    ("reply", "public"): WRITERS,
    ("reply", "closed"): OWN,
    ("reply", "commission"): {"aigerim"},
    ("edit", "public"): {"aigerim"},
    ("edit", "closed"): {"aigerim"},
    ("edit", "commission"): {"aigerim"},
    ("mark_read", "public"): ALL,
    ("mark_read", "closed"): OWN | {"clerk"},
    ("mark_read", "commission"): {"aigerim", "clerk"},
    ("blank", "public"): {"operator"},
    ("blank", "closed"): {"operator"},
    ("blank", "commission"): {"operator"},
}
PARTS = sorted(ALL | {"anonymous"})


@pytest.fixture
def topics(topic: Topic, closed_topic: Topic, commission_topic: Topic) -> dict[str, Topic]:
    return {"public": topic, "closed": closed_topic, "commission": commission_topic}


def attempt(act: str, cast: Cast, topic: Topic, part: str) -> None:
    """The act by this part on a text of Aigerim's."""
    by, post = cast.users[part], topic.posts.earliest("pk")
    assert by is not None
    if act == "start_topic":
        actions.start_topic(topic.room.ref, by=by, title="Another", body="b", language="kk")
    elif act == "reply":
        actions.reply(topic, by=by, body="Answer", language="ru")
    elif act == "edit":
        actions.edit(post, by=by, body="Changed")
    elif act == "mark_read":
        actions.mark_read(topic, by=by, post_id=post.pk)
    else:
        actions.blank(post, by=by, reason="court")


@pytest.mark.parametrize(("act", "room"), TABLE)
def test_the_permission_says_what_the_table_says(
    act: str, room: str, cast: Cast, topics: dict[str, Topic]
) -> None:
    topic = topics[room]
    may = getattr(permissions, f"may_{act}")
    subjects = {"edit": topic.posts.get(), "blank": topic.posts.get(), "read": topic.room}
    subjects["start_topic"] = cast.rooms()[room]
    for part in PARTS:
        user = cast.users[part] or AnonymousUser()
        said = may(user, subjects.get(act, topic))
        assert said == (part in TABLE[act, room]), (act, room, part)


@pytest.mark.parametrize(("act", "room"), [key for key in TABLE if key[0] != "read"])
def test_the_act_does_what_the_table_says_and_otherwise_changes_nothing(
    act: str, room: str, cast: Cast, topics: dict[str, Topic]
) -> None:
    topic = topics[room]
    before = list(Post.objects.order_by("pk").values())
    for part in sorted(ALL - TABLE[act, room]):
        hidden = part not in TABLE["read", room] or act == "blank"
        with pytest.raises(Hidden if hidden else Refused):
            attempt(act, cast, topic, part)
    assert list(Post.objects.order_by("pk").values()) == before
    for part in sorted(TABLE[act, room]):
        attempt(act, cast, topic, part)


def test_a_deputy_whose_mandate_ended_keeps_reading_and_no_longer_edits(
    cast: Cast, topic: Topic
) -> None:
    mandate = cast.aigerim.person.mandates.get()
    mandate.to_day, mandate.end_reason = mandate.from_day.replace(month=8), "resigned"
    mandate.save()
    again = type(cast.aigerim).objects.get(pk=cast.aigerim.pk)
    assert permissions.may_read(again, topic.room)
    with pytest.raises(Refused):
        actions.edit(topic.posts.get(), by=again, body="Changed")
    with pytest.raises(Refused):
        actions.reply(topic, by=again, body="More", language="kk")


def test_who_left_the_commission_leaves_its_closed_room(
    cast: Cast, commission_topic: Topic
) -> None:
    place = cast.ecology.members.get()
    place.to_day = place.from_day.replace(month=8)
    place.save()
    assert not permissions.may_read(cast.aigerim, commission_topic.room)
    assert not Topic.objects.visible_to(cast.aigerim).filter(pk=commission_topic.pk).exists()


def test_the_queryset_and_the_permission_agree_for_everyone(
    cast: Cast, topics: dict[str, Topic]
) -> None:
    for part in PARTS:
        user = cast.users[part] or AnonymousUser()
        seen = set(Topic.objects.visible_to(user).values_list("pk", flat=True))
        told = {t.pk for t in topics.values() if permissions.may_read(user, t.room)}
        assert seen == told, part
