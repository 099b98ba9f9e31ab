"""Taking in the classifier, in rows a second, on a file of the real one's size made up here.

    .venv/bin/python -m bench.places

runs on an empty portal in a temporary folder (SQLite) and prints the best
and the worst of five imports of 15,594 rows, the longest write transaction, and the import again.
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
from pathlib import Path

ROWS = 15_594
RUNS = 5
HEADER = ["kato", "kato_version", "level", "type_code", "name_ru", "name_kk"]
DATA = Path(__file__).parents[1] / "src" / "maslikhat" / "places" / "data"
SYLLABLES = ("қара", "ақ", "жаңа", "сары", "көк", "бұл", "су", "тау", "төбе", "бай", "қол", "жар")


def main() -> None:
    """Build the portal once, copy it for each run, and print what was measured."""
    folder = Path(tempfile.mkdtemp(prefix="maslikhat-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    os.environ["MASLIKHAT_VAR"] = str(folder)
    try:
        measure(folder)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path) -> None:
    """Each run in a process of its own, on its own copy of an empty portal."""
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    made = folder / "classifier.csv"
    made.write_bytes(classifier())
    database = folder / "portal.sqlite3"
    empty = folder / "empty.sqlite3"
    subprocess.run([sys.executable, "-c", f"import sqlite3; sqlite3.connect({str(database)!r})"
                    ".execute('PRAGMA wal_checkpoint(TRUNCATE)')"], check=True)  # fmt: skip
    shutil.copy(database, empty)
    results = []
    for _ in range(RUNS):
        for old in folder.glob("portal.sqlite3*"):
            old.unlink()
        shutil.copy(empty, database)
        run = subprocess.run(
            [sys.executable, "-m", "bench.places_once", str(made)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        results.append([float(word) for word in run.stdout.split()])
    first, again, longest, worked = zip(*results, strict=True)
    print(f"classifier, {ROWS:,} rows, {RUNS} runs")
    best, middle, worst = min(first), statistics.median(first), max(first)
    print(f"  taken in:    {ROWS / best:,.0f} rows/s at best, {ROWS / middle:,.0f} in the median,")
    print(f"               {ROWS / worst:,.0f} at worst")
    print(f"               {ROWS / min(worked):,.0f} rows for a second of the processor")
    print(f"  taken again: {ROWS / min(again):,.0f} rows/s at best")
    slow = statistics.median(longest)
    print(f"  the switch:  {slow * 1000:.0f} ms in the median, {max(longest) * 1000:.0f} at worst")


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


def classifier() -> bytes:
    """The delivered units with made-up lower ones, in all as many as the real file has."""
    chance = random.Random(7)
    rows = delivered()
    rayons = [row[0] for row in rows if row[2] == "district"]
    for number in range(ROWS - len(rows)):
        rayon, place = rayons[number % len(rayons)], number // len(rayons)
        town, village = divmod(place, 8)
        code = f"{rayon[:4]}{30 + town:02d}{village * 100:03d}"
        kk = "".join(chance.choices(SYLLABLES, k=2)).capitalize()
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
