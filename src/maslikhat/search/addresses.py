"""A search as its address says it: read with refusals, written in one order."""

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused
from maslikhat.search.asking import Asked
from maslikhat.search.question import parse
from maslikhat.search.registers import kinds

PARAMS = ("q", "kind", "place", "rubric", "language", "from", "to", "order")
NEWEST = "new"
# The years that a day may lie in; the calendar of the index ends a little later.
_YEARS = range(1900, 2200)


def read(params: Mapping[str, str]) -> Asked:
    """What an address asks; a filter that is none is refused (400) with a sentence."""
    said = {name: params.get(name, "").strip() for name in PARAMS}
    _refuse_unless(not said["kind"] or said["kind"] in kinds)
    _refuse_unless(bool(re.fullmatch(r"(?:[0-9]{9})?", said["place"], re.ASCII)))
    _refuse_unless(bool(re.fullmatch(r"[a-z0-9_-]{0,40}", said["rubric"], re.ASCII)))
    _refuse_unless(said["language"] in {"", *LANGUAGES})
    _refuse_unless(said["order"] in {"", NEWEST})
    return Asked(
        parse(said["q"]),
        kind=said["kind"],
        place=said["place"],
        rubric=said["rubric"],
        language=said["language"],
        from_day=_day(said["from"]),
        to_day=_day(said["to"]),
        is_newest_first=said["order"] == NEWEST,
    )


def write(params: Mapping[str, str]) -> str:
    """The same search in one way: known parameters that say something, in the order of PARAMS."""
    said = {name: params.get(name, "").strip() for name in PARAMS}
    return urlencode({name: value for name, value in said.items() if value})


def reread(query: str) -> dict[str, str]:
    """The parameters of a search that was written."""
    return dict(parse_qsl(query))


def asks_something(asked: Asked) -> bool:
    """Whether there is a word or a filter to look by; an order alone is none."""
    filters = (asked.kind, asked.place, asked.rubric, asked.language, asked.from_day, asked.to_day)
    return not asked.question.is_empty or any(filters)


def _refuse_unless(is_known: bool) -> None:
    if not is_known:
        sentence = _("There is no such choice in the list. Choose one of those shown.")
        raise Refused(sentence, status=400)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            day = None
        if day and day.year in _YEARS:
            return day
    raise Refused(_("Write the day as 2023-03-19."), status=400)
