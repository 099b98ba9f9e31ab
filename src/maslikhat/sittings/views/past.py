"""The calendar of a council by month, and its archive by year."""

import datetime as dt
import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maslikhat.kit.answers import held
from maslikhat.kit.days import ALMATY, today
from maslikhat.norms.views import MONTHS, WEEKDAYS
from maslikhat.registry.models import Commission, Council
from maslikhat.sittings.archive import archive_of, years_of
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.months import month_asked
from maslikhat.sittings.titles import name_of
from maslikhat.sittings.views.asked import council_trail
from maslikhat.sittings.words import STATES
from maslikhat.voting.sentences import OUTCOMES


@held(60, ("year",))
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """The sittings that a council and its commissions held in a year; six queries."""
    council = get_object_or_404(Council, code=code)
    years = years_of(council, request.user)
    asked = request.GET.get("year", "")
    if asked and not re.fullmatch(r"(19|20)[0-9]{2}", asked, re.ASCII):
        raise BadRequest("year")
    year = int(asked) if asked else next(iter(years), today().year)
    context = {
        "chapters": archive_of(council, request.user, year),
        "council": council,
        "outcomes": OUTCOMES,
        "path": council_trail(council),
        "year": year,
        "years": years,
    }
    return render(request, "sittings/archive.html", context)


@held(60, ("month",))
def month(request: HttpRequest, code: str) -> HttpResponse:
    """The sittings of a council and its commissions in a month; three queries."""
    council = get_object_or_404(Council, code=code)
    day = today()
    asked = month_asked(request.GET.get("month", ""), day)
    found = Sitting.objects.visible_to(request.user).of(council).with_names()
    within = found.filter(starts_at__gte=asked.begins, starts_at__lt=asked.after.begins)
    by_day: dict[dt.date, list[Sitting]] = {}
    for sitting in within.order_by("starts_at", "pk"):
        by_day.setdefault(sitting.day, []).append(sitting)
    context = {
        "after": asked.after if asked.after.is_known else None,
        "almaty": ALMATY,
        "before": asked.before if asked.before.is_known else None,
        "by_day": by_day,
        "commissions": list(Commission.objects.on().filter(council=council).order_by("pk")),
        "council": council,
        "month": asked,
        "name": MONTHS[asked.month - 1],
        "path": council_trail(council),
        "states": STATES,
        "name_of": name_of,
        "weekdays": WEEKDAYS,
    }
    return render(request, "sittings/month.html", context)
