"""The environment's money: the country, a region, a district that gets none of it."""

import datetime as dt
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maslikhat.kit.answers import held
from maslikhat.kit.days import day_asked, today
from maslikhat.kit.downloads import made
from maslikhat.kit.languages import reader_language
from maslikhat.money import pictures
from maslikhat.money.answers import ENVIRONMENT, about_region
from maslikhat.money.environment import exports, located, mirror
from maslikhat.money.environment.card import card_of, picture_of
from maslikhat.money.environment.context import all_payers
from maslikhat.money.environment.flow import flow_of
from maslikhat.money.exports import FORMATS
from maslikhat.money.importing.lines import FIRST_YEAR
from maslikhat.money.models import EnvironmentPlan
from maslikhat.money.permissions import bodies_for_plan, may_begin_plan
from maslikhat.money.plans.measures import shown
from maslikhat.money.questions import asking, upward
from maslikhat.money.warnings.telling import of_country, warnings_of
from maslikhat.registry.models import Council, Level

YEARS_AHEAD = 5


class Asked(NamedTuple):
    """Of which year's plans, and as of which day, a page tells."""

    year: int
    day: dt.date

    @property
    def this(self) -> int:
        """The year it was on that day."""
        return self.day.year

    @property
    def on(self) -> dt.date | None:
        """The day, where it is past: all that is known today needs none."""
        return None if self.day == today() else self.day

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        told = {"year": str(self.year), "on": self.on.isoformat() if self.on else ""}
        return urlencode({name: value for name, value in told.items() if value})


@held(60, ("year", "on"))
def environment(request: HttpRequest) -> HttpResponse:
    """The twenty regions by the test of their plans, with what is missing said to be missing."""
    asked = _asked(request)
    year, rows = asked.year, _country(asked)
    outlines, tiles = pictures.country(rows)
    context = {
        "asked": asked,
        "last": asked.this - 1,
        "outlines": outlines,
        "tiles": tiles,
        "rows": rows,
        "counts": mirror.counted(rows),
        "formats": exports.FORMATS,
        "payers": all_payers(),
        "warned": of_country(),
        "year": year,
        "years": range(asked.this + 1, asked.this - 4, -1),
    }
    return render(request, "money/environment.html", context)


def _country(asked: Asked) -> list[mirror.Row]:
    councils = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    rows = list(councils.in_order(reader_language()))
    return mirror.country(rows, asked.year, asked.this, asked.on)


@held(60, ("year", "on"))
def country_table(request: HttpRequest, form: str) -> HttpResponse:
    """The rank of the country for a spreadsheet or another program."""
    _known(form)
    asked = _asked(request)
    return _sent(exports.of_country(_country(asked), asked.year), form)


@held(60, ("year", "on"))
def region_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A region's years for a spreadsheet or another program."""
    _known(form)
    regions = Council.objects.local().level(Level.REGIONAL).select_related("unit")
    council = get_object_or_404(regions, code=code)
    asked = _asked(request)
    region = mirror.region(council, asked.year, asked.this, asked.on)
    return _sent(exports.of_region(council, region), form)


@held(300, ("year", "on"))
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a region to share, as a picture."""
    regions = Council.objects.local().level(Level.REGIONAL).select_related("unit")
    council = get_object_or_404(regions, code=code)
    asked = _asked(request)
    region = mirror.region(council, asked.year, asked.this, asked.on)
    return HttpResponse(card_of(council, region, asked.year, asked.day), content_type="image/png")


def _known(form: str) -> None:
    if form not in exports.FORMATS:
        raise Http404


def _sent(table: exports.Table, form: str) -> HttpResponse:
    return made(table.written(form), f"{table.name}.{form}", FORMATS[form])


@held(60, ("year", "on"))
def environment_of(request: HttpRequest, code: str) -> HttpResponse:
    """A region's test, years, plan and measures; of a district what reaches it, and why no more."""
    council = get_object_or_404(Council.objects.local().select_related("unit__parent"), code=code)
    if council.level != Level.REGIONAL:
        return _district(request, council)
    asked = _asked(request)
    year, this = asked.year, asked.this
    region = mirror.region(council, year, this, asked.on)
    plans = list(EnvironmentPlan.objects.of(council).lately())
    versions = {one for of in region.years for one in (of.report, of.latest) if one}
    context: dict[str, Any] = {
        "asked": asked,
        "council": council,
        "ask": asking(request.user, ENVIRONMENT, council.pk),
        "flow": flow_of(council, region.years),
        "formats": exports.FORMATS,
        "letters": about_region(council, versions, plans),
        "may_begin": _may_begin(request, council),
        "picture": picture_of(council, asked.query),
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
    asked = _asked(request)
    this = asked.this
    region = located.region_of(council)
    context = {
        "ask": asking(request.user, ENVIRONMENT, region.pk) if region else None,
        "asked": asked,
        "council": council,
        "measures": [shown(one) for one in located.measures(council)],
        "region": region,
        "upward": upward(request.user, region, council) if region else "",
        "rows": mirror.years(council, range(this - 4, this + 1), asked.on),
        "warnings": warnings_of(council, request.user),
    }
    return render(request, "money/district.html", context)


def _asked(request: HttpRequest) -> Asked:
    day = day_asked(request.GET.get("on"))
    return Asked(_year(request, day), day)


def _year(request: HttpRequest, day: dt.date) -> int:
    """The year of `?year=`, that of the day when absent; one that no plan can have is a 404."""
    text = request.GET.get("year", "")
    if not text:
        return max(day.year, FIRST_YEAR)
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404
    year = int(text)
    if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
        raise Http404
    return year
