"""Signing in to the demo with one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST

from maslikhat.accounts import actions
from maslikhat.demo.cast import user_of
from maslikhat.kit import installation
from maslikhat.kit.doors import asked_back
from maslikhat.kit.languages import LANGUAGES, reader_language


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Become one of the nine of the demo, and go on to the page that was asked for; 404 outside it.

    The address has no language: the form may say that of its page, else the browser's is taken.
    """
    user = user_of(role) if installation.is_demo() else None
    if user is None:
        raise Http404
    actions.enter(request, user, how="demo")
    asked = request.POST.get("lang", "")
    with translation.override(asked if asked in LANGUAGES else reader_language()):
        return redirect(asked_back(request) or "portal:desk")
