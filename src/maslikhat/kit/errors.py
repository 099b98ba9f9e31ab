"""The pages of mistakes: Django's four handlers and the failed form token, each a sentence."""

import sqlite3
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import refusal_page

# Within this time a database that was started again, or its standby, answers as a rule.
AWAY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself cannot be read; 413 where its words are too many."""
    if isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 2**20
        sentence = _("What you sent is too large: at most %(most)s MB are taken.")
        return refusal_page(request, sentence % {"most": most}, 413)
    return refusal_page(request, _("The request cannot be read. Go back and try again."), 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, and not allowed."""
    return refusal_page(request, _("You have no right to do this here."), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none for this reader; the two are not told apart (law 3)."""
    return refusal_page(request, "", 404)


def fault(request: HttpRequest) -> HttpResponse:
    """500: our own fault; 503: the database is away, and the portal goes on when it is back.

    Drawn without layout, user or database, which may be what failed.
    """
    if not is_away(sys.exception()):
        return render(request, "kit/fault.html", status=500)
    forget_connections()
    answer = render(request, "kit/away.html", status=503)
    answer["Retry-After"] = AWAY_SECONDS
    return answer


def is_away(error: BaseException | None) -> bool:
    """Whether the database did not answer, rather than refuse what it was asked."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    # SQLite says the same of a statement that is wrong.
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def forget_connections() -> None:
    """Where one connection was cut all others may be: the pool tries them, and makes new ones."""
    if connection.vendor == "postgresql":
        connection.pool.check()  # type: ignore[attr-defined]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from elsewhere or was open for too long."""
    sentence = _(
        "The form is out of date or came from another site. Open it anew and send it again."
    )
    return refusal_page(request, sentence, 403)
