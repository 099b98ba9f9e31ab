"""A small classifier of our own: the units the portal is delivered with, and a few lower ones."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

from maslikhat.places.classifier import level_of
from maslikhat.places.reference import rows_of

HEADER = ["kato", "kato_version", "level", "type_code", "name_ru", "name_kk"]
EDITION = "NK RK 11-2025"
LOWER = [
    ["101010000", EDITION, "sub_district", "1", "г.Семей", "Семей қ."],
    ["103230000", EDITION, "sub_district", "2", "Карааульский с.о.", "Қараауыл а.о."],
    ["103230100", EDITION, "settlement", "2", "с.Карааул", "Қараауыл а."],
    ["113820100", EDITION, "settlement", "1", "г.Атбасар", "Атбасар қ."],
    ["351011000", EDITION, "sub_district", "3", "Бөкейхан р.а.", "Бөкейхан а.ә."],
    ["351011100", EDITION, "settlement", "1", "район Бөкейхан", "Бөкейхан ауданы"],
    ["635630100", EDITION, "settlement", "2", "с.им.Рахмет Тогысбаева", "Рахмет Тоғысбаев атын.а."],
]

Rows = list[list[str]]


def classifier() -> Rows:
    """The rows of a whole good classifier, in the order of codes; without the header."""
    rows = [*_delivered(), *(list(row) for row in LOWER)]
    return sorted(rows, key=lambda row: row[0])


def _delivered() -> Rows:
    rows = []
    for file in ("regions.csv", "districts_cities.csv", "city_districts.csv"):
        for unit in rows_of(file):
            city = unit["kind"] in {
                "republican_city",
                "oblast_city",
                "leased_city",
                "city_district",
            }
            rows.append(
                [
                    unit["kato"],
                    EDITION,
                    level_of(unit["kato"]),
                    "1" if city else "2",
                    unit["kato_name_ru"],
                    unit["kato_name_kk"],
                ]
            )
    return rows


def as_csv(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    """The rows as a file of the first layout."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[str]], above: int = 1) -> bytes:
    """The rows as the Bureau's workbook: codes as numbers, a title above the header."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(above):
        sheet.append(["Классификатор"])
    sheet.append(["te", "ab", "cd", "ef", "hij", "k", "kaz_name", "rus_name", "nn"])
    for number, (kato, _version, _level, kind, ru, kk) in enumerate(rows, 1):
        parts = [kato[:2], kato[2:4], kato[4:6], kato[6:]]
        sheet.append([int(kato), *parts, int(kind), kk, ru, number])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
