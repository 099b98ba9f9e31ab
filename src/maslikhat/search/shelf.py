"""The folder of the index: one volume is in use, named by the file `current`; others come and go.

    VAR/search/current                  the name of the volume in use, changed by one rename
    VAR/search/v1-3f…/                  a volume: tantivy's files; v1 is the format of what is in it
    VAR/search/v1-3f…/damaged           written by a reader that could not read the volume
    VAR/search/indexer.lock             held by the one indexer of this host
    VAR/search/rebuild.lock             held by who is making a new volume

Nothing here is the truth: all of it can be made anew from the table of entries.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

# Grows with every change of the fields or of the stems: older volumes are made anew.
FORMAT = 1
_NAME = re.compile(rf"v{FORMAT}-[0-9a-f]{{16}}", re.ASCII)


def folder() -> Path:
    """Where the index lies; made when it is first needed."""
    return Path(settings.VAR) / "search"


def current() -> Path | None:
    """The volume in use; None when there is none of this format, or it is said to be damaged."""
    try:
        name = (folder() / "current").read_text().strip()
    except (OSError, UnicodeDecodeError):
        return None
    path = folder() / name
    if not _NAME.fullmatch(name) or not (path / "meta.json").exists():
        return None
    return None if (path / "damaged").exists() else path


def fresh() -> Path:
    """An empty folder for a new volume, not yet in use."""
    path = folder() / f"v{FORMAT}-{secrets.token_hex(8)}"
    path.mkdir(parents=True, mode=0o700)
    return path


def switch(path: Path) -> None:
    """From now on this volume is in use: one rename, on disk when it returns."""
    beside = folder() / f".current-{secrets.token_hex(4)}"
    with beside.open("w") as file:
        file.write(path.name)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder() / "current")
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def distrust(path: Path) -> None:
    """Say that a volume cannot be read; the indexer makes a new one."""
    with suppress(OSError):
        (path / "damaged").touch()


def sweep() -> None:
    """Remove every volume that is not in use; the caller holds the lock `rebuild`."""
    used = current()
    for path in folder().iterdir():
        is_ours = path.is_dir() or path.name.startswith(".current-")
        if path != used and is_ours:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def clear() -> None:
    """Put no volume in use: the indexer makes a new one."""
    (folder() / "current").unlink(missing_ok=True)


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether this process is now the only one of the host with the lock of this name.

    The lock goes with the process, however it ends.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
