"""The apparatus' pages of commissions, factions and deputy groups."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.registry import actions
from maslikhat.registry.forms.council import (
    CommissionForm,
    CommissionMemberForm,
    EndForm,
    GroupForm,
    GroupMemberForm,
    SubjectsForm,
)
from maslikhat.registry.models import Commission, CommissionMember, Council, Group, GroupMember
from maslikhat.registry.subjects import subjects_of_commission
from maslikhat.registry.views.council import present_convocation
from maslikhat.registry.views.guided import Guide, guided, managed


def _commission(council: Council, number: int) -> Commission:
    found = Commission.objects.on().filter(council=council).select_related("council")
    return get_object_or_404(found, pk=number)


def _group(council: Council, number: int) -> Group:
    found = Group.objects.on().filter(council=council).select_related("council")
    return get_object_or_404(found, pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found_commission(request: HttpRequest, code: str) -> HttpResponse:
    """A new standing or temporary commission."""
    council = managed(request, code)
    convocation = present_convocation(council)
    form = CommissionForm(posted(request), council=council)
    guide = Guide(
        title=_("New commission"),
        button=_("Found the commission"),
        done=_("The commission is founded. Now enter its members."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.found_commission(convocation, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join_commission(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The members of a commission, and one more."""
    council = managed(request, code)
    commission = _commission(council, number)
    form = CommissionMemberForm(posted(request), council=council)
    members = commission.members.on().select_related("mandate__person").order_by("pk")
    guide = Guide(
        title=said(commission, "name").text,
        button=_("Enter the member"),
        done=_("The member is entered."),
        back=reverse("registry:join_commission", args=[council.code, commission.pk]),
        extra={
            "members": [(place, place.get_position_display()) for place in members],
            "leave": "registry:leave_commission",
            "end": reverse("registry:end_commission", args=[council.code, commission.pk]),
            "subjects": reverse("registry:set_subjects", args=[council.code, commission.pk]),
        },
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.join_commission(commission, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_POST
@signed_in
def leave_commission(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A deputy leaves a commission today."""
    council = managed(request, code)
    place = get_object_or_404(
        CommissionMember.objects.select_related("commission__council"),
        pk=number,
        commission__council=council,
    )
    actions.leave_commission(place, by=actor(request), to_day=today())
    messages.success(request, _("The deputy has left the commission."))
    return HttpResponseRedirect(
        reverse("registry:join_commission", args=[council.code, place.commission_id])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def set_subjects(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a commission deals with; its name proposes it."""
    council = managed(request, code)
    commission = _commission(council, number)
    proposed = subjects_of_commission(commission).rubrics
    form = SubjectsForm(posted(request), council=council, initial={"rubrics": proposed})
    guide = Guide(
        title=_("Subjects of a commission: %(name)s") % {"name": said(commission, "name").text},
        explained=_(
            "Questions of deputies on these subjects are put to the members of the commission."
            " Until subjects are entered, the name of the commission tells them."
        ),
        button=_("Enter the subjects"),
        done=_("The subjects are entered."),
        back=reverse("registry:join_commission", args=[council.code, commission.pk]),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.set_subjects(commission, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_commission(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The end of a commission."""
    council = managed(request, code)
    commission = _commission(council, number)
    form = EndForm(posted(request), council=council)
    guide = Guide(
        title=_("End of a commission: %(name)s") % {"name": said(commission, "name").text},
        button=_("End the commission"),
        done=_("The commission is ended."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.end_commission(commission, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found_group(request: HttpRequest, code: str) -> HttpResponse:
    """A new faction or deputy group."""
    council = managed(request, code)
    convocation = present_convocation(council)
    form = GroupForm(posted(request), council=council)
    guide = Guide(
        title=_("New faction or deputy group"),
        explained=_(
            "A faction takes at least three deputies of one party, a deputy group five"
            " (Law 148, art. 21-2)."
        ),
        button=_("Enter the group"),
        done=_("The group is entered."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        members = list(cleaned.pop("members"))
        return actions.found_group(convocation, members, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join_group(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The members of a group, and one more."""
    council = managed(request, code)
    group = _group(council, number)
    form = GroupMemberForm(posted(request), council=council)
    members = group.members.on().select_related("mandate__person").order_by("-is_leader", "pk")
    guide = Guide(
        title=said(group, "name").text,
        button=_("Enter the member"),
        done=_("The member is entered."),
        back=reverse("registry:join_group", args=[council.code, group.pk]),
        extra={
            "members": [(member, _("leader") if member.is_leader else "") for member in members],
            "leave": "registry:leave_group",
            "end": reverse("registry:end_group", args=[council.code, group.pk]),
        },
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.join_group(group, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_POST
@signed_in
def leave_group(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A deputy leaves a faction or deputy group today."""
    council = managed(request, code)
    member = get_object_or_404(
        GroupMember.objects.select_related("group__council"), pk=number, group__council=council
    )
    actions.leave_group(member, by=actor(request), to_day=today())
    messages.success(request, _("The deputy has left the group."))
    return HttpResponseRedirect(
        reverse("registry:join_group", args=[council.code, member.group_id])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_group(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The end of a faction or deputy group."""
    council = managed(request, code)
    group = _group(council, number)
    form = EndForm(posted(request), council=council)
    guide = Guide(
        title=_("End of a group: %(name)s") % {"name": said(group, "name").text},
        button=_("End the group"),
        done=_("The group is ended."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.end_group(group, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)
