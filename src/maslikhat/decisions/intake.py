"""A list of existing decisions before it is taken in: whose they are, what is new or wrong."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions.imports import DecisionRow, RowError, by_council
from maslikhat.decisions.imports.councils import PlaceNames
from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.decisions import TITLE_MOST
from maslikhat.decisions.numbers import key_of, tidy
from maslikhat.decisions.versions import Texts
from maslikhat.kit.days import today
from maslikhat.registry.models import Convocation, Council

# So many rows are entered within a tenth of a second, index included.
MOST_ROWS = 200


class Subject(NamedTuple):
    """What a subject of a list is called here, and where it belongs."""

    titles: Texts
    rubric: str


# A list names its decisions by a word of its own; the portal says what they are about. It is no
# official title: that stands at the source.
SUBJECTS = {
    "rate of the simplified-declaration tax": Subject(
        Texts(
            "Оңайлатылған декларация негізіндегі арнаулы салық режимі бойынша салық мөлшерлемесі"
            " туралы",
            "О ставке налога по специальному налоговому режиму на основе упрощённой декларации",
            "On the rate of tax under the special regime of the simplified declaration",
        ),
        "budget",
    )
}


class Entry(NamedTuple):
    """A row that will be entered, with its council and convocation by number."""

    row: DecisionRow
    council: int
    convocation: int | None


class Planned(NamedTuple):
    """What an intake would do: what is new, how many are there already, what is wrong."""

    entries: list[Entry]
    same: int
    errors: list[RowError]


class Matched(NamedTuple):
    """Rows with the number of the council of each, and what is wrong in the others."""

    pairs: list[tuple[DecisionRow, int]]
    errors: list[RowError]


def matched(rows: Sequence[DecisionRow] | Matched) -> Matched:
    """Match each row to its council by code and by name; one query, nothing is written."""
    if isinstance(rows, Matched):
        return rows
    councils = {
        council.code: council for council in Council.objects.local().select_related("unit__parent")
    }
    found = by_council(
        rows,
        {code: council.pk for code, council in councils.items()},
        {code: names for code, council in councils.items() if (names := _names(council))},
    )
    errors = [*found.errors, *_ahead(row for row, _council in found.rows)]
    if len(rows) > MOST_ROWS:
        errors.append(RowError(MOST_ROWS + 1, "", _too_many()))
    return Matched(found.rows, errors)


def planned(rows: Sequence[DecisionRow] | Matched) -> Planned:
    """What is new in a list, and whose convocation it falls in; two queries more."""
    pairs, errors = matched(rows)
    known = set(
        Decision.objects.filter(
            council__in={council for _row, council in pairs},
            number_key__in={key_of(row.number) for row, _council in pairs},
        ).values_list("council", "number_key", "adopted_on")
    )
    new = [
        (row, council)
        for row, council in pairs
        if (council, key_of(row.number), row.adopted) not in known
    ]
    terms = _terms({council for _row, council in new})
    entries = [Entry(row, council, _term(terms, council, row)) for row, council in new]
    return Planned(entries, len(pairs) - len(new), errors)


def _names(council: Council) -> PlaceNames | None:
    """What the references call the place: its name with its kind, and that of its region."""
    unit = council.unit
    if unit is None:
        return None
    region = unit.parent.name_ru if unit.parent and not unit.is_regional else ""
    return PlaceNames(unit.name_ru, region)


def _ahead(rows: Iterable[DecisionRow]) -> list[RowError]:
    sentence = _("A decision that exists was not adopted on a coming day.")
    return [RowError(row.line, "adopted", sentence) for row in rows if row.adopted > today()]


def _too_many() -> str:
    return _("A list has at most %(most)s rows. Part it, by regions for example.") % {
        "most": MOST_ROWS
    }


def _terms(councils: set[int]) -> dict[int, list[Convocation]]:
    terms: dict[int, list[Convocation]] = {}
    for term in Convocation.objects.filter(council__in=councils).order_by("-from_day"):
        terms.setdefault(term.council_id, []).append(term)
    return terms


def _term(terms: dict[int, list[Convocation]], council: int, row: DecisionRow) -> int | None:
    """The convocation of the day; None where the register knows none."""
    held = (term.pk for term in terms.get(council, ()) if term.holds_on(row.adopted))
    return next(held, None)


def titles_of(row: DecisionRow) -> Texts:
    """What the decision is called here: its subject with the rate, else as its source calls it."""
    subject = SUBJECTS.get(row.subject)
    if subject is None:
        words = (row.reference_kk, row.reference_ru or row.subject or f"№ {tidy(row.number)}")
        return Texts(words[0][:TITLE_MOST], words[1][:TITLE_MOST], "")
    if row.rate is None:
        return subject.titles
    percent = f"{(row.rate * 100).normalize():f} %"
    comma = percent.replace(".", ",")
    rates = Texts(kk=comma, ru=comma, en=percent)
    return Texts(*(f"{title} — {rate}" for title, rate in zip(subject.titles, rates, strict=True)))
