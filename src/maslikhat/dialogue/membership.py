"""What of groups is told and followed, and who is inside a room that has members of its own."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.models import Group, GroupMember, Participant, Room
from maslikhat.kit.languages import said
from maslikhat.notices import actions as notices
from maslikhat.notices.registers import Kind, Thing
from maslikhat.registry.standing import standing

GROUP, MEMBER = "dialogue.group", "dialogue.group_member"


def joined(group: Group, *, by: User) -> None:
    """Who joins a group, or asks to, follows it: new topics in its rooms are told."""
    notices.follow_from_now(GROUP, group.pk, by=by)


def left(group: Group, *, by: User) -> None:
    """Who leaves a group follows it no longer."""
    notices.unfollow(GROUP, group.pk, by=by)


def told(member: GroupMember, act: str, *, by: User, users: Collection[int]) -> None:
    """These users are told at once of an invitation, of a request, or of being let in."""
    key = f"{act}:{member.pk}"
    notices.tell(MEMBER, member.pk, act=act, by=by, key=key, directly=users)


def insiders(rooms: Iterable[Room], users: Collection[int]) -> set[tuple[int, int]]:
    """Who of these users is a member or participant, as (room, user); a query for each kind."""
    places = list(rooms)
    groups = {room.group_id for room in places if room.group_id}
    talks = {room.conversation_id for room in places if room.conversation_id}
    found: set[tuple[int, int]] = set()
    if groups:
        members = GroupMember.objects.present().filter(group__in=groups, person__user__in=users)
        inside = set(members.values_list("group", "person__user"))
        found |= {(r.pk, user) for r in places for group, user in inside if r.group_id == group}
    if talks:
        present = Participant.objects.present().filter(person__user__in=users)
        pairs = present.filter(conversation__in=talks)
        inside = set(pairs.values_list("conversation", "person__user"))
        found |= {
            (r.pk, user) for r in places for talk, user in inside if r.conversation_id == talk
        }
    return found


def show_groups(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The names and addresses of these groups; at most two queries."""
    groups = list(Group.objects.filter(pk__in=numbers))
    closed = [group.pk for group in groups if group.is_closed]
    users = [reader.pk for reader in readers if reader.is_active]
    known = GroupMember.objects.open().filter(group__in=closed, person__user__in=users)
    inside = set(known.values_list("group", "person__user")) if closed else set()
    return {
        group.pk: Thing(
            said(group, "name", lang),
            reverse("dialogue:group", args=[group.pk]),
            {user for number, user in inside if number == group.pk} if group.is_closed else None,
        )
        for group in groups
    }


def visible_groups(user: User) -> QuerySet[Any]:
    """The groups this reader may see."""
    return Group.objects.visible_to(user)


def show_members(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """Invitations and memberships, by the name of the group; two queries."""
    rows = GroupMember.objects.open().filter(pk__in=numbers)
    members = list(rows.select_related("group", "person"))
    users = {reader.pk for reader in readers if reader.is_active}
    leads = GroupMember.objects.leads().filter(group__in={member.group_id for member in members})
    led = set(leads.filter(person__user__in=users).values_list("group", "person__user"))
    return {
        member.pk: Thing(
            said(member.group, "name", lang),
            reverse("dialogue:group", args=[member.group_id]),
            {user for user in users if user == member.person.user_id}
            | {user for number, user in led if number == member.group_id},
        )
        for member in members
    }


def visible_members(user: User) -> QuerySet[Any]:
    """The own invitations, requests and memberships, and those of the groups one leads."""
    if not user.is_active:
        return GroupMember.objects.none()
    person = standing(user).person_id
    led = GroupMember.objects.leads().filter(person=person).values("group")
    rows = GroupMember.objects.open()
    return rows.filter(Q(person=person) | Q(group__in=led)) if person else rows.none()


KINDS = {
    GROUP: Kind(_("Working group"), show_groups, visible_groups),
    MEMBER: Kind(_("Working group"), show_members, visible_members),
}
ACTS = {
    "dialogue.invite": _("%(who)s invites you to a working group"),
    "dialogue.admit": _("%(who)s has let you into a working group"),
    "dialogue.join_group": _("%(who)s asks to join a working group"),
}
