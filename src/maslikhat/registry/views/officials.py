"""The offices within an executive body: who holds one, who is invited; giving and taking back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit import squares
from maslikhat.kit.answers import posted
from maslikhat.kit.days import ALMATY
from maslikhat.kit.doors import signed_in
from maslikhat.kit.formats import words
from maslikhat.kit.languages import said
from maslikhat.kit.lines import Trail
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry import actions
from maslikhat.registry.codes import in_groups
from maslikhat.registry.forms.officials import OfficialForm
from maslikhat.registry.letters import send_invitation
from maslikhat.registry.models import Body, Invitation, Role
from maslikhat.registry.permissions import may_invite_official
from maslikhat.registry.views.invitations import Paper

MOST_ENDED = 20


def headed(request: HttpRequest, number: int) -> Body:
    """The body, when its offices are this person's to give; else as if there were none."""
    body = get_object_or_404(Body.objects.on(), pk=number)
    if not may_invite_official(request.user, body):
        raise Hidden()
    return body


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def officials(request: HttpRequest, number: int) -> HttpResponse:
    """Who answers for the body, who is invited, who was; and the form by which one more is."""
    body = headed(request, number)
    form, status = OfficialForm(posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _invited(request, body, form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    roles = Role.objects.filter(body=body)
    context = {
        "body": body,
        "form": form,
        "holders": roles.on().order_by("rank", "pk"),
        "invited": Invitation.objects.usable().filter(body=body).order_by("-pk"),
        "former": roles.filter(to_day__isnull=False).order_by("-to_day", "-pk")[:MOST_ENDED],
        "path": _trail(body)[:2],
    }
    return render(request, "registry/officials.html", context, status=status)


def _invited(request: HttpRequest, body: Body, told: dict[str, Any]) -> HttpResponse:
    """The invitation is made; its letter goes, or its slip is shown this once to be printed."""
    slip = actions.invite_official(body, by=actor(request), **told)
    email = slip.invitation.email
    if not email:
        return _sheet(request, body, slip)
    if not send_invitation(slip.invitation, slip.code):
        actions.revoke_invitation(slip.invitation, by=actor(request))
        raise Refused(
            _("The letter could not be sent. Leave the e-mail empty and print a code."), status=503
        )
    messages.success(request, _("The letter went to %(email)s.") % {"email": email})
    return HttpResponseRedirect(reverse("registry:officials", args=[body.pk]))


def _sheet(request: HttpRequest, body: Body, slip: actions.OfficialSlip) -> HttpResponse:
    papers = [_paper(slip, body, lang) for lang in ("kk", "ru")]
    context = {"papers": papers, "trail": _trail(body), "section": "desk"}
    return render(request, "registry/slips.html", context)


def _paper(slip: actions.OfficialSlip, body: Body, lang: str) -> Paper:
    invitation = slip.invitation
    with translation.override(lang):
        link = settings.PUBLIC_URL + reverse("registry:join_link", args=[slip.code])
        page = settings.PUBLIC_URL + reverse("registry:join")
        return Paper(
            lang=lang,
            name=invitation.name,
            council=said(body, "name", lang).text,
            code=in_groups(slip.code),
            greeting=_("Your office on the portal of the maslikhats"),
            way=_("Scan the QR code with a telephone, or type the code at %(page)s")
            % {"page": page},
            note=_("Good once, until %(day)s. Give it to nobody.")
            % {"day": words.day(invitation.expires_at.astimezone(ALMATY).date())},
            # Drawn here, from our own address.
            qr=mark_safe(squares.drawn(link)),  # noqa: S308
        )


def _trail(body: Body) -> Trail:
    return [
        (reverse("portal:desk"), _("My desk")),
        (reverse("portal:body", args=[body.pk]), said(body, "name")),
        (reverse("registry:officials", args=[body.pk]), _("Offices in the body")),
    ]


@require_POST
@signed_in
def revoke_office(request: HttpRequest, number: int, invited: int) -> HttpResponse:
    """Take an invitation back."""
    body = headed(request, number)
    found = get_object_or_404(Invitation, pk=invited, body=body)
    actions.revoke_invitation(found, by=actor(request))
    messages.success(request, _("The invitation is taken back."))
    return HttpResponseRedirect(reverse("registry:officials", args=[body.pk]))


@require_POST
@signed_in
def end_office(request: HttpRequest, number: int, office: int) -> HttpResponse:
    """An office in the body ends today."""
    body = headed(request, number)
    found = get_object_or_404(Role.objects.on().filter(body=body), pk=office)
    is_own = found.user_id == actor(request).pk
    actions.end_role(found, by=actor(request))
    messages.success(request, _("The office in the body is ended."))
    back = reverse("portal:desk") if is_own else reverse("registry:officials", args=[body.pk])
    return HttpResponseRedirect(back)
