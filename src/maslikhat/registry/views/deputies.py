"""Lists of deputies taken in from a file, and the page of a person."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit import uploads
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import asked_back, signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry import actions, imports
from maslikhat.registry.forms.people import (
    ConfirmForm,
    ListForm,
    NamedPageForm,
    PageForm,
    ResidenceForm,
)
from maslikhat.registry.models import Council, Person
from maslikhat.registry.permissions import may_edit_person, may_rename_person
from maslikhat.registry.plans import plan
from maslikhat.registry.views.council import present_convocation
from maslikhat.registry.views.guided import managed

SALT = "registry.import_deputies"
GOOD_FOR = 24 * 3600
LARGEST_PHOTO = 5 * 1024 * 1024
MOST_ERRORS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_deputies(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; see what it would enter and what is wrong, row by row. Nothing is entered."""
    council = managed(request, code)
    present_convocation(council)
    form = ListForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(imports.LARGEST + 1)
        try:
            return _preview(request, council, content)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return _import_page(request, council, form, status=refusal.status)
    return _import_page(request, council, form, status=422 if form.errors else 200)


def _import_page(
    request: HttpRequest, council: Council, form: Form, status: int = 200
) -> HttpResponse:
    context = {
        "columns": imports.COLUMNS,
        "council": council,
        "form": form,
        "name": said(council, "name"),
        "section": "councils",
    }
    return render(request, "registry/import.html", context, status=status)


def _preview(request: HttpRequest, council: Council, content: bytes) -> HttpResponse:
    convocation = present_convocation(council)
    sheet = imports.read(content)
    found = plan(convocation, sheet.rows, by=actor(request))
    errors = sorted([*sheet.errors, *found.errors])
    ticket = ""
    if not errors:
        digest = uploads.store(content)
        ticket = signing.dumps(
            [digest, convocation.pk, actor(request).pk], salt=SALT, compress=True
        )
    context: dict[str, Any] = {
        "council": council,
        "entered": found.entered,
        "errors": errors[:MOST_ERRORS],
        "error_count": len(errors),
        "form": ConfirmForm(initial={"ticket": ticket}),
        "name": said(council, "name"),
        "same": found.same,
        "section": "councils",
    }
    return render(request, "registry/preview.html", context, status=422 if errors else 200)


@require_POST
@signed_in
def confirm_import(request: HttpRequest, code: str) -> HttpResponse:
    """Enter the list that was looked at: the file is known by its hash; sent twice, it is one."""
    council = managed(request, code)
    convocation = present_convocation(council)
    try:
        ticket = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise Refused(_("This preview is too old. Choose the file again."), status=409) from None
    digest, number, viewer = ticket
    if number != convocation.pk or viewer != actor(request).pk:
        raise Hidden()
    path = uploads.path_of(digest)
    if not path.exists():
        raise Refused(_("The file is no longer there. Choose it again."), status=409)
    content = path.read_bytes()
    sheet = imports.read(content)
    made = actions.import_deputies(
        convocation, sheet.rows, by=actor(request), digest=hashlib.sha256(content).hexdigest()
    )
    messages.success(
        request,
        _("Deputies entered: %(mandates)s. There already: %(same)s.")
        % {"mandates": made.mandates, "same": made.same},
    )
    return HttpResponseRedirect(reverse("registry:manage", args=[council.code]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_person(request: HttpRequest, number: int) -> HttpResponse:
    """What a deputy's page says; the deputy, or the clerk of the council, changes it."""
    person = get_object_or_404(Person, pk=number)
    if not may_edit_person(request.user, person):
        raise Hidden()
    kind = NamedPageForm if may_rename_person(request.user, person) else PageForm
    form = kind(posted(request), request.FILES or None, instance=person)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit_person(person, by=actor(request), changes=_changes(form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The page is changed."))
                return HttpResponseRedirect(reverse("portal:deputy", args=[person.pk]))
    context = {"form": form, "person": get_object_or_404(Person, pk=number), "section": "deputies"}
    return render(request, "registry/person.html", context, status=status)


def _changes(form: PageForm) -> dict[str, object]:
    """The columns to change: those that were sent; a new photograph is cleaned and kept first."""
    cleaned = {name: value for name, value in form.cleaned_data.items() if name in form.data}
    photograph = form.cleaned_data.get("photograph")
    if photograph:
        kept = uploads.keep(photograph, largest=LARGEST_PHOTO)
        if not kept.media_type.startswith("image/"):
            raise Refused(_("The photograph must be a JPEG, PNG or WebP picture."), status=415)
        cleaned["photo"] = kept.sha256
    return cleaned


@require_safe
def photo(request: HttpRequest, number: int) -> FileResponse:
    """The photograph of a person."""
    digest = get_object_or_404(Person.objects.exclude(photo=""), pk=number).photo
    path = uploads.path_of(digest)
    if not path.exists():
        raise Http404
    with path.open("rb") as opened:
        media_type, _extension = uploads.recognise(opened.read())
    answer = FileResponse(path.open("rb"), content_type=media_type)
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@signed_in
def set_residence(request: HttpRequest) -> HttpResponse:
    """Remember where one lives: a place by its KATO code; the form may say where to go next."""
    form = ResidenceForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such place."), status=404)
    reader = actor(request)
    actions.set_residence(reader, form.cleaned_data["unit"], by=reader)
    messages.success(request, _("Your place is kept. Nobody else sees it."))
    return HttpResponseRedirect(asked_back(request) or reverse("portal:desk"))
