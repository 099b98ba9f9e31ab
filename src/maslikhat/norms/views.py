"""Pages of the numbers of the law and of the working-day calendar."""

import datetime as dt
from calendar import Calendar as Weeks
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts.models import User
from maslikhat.kit.answers import held
from maslikhat.kit.days import FIRST_DAY, day_asked, today
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Refused
from maslikhat.norms import actions
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.forms import KINDS, DayForm
from maslikhat.norms.holidays import is_weekend
from maslikhat.norms.models import Norm
from maslikhat.norms.permissions import may_set_day

MEASURES = {
    Norm.Measure.SHARE: "",
    Norm.Measure.PEOPLE: gettext_lazy("people"),
    Norm.Measure.SEATS: gettext_lazy("seats"),
    Norm.Measure.DAYS: gettext_lazy("days"),
    Norm.Measure.WORKING_DAYS: gettext_lazy("working days"),
    Norm.Measure.MONTHS: gettext_lazy("months"),
    Norm.Measure.YEARS: gettext_lazy("years"),
    Norm.Measure.TIMES: gettext_lazy("times"),
    Norm.Measure.BODIES: gettext_lazy("bodies"),
}
MONTHS = [
    gettext_lazy("January"),
    gettext_lazy("February"),
    gettext_lazy("March"),
    gettext_lazy("April"),
    gettext_lazy("May"),
    gettext_lazy("June"),
    gettext_lazy("July"),
    gettext_lazy("August"),
    gettext_lazy("September"),
    gettext_lazy("October"),
    gettext_lazy("November"),
    gettext_lazy("December"),
]
WEEKDAYS = [
    (gettext_lazy("Mon"), gettext_lazy("Monday")),
    (gettext_lazy("Tue"), gettext_lazy("Tuesday")),
    (gettext_lazy("Wed"), gettext_lazy("Wednesday")),
    (gettext_lazy("Thu"), gettext_lazy("Thursday")),
    (gettext_lazy("Fri"), gettext_lazy("Friday")),
    (gettext_lazy("Sat"), gettext_lazy("Saturday")),
    (gettext_lazy("Sun"), gettext_lazy("Sunday")),
]


@held(300, ("on",))
def norms(request: HttpRequest) -> HttpResponse:
    """The numbers of the law in force on a day, by law, with article and beginning."""
    day = day_asked(request.GET.get("on"))
    rows = Norm.objects.on(day).in_order()
    law = f"law_{reader_language()}"
    laws = [(name, list(of)) for name, of in groupby(rows, key=lambda row: getattr(row, law))]
    context = {"laws": laws, "day": day, "measures": MEASURES, "year": today().year}
    return render(request, "norms/norms.html", context)


@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The calendar of the year it is."""
    return redirect("norms:calendar", today().year)


@held(60)
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The days of a year: worked, off, holidays; the operator has a form here."""
    if not FIRST_DAY.year <= year <= today().year + actions.YEARS_AHEAD:
        raise Http404
    return _calendar_page(request, year)


@require_POST
def set_day(request: HttpRequest) -> HttpResponse:
    """The operator sets one day apart."""
    form = DayForm(request.POST)
    if not form.is_valid():
        if not may_set_day(_who(request)):
            raise Refused(_("Only the operator changes the calendar."), status=403)
        return _calendar_page(request, today().year, form)
    day: dt.date = form.cleaned_data["day"]
    actions.set_day(day, by=_who(request), **form.named())
    return redirect("norms:calendar", day.year)


@require_POST
def clear_day(request: HttpRequest) -> HttpResponse:
    """The operator takes one day back to the rule."""
    try:
        day = dt.date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise Refused(_("Write the day as 2026-05-27."), status=400) from None
    actions.clear_day(day, by=_who(request))
    return redirect("norms:calendar", day.year)


def _who(request: HttpRequest) -> User:
    """Who acts; a visitor who has not signed in may do nothing here."""
    if not isinstance(request.user, User):
        raise Refused(_("Sign in first."), status=403)
    return request.user


def _calendar_page(request: HttpRequest, year: int, form: DayForm | None = None) -> HttpResponse:
    days = Calendar()
    may_edit = isinstance(request.user, User) and may_set_day(request.user)
    context = {
        "year": year,
        "first_year": FIRST_DAY.year,
        "last_year": today().year + actions.YEARS_AHEAD,
        "months": [(MONTHS[month - 1], _weeks(days, year, month)) for month in range(1, 13)],
        "weekdays": WEEKDAYS,
        "named": [
            {"day": day, "off": off, "apart": days.apart(day)} for day, off in days.named_days(year)
        ],
        "kinds": dict(KINDS),
        "may_edit": may_edit,
        "form": (form or DayForm()) if may_edit else None,
    }
    return render(request, "norms/calendar.html", context, status=422 if form else 200)


def _weeks(days: Calendar, year: int, month: int) -> list[list[tuple[int, str]]]:
    """The weeks of a month from Monday: number of the day (0 outside it) and its CSS class."""
    return [
        [(day.day, _class_of(days, day)) if day.month == month else (0, "") for day in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]


def _class_of(days: Calendar, day: dt.date) -> str:
    off = days.off(day)
    if off is not None:
        return off.kind
    if days.is_working(day):
        return "working" if is_weekend(day) else ""
    return "weekend"
