"""The pages of sign-in and security: django-allauth's views behind our own doormen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import (
    is_reauthentication_required,
    raise_if_reauthentication_required,
)
from allauth.account.stages import LoginStageController
from allauth.core.internal import ratelimit
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage as SecondStage
from allauth.mfa.webauthn.internal import auth
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts import actions, registers
from maslikhat.accounts.acting import actor
from maslikhat.accounts.limits import minutes_to_wait
from maslikhat.accounts.middleware import lacks_second_factor
from maslikhat.accounts.models import Session, User
from maslikhat.accounts.sessions import hashed
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden, refusal_page

View = Callable[..., HttpResponseBase]
TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}


def told(view: View) -> View:
    """allauth's page, with what our templates need and a status that tells a refusal.

    A form that was sent and has mistakes answers 422, or 429 when it was tried too often.
    """

    @wraps(view)
    @never_cache
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if isinstance(answer, TemplateResponse):
            context = answer.context_data = dict(answer.context_data or {})
            context["panels"] = _panels(request)
            context["must_add_factor"] = lacks_second_factor(request)
            context["next"] = request.POST.get("next") or request.GET.get("next", "")
            if request.method == "POST" and answer.status_code == 200:
                answer.status_code = _status(context)
            if answer.status_code == 429:
                answer["Retry-After"] = "300"
        return answer

    return page


def _panels(request: HttpRequest) -> list[str]:
    """The sign-in page's panels; no other page has any."""
    match = request.resolver_match
    if not match or match.url_name != "account_login":
        return []
    return [panel(request) for panel in registers.sign_in_panels]


def _status(context: dict[str, Any]) -> int:
    """200 when no form of the page was refused."""
    forms = [form for form in context.values() if isinstance(form, BaseForm) and form.is_bound]
    mistakes = [
        error for form in forms for listed in form.errors.as_data().values() for error in listed
    ]
    if any(mistake.code in TOO_OFTEN for mistake in mistakes):
        return 429
    return 422 if mistakes else 200


def too_often(request: HttpRequest) -> HttpResponse:
    """429: tried too often; says when to try again. allauth finds it as `handler429`."""
    minutes = minutes_to_wait(request)
    sentence = ngettext(
        "Too many tries. Try again in %(minutes)d minute.",
        "Too many tries. Try again in %(minutes)d minutes.",
        minutes,
    )
    answer = refusal_page(request, sentence % {"minutes": minutes}, 429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


@require_POST
@never_cache
def challenge(request: HttpRequest, purpose: str) -> HttpResponse:
    """What a passkey has to sign, as JSON (WebAuthn Level 2, §5.4 and §5.5), kept in the session.

    `purpose` is `new`, `enter`, `second` or `again`; asked too often it answers 429.
    """
    if not ratelimit.consume(request, app="allauth.mfa", action="webauthn_login"):
        return too_often(request)
    user = request.user if isinstance(request.user, User) else None
    if purpose == "new" and user and not is_reauthentication_required(request, app="allauth.mfa"):
        return JsonResponse(auth.begin_registration(user, False))
    if purpose == "again" and user:
        return JsonResponse(auth.begin_authentication(user))
    if purpose == "second" and (stage := LoginStageController.enter(request, SecondStage.key)):
        return JsonResponse(auth.begin_authentication(stage.login.user))
    if purpose == "enter":
        return JsonResponse(auth.begin_authentication())
    raise Hidden()


@require_safe
@never_cache
@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left; allauth's own page noted that it was opened."""
    context = {"codes": _codes_left(request), "total": app_settings.RECOVERY_CODE_COUNT}
    return render(request, "mfa/recovery_codes/index.html", context)


@require_safe
@never_cache
@signed_in
def recovery_file(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left, one a line."""
    lines = "".join(f"{code}\n" for code in _codes_left(request))
    answer = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer


def _codes_left(request: HttpRequest) -> list[str]:
    """The visitor's unused codes, asked for once more who it is; 404 when none are made."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    kind = Authenticator.Type.RECOVERY_CODES
    kept = Authenticator.objects.filter(user=request.user, type=kind).first()
    if kept is None:
        raise Hidden()
    return list(kept.wrap().get_unused_codes())


@require_safe
@never_cache
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in."""
    user = actor(request)
    rows = list(Session.objects.of(user))
    return render(
        request, "accounts/sessions.html", {"sessions": rows, "this": _this_session(request)}
    )


@require_POST
@signed_in
def end_session(request: HttpRequest, key: str) -> HttpResponse:
    """Sign another browser of mine out."""
    user = actor(request)
    session = Session.objects.of(user).filter(pk=key).first()
    if session is None:
        raise Hidden()
    actions.end_session(session, by=user)
    return redirect("accounts:sessions")


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign every other browser of mine out."""
    user = actor(request)
    actions.end_other_sessions(user, by=user, keep=_this_session(request))
    return redirect("accounts:sessions")


def _this_session(request: HttpRequest) -> str:
    """The primary key of the session of this very browser."""
    return hashed(request.session.session_key or "")
