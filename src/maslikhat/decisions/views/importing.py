"""The page on which the operator takes in a list of existing decisions: preview, then entering."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, imports
from maslikhat.decisions.forms.importing import DecisionsFileForm
from maslikhat.decisions.intake import planned
from maslikhat.decisions.permissions import may_import_decisions
from maslikhat.kit import uploads
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.models import Council

SALT, GOOD_FOR = "decisions.import_decisions", 60 * 60
# Rows of a preview, and mistakes in it.
MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_decisions(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would enter and what is wrong, row by row. Nothing is entered."""
    if not may_import_decisions(request.user):
        raise Hidden()
    form = DecisionsFileForm(posted(request), request.FILES or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form.cleaned_data["file"].read(imports.LARGEST + 1))
        except Refused as refusal:
            form.add_error("file", str(refusal))
            status = refusal.status
    context = {"columns": imports.COLUMNS, "form": form}
    return render(request, "decisions/import.html", context, status=status)


def _preview(request: HttpRequest, content: bytes) -> HttpResponse:
    sheet = imports.read(content)
    plan = planned(sheet.rows)
    errors = sorted([*sheet.errors, *plan.errors])
    ticket = ""
    if not errors:
        ticket = signing.dumps([uploads.store(content), actor(request).pk], salt=SALT)
    shown = plan.entries[:MOST_SHOWN]
    councils = Council.objects.in_bulk({entry.council for entry in shown})
    context: dict[str, Any] = {
        "entries": [(entry.row, councils[entry.council]) for entry in shown],
        "entry_count": len(plan.entries),
        "error_count": len(errors),
        "errors": errors[:MOST_SHOWN],
        "same": plan.same,
        "ticket": ticket,
    }
    status = 422 if errors else 200
    return render(request, "decisions/import_preview.html", context, status=status)


@require_POST
@signed_in
def confirm_import(request: HttpRequest) -> HttpResponse:
    """Enter the list that was looked at: the file is known by its hash; sent twice, it is one."""
    if not may_import_decisions(request.user):
        raise Hidden()
    content = _looked_at(request)
    taken = actions.import_decisions(
        rows=imports.read(content).rows,
        by=actor(request),
        digest=hashlib.sha256(content).hexdigest(),
    )
    words = ngettext(
        "%(count)s decision is entered.", "%(count)s decisions are entered.", taken.entered
    )
    messages.success(request, words % {"count": taken.entered})
    return HttpResponseRedirect(reverse("decisions:decisions"))


def _looked_at(request: HttpRequest) -> bytes:
    """The file of the preview; refused when that was too long ago, or another's."""
    try:
        digest, user = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        digest, user = "", 0
    path = uploads.path_of(digest) if digest else None
    if user != actor(request).pk or path is None or not path.exists():
        raise Refused(_("The preview is too old. Choose the file again."), status=409)
    return path.read_bytes()
