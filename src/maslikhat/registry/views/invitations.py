"""Printed ways in: the clerk's list and slips, and the pages on which a code is used."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts import limits
from maslikhat.accounts.acting import actor
from maslikhat.accounts.actions import enter
from maslikhat.accounts.models import User
from maslikhat.kit import squares
from maslikhat.kit.answers import posted
from maslikhat.kit.days import ALMATY
from maslikhat.kit.doors import signed_in
from maslikhat.kit.formats import words
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.codes import in_groups
from maslikhat.registry.forms.people import CodeForm
from maslikhat.registry.models import Council, Invitation, Mandate, Person
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import managed


class Paper(NamedTuple):
    """A slip as it is printed, in one language: the QR of the link, and the code to type."""

    lang: str
    name: str
    council: str
    code: str
    greeting: str
    way: str
    note: str
    qr: SafeString


@require_safe
@signed_in
def invitations(request: HttpRequest, code: str) -> HttpResponse:
    """Who has entered, who is invited, who waits."""
    council = managed(request, code)
    held = Mandate.objects.on().of(council).values("person")
    people = Person.objects.filter(pk__in=held).order_by(f"sort_{reader_language()}", "pk")
    usable = {row.person_id: row for row in Invitation.objects.usable().filter(council=council)}
    context = {
        "council": council,
        "name": said(council, "name"),
        "rows": [(person, usable.get(person.pk)) for person in people],
        "section": "councils",
    }
    return render(request, "registry/invitations.html", context)


@require_POST
@signed_in
@never_cache
def invite_all(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet with a slip for every deputy who has not entered yet."""
    council = managed(request, code)
    return _sheet(request, council, actions.invite_all(council, by=actor(request)))


@require_POST
@signed_in
@never_cache
def invite(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A slip for one deputy."""
    council = managed(request, code)
    person = get_object_or_404(Person, pk=number)
    return _sheet(request, council, [actions.invite(council, person, by=actor(request))])


@require_POST
@signed_in
@never_cache
def restore_access(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A slip for a deputy who has lost the way in."""
    council = managed(request, code)
    person = get_object_or_404(Person, pk=number)
    return _sheet(request, council, [actions.restore_access(council, person, by=actor(request))])


@require_POST
@signed_in
def revoke_invitation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take an invitation back."""
    council = managed(request, code)
    invitation = get_object_or_404(Invitation, pk=number, council=council)
    actions.revoke_invitation(invitation, by=actor(request))
    messages.success(request, _("The invitation is taken back."))
    return HttpResponseRedirect(reverse("registry:invitations", args=[council.code]))


def _sheet(request: HttpRequest, council: Council, slips: Sequence[actions.Slip]) -> HttpResponse:
    """The sheet to print; it is shown this once, for the portal keeps only hashes of the codes."""
    papers = [_paper(slip, council, lang) for slip in slips for lang in ("kk", "ru")]
    context = {
        "papers": papers,
        "section": "councils",
        "trail": [
            (reverse("portal:council", args=[council.code]), said(council, "name")),
            (reverse("registry:invitations", args=[council.code]), _("Invitations and access")),
        ],
    }
    return render(request, "registry/slips.html", context)


def _paper(slip: actions.Slip, council: Council, lang: str) -> Paper:
    restores = slip.invitation.purpose == Invitation.Purpose.RESTORE
    with translation.override(lang):
        link = settings.PUBLIC_URL + reverse("registry:join_link", args=[slip.code])
        page = settings.PUBLIC_URL + reverse("registry:join")
        return Paper(
            lang=lang,
            name=slip.person.full_name(lang),
            council=said(council, "name", lang).text,
            code=in_groups(slip.code),
            greeting=_("Restored access to the portal of the maslikhats")
            if restores
            else _("Invitation to the portal of the maslikhats"),
            way=_("Scan the QR code with a telephone, or type the code at %(page)s")
            % {"page": page},
            note=_("Good once, until %(day)s. Give it to nobody.")
            % {"day": words.day(slip.invitation.expires_at.astimezone(ALMATY).date())},
            # Drawn here, from our own address.
            qr=mark_safe(squares.drawn(link)),  # noqa: S308
        )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """The code on the paper is typed here."""
    form = CodeForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _redeem(request, form.cleaned_data["code"])
            except Refused as refusal:
                form.add_error("code", str(refusal))
                status = refusal.status
    return render(request, "registry/join.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link on the paper: looking at it uses nothing, the button does."""
    if request.method == "POST":
        return _redeem(request, token)
    answer = render(request, "registry/join_link.html", {"token": token})
    # The address is the key: it travels on to no other site (SECURE_REFERRER_POLICY). Stricter it
    # may not be: without any referrer a browser says no origin, and the button is refused.
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _redeem(request: HttpRequest, code: str) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    if by is None:
        _refuse_wrong_guess(request, code)
    user = actions.redeem(code, by=by, language=reader_language())
    if by is not None:
        messages.success(request, _("The office in the body is yours."))
        return HttpResponseRedirect(reverse("portal:desk"))
    enter(request, user, how="invitation")
    if standing(user).body_of:
        # An official comes to answer: what waits is on the desk, a passkey can wait.
        messages.success(
            request,
            _("Welcome. Your sign-in number is %(name)s. What waits for an answer is below.")
            % {"name": user.username},
        )
        return HttpResponseRedirect(reverse("portal:desk"))
    messages.success(
        request,
        _("Welcome. Your sign-in number is %(name)s: set a password or a passkey to come back by.")
        % {"name": user.username},
    )
    return HttpResponseRedirect(reverse("mfa_index"))


def _refuse_wrong_guess(request: HttpRequest, code: str) -> None:
    """Looked up before the act: a wrong guess waits for no one and keeps no one waiting."""
    if not limits.may_guess(request):
        raise Refused(_("Too many wrong codes. Try again in 5 minutes."), status=429)
    if not Invitation.objects.with_code(code).exists():
        limits.count_guess(request)
        raise Refused(_("There is no such code. Compare it with the paper."), status=404)
