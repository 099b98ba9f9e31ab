"""Moves that can be taken back until all of them have been made."""

import os
import secrets
import shutil
from pathlib import Path


class Undo:
    """Puts new files and folders in the place of old ones, which stay aside until the end."""

    def __init__(self) -> None:
        self._token = secrets.token_hex(4)
        self._put: list[Path] = []
        self._aside: list[tuple[Path, Path]] = []

    def put(self, new: Path, place: Path) -> None:
        """Move `new` to `place`; what was there is kept aside."""
        place.parent.mkdir(parents=True, exist_ok=True)
        self.set_aside(place)
        self._put.append(place)
        shutil.move(new, place)

    def set_aside(self, place: Path) -> None:
        """Take what is at `place`, if anything, out of the way."""
        if place.exists():
            aside = place.with_name(f".{place.name}.replaced-{self._token}")
            self._aside.append((place, aside))
            place.rename(aside)

    def take_back(self) -> None:
        """Everything as it was."""
        for place in reversed(self._put):
            _remove(place)
        for place, aside in reversed(self._aside):
            if aside.exists():
                aside.rename(place)

    def settle(self) -> None:
        """Done and on disk: what was kept aside goes."""
        os.sync()
        for _place, aside in self._aside:
            _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
