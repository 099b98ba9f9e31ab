"""Who reads what, and that lists and pages say the same of it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.models import Topic
from maslikhat.kit.refusals import Refused
from tests.dialogue.cast import Cast

# Who reads each room; who does what in it stands in tests/permissions.
ALL = {
    "chair", "aigerim", "serik", "viktor", "dana", "former", "operator", "clerk",
    "clerk_elsewhere", "official", "citizen", "anonymous",
}  # fmt: skip
READERS = {
    "public": ALL,
    "closed": {"chair", "aigerim", "serik", "clerk"},
    "commission": {"aigerim", "clerk"},
}
PARTS = sorted(ALL)


@pytest.fixture
def topics(topic: Topic, closed_topic: Topic, commission_topic: Topic) -> dict[str, Topic]:
    return {"public": topic, "closed": closed_topic, "commission": commission_topic}


@pytest.mark.parametrize("room", READERS)
def test_a_room_is_read_by_its_readers(room: str, cast: Cast, topics: dict[str, Topic]) -> None:
    users = {part: cast.users[part] or AnonymousUser() for part in PARTS}
    said = {part for part in PARTS if permissions.may_read(users[part], topics[room].room)}
    assert said == READERS[room]


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
