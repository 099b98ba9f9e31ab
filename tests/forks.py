"""Processes that begin as copies of one which has loaded the portal already.

Each start of `python` loads over a thousand modules first, and a run starts hundreds. `Started` is
such a process in all that a test sees of it: words, environment, streams, signals, status. That
a command loads what it needs is what true starts prove: there is one of each (`cli/portals.py`).
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import types
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from subprocess import DEVNULL, PIPE
from typing import IO, Any

# One server for each worker of the tests, from the first copy on until the worker ends.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.loaded"])


class Started:
    """`python WORDS…` in this environment; streams are given as to `subprocess.Popen`."""

    stdin: Any
    stdout: Any
    stderr: Any

    def __init__(
        self, words: Sequence[str], env: Mapping[str, str], *, stdin: int = DEVNULL,
        stdout: int | None = None, stderr: int | None = None,
    ) -> None:  # fmt: skip
        ends = [_stream(number, way) for number, way in enumerate((stdin, stdout, stderr))]
        theirs, (self.stdin, self.stdout, self.stderr) = zip(*ends, strict=True)
        self._process = _context.Process(target=_begin, args=(words, dict(env), theirs))
        self._process.start()
        for stream in theirs:
            stream.close()
        assert self._process.pid
        self.pid: int = self._process.pid
        self.kill = self._process.kill

    @property
    def returncode(self) -> int | None:
        """The status, negative when a signal ended it; None as long as it goes on."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The same."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """The status, once it has ended."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("python", timeout or 0)
        return self.returncode

    def communicate(self, typed: str = "", timeout: float | None = None) -> tuple[str, str]:
        """Type this, read to the end, and wait for it."""
        with ThreadPoolExecutor() as reading:
            told = [
                reading.submit(stream.read) if stream else None
                for stream in (self.stdout, self.stderr)
            ]
            try:
                if self.stdin:
                    _type(self.stdin, typed)
                self.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        out, err = (one.result() if one else "" for one in told)
        return out, err


def run(
    words: Sequence[str], env: Mapping[str, str], *, typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Start it, type this, and wait until it has ended."""
    started = Started(words, env, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    told = started.communicate(typed, timeout=120)
    return subprocess.CompletedProcess(words, started.wait(), *told)


def _stream(number: int, way: int | None) -> tuple[Connection, IO[str] | None]:
    """The end of a stream that the process gets, and ours, if we have one."""
    if way == PIPE:
        read, write = os.pipe()
        theirs, ours, mode = (write, read, "r") if number else (read, write, "w")
        return Connection(theirs), os.fdopen(ours, mode, encoding="utf-8")
    if way == DEVNULL:
        return Connection(os.open(os.devnull, os.O_RDWR)), None
    return Connection(os.dup(number if way is None else way)), None


def _type(stream: IO[str], typed: str) -> None:
    # Who has ended reads no more.
    with suppress(BrokenPipeError):
        stream.write(typed)
        stream.flush()
    with suppress(BrokenPipeError):
        stream.close()


def _begin(words: Sequence[str], env: dict[str, str], streams: Sequence[Connection]) -> None:
    """What the copy does: be the process that was asked for, until its end."""
    from tests import loaded

    # A group of its own, so that it can be killed with all that it has started.
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin, sys.stdout, sys.stderr = (
        # Complaints line by line, as ever.
        os.fdopen(number, mode, 1 if number == 2 else -1, encoding="utf-8", closefd=False)
        for number, mode in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(env)
    loaded.read_settings_anew()
    way, what, *arguments = words
    sys.argv = [way, *arguments]
    try:
        if way == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            sys.modules["__main__"] = types.ModuleType("__main__")
            exec(compile(what, "<string>", "exec"), vars(sys.modules["__main__"]))
    finally:
        atexit._run_exitfuncs()
