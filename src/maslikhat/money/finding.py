"""What budgets tell search: each council's budget of a year once, with the names of its lines."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.kit.transactions import writing
from maslikhat.money.models import Version, Wording
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

BUDGET = "budget"
# A budget is a council and a year, and so is its number.
YEARS = 10_000
# Budgets of which search is told in one transaction.
A_TRANSACTION = 20
# Of the names of its lines the first are searched.
TEXT_MOST = 200_000


def tell_of(source: int) -> None:
    """Tell search of all budgets that a file told of, as they are now; in short transactions."""
    told = Version.objects.filter(source=source).values_list("council_id", "year")
    numbers = sorted({council * YEARS + year for council, year in told})
    for start in range(0, len(numbers), A_TRANSACTION):
        wanted = numbers[start : start + A_TRANSACTION]
        drafts = _drafts(wanted)
        gone = set(wanted) - {draft.number for draft in drafts}
        with writing():
            actions.index_many(drafts)
            for number in sorted(gone):
                actions.forget(BUDGET, number)


def budgets_after(number: int, most: int) -> list[Draft]:
    """All budgets, page by page."""
    rows = Version.objects.standing().annotate(budget=F("council_id") * YEARS + F("year"))
    found = rows.filter(budget__gt=number).order_by("budget").values_list("budget", flat=True)
    return _drafts(found.distinct()[:most])


def _drafts(numbers: Iterable[int]) -> list[Draft]:
    """Of those of these budgets that have a version; two queries a budget."""
    drafts = []
    for number in numbers:
        council, year = divmod(number, YEARS)
        rows = Version.objects.standing().filter(council=council, year=year)
        latest = rows.select_related("source", "council__unit").lately().first()
        if latest is not None:
            drafts.append(_draft(number, latest))
    return drafts


def _draft(number: int, version: Version) -> Draft:
    council = version.council
    lines = version.lines.exclude(wording=None).values("wording")
    names = Wording.objects.filter(pk__in=lines).order_by("pk").values_list("text", flat=True)
    return Draft(
        BUDGET,
        number,
        {lang: _title(version, lang) for lang in LANGUAGES},
        {version.source.language: "\n".join(names)[:TEXT_MOST]},
        place=council.unit.kato if council.unit else "",
        moment=dt.datetime.combine(version.day, dt.time(), ALMATY),
        slug=council.code,
    )


def _title(version: Version, lang: str) -> str:
    with translation.override(lang):
        budget = _("Budget of %(year)s") % {"year": version.year}
    return f"{budget}: {said(version.council, 'name', lang).text}"


BUDGETS = Kind(
    label=lambda: _("Budgets"),
    address=lambda number, slug: reverse("money:budget", args=[slug, number % YEARS]),
    entries=budgets_after,
)
