"""Pages on which budgets are read: the country, a council's years, a year, its changes, a row."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.days import day_asked, today
from maslikhat.kit.downloads import download, made
from maslikhat.kit.languages import reader_language
from maslikhat.money import asked, compared, exports
from maslikhat.money.answers import BUDGET, LINE, about_line, about_version
from maslikhat.money.changes import changes_of
from maslikhat.money.environment import exports as environment_exports
from maslikhat.money.importing.intake import YEARS_AHEAD
from maslikhat.money.importing.lines import FIRST_YEAR
from maslikhat.money.models import Line, Source, Version
from maslikhat.money.overview import rows_of, years_shown
from maslikhat.money.permissions import may_attach_decision, may_import_budget, may_withdraw
from maslikhat.money.pictures import parts_of
from maslikhat.money.plans.changes import A_PAGE, changes_of_council
from maslikhat.money.questions import asking
from maslikhat.money.sheet import Sheet, done_beside, sheet_of
from maslikhat.money.warnings.telling import warnings_of
from maslikhat.money.years import YearRow, latest_of_years, reports_of_years, years_of
from maslikhat.places.models import Unit
from maslikhat.registry.models import Council
from maslikhat.registry.models.councils import Level
from maslikhat.registry.standing import standing

PARTS_SHOWN = (
    "spending", "receipts", "lending", "repayment", "assets", "sale", "loans", "loans_repaid",
    "leftovers",
)  # fmt: skip
MOST_VERSIONS = 40


@held(60, ("region",))
def budgets(request: HttpRequest) -> HttpResponse:
    """Of which councils and years there is a budget, and of which there is none."""
    code = request.GET.get("region", "")
    region = None
    councils = Council.objects.on().local()
    if code:
        region = get_object_or_404(Unit.objects.shown().regional(), kato=code[:9])
        councils = councils.of_region(region)
    else:
        councils = councils.level(Level.REGIONAL)
    regions = Unit.objects.shown().regional().in_order(reader_language())
    who = standing(request.user)
    context: dict[str, Any] = {
        "may_import": bool(who.operator or who.clerk_of),
        "region": region,
        "regions": regions,
        "rows": rows_of(list(councils.in_order(reader_language()))),
        "years": years_shown(),
    }
    return render(request, "money/budgets.html", context)


@held(60, ("part", "code", "on"))
def years(request: HttpRequest, code: str) -> HttpResponse:
    """A council's budgets year against year, as they stood on a day."""
    council = _council(code)
    told = _years(request, council)
    context = {
        "asked": told.asked,
        "council": council,
        "day": told.day,
        "formats": environment_exports.FORMATS,
        "may_import": may_import_budget(request.user, council)
        if request.user.is_authenticated
        else False,
        "parts": PARTS_SHOWN,
        "reports": {one.year: one for one in told.reports},
        "rows": told.rows,
        "versions": told.latest,
        "warnings": warnings_of(council, request.user),
    }
    return render(request, "money/years.html", context)


@held(60, ("part", "code", "on"))
def years_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A council's budgets year against year, for a spreadsheet or another program."""
    council = _council(code)
    told = _years(request, council)
    return _sent(compared.of_years(council, told.asked, told.latest, told.rows), form)


class _Years(NamedTuple):
    """What the page of the years tells: by the latest version of each, and its last report."""

    asked: asked.Asked
    day: dt.date
    latest: list[Version]
    reports: list[Version]
    rows: list[YearRow]


def _years(request: HttpRequest, council: Council) -> _Years:
    day, told = day_asked(request.GET.get("on")), asked.read(request.GET)
    versions = Version.objects.standing(day).of(council).select_related("source").lately()
    found = list(versions)
    latest, reports = latest_of_years(found), reports_of_years(found)
    rows = years_of(latest, told, reports) if latest else []
    return _Years(told, day, latest, reports, rows)


def _sent(table: environment_exports.Table, form: str) -> HttpResponse:
    if form not in environment_exports.FORMATS:
        raise Http404
    answer = HttpResponse(table.written(form), content_type=exports.FORMATS[form])
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@held(60, (*asked.PARAMS, "on"))
def budget(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A council's budget of a year, by the latest version of a day."""
    council = _council(code)
    _sane(year)
    day = day_asked(request.GET.get("on"))
    version = (
        Version.objects.standing(day)
        .of(council, year)
        .with_decisions()
        .select_related("council__unit")
        .lately()
        .first()
    )
    if version is None:
        context = {"council": council, "year": year, "day": day}
        return render(request, "money/missing.html", context)
    return _page(request, version, day)


@held(60, asked.PARAMS)
def version(request: HttpRequest, number: int) -> HttpResponse:
    """A version of a budget: the address stays, and so does what it says."""
    return _page(request, _version(number))


def _page(request: HttpRequest, version: Version, on: dt.date | None = None) -> HttpResponse:
    sheet = _sheet(request, version)
    versions = Version.objects.shown().of(version.council, version.year)
    context = {
        "ask": asking(request.user, BUDGET, version.pk),
        "changes_query": sheet.asked.query,
        "council": version.council,
        "done": done_beside(sheet, on),
        "formats": exports.FORMATS,
        "letters": about_version(version),
        "may_attach": request.user.is_authenticated
        and version.decided_by is None
        and may_attach_decision(request.user, version),
        "may_withdraw": request.user.is_authenticated
        and version.withdrawn_at is None
        and may_withdraw(request.user, version),
        "parts": PARTS_SHOWN,
        "pictures": parts_of(sheet),
        "sheet": sheet,
        "version": version,
        "versions": versions.with_decisions().lately()[:MOST_VERSIONS],
        "warnings": warnings_of(version.council, request.user, version.year),
    }
    return page_or_fragment(request, "money/budget.html", "money/_table.html", context)


def _sheet(request: HttpRequest, version: Version) -> Sheet:
    sheet = sheet_of(version, asked.read(request.GET))
    if sheet.asked.code and sheet.total is None:
        raise Http404
    return sheet


@held(60, asked.PARAMS)
def table(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Exactly what is on the page of a version, for a spreadsheet or another program."""
    if form not in exports.FORMATS:
        raise Http404
    sheet = _sheet(request, _version(number))
    name = f"{exports.name_of(sheet)}.{form}"
    return made(exports.written(sheet, form), name, exports.FORMATS[form])


@held(60, ("part", "code", "on", "page"))
def changes(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Every figure of a year's budget that changed: when, by which decision or report, how much."""
    council = _council(code)
    told, versions = asked.read(request.GET), _versions(request, council, year)
    day = day_asked(request.GET.get("on"))
    remeasured = part_of(request, changes_of_council(council, year, day), A_PAGE)
    context = {
        "asked": told,
        # The further pages are of the measures alone.
        "changes": changes_of(versions, told) if remeasured.number == 1 else [],
        "council": council,
        "day": day,
        "formats": environment_exports.FORMATS,
        "parts": PARTS_SHOWN,
        "query": "".join(
            f"{one}&" for one in (told.query, f"on={day}" if day != today() else "") if one
        ),
        "remeasured_here": remeasured,
        "versions": versions,
        "year": year,
    }
    return render(request, "money/changes.html", context)


@held(60, ("part", "code", "on"))
def changes_table(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """The changes of a year's budget, for a spreadsheet or another program."""
    council = _council(code)
    told, versions = asked.read(request.GET), _versions(request, council, year)
    day = day_asked(request.GET.get("on"))
    changes, remeasured = changes_of(versions, told), changes_of_council(council, year, day)
    return _sent(compared.of_changes(council, year, told, changes, remeasured), form)


def _versions(request: HttpRequest, council: Council, year: int) -> list[Version]:
    """The versions of a year by a day, the earliest first; without one there is no page."""
    _sane(year)
    day = day_asked(request.GET.get("on"))
    rows = Version.objects.standing(day).of(council, year).with_decisions()
    versions = list(rows.lately()[:MOST_VERSIONS])[::-1]
    if not versions:
        raise Http404
    return versions


@held(60)
def row(request: HttpRequest, number: int, sheet: int, row: int) -> HttpResponse:
    """What the file says in one row, and where the file is."""
    version = _version(number)
    if max(sheet, row) >= 2**31:
        raise Http404
    rows = Line.objects.filter(version=version, sheet=sheet, row=row, row__gt=0)
    line = get_object_or_404(rows.select_related("wording"))
    line.version = version
    context = {
        "ask": asking(request.user, LINE, line.pk),
        "council": version.council,
        "letters": about_line(line),
        "line": line,
        "version": version,
    }
    return render(request, "money/row.html", context)


@require_safe
def file(request: HttpRequest, number: int) -> FileResponse:
    """The file itself, as it came."""
    source = get_object_or_404(Source, pk=number, state=Source.State.IN_FORCE)
    return download(source.sha256, source.name, source.media_type)


@held(60, ("council",))
def of_council(request: HttpRequest) -> HttpResponse:
    """The latest budget of each year of a council, for a part of its own page."""
    if not request.GET.get("council"):
        raise BadRequest("council")
    council = _council(request.GET["council"])
    context = {"council": council, "row": rows_of([council])[0], "years": years_shown()}
    return page_or_fragment(request, "money/of_council.html", "money/_of_council.html", context)


def _sane(year: int) -> None:
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
        raise Http404


def _council(code: str) -> Council:
    return get_object_or_404(Council.objects.local().select_related("unit"), code=code)


def _version(number: int) -> Version:
    rows = Version.objects.shown().with_decisions().select_related("council__unit")
    return get_object_or_404(rows, pk=number)
