"""The way to a phone: SMS or a messenger, off unless a setting names one."""

import logging
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

OFF, FILE = "off", "file"


class Messenger(Protocol):
    """What an adapter has. It is made without arguments, once a process.

    It knows itself by which telephone or account the user of this number is reached: the portal
    keeps no private telephone (law 9).
    """

    def reaches(self, user: int) -> bool:
        """Whether this user can be reached at all; without waiting for a network."""

    def send(self, user: int, text: str, key: str) -> None:
        """Send plain text; return when it has been taken.

        `key` is the same when the same message is sent again. Raises OSError when the service
        cannot be had, which is tried again for as long as it takes; any other error is about this
        one message, and it is given up after some days.
        """


class FileMessenger:
    """Writes each message into a file of ``messages/`` in VAR, named by user and key: for tests."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings.VAR / "messages"

    def reaches(self, user: int) -> bool:
        """Everyone."""
        return True

    def send(self, user: int, text: str, key: str) -> None:
        """One file; sent again it is the same file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{user}-{key}.txt").write_text(text, encoding="utf-8")


@cache
def chosen() -> Messenger | None:
    """The adapter of the setting MASLIKHAT_MESSENGER, None when it is off.

    Its value is ``off``, ``file``, or the dotted path of a class such as ``akimat.sms.Messenger``.
    """
    if settings.MESSENGER == OFF:
        return None
    if settings.MESSENGER == FILE:
        return FileMessenger()
    try:
        found: Messenger = import_string(settings.MESSENGER)()
    except ImportError as error:
        raise SystemExit(
            "MASLIKHAT_MESSENGER must be off, file or the path of a class; it cannot be imported:"
            f" {error}."
        ) from None
    return found
