"""The speed table: everything side by side in one run, each figure beside its floor.

Each floor has one measure, fixed here before anything runs: the ratio of paired rounds for what is
compared, answers for a second of the portal's processor time for "a core" (what PostgreSQL works
beside it on a core of its own is told too), the clock for the rest. A server has one core, the load
the others. Processor time beside a ratio says how disturbed the machine was; it decides nothing
else. Status 1 when a floor is missed.
"""

import json
import os
import statistics
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bench import (
    commitments,
    crowd,
    digest,
    live,
    money,
    pages,
    places,
    proofs,
    record,
    screens,
    search,
    server,
    voting,
)
from bench.load import Measured

A_CORE = {"SQLite": 250, "PostgreSQL": 200}
MOST_MEMORY = 200
LEAST_ROWS = 20_000
MOST_BUILD = 40
MOST_QUERIES = 6
MOST_SEARCH = 50
# Of its speed a page keeps among a thousand topics: the same but for the noise of the machine.
LEAST_KEPT = 0.85
MOST_WALK, MOST_PROOF = 60, 20
MOST_WRITE = 100
MOST_MINUTES = 1_000


class Row(NamedTuple):
    """A line of the table; `is_met` is None where there is no floor."""

    what: str
    figure: str
    floor: str = ""
    is_met: bool | None = None


def _speed(measured: Measured) -> str:
    return f"{measured.per_second:>7,.0f}/s  p99 {measured.p99:6.1f} ms"


def _compared(found: server.Compared) -> str:
    share = f"{found.ratio:.0%} (by processor time {found.ratio_of_work:.0%})"
    return f"{share}  {_speed(found.ours)}  beside {_speed(found.limit)}"


def _meets(found: server.Compared) -> bool:
    return found.ratio >= found.floor and not found.ours.failed and not found.limit.failed


def of_server() -> Iterator[Row]:
    """The gateway alone, before the least Django."""
    for found in (server.constant_vs_held(), server.bridge_vs_wsgi()):
        yield Row(found.name, _compared(found), f"{found.floor:.0%}", _meets(found))


def of_portal(portal: pages.Portal) -> Iterator[Row]:
    """The demo on one database."""
    built = f"{portal.built:.1f} s, {portal.worked:.1f} of the processor"
    yield Row("demo built", built, f"< {MOST_BUILD} s", portal.built < MOST_BUILD)
    with portal.served() as running:
        for page in pages.held(portal, running):
            name = f"{page.name}, held / constant"
            yield Row(name, _compared(page), f"{page.floor:.0%}", _meets(page))
        for made in pages.not_held(portal, running):
            yield _not_held(portal.database, made)
        if portal.database == "SQLite":
            yield _memory(portal, running)
    for name, told in portal.pages.items():
        number = int(str(told["queries"]))
        floor = "" if name == "home" else f"≤ {MOST_QUERIES}"
        yield Row(f"{name}, queries", f"{number}", floor, number <= MOST_QUERIES if floor else None)


def _not_held(database: str, made: pages.NotHeld) -> Row:
    least = A_CORE[database]
    figure = f"{made.a_core:,.0f} for a second of the processor"
    if database == "PostgreSQL":
        figure += f" ({made.with_database:,.0f} with its own)"
    figure += f"  {_speed(made.measured)}"
    is_met = made.a_core >= least and not made.measured.failed
    if made.page == pages.LONG:
        return Row(f"{made.page}, not held", figure)
    return Row(f"{made.page}, not held", figure, f"≥ {least} a core", is_met)


def of_crowd(portal: pages.Portal) -> Iterator[Row]:
    """Sixty-four deputies who write at once, and a topic among a hundred thousand posts."""
    posted, found = crowd.measure(portal)
    figure = f"{posted.per_second:,.0f}/s  p99 {posted.p99:,.0f} ms, {posted.acknowledged:,} kept"
    figure += f", {posted.refused} refused, {posted.lost} lost"
    is_whole = not posted.lost and not posted.refused and posted.acknowledged > 0
    yield Row("64 writers post", figure, "none lost", is_whole)
    yield _not_held(portal.database, found.alone)
    yield _not_held(portal.database, replace(found.crowded, page="… among 100,000 posts"))
    kept = found.crowded.a_core / found.alone.a_core
    is_alike = kept >= LEAST_KEPT
    yield Row("… beside the same among few", f"{kept:.0%}", f"≥ {LEAST_KEPT:.0%}", is_alike)
    share = found.crowded.measured.per_second / found.constant.per_second
    yield Row("… beside the constant body", f"{share:.1%}  {_speed(found.constant)}")
    yield Row("… queries", f"{found.queries}", f"≤ {MOST_QUERIES}", found.queries <= MOST_QUERIES)


def of_votes(portal: pages.Portal) -> Iterator[Row]:
    """Every deputy votes within the same ten seconds; closing a vote of 145."""
    for mode in ("open", "secret"):
        voted, most = voting.measure(portal, mode), voting.MOST[portal.database]
        figure = f"{voted.per_second:,.0f}/s  p99 {voted.p99:,.0f} ms, {voted.acknowledged:,} kept"
        figure += f" in {voted.ballots}, {voted.refused} refused, {voted.lost} lost"
        is_met = voted.p99 <= most and not voted.lost and not voted.refused
        floor = f"≤ {most} ms"
        yield Row(f"{voted.electors:,} vote, {mode}", figure, floor, is_met)
    electors, milliseconds = voting.closing(portal)
    figure = f"{milliseconds:.0f} ms"
    yield Row(f"closing a vote of {electors}", figure, "≤ 100 ms", milliseconds <= MOST_WRITE)


def of_sittings(portal: pages.Portal) -> Iterator[Row]:
    """The minutes of a sitting of forty items: drawn from the data, as PDF and DOCX."""
    told = json.loads(pages.asked(portal, "-m", "bench.minutes_once").splitlines()[-1])
    yield Row("minutes of 40 items drawn, kk and ru", f"{told['drawn']:.0f} ms")
    is_met = told["pdf"] <= MOST_MINUTES
    yield Row("… as PDF/UA", f"{told['pdf']:.0f} ms", f"≤ {MOST_MINUTES} ms", is_met)
    yield Row("… as DOCX", f"{told['docx']:.0f} ms")
    pack = json.loads(pages.asked(portal, "-m", "bench.pack_once").splitlines()[-1])
    figure = f"{pack['seconds']:.1f} s, {pack['pages']} pages, {pack['megabytes']:.1f} MB"
    yield Row("pack of 30 papers of 10 pages", figure)


def _memory(portal: pages.Portal, running: server.Server) -> Row:
    before, after, answers = pages.memory(portal, running)
    figure = f"{before:.0f} MiB before, {after:.0f} after {answers:,} requests"
    return Row("memory (RssAnon)", figure, f"≤ {MOST_MEMORY} MiB", after <= MOST_MEMORY)


def of_writing() -> Iterator[Row]:
    """Acts a second with and without the record, one after another."""
    for found in record.measure():
        figure = f"{found.with_record:,.0f} acts/s with the record, {found.without_record:,.0f}"
        yield Row(f"writing, {found.database}", f"{figure} without: {found.ratio:.0%}")


def of_record() -> Iterator[Row]:
    """A million entries: walked, proven, exported, and the file checked."""
    for found in proofs.measure():
        name, rate = found.database, found.entries / found.written
        walked = f"{found.walked:.1f} s, {found.worked:.1f} of the processor, for"
        walked += f" {found.entries:,} entries under {found.heads:,} heads"
        yield Row(f"verify, {name}", walked, f"< {MOST_WALK} s", found.walked < MOST_WALK)
        for what, (p50, p99) in (("proof", found.inclusion), ("consistency", found.consistency)):
            figure = f"p50 {p50:.1f} ms  p99 {p99:.1f} ms"
            yield Row(f"{what}, {name}", figure, f"≤ {MOST_PROOF} ms", p99 <= MOST_PROOF)
        exported = (
            f"{rate:,.0f} rows/s, {found.megabytes:,.0f} MB, checked in {found.checked:.1f} s"
        )
        yield Row(f"export, {name}", exported)


def of_digests() -> Iterator[Row]:
    """A digest run for every deputy of the country, from the stroke of eight to the last letter."""
    for found in digest.measure():
        figure = f"{found.run:.1f} s for {found.letters:,} letters, {found.notices:,} notices"
        asked = f"{found.plan_queries + found.send_queries:,} queries"
        yield Row(f"digest run, {found.database}", f"{figure}, {asked}")


def of_classifier() -> Iterator[Row]:
    """Rows of the classifier taken in for the first time."""
    with tempfile.TemporaryDirectory(prefix="maslikhat-bench-") as folder:
        os.environ["MASLIKHAT_VAR"] = folder
        for database, results in places.measure(Path(folder), runs=3):
            spent, worked, *_rest = zip(*(one[0] for one in results), strict=True)
            rate = places.ROWS / statistics.median(spent)
            by_work = places.ROWS / statistics.median(worked)
            figure = f"{rate:,.0f} rows/s, {by_work:,.0f} for a second of the processor"
            is_met = rate >= LEAST_ROWS
            yield Row(f"classifier, {database}", figure, f"≥ {LEAST_ROWS:,}", is_met)


def of_live(portals: Sequence[pages.Portal]) -> Iterator[Row]:
    """From a post to the last of all open streams."""
    for found in live.measure(portals):
        name = f"last of {found.streams:,}, {found.server}"
        spread = f"{min(found.milliseconds):.0f} to {max(found.milliseconds):.0f}"
        figure = f"{found.median:.0f} ms ({spread}), {found.kilobytes:.0f} KiB a stream"
        yield Row(name, figure, f"≤ {live.MOST} ms", found.median <= live.MOST)


def of_screens(portals: Sequence[pages.Portal]) -> Iterator[Row]:
    """From an act of a sitting to the last screen that shows it."""
    for found in screens.measure(portals):
        most = screens.MOST[found.screens]
        name = f"{found.act}, {found.screens:,}, {found.server}"
        spread = f"{min(found.milliseconds):.0f} to {max(found.milliseconds):.0f}"
        figure = f"{found.median:.0f} ms ({spread}) to the last screen"
        yield Row(name, figure, f"≤ {most} ms", found.median <= most)


def of_search() -> Iterator[Row]:
    """A million posts: making the index anew, and asking it."""
    found = search.measure()
    built = f"{found.rows_per_second:,.0f} rows/s, {found.megabytes:,.0f} MB"
    yield Row(f"index of {found.posts:,} posts", built)
    for name, p50, p99 in (
        ("search, all questions", found.p50, found.p99),
        ("search, ten frequent words", found.frequent_p50, found.frequent_p99),
    ):
        figure = f"p50 {p50:.1f} ms  p99 {p99:.1f} ms"
        yield Row(name, figure, f"≤ {MOST_SEARCH} ms", p99 <= MOST_SEARCH)


def of_commitments() -> Iterator[Row]:
    """A million commitments: lists, figures, the clock of a morning, a joint inquiry."""
    for database, found in commitments.on_both(commitments.COMMITMENTS):
        name = f"{database}, lists of {found.commitments:,}"
        figure = (
            f"p50 {found.p50:.1f} ms  p99 {found.p99:.1f} ms,"
            f" slowest {found.slowest:.1f} ms ({found.slowest_address})"
        )
        yield Row(name, figure, f"≤ {commitments.FLOOR} ms", found.p99 <= commitments.FLOOR)
        yield Row("figures of a region", f"{found.figures:.0f} ms")
        yield Row("the clock of a morning", f"{found.clock_seconds:.1f} s, {found.rung:,} rung")
        figure = (
            f"sent {found.joint_sent_ms:.0f} ms, letters {found.joint_letters_seconds:.1f} s,"
            f" page {found.joint_page_ms:.0f} ms, CSV {found.joint_csv_ms:.0f} ms,"
            f" XLSX {found.joint_workbook_ms:.0f} ms"
        )
        yield Row("a joint inquiry to 228 bodies", figure)
        longest = found.joint_longest_write_ms
        yield Row("its longest write", f"{longest:.0f} ms", "≤ 100 ms", longest <= 100)


def of_money() -> Iterator[Row]:
    """A million rows of budgets taken in, and pages over ten million figures."""
    for database, found in money.on_both():
        figure = (
            f"{found.per_second:,.0f} rows/s: {found.rows:,} in {found.seconds:.1f} s,"
            f" {found.worked:.1f} of the processor"
        )
        is_met = found.seconds <= money.MOST_SECONDS * found.rows / money.ROWS
        yield Row(f"budgets, {database}", figure, f"≤ {money.MOST_SECONDS} s", is_met)
        for name, longest in (
            ("its longest write", found.longest_write),
            ("another process waited to write", found.longest_wait),
        ):
            is_met = longest <= money.MOST_WAIT
            yield Row(name, f"{longest:.0f} ms", f"≤ {money.MOST_WAIT} ms", is_met)
        longest = found.look_longest_write
        figure = f"{found.look_seconds:.1f} s over {found.looked_at:,} versions"
        yield Row("the look of a morning", figure)
        yield Row("its longest write", f"{longest:.0f} ms", "≤ 100 ms", longest <= money.MOST_WAIT)
        for name, (median, slowest) in found.pages.items():
            figure = f"{median:.1f} ms, slowest {slowest:.1f}, over {found.figures:,} figures"
            yield Row(name, figure, f"≤ {money.MOST_PAGE} ms", median <= money.MOST_PAGE)


def show(heading: str, rows: Iterator[Row]) -> bool:
    """Print a part of the table; whether all its floors are met. What breaks misses them."""
    print(f"\n{heading}")
    is_met = True
    try:
        for row in rows:
            verdict = {None: "", True: "PASS", False: "BELOW"}[row.is_met]
            print(f"  {row.what:34} {row.figure:92} {row.floor:12} {verdict}", flush=True)
            is_met &= row.is_met is not False
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return False
    return is_met


def main() -> int:
    """The whole table; 0 when no floor is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    is_met = show("The server", of_server())
    with pages.portals() as portals:
        for portal in portals:
            is_met &= show(f"The portal on {portal.database}, pages", of_portal(portal))
            is_met &= show(f"The dialogue on {portal.database}, full", of_crowd(portal))
            is_met &= show(f"The votes on {portal.database}", of_votes(portal))
            is_met &= show(f"The sittings on {portal.database}", of_sittings(portal))
        is_met &= show("Live", of_live(portals))
        is_met &= show("Screens of a sitting", of_screens(portals))
    is_met &= show("Writing", of_writing())
    is_met &= show("The record", of_record())
    is_met &= show("Taking in", of_classifier())
    is_met &= show("Letters", of_digests())
    is_met &= show("Search", of_search())
    is_met &= show("Commitments", of_commitments())
    is_met &= show("Budgets", of_money())
    print("\nEvery floor is met." if is_met else "\nA floor is missed.")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
