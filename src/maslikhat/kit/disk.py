"""What is on disk when it is said to be: a file whole or not at all, its name with it."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until the file, or what the folder names, is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_once(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file that is not there yet; one that another process has just made stays.

    Its folder is made for the owner alone; nobody else ever sees a part of it.
    """
    with _beside(path, content, mode) as fresh, contextlib.suppress(FileExistsError):
        path.hardlink_to(fresh)


def write_anew(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file in the place of what bore its name: whoever reads finds the old or the new.

    Its folder is made for the owner alone.
    """
    with _beside(path, content, mode) as fresh:
        fresh.replace(path)


@contextlib.contextmanager
def _beside(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """The content on disk under a name of its own, to be given that of `path` within the block."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
    sync(path.parent)


def destroy(path: Path) -> None:
    """Write zeros over a file and remove it; one that is not there is no mistake."""
    try:
        descriptor = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.write(descriptor, bytes(os.fstat(descriptor).st_size))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.unlink(missing_ok=True)
    sync(path.parent)
