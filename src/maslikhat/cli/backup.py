"""Put database, files and keys into one archive, while the portal runs; keep it secret."""

import argparse
import platform
import re
import tempfile
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone
from tqdm import tqdm

from maslikhat.cli import stores
from maslikhat.cli.archive import Writer
from maslikhat.cli.readiness import has_database
from maslikhat.kit.refusals import Refused

# What an upload has left unfinished bears another name, and is no file of the portal.
KEPT = re.compile(r"[0-9a-f]{64}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the archive goes."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the archive to make, such as a.tar"
    )


def run(options: argparse.Namespace) -> int:
    """The archive appears whole or not at all; 1 when a file of the portal is damaged on disk."""
    target = options.file.absolute()
    if target.exists():
        raise Refused(f"{target} is there already. Choose another name.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    if not has_database():
        raise Refused("There is no database yet, so there is nothing to back up.")
    try:
        return _backup(target)
    except OSError as error:
        raise Refused(f"The archive cannot be written: {error}. Nothing is left of it.") from None


def _backup(target: Path) -> int:
    store = stores.here()
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as name:
        scratch = Path(name)
        snapshot = scratch / store.member
        print("Taking a snapshot of the database.")
        counts = store.snapshot(snapshot)
        # Files after the snapshot: whatever a row names was on disk before the row.
        files, keys = _files(), _keys()
        total = sum(map(_size, [snapshot, *files, *keys]))
        with (
            tqdm(total=total, unit="B", unit_scale=True, desc="Writing") as bar,
            Writer(target, bar.update) as archive,
        ):
            archive.add(store.member, snapshot)
            damaged = _add_files(archive, files)
            for path in keys:
                archive.add(f"keys/{path.name}", path)
            manifest = _manifest(store, snapshot, counts)
            digest = archive.seal(manifest, scratch / "manifest.json")
    rows = sum(counts.values())
    print(f"{target}: {rows} rows of {len(counts)} tables, {len(files)} files, {len(keys)} keys.")
    print(f"SHA-256 {digest}. It holds the keys of the portal: keep it secret.")
    for name in damaged:
        print(f"DAMAGED on disk: file {name}; its content is not what its name says.")
    return 1 if damaged else 0


def _files() -> list[Path]:
    folder = Path(settings.FILES)
    return sorted(path for path in folder.glob("??/*") if KEPT.fullmatch(path.name))


def _keys() -> list[Path]:
    """The portal's own keys; those of open secret ballots, in a folder below, are never copied."""
    return sorted(path for path in Path(settings.KEYS).glob("[!.]*") if path.is_file())


def _size(path: Path) -> int:
    """In bytes; 0 of what has been removed since it was listed."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _add_files(archive: Writer, files: list[Path]) -> list[str]:
    """Put the files in; those whose content is not what their name says."""
    damaged = []
    for path in files:
        try:
            digest = archive.add(f"files/{path.parent.name}/{path.name}", path)
        except FileNotFoundError:
            # Removed since it was listed: the newer state is as good.
            continue
        if digest != path.name:
            damaged.append(path.name)
    return damaged


def _manifest(store: stores.Store, snapshot: Path, counts: dict[str, int]) -> dict[str, object]:
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "versions": {
            "maslikhat": version("maslikhat"),
            "django": django.get_version(),
            "python": platform.python_version(),
        },
        "database": store.vendor,
        "migrations": store.migrations(snapshot),
        "counts": counts,
    }
