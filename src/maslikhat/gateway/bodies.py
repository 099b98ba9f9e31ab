"""What a visitor sends: read without holding a thread, kept on disk when it is big, and limited."""

import asyncio
import io
import tempfile
from typing import IO

from maslikhat.gateway.asgi import Receive
from maslikhat.gateway.hands import Hands

IN_MEMORY = 512 * 1024
# A pause longer than this, or after the first minute less than this many bytes a second in all,
# is too slow: a 2G telephone sends ten times as fast.
PAUSE_SECONDS = 20
PATIENCE_SECONDS = 60
LEAST_RATE = 1024
# How long a refused body is read and thrown away, so that the browser gets to read the refusal.
DRAIN_SECONDS = 3


class Unfit(Exception):  # noqa: N818 - it is not an error of ours
    """The body cannot be taken; `status` is the answer: 408 too slow, 413 too large."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Vanished(Exception):  # noqa: N818
    """The visitor left before the request was whole."""


class Body:
    """A request's body as it arrives: in memory up to `IN_MEMORY` bytes, beyond that in a file."""

    def __init__(self, receive: Receive, *, limit: int, hands: Hands) -> None:
        self.receive, self.limit, self.hands = receive, limit, hands
        self.size = 0
        self._pieces: list[bytes] = []
        self._waiting = 0
        self._file: IO[bytes] | None = None

    async def read(self, announced: int | None) -> IO[bytes]:
        """The whole body, at its start. Raises `Unfit` or `Vanished`; the bytes themselves count.

        `announced` is the Content-Length: too large a one is refused before anything is kept.
        """
        if announced is not None and announced > self.limit:
            raise Unfit(413)
        begun, more = asyncio.get_running_loop().time(), True
        while more:
            piece, more = await self._piece()
            self.size += len(piece)
            if self.size > self.limit:
                raise Unfit(413)
            if (
                asyncio.get_running_loop().time() - begun
                > PATIENCE_SECONDS + self.size / LEAST_RATE
            ):
                raise Unfit(408)
            await self._keep(piece)
        return await self._whole()

    async def drain(self) -> None:
        """Read on for a moment and keep nothing."""
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while (await self._piece())[1]:
                    pass
        except (TimeoutError, Unfit, Vanished):
            return

    def close(self) -> None:
        """Forget the file."""
        if self._file is not None:
            self._file.close()

    async def _piece(self) -> tuple[bytes, bool]:
        try:
            async with asyncio.timeout(PAUSE_SECONDS):
                message = await self.receive()
        except TimeoutError:
            raise Unfit(408) from None
        if message["type"] != "http.request":
            raise Vanished
        return message.get("body", b""), message.get("more_body", False)

    async def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._waiting += len(piece)
        if self._waiting > IN_MEMORY:
            await self.hands.do(self._write)

    async def _whole(self) -> IO[bytes]:
        if self._file is None:
            return io.BytesIO(b"".join(self._pieces))
        await self.hands.do(self._write)
        self._file.seek(0)
        return self._file

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._file.write(b"".join(self._pieces))
        self._pieces, self._waiting = [], 0
