"""Pages of working groups: which there are, one with its people and rooms, founding one."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.forming import GroupForm
from maslikhat.dialogue.gathering import (
    A_PAGE,
    MemberRow,
    group_rows,
    groups_elsewhere,
    groups_joined,
    groups_waiting,
    members_of,
)
from maslikhat.dialogue.lists import topic_rows
from maslikhat.dialogue.membership import GROUP
from maslikhat.dialogue.models import Group, RoomRef, Topic
from maslikhat.dialogue.people import deputies_called
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.dialogue.views.asked import group_of, member_of, page_of, person_asked
from maslikhat.kit.answers import held, posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.notices.lists import follow_state
from maslikhat.registry.standing import standing

TOPICS_SHOWN = 10


@held(15, ("page",))
def groups(request: HttpRequest) -> HttpResponse:
    """One's own groups, invitations, and the open groups of the country."""
    person = standing(request.user).person_id
    others = groups_elsewhere(person)
    page, rows = page_of(request, others.order_by("-made_at", "-pk"), A_PAGE, others.count())
    context = {
        "invited": group_rows(groups_waiting(person)) if person else [],
        "joined": group_rows(groups_joined(person)) if person else [],
        "may_found": permissions.may_found_group(request.user),
        "open_groups": group_rows(rows),
        "page": page,
    }
    return render(request, "dialogue/groups.html", context)


@held(15)
def group(request: HttpRequest, number: int) -> HttpResponse:
    """A group: purpose, people, what is talked of; who leads it finds deputies to invite."""
    found = group_of(request, number)
    members = members_of(found)
    person = standing(request.user).person_id
    own = next((row for row in members if row.deputy.pk == person), None)
    is_lead = own is not None and own.is_lead
    leads = permissions.may_invite(request.user, found, is_lead=is_lead)
    # Asked only where it may be so: the page of a group that is led costs no query for it.
    is_led = any(row.is_lead and row.deputy.council for row in members)
    may_take = own is not None and not is_led and permissions.may_make_lead(request.user, found)
    asked = request.GET.get("q", "").strip()[:100] if leads else ""
    topics = Topic.objects.visible_to(request.user).filter(room__group=found)
    context = {
        "asked": asked,
        "can_join": own is None and permissions.may_join_group(request.user, found),
        "called": deputies_called(asked, [row.deputy.pk for row in members]),
        "follow": follow_state(request.user, GROUP, found.pk),
        "group": found,
        "leads": leads,
        "may_make_lead": leads or may_take,
        "members": [row for row in members if row.joined_at],
        "name": said(found, "name"),
        "own": own,
        "purpose": said(found, "purpose"),
        "rooms": _rooms(request, found, own),
        "topics": topic_rows(topics.lately()[:TOPICS_SHOWN], request.user),
        "waiting": [row for row in members if not row.joined_at] if leads else [],
    }
    return render(request, "dialogue/group.html", context)


def _rooms(request: HttpRequest, found: Group, own: MemberRow | None) -> list[dict[str, Any]]:
    """Where this reader may start a topic: members in their closed room first, all in the open."""
    if found.ended_at or not standing(request.user).deputy_of:
        return []
    is_member = own is not None and own.joined_at is not None
    rooms = [True] if is_member else []
    rooms += [False] if not found.is_closed else []
    return [
        {"ref": str(RoomRef.of(found, is_closed=is_closed)), "is_closed": is_closed}
        for is_closed in rooms
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def found_group(request: HttpRequest) -> HttpResponse:
    """Found a working group."""
    if not permissions.may_found_group(request.user):
        raise only_deputies(request.user)
    form = GroupForm(posted(request), language=reader_language(), initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        made = actions.found_group(
            by=actor(request),
            names=form.texts("name"),
            purposes=form.texts("purpose"),
            is_closed=form.cleaned_data["known_to"] == "members",
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("The group is founded. Now invite deputies to it."))
        return HttpResponseRedirect(reverse("dialogue:group", args=[made.pk]))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/found_group.html", {"form": form}, status=status)


@require_POST
@signed_in
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Invite a deputy, or let in who asks."""
    found = group_of(request, number)
    member = actions.invite(found, person_asked(request.POST.get("person", "")), by=actor(request))
    name = member.person.short_name()
    sentence = _("%(name)s is a member now.") if member.joined_at else _("%(name)s is invited.")
    messages.success(request, sentence % {"name": name})
    return HttpResponseRedirect(reverse("dialogue:group", args=[number]))


@require_POST
@signed_in
def join_group(request: HttpRequest, number: int) -> HttpResponse:
    """Accept an invitation, or ask to be let in."""
    member = actions.join_group(group_of(request, number), by=actor(request))
    sentence = (
        _("You are a member of the group.")
        if member.joined_at
        else _("Your request is with those who lead the group.")
    )
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("dialogue:group", args=[number]))


@require_POST
@signed_in
def leave_group(request: HttpRequest, number: int) -> HttpResponse:
    """Leave, decline an invitation, or take one's request back."""
    member = actions.leave_group(group_of(request, number), by=actor(request))
    left = _("You have left the group.")
    messages.success(request, left if member.joined_at else _("You are not joining the group."))
    return HttpResponseRedirect(reverse("dialogue:groups"))


@require_POST
@signed_in
def end_group(request: HttpRequest, number: int) -> HttpResponse:
    """End a group."""
    actions.end_group(group_of(request, number), by=actor(request))
    messages.success(request, _("The group has ended; what was said there can still be read."))
    return HttpResponseRedirect(reverse("dialogue:group", args=[number]))


@require_POST
@signed_in
def remove_member(request: HttpRequest, number: int) -> HttpResponse:
    """End another's membership, request or invitation."""
    return _changed(request, number, actions.remove_member, _("The list of the group is changed."))


@require_POST
@signed_in
def make_lead(request: HttpRequest, number: int) -> HttpResponse:
    """Let a member lead the group."""
    return _changed(request, number, actions.make_lead, _("The member leads the group now."))


def _changed(
    request: HttpRequest, number: int, act: Callable[..., object], said_then: str
) -> HttpResponse:
    member = member_of(request, number)
    act(member, by=actor(request))
    messages.success(request, said_then)
    return HttpResponseRedirect(reverse("dialogue:group", args=[member.group_id]))
