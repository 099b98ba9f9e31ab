"""The archive of a backup: a tar whose last member says what the others must be.

The members are the database, ``files/<sha256[:2]>/<sha256>``, ``keys/<name>`` and, last,
``manifest.json`` with the size and SHA-256 of each. After the end of the tar, where tar programs
stop reading, one line gives the SHA-256 of all bytes before it. Whatever is cut off, flipped or
added is found before anything is unpacked.
"""

import hashlib
import json
import os
import re
import secrets
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from maslikhat.kit.disk import sync
from maslikhat.kit.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
_SEAL = "maslikhat-backup-1 sha256 {}\n"
_SEAL_BYTES = len(_SEAL.format("0" * 64))
# No other name is ever unpacked: none of these can leave the folder it is unpacked into.
_NAME = re.compile(
    r"manifest\.json|database\.(?:sqlite3|dump)"
    r"|files/(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{62}|keys/[A-Za-z0-9_][A-Za-z0-9_.-]*",
    re.ASCII,
)

Progress = Callable[[int], object]
Manifest = dict[str, Any]


class Writer:
    """Writes beside `target` and appears under its name only when whole and on disk."""

    def __init__(self, target: Path, progress: Progress) -> None:
        self._target, self._progress = target, progress
        self._part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        self._members: dict[str, dict[str, object]] = {}

    def __enter__(self) -> Self:
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._out = _Hashed(os.fdopen(descriptor, "wb"))
        self._tar = tarfile.open(  # type: ignore[call-overload]
            fileobj=self._out, mode="w|", format=tarfile.PAX_FORMAT
        )
        return self

    def add(self, name: str, path: Path) -> str:
        """Put the file in under a name; the SHA-256 of what was read."""
        with path.open("rb") as file:
            return self._add(name, file, os.fstat(file.fileno()).st_size)

    def seal(self, manifest: Manifest, scratch: Path) -> str:
        """Put the manifest in, close, sync and rename; the SHA-256 of the whole content."""
        text = json.dumps({**manifest, "format": FORMAT, "members": self._members}, indent=1)
        scratch.write_text(text + "\n")
        self.add(MANIFEST, scratch)
        self._tar.close()
        digest = self._out.digest.hexdigest()
        with self._out.file as file:
            file.write(_SEAL.format(digest).encode())
            file.flush()
            os.fsync(file.fileno())
        self._part.rename(self._target)
        sync(self._target.parent)
        return digest

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._part.unlink(missing_ok=True)
        self._out.file.close()

    def _add(self, name: str, file: IO[bytes], size: int) -> str:
        assert _NAME.fullmatch(name), name
        told = tarfile.TarInfo(name)
        told.size, told.mode, told.mtime = size, 0o600, int(time.time())
        reading = _Read(file, self._progress)
        self._tar.addfile(told, reading)
        digest = reading.digest.hexdigest()
        self._members[name] = {"size": size, "sha256": digest}
        return digest


def check(path: Path, progress: Progress) -> None:
    """Read the whole archive; Refused when a bit of it is not as it was written."""
    with _opened(path) as file:
        left = path.stat().st_size - _SEAL_BYTES
        digest = hashlib.sha256()
        while left > 0 and (block := file.read(min(BLOCK, left))):
            digest.update(block)
            left -= len(block)
            progress(len(block))
        if left or file.read() != _SEAL.format(digest.hexdigest()).encode():
            raise Refused(f"{path} is damaged or cut short. Nothing has been changed.")


def unpack(path: Path, folder: Path, progress: Progress) -> Manifest:
    """Write the members below `folder`, each proven against the manifest, which is returned."""
    found: dict[str, dict[str, object]] = {}
    try:
        with _opened(path) as file, tarfile.open(fileobj=file, mode="r|") as tar:
            for told in tar:
                _refuse_unless_ours(told, found)
                content = tar.extractfile(told)
                assert content is not None, told.name
                digest = _write(folder / told.name, content, progress)
                found[told.name] = {"size": told.size, "sha256": digest}
        manifest: Manifest = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, ValueError, FileNotFoundError, EOFError) as error:
        raise Refused(f"{path} is no backup of the portal: {error}") from None
    del found[MANIFEST]
    if manifest.get("format") != FORMAT or manifest.get("members") != found:
        raise Refused(f"{path} does not hold what its manifest says. Nothing has been changed.")
    return manifest


def _refuse_unless_ours(told: tarfile.TarInfo, found: dict[str, dict[str, object]]) -> None:
    if not told.isreg() or not _NAME.fullmatch(told.name) or told.name in found:
        raise Refused(f"The archive holds what no backup does: {told.name!r}. Nothing was changed.")


def _write(path: Path, content: IO[bytes], progress: Progress) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(BLOCK):
            digest.update(block)
            file.write(block)
            progress(len(block))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        yield file


class _Hashed:
    """A file to write to that hashes what passes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        return self.file.write(block)


class _Read:
    """A file to read from that hashes what passes and tells of it."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self.file, self.progress, self.digest = file, progress, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        self.progress(len(block))
        return block
