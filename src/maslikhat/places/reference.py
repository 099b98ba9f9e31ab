"""The country as it is delivered: read from the files in data/ and written where it is missing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from maslikhat.kit import delivered
from maslikhat.kit.bulk import insert_models, insert_rows, reserve_ids
from maslikhat.kit.days import FIRST_DAY
from maslikhat.kit.delivered import GetModel, Row
from maslikhat.kit.languages import LANGUAGES
from maslikhat.places import names
from maslikhat.places.models import COUNTRY

FOLDER = Path(__file__).parent / "data"
# The day Abai, Zhetisu and Ulytau were founded, and where their units belonged before.
REGIONS_FOUNDED = dt.date(2022, 6, 8)
BELONGED_TO = {"100000000": "630000000", "330000000": "190000000", "620000000": "350000000"}
SPENDING = "environment_spending"
SPENDING_SOURCE = (
    "stat.gov.kz, compiled in open-data-kazakhstan/eco-spendings-and-emissions (PDDL):"
    " all payers, not budget lines; published as «{}»"
)


def rows_of(file: str) -> list[Row]:
    """The rows of one file of data/."""
    return delivered.rows_of(FOLDER / file)


@cache
def first_known_change() -> dt.date:
    """The first founding of a unit that the files know of; what changed before is not in them."""
    return min(dt.date.fromisoformat(row["established"]) for row in rows_of("units_history.csv"))


def load(get_model: GetModel) -> int:
    """Write what is missing of the country, its history and its numbers; how many units came new.

    Names and parents that are there already stay as they are. The caller holds the transaction.
    """
    units = get_model("places", "Unit")
    known = dict(units.objects.values_list("kato", "pk"))
    missing = [row for row in _country_and_below() if row["kato"] not in known]
    numbers = reserve_ids(units, len(missing))
    known |= zip((row["kato"] for row in missing), numbers, strict=True)
    founded = {row["kato"]: row for row in rows_of("units_history.csv")}
    came = [units(**_columns(row, founded.get(row["kato"]), known)) for row in missing]
    insert_models(came)
    _write_history(get_model, came, known)
    _write_keys(get_model, {key for unit in came for key in _keys_of(unit)})
    _write_numbers(get_model, known)
    return len(came)


def _country_and_below() -> Iterator[Row]:
    """The country, the regions, the second level and the city districts, parents first."""
    yield {
        "kato": COUNTRY,
        "parent_kato": "",
        "kind": "country",
        "name_kk": "Қазақстан Республикасы",
        "name_ru": "Республика Казахстан",
        "name_en": "Republic of Kazakhstan",
        "iso": "KZ",
    }
    for row in rows_of("regions.csv"):
        yield {**row, "parent_kato": COUNTRY, "has_council": "yes"}
    yield from rows_of("districts_cities.csv")
    yield from rows_of("city_districts.csv")


def _columns(row: Row, founded: Row | None, known: dict[str, int]) -> dict[str, Any]:
    """The columns of a unit out of a row of any of the files, and of its founding where known."""
    name_en = row.get("name_en") or names.english(row["name_kk"])
    optional = ("kato_name_kk", "kato_name_ru", "iso", "centre_kk", "centre_ru", "centre_en")
    return {
        "id": known[row["kato"]],
        "kato": row["kato"],
        "kind": row["kind"],
        "parent_id": known.get(row["parent_kato"]),
        "name_kk": row["name_kk"],
        "name_ru": row["name_ru"],
        "name_en": name_en,
        **names.sort_keys(row["name_kk"], row["name_ru"], name_en),
        "has_council": row.get("has_council") == "yes",
        "from_day": dt.date.fromisoformat(founded["established"]) if founded else None,
        "basis": founded["basis"] if founded else "",
        **{column: row.get(column, "") for column in optional},
    }


def _write_history(get_model: GetModel, units: Sequence[Any], known: dict[str, int]) -> None:
    """The names these units bore and the units they belonged to, each with its days."""
    name, parent = get_model("places", "UnitName"), get_model("places", "UnitParent")
    old = rows_of("names_history.csv")
    insert_models([one for unit in units for one in _names_of(unit, name, old)])
    before = {known[new]: known[earlier] for new, earlier in BELONGED_TO.items()}
    insert_models([one for unit in units for one in _parents_of(unit, parent, before)])


def _names_of(unit: Any, name: Any, old: Iterable[Row]) -> Iterator[Any]:
    """The names the unit bore, oldest first, and the one it bears."""
    start = unit.from_day or FIRST_DAY
    for row in old:
        if row["kato"] == unit.kato:
            ended = dt.date.fromisoformat(row["to_day"])
            yield name(
                unit_id=unit.pk,
                from_day=dt.date.fromisoformat(row["from_day"]),
                to_day=ended,
                **{lang: row[f"name_{lang}"] for lang in LANGUAGES},
                basis=row["basis"],
            )
            start = ended
    yield name(unit_id=unit.pk, from_day=start, kk=unit.name_kk, ru=unit.name_ru, en=unit.name_en)


def _parents_of(unit: Any, parent: Any, before: dict[int, int]) -> Iterator[Any]:
    """The unit it belonged to before its region was founded, and the one it belongs to."""
    if unit.parent_id is None:
        return
    start = unit.from_day or FIRST_DAY
    if unit.parent_id in before and start < REGIONS_FOUNDED:
        yield parent(
            unit_id=unit.pk,
            parent_id=before[unit.parent_id],
            from_day=start,
            to_day=REGIONS_FOUNDED,
        )
        start = REGIONS_FOUNDED
    yield parent(unit_id=unit.pk, parent_id=unit.parent_id, from_day=start)


def find_keys(kato: str, *bare_names: str) -> set[tuple[str, str]]:
    """The folded names by which a place is found, each with its code."""
    folded = {names.fold(name)[:120] for name in bare_names}
    return {(key, kato) for key in folded if key}


def _keys_of(unit: Any) -> set[tuple[str, str]]:
    """The keys of a unit whose names are written in full."""
    bare_kk, bare_ru = names.bare(unit.name_kk, unit.name_ru)
    return find_keys(unit.kato, bare_kk, bare_ru, unit.name_en)


def _write_keys(get_model: GetModel, keys: set[tuple[str, str]]) -> None:
    """Those of these keys that are not there yet."""
    model = get_model("places", "FindKey")
    there = model.objects.filter(kato__in={kato for _key, kato in keys})
    missing = keys - set(there.values_list("key", "kato"))
    insert_rows(model, ("key", "kato"), sorted(missing))


def _write_numbers(get_model: GetModel, known: dict[str, int]) -> None:
    """Spending on the environment by region and year, where it is not there yet."""
    numbers = get_model("places", "Indicator")
    there = set(numbers.objects.filter(key=SPENDING).values_list("unit_id", "year"))
    columns = ("unit_id", "key", "year", "value", "unit_of_measure", "source")
    rows = [
        (
            known[row["kato"]],
            SPENDING,
            int(row["year"]),
            row["thousand_tenge"],
            "thousand_tenge",
            SPENDING_SOURCE.format(row["published_as"]),
        )
        for row in rows_of("environment_spending.csv")
        if (known[row["kato"]], int(row["year"])) not in there
    ]
    insert_rows(numbers, columns, rows)
