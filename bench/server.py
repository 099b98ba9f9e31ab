"""The server alone: a held page beside a constant body, and the bridge beside granian's WSGI.

Each server has one core, the load the others: neither takes the other's time, and "a core" is one.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL

from tests.postgres import free_port

from bench.load import Measured, is_answering, load

ROOT = Path(__file__).parents[1]
START_SECONDS = 15
# Beside a load nothing else is to be under way: so much of a core, within so many seconds.
AT_REST, REST_SECONDS = 0.1, 300
CORES = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Compared:
    """Two loads side by side and their ratio: the median over alternating rounds."""

    name: str
    ours: Measured
    limit: Measured
    ratio: float
    # The same by the processor time that the server spent on an answer: less moved by others.
    ratio_of_work: float
    floor: float


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the process that was started for it."""

    port: int
    pid: int

    def seconds_worked(self) -> float:
        """Processor time of the process and of those it has started."""
        return seconds_worked(self.pid)

    def come_to_rest(self) -> None:
        """Wait until what earlier acts have set going (letters, the index, the seal) is done."""
        until = time.monotonic() + REST_SECONDS
        quiet = 0
        while quiet < 2:
            before = self.seconds_worked()
            time.sleep(1)
            quiet = quiet + 1 if self.seconds_worked() - before < AT_REST else 0
            if time.monotonic() > until:
                raise RuntimeError(f"The server has not come to rest in {REST_SECONDS} s.")


def seconds_worked(pid: int) -> float:
    """Processor time of a process and of those it has started, the ended ones among them."""
    return sum(_ticks(one) for one in _family(pid)) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    fields = _told(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _family(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for thread in threads for child in _told(thread).split()]
    return [pid, *(one for child in children for one in _family(child))]


def _told(file: Path) -> str:
    """What the system says of a process; nothing of one that has just ended: its parent has it."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


@contextmanager
def running(*command: str, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server in a process of its own; `{port}` in the command becomes a free port, as does PORT.

    `settings` are added to the environment.
    """
    port = free_port()
    told = [part.format(port=port) for part in command]
    environment = {
        key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment |= {"PORT": str(port), **(settings or {})}
    process = subprocess.Popen(
        [sys.executable, *told], cwd=ROOT, env=environment, stderr=DEVNULL if settings else None
    )
    # At once, before it has any thread: those it starts have the core of the first.
    os.sched_setaffinity(process.pid, CORES[-1:])
    os.sched_setaffinity(0, CORES[:-1] or CORES)
    try:
        until = time.monotonic() + START_SECONDS
        while not is_answering(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server to be measured did not start: {told}")
            time.sleep(0.05)
        yield Server(port, process.pid)
    finally:
        os.sched_setaffinity(0, CORES)
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def gateway() -> tuple[str, ...]:
    """The command of the gateway before the least Django."""
    return "-m", "bench.hello", "{port}"


def wsgi(threads: int) -> tuple[str, ...]:
    """The command of granian's own WSGI before the same Django."""
    options = f"--interface wsgi --workers 1 --blocking-threads {threads} --no-ws --log-level error"
    return "-m", "granian", *options.split(), "--port", "{port}", "bench.hello:direct"


def constant_vs_held(*, connections: int = 32, seconds: float = 2, rounds: int = 5) -> Compared:
    """A held page of 20 KB beside a constant body of 20 KB from the same server process."""
    with running(*gateway()) as server:
        return compare(
            "held page / constant body",
            (server, "/held/"),
            (server, "/live/"),
            0.8,
            connections=connections,
            seconds=seconds,
            rounds=rounds,
        )


def bridge_vs_wsgi(*, connections: int = 32, seconds: float = 2, rounds: int = 5) -> Compared:
    """Django's "hello" through the bridge beside granian's WSGI with one thread or eight.

    The limit is the faster of the two.
    """
    measured = []
    with running(*gateway()) as ours:
        for threads in (1, 8):
            with running(*wsgi(threads)) as direct:
                measured.append(
                    compare(
                        "hello: bridge / granian's WSGI",
                        (ours, "/"),
                        (direct, "/"),
                        0.8,
                        connections=connections,
                        seconds=seconds,
                        rounds=rounds,
                    )
                )
    return min(measured, key=lambda one: one.ratio)


def compare(
    name: str,
    ours: tuple[Server, str],
    limit: tuple[Server, str],
    floor: float,
    *,
    connections: int,
    seconds: float,
    rounds: int,
) -> Compared:
    """Load both in turns, so that a noisy machine disturbs both alike."""
    for server, path in (ours, limit):
        load(server.port, path, connections=connections, seconds=0.5)
    mine, most = [], []
    for _ in range(rounds):
        mine.append(_loaded(*ours, connections=connections, seconds=seconds))
        most.append(_loaded(*limit, connections=connections, seconds=seconds))
    pairs = list(zip(mine, most, strict=True))
    ratio = median(a.per_second / b.per_second for (a, _), (b, _) in pairs)
    work = median(b / a for (_, a), (_, b) in pairs)
    return Compared(name, middle(mine), middle(most), ratio, work, floor)


def _loaded(
    server: Server, path: str, *, connections: int, seconds: float
) -> tuple[Measured, float]:
    """One load, and the processor seconds that the server spent on each answer."""
    before = server.seconds_worked()
    found = load(server.port, path, connections=connections, seconds=seconds)
    return found, (server.seconds_worked() - before) / found.requests


def middle(measured: Sequence[tuple[Measured, float]]) -> Measured:
    """The round in the middle by speed."""
    ordered = sorted((one for one, _ in measured), key=lambda one: one.per_second)
    return ordered[len(ordered) // 2]


def main() -> int:
    """Both comparisons as lines; 0 when both floors are met."""
    met = True
    for found in (constant_vs_held(), bridge_vs_wsgi()):
        met &= found.ratio >= found.floor and not found.ours.failed and not found.limit.failed
        print(
            f"{found.name}: {found.ratio:.0%} (floor {found.floor:.0%}; by processor time "
            f"{found.ratio_of_work:.0%}); {found.ours.per_second:,.0f} and "
            f"{found.limit.per_second:,.0f} requests/s, "
            f"p99 {found.ours.p99:.1f} and {found.limit.p99:.1f} ms"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
