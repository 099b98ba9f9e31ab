"""The server: one process, one port; it stops without losing an answer it has begun."""

import asyncio
import contextlib
import gc
import logging
import resource
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from maslikhat.gateway.entrance import Gateway
from maslikhat.gateway.streams import Streams
from maslikhat.gateway.warm import warm

log = logging.getLogger("maslikhat.gateway")

# With uvloop the same server answers a quarter more; without it, it works.
new_loop: Callable[[], asyncio.AbstractEventLoop] = (
    import_module("uvloop").new_event_loop if find_spec("uvloop") else asyncio.new_event_loop
)
Work = Callable[[threading.Event], None]

BACKLOG = 8192
# After the signal every answer says "close" for this long, so that clients with a kept connection
# do not send into one that is about to end.
FAREWELL_SECONDS = 0.5
# Requests under way may take this long to end; then the server goes without them.
PATIENCE_SECONDS = 30
RESTART_SECONDS = 5
LOOPBACK = {"localhost": "127.0.0.1"}


class Background:
    """Work beside the requests, each in a thread: the sealer, the jobs, the indexer."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.ending = threading.Event()
        self.threads = [
            threading.Thread(
                target=self._carry_on, args=(work,), name=f"background-{n}", daemon=True
            )
            for n, work in enumerate(works)
        ]

    def start(self) -> None:
        """Begin all of it, once."""
        for thread in self.threads:
            thread.start()

    def stop(self, seconds: float) -> None:
        """Ask all of it to end and wait at most `seconds` for each."""
        self.ending.set()
        for thread in self.threads:
            thread.join(seconds)

    def _carry_on(self, work: Work) -> None:
        """Work until told to end; after an error, again, with connections made anew."""
        while not self.ending.is_set():
            try:
                work(self.ending)
                return
            except Exception:
                log.exception("Background work failed and starts again: %s", work)
                self.ending.wait(RESTART_SECONDS)
            finally:
                connections.close_all()


def serve(host: str = "localhost", port: int = 8000, *, background: Sequence[Work] = ()) -> None:
    """Serve the portal until SIGTERM or SIGINT, then answer what is under way and return.

    Each of `background` runs in a thread of this process, gets an event that is set when it is to
    end, and is started again when it fails. Raises SystemExit when the port is taken.
    """
    django.setup()
    address = LOOPBACK.get(host, host)
    _must_be_free(address, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    _allow_many_connections()
    warm()
    streams = Streams()
    gateway, works = Gateway(streams), Background(background)
    gateway.hands.start()
    works.start()
    # What has been made so far stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    try:
        with asyncio.Runner(loop_factory=new_loop) as runner:
            name = settings.PUBLIC_URL or f"http://{host}:{port}"

            def ready() -> None:
                streams.start()
                log.info("%s", name)

            runner.run(answer(gateway, address, port, ready))
    finally:
        works.stop(PATIENCE_SECONDS)
        gateway.hands.stop(PATIENCE_SECONDS)
        connections.close_all()
        for connection in connections.all():
            if connection.vendor == "postgresql":
                connection.close_pool()  # type: ignore[attr-defined]


async def answer(gateway: Gateway, address: str, port: int, ready: Callable[[], None]) -> None:
    """Run granian in this loop until a signal; `ready` is called when it listens."""
    server = Server(
        gateway,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=65536),
        websockets=False,
        backlog=BACKLOG,
        backpressure=BACKLOG,
        log_enabled=False,
    )
    server.on_startup(ready)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, told.set)
    serving = asyncio.ensure_future(server.serve())
    waiting = asyncio.ensure_future(told.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        waiting.cancel()
        await serving
        return
    gateway.begin_to_stop()
    await asyncio.sleep(FAREWELL_SECONDS)
    server.stop()  # type: ignore[no-untyped-call]
    done, _late = await asyncio.wait({serving}, timeout=PATIENCE_SECONDS)
    if not done:
        log.warning("Some requests did not end in %s s and were left.", PATIENCE_SECONDS)


def _allow_many_connections() -> None:
    """Each open stream is a file to the system: take as many as it allows without asking."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _must_be_free(address: str, port: int) -> None:
    """Refuse a port that another server has: granian itself would share it in silence."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            message = f"Port {port} cannot be used ({error.strerror}). Choose another with PORT=…"
            raise SystemExit(message) from None
