"""One portal with a record of many entries: walking, proving, exporting, as JSON."""

import datetime as dt
import json
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from maslikhat.kit.bulk import insert_rows  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.ledger import exported, proofs, sealer, verify  # noqa: E402
from maslikhat.ledger.actions import _COLUMNS  # noqa: E402
from maslikhat.ledger.models import Entry, Head  # noqa: E402

SLICE, PROOFS = 10_000, 500
# Each an act of its own kind, as a country's record has them.
ACTS = [
    ("dialogue.reply", "dialogue.post"),
    ("accounts.begin_session", "accounts.user"),
    ("registry.elect", "registry.mandate"),
    ("moderation.report", "moderation.report"),
]


def rows(first: int, began: dt.datetime) -> Iterator[tuple[object, ...]]:
    """Entries a few milliseconds apart, each with a salt of its own."""
    for number in range(first, first + SLICE):
        at = connection.ops.adapt_datetimefield_value(began + dt.timedelta(milliseconds=number))
        act, kind = ACTS[number % len(ACTS)]
        yield at, number % 3_400, act, kind, number, None, "", secrets.token_hex(16)


def spent(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def milliseconds(work: Callable[[int], object], arguments: list[int]) -> tuple[float, float]:
    """The median and the 99th of a hundred, after a first one that does not count."""
    work(arguments[0])
    taken = [spent(lambda each=each: work(each)) * 1000 for each in arguments]  # type: ignore[misc]
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def prove(entry: int) -> None:
    """As the API does it: leaf, newest head, path."""
    leaf, head = proofs.leaf_of(entry), proofs.newest_head()
    assert leaf is not None and head is not None
    proofs.inclusion(leaf, head)


def main() -> None:
    """Fill, seal, and measure."""
    entries, folder = int(sys.argv[1]), Path(sys.argv[2])
    call_command("migrate", verbosity=0, skip_checks=True)
    began = timezone.now() - dt.timedelta(days=1)
    # One that remembers how far it is, as in the server.
    sealing, sealed = sealer.Sealer(), 0.0
    for first in range(0, entries, SLICE):
        with writing():
            insert_rows(Entry, _COLUMNS, rows(first, began))
        sealed += spent(sealing.seal)
    worked = time.process_time()
    walked = spent(lambda: verify.walk().findings and sys.exit("the record is not whole"))
    worked = time.process_time() - worked
    drawn = Random(7)
    numbers = [drawn.randint(1, entries) for _ in range(PROOFS)]
    sizes = [size for (size,) in Head.objects.values_list("size")]
    last = max(sizes)
    working = time.process_time()
    inclusion = milliseconds(prove, numbers)
    working = time.process_time() - working
    pairs = [drawn.choice(sizes) for _ in range(PROOFS)]
    consistency = milliseconds(lambda size: proofs.consistency(size, last), pairs)
    path = folder / "record.jsonl.gz"
    written = spent(lambda: exported.write(path, is_whole=True))
    checked = spent(lambda: exported.check(path).walked.findings and sys.exit("it is not whole"))
    figures = {
        "heads": len(sizes),
        "sealed": sealed,
        "walked": walked,
        "worked": worked,
        "inclusion": inclusion,
        "working": working * 1000 / (PROOFS + 1),
        "consistency": consistency,
        "written": written,
        "checked": checked,
        "megabytes": path.stat().st_size / 1e6,
    }
    print(json.dumps(figures))


main()
