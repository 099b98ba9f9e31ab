"""What every register begins with: councils of the country's units, titles, parties, awards.

The files in data/ name the source of each row; a day the sources do not give says "unsourced".
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from maslikhat.kit import delivered
from maslikhat.kit.bulk import insert_models
from maslikhat.kit.days import FIRST_DAY
from maslikhat.kit.delivered import GetModel, day_of
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import LANGUAGES

FOLDER = Path(__file__).parent / "data"
LEVELS = {
    "region": "regional",
    "republican_city": "regional",
    "oblast_city": "city",
    "rayon": "district",
}
NAMES = tuple(f"{word}_{lang}" for word in ("name", "sort") for lang in LANGUAGES)
Row = dict[str, Any]


def load(get_model: GetModel) -> None:
    """Write what is missing of titles, parties, awards and councils; nothing there is changed."""
    load_words(get_model)
    council = get_model("registry", "Council")
    insert_models([council(**row) for row in missing_councils(get_model)])


def load_words(get_model: GetModel) -> None:
    """Write what is missing of titles, parties and awards."""
    for model, file, keys in (
        ("HeadTitle", "titles.csv", ("level", "from_day")),
        ("Party", "parties.csv", ("code",)),
        ("Award", "awards.csv", ("code",)),
    ):
        table = get_model("registry", model)
        columns = {column.name for column in table._meta.get_fields()}
        delivered.write_missing(
            table,
            keys,
            (
                {name: value for name, value in row.items() if name in columns}
                for row in rows_of(file)
            ),
        )


def missing_councils(get_model: GetModel) -> list[Row]:
    """The columns of each council that the country has and the register has not."""
    there = set(get_model("registry", "Council").objects.values_list("code", flat=True))
    units = get_model("places", "Unit").objects.filter(has_council=True).order_by("kato")
    return [row for row in (*_maslikhats(units), *_chambers()) if row["code"] not in there]


def names_of_maslikhats(units: Iterable[Any]) -> dict[str, Row]:
    """What the maslikhat of each unit is called as the unit is named now, by its code."""
    return {row["code"]: {name: row[name] for name in NAMES} for row in _maslikhats(units)}


def rows_of(file: str) -> Iterator[Row]:
    """The rows of one file of data/, with days as days."""
    for row in delivered.rows_of(FOLDER / file):
        yield {**row, **{key: day_of(row[key]) for key in ("from_day", "to_day")}}


def maslikhat_of(unit: Any) -> dict[str, str]:
    """The names of the maslikhat of a unit, out of the unit's own."""
    return {
        "name_kk": f"{unit.name_kk}ның мәслихаты",
        "name_ru": f"Маслихат {russian_genitive(unit.name_ru)}",
        "name_en": f"Maslikhat of {unit.name_en}" if unit.name_en else "",
    }


def _maslikhats(units: Iterable[Any]) -> Iterator[Row]:
    for unit in units:
        yield {
            "code": unit.kato,
            "level": LEVELS[unit.kind],
            "unit_id": unit.pk,
            "from_day": unit.from_day or FIRST_DAY,
            "to_day": unit.to_day,
            **maslikhat_of(unit),
            # Not by the word "Maslikhat", which all begin with, but by the place.
            "sort_kk": unit.sort_kk,
            "sort_ru": unit.sort_ru,
            "sort_en": unit.sort_en,
        }


def _chambers() -> Iterator[Row]:
    for row in rows_of("chambers.csv"):
        del row["basis"]
        sorts = {f"sort_{lang}": sort_key(row[f"name_{lang}"]) for lang in ("kk", "ru", "en")}
        yield {**row, **sorts, "level": "national", "unit_id": None}


# Cities with a Russian ending are declined after "города"; Kazakh names keep their form.
_CITY_ENDINGS = {"а": "ы", "ск": "ска", "ый": "ого"}


def russian_genitive(name: str) -> str:
    """ "Акмолинская область" → "Акмолинской области", "город Астана" → "города Астаны"."""
    first, _space, rest = name.partition(" ")
    kinds = {"область": "области", "город": "города", "район": "района"}
    if first.lower() == "город":
        for ending, genitive in _CITY_ENDINGS.items():
            if rest.endswith(ending):
                rest = rest.removesuffix(ending) + genitive
                break
    if first.lower() in kinds:
        return f"{kinds[first.lower()]} {rest}"
    return name.replace("ская область", "ской области").replace("кий район", "кого района")
