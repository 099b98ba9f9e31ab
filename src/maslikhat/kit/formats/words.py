"""Dates, times and numbers in the reader's language."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.formats.months import day_in_full
from maslikhat.kit.languages import reader_language


def day(value: dt.date | None) -> str:
    """A day in full: «2026 жылғы 22 қараша», «22 ноября 2026 года», "22 November 2026"."""
    return "" if value is None else day_in_full(value, reader_language())


def day_short(value: dt.date | None) -> str:
    """A day in figures: 22.11.2026; English readers get 22/11/2026."""
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y" if reader_language() == "en" else "%d.%m.%Y")


def moment(value: dt.datetime) -> str:
    """A day and the time in Kazakhstan: «2026 жылғы 22 қараша, 14:05»."""
    return _moment(value, reader_language())


@lru_cache(maxsize=4096)
def _moment(value: dt.datetime, lang: str) -> str:
    """The moments of a list are asked for again with each reader who opens it."""
    local = timezone.localtime(value, ALMATY)
    return f"{day_in_full(local.date(), lang)}, {local:%H:%M}"


def clock(value: dt.datetime) -> str:
    """The time in Kazakhstan to the second: "10:31:07" in every language."""
    return f"{timezone.localtime(value, ALMATY):%H:%M:%S}"


def hour(value: dt.datetime) -> str:
    """ "10:31", by the clock of Kazakhstan."""
    return value.astimezone(ALMATY).strftime("%H:%M")


def number(value: int | Decimal) -> str:
    """A number with its thousands apart: 15 594 in kk and ru, 15,594 in en.

    A Decimal keeps its own decimal places, set off by a comma in kk and ru.
    """
    plain = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if reader_language() == "en":
        return plain
    return plain.replace(",", "\xa0").replace(".", ",")


def iso(value: dt.date) -> str:
    """A day or a moment for machines, to the second: 2026-11-22, 2026-11-22T09:05:00+00:00."""
    return value.isoformat("T", "seconds") if isinstance(value, dt.datetime) else value.isoformat()


def size_words(size: int) -> str:
    """A size as people say it: bytes to whole KB, or MB with one decimal."""
    if size < 1024 * 1024:
        return _("%(size)s KB") % {"size": max(1, round(size / 1024))}
    return _("%(size)s MB") % {"size": number_format(size / 1024 / 1024, 1)}
