"""What is on the screen as CSV, XLSX, and a Frictionless Data Package (table and what it means)."""

import hashlib
import io
import json
import zipfile
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import said
from maslikhat.kit.workbooks.writing import MARK, Cell, csv_of, workbook_of
from maslikhat.money import words
from maslikhat.money.amounts import thousands
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.importing.units import Unit
from maslikhat.money.models import Source, VersionKind
from maslikhat.money.sheet import Figure, Sheet

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# The columns of the table, with their types by the Table Schema of Frictionless.
FIELDS = (
    ("kato", "string"), ("year", "integer"), ("as_of", "date"), ("version", "integer"),
    ("version_kind", "string"), ("part", "string"), ("code", "string"), ("name", "string"),
    *((name, "number") for name in AMOUNTS),
    ("unit", "string"), ("version_kind_words", "string"), ("part_words", "string"),
    ("tenge_per_head", "integer"), ("population", "integer"), ("population_year", "integer"),
    ("population_source", "string"), ("sheet", "integer"), ("row", "integer"),
    ("file_sha256", "string"), ("source", "string"), ("name_is_official", "boolean"),
    ("note", "string"),
)  # fmt: skip
# The same bytes whenever they are asked for.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def table_of(sheet: Sheet) -> list[list[Cell]]:
    """The rows of the page, the total first, each with the file and row it stands in."""
    figures = [sheet.total, *sheet.rows] if sheet.total else sheet.rows
    return [_row(sheet, figure) for figure in figures]


def _row(sheet: Sheet, figure: Figure) -> list[Cell]:
    version = sheet.version
    return [
        version.council.code,
        version.year,
        version.day.isoformat(),
        version.pk,
        version.kind,
        sheet.asked.part.value,
        figure.code,
        figure.name.text,
        *(None if (sum_ := figure.sums[name]) is None else thousands(sum_) for name in AMOUNTS),
        str(words.UNITS[Unit.THOUSAND]),
        str(version.get_kind_display()),
        str(words.PARTS[sheet.asked.part.value]),
        figure.per_head(sheet.population),
        *(sheet.population or (None, None, None)),
        figure.sheet or None,
        figure.row or None,
        version.source.sha256,
        source_of(version.source),
        "false" if figure.name.is_ours else "true",
        note(),
    ]


def source_of(source: Source) -> str:
    """Where the file was published, else its whole address here."""
    here = reverse("money:file", args=[source.pk])
    return source.link or settings.PUBLIC_URL + here


def note() -> str:
    """What every row says in the demo, and nothing elsewhere."""
    return _("invented figures of the demo") if is_demo() else ""


def written(sheet: Sheet, form: str) -> bytes:
    """The table in one of FORMATS."""
    rows = table_of(sheet)
    head = [name for name, _kind in FIELDS]
    if form == "xlsx":
        return workbook_of(name_of(sheet), head, rows)
    table = csv_of(head, rows)
    # Programs that read packages take the mark for a part of the first heading.
    return table if form == "csv" else _package(sheet, table.removeprefix(MARK))


def name_of(sheet: Sheet) -> str:
    """The name of the file, without its ending."""
    version, asked = sheet.version, sheet.asked
    pieces = ["budget", version.council.code, str(version.year), f"v{version.pk}", asked.part.value]
    return "-".join(filter(None, [*pieces, asked.code, asked.by]))


def _package(sheet: Sheet, table: bytes) -> bytes:
    out = io.BytesIO()
    path = f"{name_of(sheet)}.csv"
    described = json.dumps(_described(sheet, path, table), ensure_ascii=False, indent=2)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("datapackage.json", described.encode()), (path, table)):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _described(sheet: Sheet, path: str, table: bytes) -> dict[str, Any]:
    """The descriptor by the Data Package standard (datapackage.org, version 2)."""
    version = sheet.version
    base = settings.PUBLIC_URL
    source = version.source
    page = f"{base}{reverse('money:version', args=[version.pk])}?{sheet.asked.query}"
    kind = VersionKind(version.kind).label
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name_of(sheet).lower(),
        "title": f"{said(version.council, 'name').text}: {version.year}, {kind}",
        "description": " ".join(filter(None, [_("Amounts in thousands of tenge."), note()])),
        "homepage": page,
        "created": version.source.made_at.isoformat(timespec="seconds"),
        "version": str(version.pk),
        "sources": [
            {
                "title": source.name,
                "path": source_of(source),
            }
        ],
        "resources": [
            {
                "name": name_of(sheet).lower(),
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": [_field(name, kind) for name, kind in FIELDS],
                },
            }
        ],
    }


def _field(name: str, kind: str) -> dict[str, str]:
    """A column by the Table Schema; of an amount also its words and unit."""
    if name not in AMOUNTS:
        return {"name": name, "type": kind}
    unit = str(words.UNITS[Unit.THOUSAND])
    return {"name": name, "type": kind, "title": f"{words.ROLES[name]}, {unit}", "unit": unit}
