"""Working groups: who founds, joins, leads and leaves them, and what a closed one betrays."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.followed import ROOM, TOPIC
from maslikhat.dialogue.membership import GROUP, MEMBER
from maslikhat.dialogue.models import Group, GroupMember, Room, RoomRef, Topic
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Revocation
from maslikhat.notices import registers
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Follow, Notice
from maslikhat.registry.models import Mandate, Person
from tests.dialogue.cast import Cast
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
OUTSIDE = ("dana", "serik", "chair", "former", "operator", "clerk", "citizen", "official")
NAMES = {"kk": "Құпия топ secretword", "ru": "Рабочая группа secretword", "en": ""}
PURPOSES = {"en": "To settle the secretword matter."}


def found(cast: Cast, *, is_closed: bool = False) -> Group:
    """A group of Aigerim's."""
    return actions.found_group(by=cast.aigerim, names=NAMES, purposes=PURPOSES, is_closed=is_closed)


def person(user: User) -> Person:
    return Person.objects.get(user=user)


def enter(cast: Cast, group: Group, part: str) -> GroupMember:
    """This part is invited by Aigerim and accepts."""
    user = cast.users[part]
    assert user is not None
    actions.invite(group, person(user), by=cast.aigerim)
    return actions.join_group(group, by=user)


def end_mandate(user: User) -> User:
    """The user as somebody whose mandate has ended."""
    mandate = Mandate.objects.get(person__user=user)
    mandate.to_day, mandate.end_reason = mandate.from_day + dt.timedelta(days=30), "resigned"
    mandate.save()
    return User.objects.get(pk=user.pk)


def topic_in(group: Group, by: User, *, is_closed: bool = True) -> Topic:
    room = RoomRef.of(group, is_closed=is_closed)
    return actions.start_topic(
        room, by=by, title="A secretword topic", body="Secretword text", language="en"
    )


def test_who_founds_a_group_leads_it_and_the_same_form_founds_one(cast: Cast) -> None:
    key = uuid.uuid4()
    first, second = [
        actions.found_group(by=cast.aigerim, names=NAMES, purposes=PURPOSES, key=key)
        for _ in range(2)
    ]
    assert first == second and Group.objects.count() == 1
    assert [m.person.user for m in GroupMember.objects.leads()] == [cast.aigerim]
    assert Entry.objects.filter(act="dialogue.found_group").count() == 1
    for part in ("citizen", "former", "operator", "clerk", "official"):
        user = cast.users[part]
        assert user is not None
        with pytest.raises(Refused):
            actions.found_group(by=user, names=NAMES, purposes=PURPOSES)


def test_a_form_opened_again_and_filled_anew_founds_another(cast: Cast) -> None:
    key, others = uuid.uuid4(), {"en": "Clean air"}
    first = actions.found_group(by=cast.aigerim, names=NAMES, purposes=PURPOSES, key=key)
    for _time in range(2):
        actions.found_group(by=cast.aigerim, names=others, purposes=PURPOSES, key=key)
    assert [group.name_en for group in Group.objects.exclude(pk=first.pk)] == ["Clean air"]


@pytest.mark.parametrize(
    ("names", "purposes"),
    [
        ({}, PURPOSES), (NAMES, {}), ({"en": "ab"}, PURPOSES), ({"en": "x" * 201}, PURPOSES),
        (NAMES, {"en": "x" * 1001}), ({"en": "a\x00bcd"}, PURPOSES), (NAMES, {"ru": " \u200b "}),
    ],
)  # fmt: skip
def test_a_group_without_a_name_or_a_purpose_is_refused(
    cast: Cast, names: dict[str, str], purposes: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.found_group(by=cast.aigerim, names=names, purposes=purposes)
    assert refusal.value.status == 422
    assert not Group.objects.exists()


def test_an_invitation_is_told_accepted_and_recorded(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    member = actions.invite(group, person(cast.viktor), by=cast.aigerim)
    assert actions.invite(group, person(cast.viktor), by=cast.aigerim) == member
    assert member.is_invited and not member.is_present
    drain()
    heard = Notice.objects.filter(user=cast.viktor).values_list("kind", "number", "mode")
    assert list(heard) == [(MEMBER, member.pk, "direct")]
    assert Group.objects.visible_to(cast.viktor).get() == group
    assert not permissions.may_read(cast.viktor, RoomRef.of(group, is_closed=True))
    assert actions.join_group(group, by=cast.viktor).is_present
    assert permissions.may_write(cast.viktor, RoomRef.of(group, is_closed=True))
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts)[-2:] == ["dialogue.invite", "dialogue.join_group"]


def test_an_invitation_declined_is_not_sent_again_for_a_month(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    member = actions.invite(group, person(cast.viktor), by=cast.aigerim)
    actions.leave_group(group, by=cast.viktor)
    assert not Group.objects.visible_to(cast.viktor).exists()
    with pytest.raises(Refused, match="30 days"):
        actions.invite(group, person(cast.viktor), by=cast.aigerim)
    then = timezone.now() - dt.timedelta(days=31)
    GroupMember.objects.filter(pk=member.pk).update(made_at=then, ended_at=then)
    assert actions.invite(group, person(cast.viktor), by=cast.aigerim).is_invited


def test_who_was_not_let_in_leaves_the_leads_in_peace_for_a_while(cast: Cast) -> None:
    group = found(cast)
    actions.join_group(group, by=cast.viktor)
    actions.leave_group(group, by=cast.viktor)
    with pytest.raises(Refused, match="30 days"):
        actions.join_group(group, by=cast.viktor)
    actions.invite(group, person(cast.viktor), by=cast.aigerim)
    assert actions.join_group(group, by=cast.viktor).joined_at is not None


def test_who_asks_waits_until_let_in_and_the_leads_are_told(cast: Cast) -> None:
    group = found(cast)
    asked = actions.join_group(group, by=cast.viktor)
    assert asked.is_asking and actions.join_group(group, by=cast.viktor) == asked
    assert not permissions.may_read(cast.viktor, RoomRef.of(group, is_closed=True))
    drain()
    assert Notice.objects.filter(user=cast.aigerim, kind=MEMBER, number=asked.pk).exists()
    assert actions.invite(group, person(cast.viktor), by=cast.aigerim).is_present
    assert permissions.may_read(cast.viktor, RoomRef.of(group, is_closed=True))


def test_only_deputies_who_can_answer_are_invited(cast: Cast) -> None:
    group = found(cast)
    nobody = person(cast.viktor)
    Person.objects.filter(pk=nobody.pk).update(user=None)
    for one in (person(cast.former), Person.objects.get(pk=nobody.pk)):
        with pytest.raises(Refused, match="joined the portal"):
            actions.invite(group, one, by=cast.aigerim)


@pytest.mark.parametrize("part", OUTSIDE)
def test_nobody_outside_does_anything_with_a_closed_group(cast: Cast, part: str) -> None:
    group = found(cast, is_closed=True)
    viktor = enter(cast, group, "viktor")
    user = cast.users[part]
    assert user is not None
    for act in (
        lambda: actions.join_group(group, by=user),
        lambda: actions.leave_group(group, by=user),
        lambda: actions.invite(group, person(cast.dana), by=user),
        lambda: actions.remove_member(viktor, by=user),
        lambda: actions.make_lead(viktor, by=user),
        lambda: actions.end_group(group, by=user),
        lambda: topic_in(group, user),
    ):
        with pytest.raises(Hidden):
            act()
    with pytest.raises(Refused):
        topic_in(group, user, is_closed=False)
    assert GroupMember.objects.open().count() == 2
    assert not Room.objects.exists()


def test_a_closed_group_has_no_room_for_all(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    with pytest.raises(Hidden):
        topic_in(group, cast.aigerim, is_closed=False)
    assert not RoomRef.of(group).is_real and RoomRef.of(group, is_closed=True).is_real


def test_members_lead_nothing_and_the_invited_and_those_who_ask_still_less(cast: Cast) -> None:
    group = found(cast)
    viktor = enter(cast, group, "viktor")
    actions.join_group(group, by=cast.dana)
    lead = GroupMember.objects.leads().get()
    for user in (cast.viktor, cast.dana, cast.serik):
        for act in (
            lambda: actions.invite(group, person(cast.serik), by=user),  # noqa: B023
            lambda: actions.remove_member(lead, by=user),  # noqa: B023
            lambda: actions.make_lead(viktor, by=user),  # noqa: B023
            lambda: actions.end_group(group, by=user),  # noqa: B023
        ):
            with pytest.raises(Refused):
                act()
    assert not permissions.may_read(cast.dana, RoomRef.of(group, is_closed=True))


def test_a_group_that_stands_has_a_lead_always(cast: Cast) -> None:
    group = found(cast)
    viktor = enter(cast, group, "viktor")
    own = GroupMember.objects.leads().get()
    with pytest.raises(Refused, match="alone lead"):
        actions.leave_group(group, by=cast.aigerim)
    with pytest.raises(Refused):
        actions.remove_member(own, by=cast.aigerim)
    actions.make_lead(viktor, by=cast.aigerim)
    actions.leave_group(group, by=cast.aigerim)
    assert [m.person.user for m in GroupMember.objects.leads()] == [cast.viktor]
    assert not permissions.may_read(cast.aigerim, RoomRef.of(group, is_closed=True))
    waiting = actions.invite(group, person(cast.dana), by=cast.viktor)
    with pytest.raises(Refused, match="mandate can lead"):
        actions.make_lead(waiting, by=cast.viktor)


def test_when_no_lead_holds_a_mandate_a_member_takes_the_lead(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    viktor = enter(cast, group, "viktor")
    with pytest.raises(Refused):
        actions.make_lead(viktor, by=cast.viktor)
    former = end_mandate(cast.aigerim)
    with pytest.raises(Refused):
        actions.invite(group, person(cast.dana), by=former)
    actions.make_lead(viktor, by=cast.viktor)
    assert permissions.may_invite(cast.viktor, group)


def test_a_member_whose_mandate_ended_reads_and_writes_nothing(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    enter(cast, group, "viktor")
    topic = topic_in(group, cast.aigerim)
    former = end_mandate(cast.viktor)
    assert Topic.objects.visible_to(former).get() == topic
    assert permissions.may_read(former, topic.room)
    for act in (
        lambda: actions.reply(topic, by=former, body="More", language="en"),
        lambda: topic_in(group, former),
    ):
        with pytest.raises(Refused):
            act()
    actions.leave_group(group, by=former)
    assert not Topic.objects.visible_to(former).exists()


def test_who_is_removed_sees_nothing_at_once_and_open_pages_close(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    viktor = enter(cast, group, "viktor")
    topic = topic_in(group, cast.aigerim)
    follow(TOPIC, topic.pk, by=cast.viktor)
    actions.remove_member(viktor, by=cast.aigerim)
    assert Revocation.objects.filter(channel=f"user:{cast.viktor.pk}").exists()
    actions.reply(topic, by=cast.aigerim, body="Secretword again", language="en")
    drain()
    assert not Notice.objects.filter(user=cast.viktor, kind=TOPIC).exists()
    with pytest.raises(Hidden):
        follow(ROOM, topic.room_id, by=cast.viktor)
    with pytest.raises(Hidden):
        follow(GROUP, group.pk, by=cast.viktor)


def test_members_hear_of_a_new_topic_and_nobody_else(cast: Cast) -> None:
    group = found(cast)
    enter(cast, group, "viktor")
    follow(GROUP, group.pk, by=cast.citizen)
    drain()
    Notice.objects.all().delete()
    topic = topic_in(group, cast.aigerim)
    drain()
    assert set(Notice.objects.values_list("user", "number")) == {(cast.viktor.pk, topic.pk)}
    wide = topic_in(group, cast.aigerim, is_closed=False)
    drain()
    assert Notice.objects.filter(user=cast.citizen, number=wide.pk).exists()


def test_an_ended_group_is_read_and_nobody_writes_joins_or_changes(cast: Cast) -> None:
    group = found(cast)
    viktor = enter(cast, group, "viktor")
    topics = [topic_in(group, cast.aigerim, is_closed=c) for c in (True, False)]
    actions.end_group(group, by=cast.aigerim)
    for topic in topics:
        topic.refresh_from_db()
        assert permissions.may_read(cast.viktor, topic.room)
        for user in (cast.viktor, cast.aigerim, cast.dana):
            with pytest.raises(Refused):
                actions.reply(topic, by=user, body="More", language="en")
    for act in (
        lambda: actions.invite(group, person(cast.dana), by=cast.aigerim),
        lambda: actions.join_group(group, by=cast.dana),
        lambda: actions.make_lead(viktor, by=cast.aigerim),
        lambda: actions.end_group(group, by=cast.aigerim),
    ):
        with pytest.raises(Refused):
            act()
    # No lead is owed any more.
    actions.leave_group(group, by=cast.aigerim)


def test_who_leads_keeps_the_rooms(cast: Cast) -> None:
    group = found(cast)
    enter(cast, group, "viktor")
    for is_closed in (True, False):
        topic = topic_in(group, cast.viktor, is_closed=is_closed)
        assert actions.pin(topic, by=cast.aigerim).is_pinned
        assert actions.close(topic, by=cast.aigerim).closed_at
        with pytest.raises(Refused):
            actions.reopen(topic, by=cast.viktor)
    closed = Topic.objects.get(room__is_closed=True)
    with pytest.raises(Hidden):
        actions.pin(closed, by=cast.operator)


def test_what_is_shown_is_what_is_visible(cast: Cast) -> None:
    groups = [found(cast), found(cast, is_closed=True)]
    for group in groups:
        enter(cast, group, "viktor")
        actions.invite(group, person(cast.dana), by=cast.aigerim)
        topic_in(group, cast.viktor)
    readers = [user for user in cast.users.values() if user is not None]
    rows = {
        TOPIC: Topic.objects.all(), ROOM: Room.objects.all(), GROUP: Group.objects.all(),
        MEMBER: GroupMember.objects.all(),
    }  # fmt: skip
    for kind, things in rows.items():
        numbers = set(things.values_list("pk", flat=True))
        shown = registers.kinds[kind].show(numbers, readers, "en")
        visible = registers.kinds[kind].visible
        assert visible is not None
        for reader in readers:
            seen = {n for n, t in shown.items() if t.readers is None or reader.pk in t.readers}
            assert seen == set(visible(reader).values_list("pk", flat=True)), (kind, reader)


def test_queryset_and_permission_agree_for_everyone(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    enter(cast, group, "viktor")
    actions.invite(group, person(cast.dana), by=cast.aigerim)
    topic = topic_in(group, cast.viktor)
    for part, user in cast.users.items():
        inside = part in {"aigerim", "viktor"}
        assert permissions.may_read(user, topic.room) == inside, part
        assert Topic.objects.visible_to(user).exists() == inside, part
        assert Room.objects.visible_to(user).exists() == inside, part
        assert Group.objects.visible_to(user).exists() == (inside or part == "dana"), part


def test_the_database_keeps_the_rules_of_rooms_and_members(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    own = GroupMember.objects.get()
    for wrong in (
        lambda: Room.objects.create(kind="group", council=cast.abai),
        lambda: Room.objects.create(kind="group", group=group, council=cast.abai),
        lambda: Room.objects.create(kind="conversation", is_closed=True),
        lambda: GroupMember.objects.create(group=group, person=own.person),
        lambda: GroupMember.objects.create(group=group, person=person(cast.dana), role="lead"),
        lambda: Group.objects.create(made_by=own.person, purpose_en="Nameless"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_leaving_stops_the_following(cast: Cast) -> None:
    group = found(cast)
    enter(cast, group, "viktor")
    assert Follow.objects.filter(user=cast.viktor, kind=GROUP).exists()
    actions.leave_group(group, by=cast.viktor)
    assert not Follow.objects.filter(user=cast.viktor, kind=GROUP).exists()


@pytest.mark.parametrize(
    "text", ["group", "group-0", "group-01", "group-x", "group-1-", "conversation",
             "conversation-1", "conversation-1-closed"],
)  # fmt: skip
def test_an_address_that_names_no_room_of_a_group_is_none(cast: Cast, text: str) -> None:
    if text == "group-0":
        assert not RoomRef.parse(text).is_real
    else:
        with pytest.raises(ValueError, match=text):
            RoomRef.parse(text)
