"""Taking in the classifier, in rows a second, on a file of the real one's size made up here.

    .venv/bin/python -m bench.places

runs on empty portals in a temporary folder, on SQLite and, where a server is installed, on
PostgreSQL (fsync on), and prints rows a second by the clock and by the processor, and the longest
write transaction, of the import, of the same again and of one that renames 5,000 units.
"""

import csv
import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from tests import postgres

ROWS = 15_594
RUNS = 3
RENAMED = 5000
HEADER = ["kato", "kato_version", "level", "type_code", "name_ru", "name_kk"]
DATA = Path(__file__).parents[1] / "src" / "maslikhat" / "places" / "data"
SYLLABLES = ("қара", "ақ", "жаңа", "сары", "көк", "бұл", "су", "тау", "төбе", "бай", "қол", "жар")


def main() -> None:
    """Build the portal once, copy it for each run, and print what was measured."""
    folder = Path(tempfile.mkdtemp(prefix="maslikhat-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    os.environ["MASLIKHAT_VAR"] = str(folder)
    try:
        for database, results in measure(folder):
            report(database, results)
        if not postgres.binaries():
            print("PostgreSQL: no server is installed")
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, runs: int = RUNS) -> Iterator[tuple[str, list[list[list[float]]]]]:
    """Each run in a process of its own, on its own empty portal; then the same on PostgreSQL."""
    files = [folder / name for name in ("first.csv", "again.csv", "renamed.csv")]
    files[0].write_bytes(classifier())
    files[1].write_bytes(classifier())
    files[2].write_bytes(classifier(renamed=RENAMED))
    yield "SQLite", [run(files, empty_sqlite(folder)) for _ in range(runs)]
    if not postgres.binaries():
        return
    with postgres.server(fsync=True) as server:
        results = []
        for number in range(runs):
            with psycopg.connect(f"{server}/postgres", autocommit=True) as asked:
                asked.execute(f"CREATE DATABASE run{number}")
            results.append(run(files, {"MASLIKHAT_DATABASE_URL": f"{server}/run{number}"}))
    yield "PostgreSQL", results


def empty_sqlite(folder: Path) -> dict[str, str]:
    """The settings of a portal with no database file yet."""
    for old in folder.glob("portal.sqlite3*"):
        old.unlink()
    return {}


def run(files: list[Path], settings: dict[str, str]) -> list[list[float]]:
    """For each file in turn what `bench.places_once` prints."""
    environment = os.environ | settings
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True, env=environment)
    told = subprocess.run(
        [sys.executable, "-m", "bench.places_once", *map(str, files)],
        check=True, capture_output=True, text=True, env=environment,
    ).stdout  # fmt: skip
    return [[float(word) for word in line.split()] for line in told.splitlines()]


def report(database: str, results: list[list[list[float]]]) -> None:
    """The best and the worst of the runs, for each of the files."""
    print(f"{database}: {ROWS:,} rows, {len(results)} runs")
    for place, what in enumerate(("taken in", "again", f"{RENAMED:,} renamed")):
        spent, worked, longest, switch = zip(*(one[place] for one in results), strict=True)
        print(
            f"  {what + ':':15} {ROWS / max(spent):,.0f} to {ROWS / min(spent):,.0f} rows/s,"
            f" {ROWS / min(worked):,.0f} for a second of the processor;"
            f" longest transaction {1000 * statistics.median(longest):.0f} ms in the median,"
            f" {1000 * max(longest):.0f} at worst; the switch"
            f" {1000 * statistics.median(switch):.0f} and {1000 * max(switch):.0f}"
        )


def delivered() -> list[list[str]]:
    """The rows of the delivered units that elect councils or lie under regions."""
    rows = []
    for file, level in (("regions", "oblast"), ("districts_cities", "district")):
        with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
            for unit in csv.DictReader(opened):
                kind = "1" if unit["kind"].endswith("city") else "2"
                names = [unit["kato_name_ru"], unit["kato_name_kk"]]
                rows.append([unit["kato"], "made up", level, kind, *names])
    return rows


def classifier(renamed: int = 0) -> bytes:
    """The delivered units with made-up lower ones, in all as many as the real file has.

    The last `renamed` of the lower units bear another name than they would.
    """
    chance = random.Random(7)
    rows = delivered()
    rayons = [row[0] for row in rows if row[2] == "district"]
    lower = ROWS - len(rows)
    for number in range(lower):
        rayon, place = rayons[number % len(rayons)], number // len(rayons)
        town, village = divmod(place, 8)
        code = f"{rayon[:4]}{30 + town:02d}{village * 100:03d}"
        kk = "".join(chance.choices(SYLLABLES, k=2)).capitalize()
        kk += "жаңа" if number >= lower - renamed else ""
        ru = kk.translate(str.maketrans("қғңөұүәі", "кгноуауи"[:8]))
        if village:
            rows.append([code, "made up", "settlement", "2", f"с.{ru}", f"{kk} а."])
        else:
            rows.append([code, "made up", "sub_district", "2", f"{ru}ский с.о.", f"{kk} а.о."])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADER, *sorted(rows)])
    return out.getvalue().encode()


if __name__ == "__main__":
    main()
