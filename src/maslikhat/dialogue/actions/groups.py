"""Working groups: founded, joined by invitation or request, led, left, ended."""

import datetime as dt
import uuid

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import first_days, membership, permissions
from maslikhat.dialogue.actions.posts import SAME_AGAIN
from maslikhat.dialogue.models import Group, GroupMember
from maslikhat.dialogue.people import person_of
from maslikhat.dialogue.refusals import not_a_deputy, not_led, only_deputies
from maslikhat.dialogue.texts import clean_purpose, clean_title
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke
from maslikhat.live.names import of_user
from maslikhat.registry.models import Mandate, Person

MOST_MEMBERS = 200
MOST_LED = 30
# Who has declined, or was not let in, is left in peace for so long.
PEACE = dt.timedelta(days=30)


@atomic
def found_group(
    *,
    by: User,
    names: dict[str, str],
    purposes: dict[str, str],
    is_closed: bool = False,
    key: uuid.UUID | None = None,
) -> Group:
    """A deputy founds a working group and leads it; the same form sent twice founds one.

    A form opened again from the browser's memory and filled anew founds another.
    `names` and `purposes` are texts by language (kk, ru, en), one of each at least. A closed group
    is known to its members and to those it has invited.
    """
    if not permissions.may_found_group(by):
        raise only_deputies(by)
    columns = _columns(names, purposes)
    # The lock on the own row makes a form that was sent twice at once wait for the first.
    person = Person.objects.select_for_update(no_key=True).get(pk=person_of(by))
    founded, lately = Group.objects.filter(made_by=person), timezone.now() - SAME_AGAIN
    same = founded.filter(Q(key=key) | Q(made_at__gt=lately), is_closed=is_closed, **columns)
    if key and (first := same.first()):
        return first
    if not key or founded.filter(key=key).exists():
        key = uuid.uuid4()
    led = GroupMember.objects.leads().filter(person=person, group__ended_at=None)
    if led.count() >= MOST_LED:
        raise Refused(_("You lead 30 groups already. End one of them first."))
    group = Group.objects.create(**columns, is_closed=is_closed, made_by=person, key=key)
    GroupMember.objects.create(
        group=group,
        person=person,
        role=GroupMember.Role.LEAD,
        made_at=group.made_at,
        joined_at=group.made_at,
    )
    membership.joined(group, by=by)
    record(by, "dialogue.found_group", group)
    return group


@atomic
def invite(group: Group, person: Person, *, by: User) -> GroupMember:
    """Who leads a group invites a deputy; who has asked to join is let in at once."""
    group = _locked(group, by)
    if not permissions.may_invite(by, group):
        raise not_led()
    if not Mandate.objects.on().filter(person=person).exists() or person.user_id is None:
        raise not_a_deputy()
    open_rows = GroupMember.objects.open().filter(group=group)
    member = open_rows.filter(person=person).first()
    if member is not None and not member.is_asking:
        return member
    if member is not None:
        member.joined_at = timezone.now()
        member.save(update_fields=["joined_at"])
        membership.told(member, "dialogue.admit", by=by, users=[person.user_id])
    else:
        _refuse_more(open_rows.count())
        _refuse_again(group, person)
        own = person_of(by)
        first_days.refuse_many_invited(by, own)
        member = GroupMember.objects.create(group=group, person=person, invited_by_id=own)
        membership.told(member, "dialogue.invite", by=by, users=[person.user_id])
    record(by, "dialogue.invite", member)
    return member


@atomic
def join_group(group: Group, *, by: User) -> GroupMember:
    """A deputy joins the group that has sent an invitation, or asks an open one to be let in."""
    group = _locked(group, by)
    if not permissions.may_join_group(by, group):
        raise _over() if group.ended_at else only_deputies(by)
    person = person_of(by)
    open_rows = GroupMember.objects.open().filter(group=group)
    member = open_rows.filter(person=person).first()
    if member is not None and not member.is_invited:
        return member
    if member is not None:
        member.joined_at = timezone.now()
        member.save(update_fields=["joined_at"])
    else:
        _refuse_more(open_rows.count())
        _refuse_asking_again(group, person)
        member = GroupMember.objects.create(group=group, person_id=person)
        leads = GroupMember.objects.leads().filter(group=group, person__user__isnull=False)
        users = leads.values_list("person__user", flat=True)
        membership.told(member, "dialogue.join_group", by=by, users=list(users))
    membership.joined(group, by=by)
    record(by, "dialogue.join_group", member)
    return member


@atomic
def leave_group(group: Group, *, by: User) -> GroupMember:
    """A member leaves; who is invited declines; who has asked takes the request back.

    The last who leads makes another lead first, or ends the group.
    """
    group = _locked(group, by)
    if not permissions.may_leave_group(by, group):
        raise Refused(_("You are not in this group."))
    member = GroupMember.objects.open().get(group=group, person=person_of(by))
    if _is_last_lead(member, group):
        raise Refused(
            _("You alone lead this group. Let another member lead it first, or end the group.")
        )
    _end(member)
    membership.left(group, by=by)
    record(by, "dialogue.leave_group", member)
    return member


@atomic
def remove_member(member: GroupMember, *, by: User) -> GroupMember:
    """Who leads a group ends another's membership, or refuses a request, or takes an invitation
    back; what stands open in the other's browser closes."""
    group = _locked(member.group, by)
    member = GroupMember.objects.select_related("group", "person").get(pk=member.pk)
    if not permissions.may_remove_member(by, member):
        raise not_led()
    # Another lead who is removed leaves the one who acts.
    if member.ended_at is None:
        _end(member)
        record(by, "dialogue.remove_member", member)
    assert GroupMember.objects.leads().filter(group=group).exists(), group
    return member


@atomic
def make_lead(member: GroupMember, *, by: User) -> GroupMember:
    """Who leads a group lets another member lead it too; both lead from then on.

    Where no lead holds a mandate any more, a member may take the lead.
    """
    group = _locked(member.group, by)
    member = GroupMember.objects.select_related("person").get(pk=member.pk)
    if not permissions.may_make_lead(by, group):
        raise not_led()
    if not member.is_present or not Mandate.objects.on().filter(person=member.person).exists():
        raise Refused(_("Only a member with a mandate can lead the group."))
    if member.role != GroupMember.Role.LEAD:
        member.role = GroupMember.Role.LEAD
        member.save(update_fields=["role"])
        record(by, "dialogue.make_lead", member)
    return member


@atomic
def end_group(group: Group, *, by: User) -> Group:
    """Who leads a group ends it: its rooms are read, and nobody writes there any more."""
    group = _locked(group, by)
    if not permissions.may_end_group(by, group):
        raise _over() if group.ended_at else not_led()
    group.ended_at = timezone.now()
    group.save(update_fields=["ended_at"])
    record(by, "dialogue.end_group", group)
    return group


def _locked(group: Group, by: User) -> Group:
    """The group under its lock, on which all its memberships wait; hidden to who may not see it."""
    found = Group.objects.select_for_update(no_key=True).filter(pk=group.pk).first()
    if found is None or not Group.objects.visible_to(by).filter(pk=group.pk).exists():
        raise Hidden()
    return found


def _end(member: GroupMember) -> None:
    """The membership ends, and with it the pages that are open in the member's browsers."""
    member.ended_at, member.role = timezone.now(), GroupMember.Role.MEMBER
    member.save(update_fields=["ended_at", "role"])
    if member.person.user_id is not None:
        revoke(of_user(member.person.user_id))


def _is_last_lead(member: GroupMember, group: Group) -> bool:
    """Whether the group still stands and nobody else leads it."""
    others = GroupMember.objects.leads().filter(group=group).exclude(pk=member.pk)
    is_lead = member.role == GroupMember.Role.LEAD
    return is_lead and group.ended_at is None and not others.exists()


def _columns(names: dict[str, str], purposes: dict[str, str]) -> dict[str, str]:
    """The texts by column, cleaned; refused (422) when there is none of either."""
    columns: dict[str, str] = {}
    for word, texts, clean in (("name", names, clean_title), ("purpose", purposes, clean_purpose)):
        given = {lang: clean(texts[lang]) for lang in LANGUAGES if texts.get(lang, "").strip()}
        if not given:
            raise Refused(_("Write the name and the purpose in one language at least."), status=422)
        columns |= {f"{word}_{lang}": text for lang, text in given.items()}
    return columns


def _refuse_more(count: int) -> None:
    if count >= MOST_MEMBERS:
        raise Refused(_("A group has at most 200 members, those invited among them."))


def _refuse_again(group: Group, person: Person) -> None:
    lately = timezone.now() - PEACE
    answered = GroupMember.objects.filter(group=group, person=person, joined_at=None)
    if answered.filter(ended_at__gte=lately, invited_by__isnull=False).exists():
        raise Refused(_("An invitation ended less than 30 days ago. Wait before you invite again."))


def _over() -> Refused:
    return Refused(_("This group has ended: it is read, and nobody joins or writes."))


def _refuse_asking_again(group: Group, person: int) -> None:
    """Who was not let in, or took the request back, leaves those who lead in peace for a while."""
    lately = timezone.now() - PEACE
    asked = GroupMember.objects.filter(group=group, person=person, joined_at=None, invited_by=None)
    if asked.filter(ended_at__gte=lately).exists():
        raise Refused(_("Your request ended less than 30 days ago. Wait before you ask again."))
