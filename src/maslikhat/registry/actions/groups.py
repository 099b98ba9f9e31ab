"""Acts on factions and deputy groups."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import earliest
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry import questions
from maslikhat.registry.guards import (
    allow,
    cut_short,
    end_on,
    end_or_undo,
    locked,
    locked_convocation,
    locked_row,
    proper_name,
    refuse_if,
    saved,
)
from maslikhat.registry.limits import fewest_members
from maslikhat.registry.models import (
    Convocation,
    Group,
    GroupMember,
    Mandate,
    Party,
)
from maslikhat.registry.permissions import may_change_group, may_found_group


@atomic
def found_group(
    convocation: Convocation,
    members: Collection[Mandate],
    *,
    by: User,
    kind: str,
    from_day: dt.date,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    party: Party | None = None,
    leader: Mandate | None = None,
) -> Group:
    """Found a faction (three deputies of one party) or a deputy group (five); art. 21-2 of Law 148.

    `members` are the mandates of its first members, `leader` one of them.
    """
    allow(may_found_group(by, convocation.council))
    convocation = locked_convocation(convocation)
    refuse_if(not convocation.holds_on(from_day), _("The convocation does not hold on this day."))
    refuse_if((kind == Group.Kind.FACTION) != (party is not None),
              _("A faction is of one party; a deputy group is of none."))  # fmt: skip
    numbers = {mandate.pk for mandate in members}
    fewest = fewest_members(kind, from_day)
    refuse_if(
        len(numbers) < fewest and not convocation.council.is_national,
        _("It takes at least %(fewest)s deputies.") % {"fewest": fewest},
    )
    refuse_if(
        leader is not None and leader.pk not in numbers, _("The leader is one of the members.")
    )
    has_one = _("This party has a faction in the maslikhat already.")
    there = questions.groups_in(convocation.pk, from_day)
    refuse_if(party is not None and any(row["party"] == party.pk for row in there), has_one)
    group = saved(
        Group(
            council=convocation.council,
            convocation=convocation,
            kind=kind,
            party=party,
            name_kk=proper_name(name_kk),
            name_ru=proper_name(name_ru),
            name_en=proper_name(name_en),
            from_day=from_day,
            to_day=convocation.to_day,
        ),
        has_one,
    )
    _enter(group, numbers, from_day, leader=leader.pk if leader else None)
    record(by, "registry.found_group", group, count=len(numbers))
    return group


@atomic
def join_group(
    group: Group, mandate: Mandate, *, by: User, from_day: dt.date, is_leader: bool = False
) -> GroupMember:
    """Enter a deputy in a faction or deputy group; a deputy is in one faction."""
    allow(may_change_group(by, group))
    locked(group.council)
    group = Group.objects.select_related("council").get(pk=group.pk)
    refuse_if(not group.holds_on(from_day), _("The group does not exist on this day."))
    leader = mandate.pk if is_leader else None
    _enter(group, {mandate.pk}, from_day, leader=leader)
    member = GroupMember.objects.get(group=group, mandate=mandate, from_day=from_day)
    record(by, "registry.join_group", member)
    return member


def _enter(
    group: Group, numbers: Collection[int], from_day: dt.date, *, leader: int | None
) -> None:
    """Enter the mandates of these numbers in the group, all at once."""
    seated = questions.mandates_in(group.convocation_id, from_day)
    mandates = [one for one in seated if one.pk in numbers]
    refuse_if(len(mandates) < len(numbers), _("Only deputies of the maslikhat can be members."))
    if group.kind == Group.Kind.FACTION:
        _refuse_to_faction(group, mandates, from_day)
    # Asked under the council's lock: the rules of the database know only open ends.
    refuse_if(
        any(
            row["mandate"] in numbers or (leader is not None and row["is_leader"])
            for row in questions.members_of(group.pk, from_day)
        ),
        _("This deputy is a member already, or the group has another leader."),
    )
    rows = [
        (
            group.pk,
            mandate.pk,
            mandate.pk == leader,
            from_day,
            earliest(group.to_day, mandate.to_day),
        )
        for mandate in mandates
    ]
    columns = ("group_id", "mandate_id", "is_leader", "from_day", "to_day")
    insert_rows(GroupMember, columns, rows)


def _refuse_to_faction(group: Group, mandates: Collection[Mandate], day: dt.date) -> None:
    refuse_if(
        any(mandate.party_id != group.party_id for mandate in mandates),
        _("A faction unites deputies of its own party."),
    )
    numbers = {mandate.pk for mandate in mandates}
    there = questions.factions_on(group.convocation_id, day)
    refuse_if(
        any(row["mandate"] in numbers for row in there),
        _("A deputy is in one faction only."),
    )
    persons = [mandate.person_id for mandate in mandates]
    refuse_if(
        not group.council.is_national and questions.has_head_among(group.council_id, persons, day),
        _("The head of the maslikhat has no seat in its factions (Law 148, art. 19)."),
    )


@atomic
def leave_group(member: GroupMember, *, by: User, to_day: dt.date) -> GroupMember:
    """Enter that a deputy has left a faction or deputy group."""
    allow(may_change_group(by, member.group))
    locked(member.group.council)
    member = locked_row(GroupMember.objects.select_related("group__council"), member)
    record(by, "registry.leave_group", member)
    end_or_undo(member, to_day, _("The membership could not be ended."))
    return member


@atomic
def end_group(group: Group, *, by: User, to_day: dt.date) -> Group:
    """End a faction or deputy group, and with it every membership."""
    allow(may_change_group(by, group))
    locked(group.council)
    group = Group.objects.select_related("council").get(pk=group.pk)
    end_on(group, to_day)
    saved(group, _("The group could not be ended."))
    cut_short(GroupMember.objects.filter(group=group), to_day)
    record(by, "registry.end_group", group)
    return group
