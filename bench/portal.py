"""The portal as `maslikhat run` serves it, with a constant body of 20 KB beside it at /live/."""

import asyncio
import gc
import sys

import django

django.setup()

from bench.hello import constant  # noqa: E402 - after the settings
from maslikhat.cli import jobs  # noqa: E402
from maslikhat.gateway import serve  # noqa: E402
from maslikhat.gateway.entrance import Gateway  # noqa: E402
from maslikhat.gateway.streams import Streams  # noqa: E402
from maslikhat.gateway.warm import warm  # noqa: E402
from maslikhat.kit import timetable  # noqa: E402
from maslikhat.ledger import sealer  # noqa: E402
from maslikhat.search import follower  # noqa: E402


def main(port: int) -> None:
    """Serve until told to end; the sealer, the jobs and the indexer work beside it."""
    warm()
    streams = Streams()
    gateway = Gateway(streams)
    gateway.live = constant
    works = serve.Background([sealer.run, jobs.run, jobs.run_mail, timetable.run, follower.run])
    gateway.hands.start()
    works.start()
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=serve.new_loop) as runner:
        runner.run(serve.answer(gateway, "127.0.0.1", port, streams.start))
    works.stop(5)
    gateway.hands.stop(5)


if __name__ == "__main__":
    main(int(sys.argv[1]))
