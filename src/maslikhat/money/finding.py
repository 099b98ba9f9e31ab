"""What budgets tell search: each council's budget of a year once, with the names of its lines."""

from collections.abc import Iterable

from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maslikhat.kit.days import midnight
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.kit.prepared import Prepared, PreparedThings
from maslikhat.kit.transactions import writing
from maslikhat.money.models import Line, Version, Wording
from maslikhat.search import actions
from maslikhat.search.registers import Draft, Kind

BUDGET = "budget"
# A budget is a council and a year, and so is its number.
YEARS = 10_000
# Budgets of which search is told in one transaction.
A_TRANSACTION = 20
# Of the names of its lines the first are searched.
TEXT_MOST = 200_000


_latest = PreparedThings(
    lambda council, year: (
        Version.objects.standing()
        .filter(council=council, year=year)
        .select_related("source", "council__unit")
        .lately()[:1]
    )
)
_wordings = Prepared(
    lambda version: (
        Wording.objects.filter(
            pk__in=Line.objects.filter(version=version, wording__isnull=False).values("wording")
        )
        .order_by("pk")
        .values("text")
    )
)


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
        drafts += [_draft(number, latest) for latest in _latest(council, year)]
    return drafts


def _draft(number: int, version: Version) -> Draft:
    council = version.council
    names = [row["text"] for row in _wordings(version.pk)]
    return Draft(
        BUDGET,
        number,
        {lang: _title(version, lang) for lang in LANGUAGES},
        {version.source.language: "\n".join(names)[:TEXT_MOST]},
        place=council.unit.kato if council.unit else "",
        moment=midnight(version.day),
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
