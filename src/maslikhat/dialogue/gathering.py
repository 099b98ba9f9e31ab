"""Groups and conversations as their pages show them; a fixed number of queries each."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import Group, GroupMember, Participant, Post, Topic
from maslikhat.dialogue.models.conversations import conversations_of
from maslikhat.dialogue.models.groups import GroupQuerySet
from maslikhat.dialogue.models.posts import TopicQuerySet
from maslikhat.dialogue.people import Deputy, deputies_of
from maslikhat.kit.languages import Said, said
from maslikhat.registry.models import Person

A_PAGE = 30
NAMED = 3


class GroupRow(NamedTuple):
    """A group in a list."""

    pk: int
    name: Said
    purpose: Said
    is_closed: bool
    has_ended: bool
    member_count: int


class MemberRow(NamedTuple):
    """Somebody in a group, or at its door."""

    pk: int
    deputy: Deputy
    is_lead: bool
    is_invited: bool
    is_asking: bool
    joined_at: dt.datetime | None


class ConversationRow(NamedTuple):
    """A conversation in a list: the others by name, and how much of it is unread."""

    topic: int
    title: Said
    others: list[str]
    more: int
    last_post_at: dt.datetime
    unread: int


def group_rows(groups: GroupQuerySet) -> list[GroupRow]:
    """The groups with the numbers of their members; two queries."""
    shown = list(groups)
    present = GroupMember.objects.present().filter(group__in=[group.pk for group in shown])
    numbers = present.values_list("group").annotate(n=Count("pk"))
    counted = dict(numbers.values_list("group", "n"))
    return [
        GroupRow(
            group.pk,
            said(group, "name"),
            said(group, "purpose"),
            group.is_closed,
            group.ended_at is not None,
            counted.get(group.pk, 0),
        )
        for group in shown
    ]


def groups_joined(person: int | None) -> GroupQuerySet:
    """The groups somebody is in; those that stand first."""
    own = GroupMember.objects.present().filter(group=OuterRef("pk"), person=person)
    return Group.objects.filter(Exists(own)).order_by("ended_at", "-made_at", "-pk")


def groups_waiting(person: int | None) -> GroupQuerySet:
    """The standing groups that have invited somebody."""
    own = GroupMember.objects.waiting().filter(
        group=OuterRef("pk"), person=person, invited_by__isnull=False
    )
    return Group.objects.standing().filter(Exists(own)).order_by("-pk")


def groups_elsewhere(person: int | None) -> GroupQuerySet:
    """The open groups that stand, without those that somebody is in or invited to."""
    groups = Group.objects.standing().filter(is_closed=False)
    if person is None:
        return groups
    own = GroupMember.objects.open().filter(group=OuterRef("pk"), person=person)
    asking = Q(joined_at__isnull=True, invited_by__isnull=True)
    return groups.exclude(Exists(own.exclude(asking)))


def members_of(group: Group) -> list[MemberRow]:
    """Members, those invited and those who ask, leads first; two queries."""
    rows = list(GroupMember.objects.open().filter(group=group))
    deputies = deputies_of(row.person_id for row in rows)
    order = {number: place for place, number in enumerate(deputies)}
    rows.sort(key=lambda row: (row.role != GroupMember.Role.LEAD, order[row.person_id]))
    return [
        MemberRow(
            row.pk,
            deputies[row.person_id],
            row.role == GroupMember.Role.LEAD,
            row.is_invited,
            row.is_asking,
            row.joined_at,
        )
        for row in rows
    ]


def own_conversations(person: int | None) -> TopicQuerySet:
    """The conversations somebody takes part in, those last written in first."""
    here = Topic.objects.filter(room__conversation__in=conversations_of(person))
    return here.lately()


def conversation_rows(
    topics: TopicQuerySet, person: int | None, user: int
) -> list[ConversationRow]:
    """The conversations with the names of the others and the numbers of unread; two queries."""
    unread = Post.objects.filter(topic=OuterRef("pk"), pk__gt=Coalesce(OuterRef("read_id"), 0))
    number = unread.exclude(author=person).order_by().values("topic").annotate(n=Count("pk"))
    rows: list[Any] = list(
        topics.with_read_mark(user)
        .annotate(unread=Coalesce(Subquery(number.values("n")), 0))
        .values(
            "pk", "title", "title_digest", "language", "last_post_at", "unread",
            "room__conversation",
        )
    )  # fmt: skip
    others = _others((row["room__conversation"] for row in rows), person)
    return [
        ConversationRow(
            row["pk"],
            title_of(row["title"], row["language"], row["title_digest"]),
            others.get(row["room__conversation"], [])[:NAMED],
            max(0, len(others.get(row["room__conversation"], [])) - NAMED),
            row["last_post_at"],
            row["unread"],
        )
        for row in rows
    ]


def participants_of(conversation: int) -> dict[int, Deputy]:
    """Who takes part now, by the alphabet; one query."""
    present = Participant.objects.present().filter(conversation=conversation)
    return deputies_of(present.values_list("person", flat=True))


def _others(conversations: Iterable[int], person: int | None) -> dict[int, list[str]]:
    present = Participant.objects.present().filter(conversation__in=list(conversations))
    found: dict[int, list[str]] = {}
    for row in present.exclude(person=person).select_related("person").order_by("pk"):
        one: Person = row.person
        found.setdefault(row.conversation_id, []).append(one.short_name())
    return found
