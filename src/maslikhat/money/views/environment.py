"""The environment's money: the country, a region, a district that gets none of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maslikhat.kit.answers import held
from maslikhat.kit.days import today
from maslikhat.kit.downloads import made
from maslikhat.kit.languages import reader_language
from maslikhat.money import located, mirror, mirrored, pictures
from maslikhat.money.answers import ENVIRONMENT, about_region
from maslikhat.money.context import all_payers
from maslikhat.money.exports import FORMATS
from maslikhat.money.flow import flow_of
from maslikhat.money.lines import FIRST_YEAR
from maslikhat.money.measured import shown
from maslikhat.money.models import EnvironmentPlan
from maslikhat.money.permissions import bodies_for_plan, may_begin_plan
from maslikhat.money.questions import asking
from maslikhat.money.shared import card_of, picture_of
from maslikhat.money.warned import of_country, warnings_of
from maslikhat.registry.models import Council, Level

YEARS_AHEAD = 5


@held(60, ("year",))
def environment(request: HttpRequest) -> HttpResponse:
    """The twenty regions by the test of their plans, with what is missing said to be missing."""
    year = _year(request)
    rows = _country(year)
    context = {
        "last": today().year - 1,
        "map": pictures.country(rows),
        "rows": rows,
        "counts": mirror.counted(rows),
        "formats": mirrored.FORMATS,
        "payers": all_payers(),
        "warned": of_country(),
        "year": year,
        "years": range(today().year + 1, today().year - 4, -1),
    }
    return render(request, "money/environment.html", context)


def _country(year: int) -> list[mirror.Row]:
    councils = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    return mirror.country(list(councils.in_order(reader_language())), year, today().year)


@held(60, ("year",))
def country_table(request: HttpRequest, form: str) -> HttpResponse:
    """The rank of the country for a spreadsheet or another program."""
    _known(form)
    year = _year(request)
    return _sent(mirrored.of_country(_country(year), year), form)


@held(60, ("year",))
def region_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A region's years for a spreadsheet or another program."""
    _known(form)
    regions = Council.objects.local().level(Level.REGIONAL).select_related("unit")
    council = get_object_or_404(regions, code=code)
    region = mirror.region(council, _year(request), today().year)
    return _sent(mirrored.of_region(council, region), form)


@held(300, ("year",))
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a region to share, as a picture."""
    regions = Council.objects.local().level(Level.REGIONAL).select_related("unit")
    council = get_object_or_404(regions, code=code)
    year = _year(request)
    region = mirror.region(council, year, today().year)
    return HttpResponse(card_of(council, region, year), content_type="image/png")


def _known(form: str) -> None:
    if form not in mirrored.FORMATS:
        raise Http404


def _sent(table: mirrored.Table, form: str) -> HttpResponse:
    return made(table.written(form), f"{table.name}.{form}", FORMATS[form])


@held(60, ("year",))
def environment_of(request: HttpRequest, code: str) -> HttpResponse:
    """A region's test, years, plan and measures; of a district what reaches it, and why no more."""
    council = get_object_or_404(Council.objects.local().select_related("unit__parent"), code=code)
    if council.level != Level.REGIONAL:
        return _district(request, council)
    year, this = _year(request), today().year
    region = mirror.region(council, year, this)
    plans = list(EnvironmentPlan.objects.of(council).lately())
    versions = {one for of in region.years for one in (of.report, of.latest) if one}
    context: dict[str, Any] = {
        "council": council,
        "ask": asking(request.user, ENVIRONMENT, council.pk),
        "flow": flow_of(region.years),
        "formats": mirrored.FORMATS,
        "letters": about_region(council, versions, plans),
        "may_begin": _may_begin(request, council),
        "picture": picture_of(council, year),
        "plans": plans,
        "region": region,
        "shares": region.shares,
        "series": pictures.years(region.years, region.by_year, this),
        "test": pictures.test(region.standing),
        "warnings": warnings_of(council, request.user),
        "year": year,
    }
    return render(request, "money/region.html", context)


def _may_begin(request: HttpRequest, council: Council) -> bool:
    """Whether the reader may begin a plan, in the own name or that of a body of the region."""
    if not request.user.is_authenticated:
        return False
    user = request.user
    return may_begin_plan(user, council, None) or bool(bodies_for_plan(user, council))


def _district(request: HttpRequest, council: Council) -> HttpResponse:
    this = today().year
    region = located.region_of(council)
    context = {
        "ask": asking(request.user, ENVIRONMENT, region.pk) if region else None,
        "council": council,
        "measures": [shown(one) for one in located.measures(council)],
        "region": region,
        "rows": mirror.years(council, range(this - 4, this + 1)),
        "warnings": warnings_of(council, request.user),
    }
    return render(request, "money/district.html", context)


def _year(request: HttpRequest) -> int:
    """The year of `?year=`, this year when absent; one in which no plan can be is a 404."""
    text = request.GET.get("year", "")
    if not text:
        return today().year
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404
    year = int(text)
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
        raise Http404
    return year
