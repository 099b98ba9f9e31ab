"""The pages on which a joint inquiry is written, addressed, signed and sent."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.begun import begun_with
from maslikhat.commitments.clocks import legal_due
from maslikhat.commitments.course import Kind
from maslikhat.commitments.forms import joint as forms
from maslikhat.commitments.joint import telling
from maslikhat.commitments.models import Joint, Source
from maslikhat.commitments.permissions import may_amend_joint, may_draft_joint, may_withdraw_joint
from maslikhat.commitments.views.asked import Act
from maslikhat.commitments.views.joint import joint_of, trail_to
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.formats import words
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import Guide, guided

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a joint inquiry in the own maslikhat."""
    councils = Council.objects.filter(pk__in=standing(request.user).deputy_of)
    council = councils.order_by("pk").first()
    if council is None or not may_draft_joint(request.user, council):
        raise Hidden()
    begun = begun_with({"about": request.GET.get("about", "")}, request.user)
    form = forms.JointForm(posted(request), initial=begun.initial(reader_language()))
    guide = Guide(
        title=_("New joint inquiry"),
        button=_("Save the draft"),
        done=_("The draft is saved. Choose the bodies, invite colleagues, then send it."),
        explained=_("One text, signed by many deputies; each body owes an answer of its own."),
        back=reverse("commitments:joints"),
        trail=[
            (reverse("commitments:commitments"), _("Follow-up")),
            (reverse("commitments:joints"), _("Joint inquiries")),
        ],
        extra={"section": "commitments", "keeps_typed": True},
    )
    made: list[Joint] = []

    def act(told: dict[str, Any]) -> None:
        made.append(actions.draft_joint(council, by=actor(request), about=begun.about, **told))

    answer = guided(request, form, guide, act)
    return HttpResponseRedirect(telling.address_of(made[0].pk)) if made else answer


def _own(request: HttpRequest, number: int) -> Joint:
    """The draft, when the reader wrote it; else as if there were none."""
    found = joint_of(request, number)
    if not may_amend_joint(request.user, found) or not found.is_draft:
        raise Hidden()
    return found


def _acted(
    request: HttpRequest,
    found: Joint,
    form: Form,
    act: Act,
    *,
    title: str,
    button: str,
    done: str,
    explained: str = "",
) -> HttpResponse:
    guide = Guide(
        title=title,
        button=button,
        done=done,
        explained=explained,
        back=telling.address_of(found.pk),
        trail=trail_to(found),
        extra={"section": "commitments"},
    )
    return guided(request, form, guide, act)


@require_http_methods(FORM)
@signed_in
def amend(request: HttpRequest, number: int) -> HttpResponse:
    """Change the words of the draft."""
    found = _own(request, number)
    named = ("language", "title", "text", "result", "basis", "rubric")
    initial = {name: getattr(found, name) for name in named}

    def act(told: dict[str, Any]) -> object:
        return actions.amend_joint(found, by=actor(request), **{name: told[name] for name in named})

    return _acted(
        request,
        found,
        forms.JointForm(posted(request), initial=initial),
        act,
        title=_("Change the text"),
        button=_("Save the draft"),
        done=_("The draft is saved."),
        explained=_("Whoever has signed already is asked to sign the new words."),
    )


@require_http_methods(FORM)
@signed_in
def address(request: HttpRequest, number: int) -> HttpResponse:
    """Choose which bodies are asked."""
    found = _own(request, number)
    form = forms.AddressForm(posted(request), council=found.council)
    return _acted(
        request,
        found,
        form,
        lambda told: actions.address_joint(found, by=actor(request), bodies=form.bodies()),
        title=_("Add bodies"),
        button=_("Add"),
        done=_("The bodies are added; single ones can be taken off again."),
    )


@require_http_methods(FORM)
@signed_in
def unaddress(request: HttpRequest, number: int) -> HttpResponse:
    """Take bodies off."""
    found = _own(request, number)
    return _acted(
        request,
        found,
        forms.UnaddressForm(posted(request), joint=found),
        lambda told: actions.unaddress_joint(found, by=actor(request), **told),
        title=_("Take bodies off"),
        button=_("Take off"),
        done=_("The bodies are taken off."),
    )


@require_http_methods(FORM)
@signed_in
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Invite deputies of a maslikhat, the own one or another, to sign."""
    found = _own(request, number)
    code = request.GET.get("council", "") or found.council.code
    council = get_object_or_404(Council.objects.on(), code=code)
    lang = reader_language()
    guide = Guide(
        title=_("Invite deputies to sign"),
        button=_("Invite"),
        done=_("They have been told; each signs by themselves."),
        back=telling.address_of(found.pk),
        trail=trail_to(found),
        extra={
            "section": "commitments",
            "listed": "commitments/_councils.html",
            "councils": Council.objects.on().in_order(lang),
            "chosen": council,
        },
    )
    form = forms.InviteForm(posted(request), joint=found, council=council)
    return guided(
        request,
        form,
        guide,
        lambda told: actions.invite_to_joint(found, by=actor(request), **told),
    )


@require_http_methods(FORM)
@signed_in
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Send it to every body."""
    found = _own(request, number)
    chosen = _("Bodies chosen: %(count)s") % {"count": found.addressed.count()}
    due = legal_due(Kind.INQUIRY, Source.OWN, today(), Calendar())
    assert due is not None, "an inquiry has a legal clock"
    told = _("Sent today, the answer is due on %(day)s.") % {"day": words.day(due.day)}
    return _acted(
        request,
        found,
        forms.SendJointForm(posted(request)),
        lambda told: actions.send_joint(found, by=actor(request), **told),
        title=_("Send the joint inquiry"),
        button=_("Send"),
        done=_("It is sent. The letters are being made; the table fills by itself."),
        explained=f"{chosen}. {told} "
        + _(
            "From today each body owes a written answer within the legal term; everyone"
            " reads the inquiry, who has signed it, and the answers."
        ),
    )


@require_POST
@signed_in
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign, by oneself."""
    found = joint_of(request, number)
    actions.sign_joint(found, by=actor(request), seen=request.POST.get("seen", ""))
    messages.success(request, _("You have signed."))
    return HttpResponseRedirect(telling.address_of(found.pk))


@require_POST
@signed_in
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Not sign, or take the signature back."""
    found = joint_of(request, number)
    actions.decline_joint(found, by=actor(request))
    messages.success(request, _("You do not sign. Others see only that you have not signed."))
    return HttpResponseRedirect(telling.address_of(found.pk))


@require_http_methods(FORM)
@signed_in
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw what was sent, as a whole."""
    found = joint_of(request, number)
    if not may_withdraw_joint(request.user, found) or found.state != Joint.State.SENT:
        raise Hidden()
    return _acted(
        request,
        found,
        forms.WithdrawJointForm(posted(request)),
        lambda told: actions.withdraw_joint(found, by=actor(request), **told),
        title=_("Withdraw the joint inquiry"),
        button=_("Withdraw"),
        done=_("It is withdrawn. Who signed it and the bodies are being told."),
        explained=_("Each letter that has not been answered is withdrawn; answers stay."),
    )


@require_http_methods(FORM)
@signed_in
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Give the draft up."""
    found = _own(request, number)
    guide = Guide(
        title=_("Discard the draft"),
        button=_("Discard"),
        done=_("The draft is discarded."),
        explained=_("Nobody reads it any more, and it cannot be brought back."),
        back=reverse("commitments:joints"),
        trail=trail_to(found),
        extra={"section": "commitments"},
    )
    return guided(
        request,
        forms.NothingForm(posted(request)),
        guide,
        lambda told: actions.discard_joint(found, by=actor(request)),
    )
