"""Made packs on this host, each under the hash of its contents; none of them is the truth.

    VAR/packs/<key>.pdf       a pack, written whole by one rename
    VAR/packs/<key>.lock      held by who is making it
    VAR/packs/making-…/       where it is being made

A pack is made once, however many ask, in a thread that outlives the request; who does not want to
wait is told to come back. One is made at a time. What nobody has asked for in a week goes.
"""

import fcntl
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.sittings.packs.binding import Bound, bound
from maslikhat.sittings.packs.contents import Pack

MOST_QUEUED = 8
MOST_WAITING = 3
KEPT_SECONDS = 7 * 24 * 3600
MOST_BYTES = 2 * 1024**3
# After a failure the next try is not sooner.
REST_SECONDS = 60

_log = logging.getLogger(__name__)
_guard = threading.Lock()
_one_at_a_time = threading.Lock()
_waiting = threading.BoundedSemaphore(MOST_WAITING)
_making: dict[str, threading.Thread] = {}
_failed: dict[str, float] = {}


def folder() -> Path:
    """Where packs lie, for the owner of the portal's files alone; made when it is first needed."""
    path = Path(settings.VAR) / "packs"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def asked(
    pack: Pack, *, seconds: float, bind: Callable[[Pack, Path], Bound] = bound
) -> Path | None:
    """The made pack; None when it is still being made after so many seconds.

    Raises Refused: 409 when it could not be made, 429 when too many others are waited for.
    """
    key = pack.key
    path = folder() / f"{key}.pdf"
    if not path.exists():
        thread = _begun(key, pack, path, bind)
        if _waiting.acquire(blocking=False):
            try:
                thread.join(seconds)
            finally:
                _waiting.release()
        if key in _failed:
            raise _not_made()
    try:
        # When it was last asked for, for the sweep; that of another process may have been here.
        os.utime(path)
    except FileNotFoundError:
        return None
    return path


def _begun(
    key: str, pack: Pack, path: Path, bind: Callable[[Pack, Path], Bound]
) -> threading.Thread:
    """The thread that makes this pack: the one at work, or a new one."""
    with _guard:
        found = _making.get(key)
        if found is not None:
            return found
        if time.monotonic() - _failed.get(key, -REST_SECONDS) < REST_SECONDS:
            raise _not_made()
        if len(_making) >= MOST_QUEUED:
            raise Refused(_("Other packs are being made. Try again in a minute."), status=429)
        _failed.pop(key, None)
        made = threading.Thread(target=_make, args=(key, pack, path, bind), daemon=True)
        _making[key] = made
        made.start()
        return made


def _make(key: str, pack: Pack, path: Path, bind: Callable[[Pack, Path], Bound]) -> None:
    try:
        with _one_at_a_time, path.with_suffix(".lock").open("w") as lock:
            # Another process of this host may be making the same.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                _write(pack, path, bind)
            _sweep(path)
    # Whatever it was, whoever waits is told; the log says what.
    except Exception:
        _log.exception("a pack could not be made")
        _failed[key] = time.monotonic()
    finally:
        with _guard:
            _making.pop(key, None)


def _write(pack: Pack, path: Path, bind: Callable[[Pack, Path], Bound]) -> None:
    with tempfile.TemporaryDirectory(prefix="making-", dir=path.parent) as made:
        found = bind(pack, Path(made))
        found.file.replace(path)


def _sweep(newest: Path) -> None:
    """Remove what nobody asks for, the longest forgotten first, and what a killed maker left."""
    now, kept = time.time(), 0
    for asked_at, size, one in sorted(_listed(newest.parent), reverse=True):
        is_old = now - asked_at > KEPT_SECONDS
        if one.is_dir():
            if now - asked_at > REST_SECONDS * 60:
                shutil.rmtree(one, ignore_errors=True)
            continue
        kept += size
        if one != newest and (is_old or kept > MOST_BYTES):
            one.unlink(missing_ok=True)


def _listed(place: Path) -> Iterator[tuple[float, int, Path]]:
    """When each was last asked for, and its bytes; other processes take theirs away meanwhile."""
    for one in place.iterdir():
        with suppress(FileNotFoundError):
            told = one.stat()
            yield told.st_mtime, told.st_size, one


def _not_made() -> Refused:
    return Refused(
        _("The pack could not be made. Take the papers one by one from the agenda."), status=409
    )
