"""Pages on which files are brought in: choose, see what was found, put in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit import uploads
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.money import actions, words
from maslikhat.money.codes import Part
from maslikhat.money.forms import AttachForm, BudgetForm, UnitForm, WithdrawForm
from maslikhat.money.importing import reading
from maslikhat.money.importing.headings import ROLES
from maslikhat.money.models import Line, Source, Version
from maslikhat.money.permissions import may_attach_decision, may_stage, may_withdraw
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import Guide, guided

MOST_SHOWN = 200
UNIT_NOT_KNOWN = frozenset(("no_unit", "no_headings", "no_rows"))
# What is wrong where the headings of a table are not known.
ASKS_HEADINGS = frozenset(("no_headings", "no_amounts", "no_codes", "no_rows"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_budget(request: HttpRequest) -> HttpResponse:
    """Choose a file and say what it is; it is read, and nothing is shown to anyone yet."""
    who = standing(request.user)
    if not who.operator and not who.clerk_of:
        raise Hidden()
    form = BudgetForm(posted(request), request.FILES or None, user=request.user)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _staged(_taken(request, form.cleaned_data))
        except Refused as refusal:
            form.add_error("file", str(refusal))
            status = refusal.status
    return render(request, "money/import.html", {"form": form}, status=status)


def _taken(request: HttpRequest, told: dict[str, Any]) -> Source:
    file = told["file"]
    content = file.read(reading.LARGEST_ON_PAGE + 1)
    if len(content) > reading.LARGEST_ON_PAGE:
        raise Refused(_("The file is larger than 20 MB. Part it by years."), status=413)
    about = actions.About(
        told["council"],
        told["year"],
        told["kind"],
        told["day"],
        told["link"],
        told["decision"],
        told["unit"],
    )
    return actions.import_budget(
        content, about, by=actor(request), name=file.name, most=reading.MOST_ROWS_ON_PAGE
    )


def _staged(source: Source) -> HttpResponse:
    return HttpResponseRedirect(reverse("money:source", args=[source.pk]))


@require_safe
def source(request: HttpRequest, number: int) -> HttpResponse:
    """A file: what it is and where it was published; before it is in force, what was found in it.

    Until then only who may put it in force sees it.
    """
    found = _source(number)
    if found.state != Source.State.IN_FORCE and not (
        request.user.is_authenticated and may_stage(request.user, found)
    ):
        raise Hidden()
    read = [] if found.state == Source.State.IN_FORCE else words.read(found.findings)
    versions = Version.objects.filter(source=found).select_related("council")
    totals = Line.objects.filter(version__source=found, code="").select_related("version")
    context = {
        "asks_unit": any(one.word == "no_unit" for one in read),
        "knows_unit": not any(one.word in UNIT_NOT_KNOWN for one in read),
        "errors": [_told(one) for one in read if one.is_error][:MOST_SHOWN],
        "asks_headings": any(one.word in ASKS_HEADINGS for one in read),
        "firsts": [] if found.state == Source.State.IN_FORCE else found.firsts,
        "is_hiding": any(one.word in words.HIDDEN for one in read),
        "headings": [] if found.state == Source.State.IN_FORCE else found.headings,
        "roles": [(role, words.ROLES[role]) for role in ROLES],
        "source": found,
        "unit": words.UNITS[found.unit],
        "units": words.UNITS.items(),
        "totals": sorted(totals.order_by("version", "part")[:MOST_SHOWN], key=_in_order),
        "versions": versions.order_by("council__code", "year")[:MOST_SHOWN],
        "warnings": [_told(one) for one in read if not one.is_error][:MOST_SHOWN],
    }
    return render(request, "money/source.html", context)


def _in_order(line: Line) -> tuple[int, int]:
    """The parts of a version as a decision has them."""
    return line.version_id, list(Part).index(Part(line.part))


def _told(one: Any) -> tuple[str, str]:
    return words.place_of(one), words.sentence(one.word, one.told)


@require_POST
@signed_in
def switch_on(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file in force."""
    found = _waiting(request, number)
    actions.switch_on(found, by=actor(request))
    messages.success(request, _("The file is in force: everyone sees it now."))
    return _staged(found)


@require_POST
@signed_in
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file aside."""
    actions.discard(_waiting(request, number), by=actor(request))
    messages.success(request, _("The file was put aside. Nothing of it is shown."))
    return HttpResponseRedirect(reverse("money:import_budget"))


@require_POST
@signed_in
def map_columns(request: HttpRequest, number: int) -> HttpResponse:
    """Say what the columns are, and read the same file anew by it."""
    found = _to_read_anew(request, number)
    actions.map_columns(
        found,
        by=actor(request),
        signature=request.POST.get("signature", ""),
        roles=request.POST.getlist("role"),
    )
    return _read_anew(request, found, "" if found.says_unit else found.unit)


@require_POST
@signed_in
def choose_unit(request: HttpRequest, number: int) -> HttpResponse:
    """Say in what unit the amounts are, and read the same file anew."""
    found = _to_read_anew(request, number)
    form = UnitForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say in what unit the amounts are."), status=422)
    return _read_anew(request, found, form.cleaned_data["unit"])


def _to_read_anew(request: HttpRequest, number: int) -> Source:
    """A file that is not in force, and small enough to be read while a person waits."""
    found = _waiting(request, number)
    if found.size > reading.LARGEST_ON_PAGE:
        raise Refused(
            _("The file is too large to be read again here. Bring it in at the command line."),
            status=413,
        )
    if found.state == Source.State.IN_FORCE:
        raise Refused(_("This file is in force. Withdraw the version that is wrong."))
    return found


def _read_anew(request: HttpRequest, found: Source, unit: str) -> HttpResponse:
    about = actions.About(
        found.council, found.year, found.kind, found.day, found.link, found.decision, unit
    )
    path = uploads.path_of(found.sha256)
    if not path.exists():
        raise Refused(_("The preview is too old. Choose the file again."))
    again = actions.import_budget(
        path.read_bytes(),
        about,
        by=actor(request),
        name=found.name,
        most=reading.MOST_ROWS_ON_PAGE,
    )
    actions.discard(found, by=actor(request))
    return _staged(again)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def attach_decision(request: HttpRequest, number: int) -> HttpResponse:
    """Name the decision behind a version that is in force without one."""
    version = _version(number)
    if not may_attach_decision(actor(request), version) or version.decided_by is not None:
        raise Hidden()
    guide = Guide(
        _("Name the decision"),
        _("Name it"),
        _("The decision stands beside the version now."),
        _("The one by which the maslikhat set these amounts."),
        back=reverse("money:version", args=[version.pk]),
        trail=[(reverse("money:budgets"), _("Budget"))],
    )
    return guided(
        request,
        AttachForm(posted(request), version=version),
        guide,
        lambda told: actions.attach_decision(version, by=actor(request), **told),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a version as wrong, with the reason."""
    version = _version(number)
    if not may_withdraw(actor(request), version):
        raise Hidden()
    guide = Guide(
        _("Withdraw a wrong version"),
        _("Withdraw"),
        _("The version is marked as withdrawn."),
        _("It stays to be read, with the reason, and no page counts with it any more."),
        back=reverse("money:version", args=[version.pk]),
        trail=[(reverse("money:budgets"), _("Budget"))],
    )
    return guided(
        request,
        WithdrawForm(posted(request)),
        guide,
        lambda told: actions.withdraw(version, by=actor(request), reason=told["reason"]),
    )


def _version(number: int) -> Version:
    rows = Version.objects.shown().with_decisions().select_related("council")
    return get_object_or_404(rows, pk=number)


def _source(number: int) -> Source:
    return get_object_or_404(Source.objects.select_related("council", "decision"), pk=number)


def _waiting(request: HttpRequest, number: int) -> Source:
    """A file, for who may put it in force; to all others it does not exist."""
    found = _source(number)
    if not may_stage(actor(request), found):
        raise Hidden()
    return found
