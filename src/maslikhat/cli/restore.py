"""Bring a portal back from an archive: database, files and keys, all of it or nothing."""

import argparse
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from tqdm import tqdm

from maslikhat.cli import archive, stores
from maslikhat.cli.archive import Manifest
from maslikhat.cli.migrate import bring_up
from maslikhat.cli.readiness import unapplied
from maslikhat.cli.verify import report
from maslikhat.kit import installation
from maslikhat.kit.refusals import Refused
from maslikhat.search import shelf


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which archive, and whether what is here may go."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive made by backup")
    parser.add_argument(
        "--replace", action="store_true", help="remove the portal that is here now, for good"
    )


def run(options: argparse.Namespace) -> int:
    """0 when the portal is back with equal counts and a whole record."""
    path, store = options.file.absolute(), stores.here()
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    size = path.stat().st_size
    with tqdm(total=size, unit="B", unit_scale=True, desc="Checking") as bar:
        archive.check(path, bar.update)
    _refuse_to_overwrite(store, may_replace=options.replace)
    try:
        manifest = _put_back(path, store, size)
    except OSError as error:
        raise Refused(f"The portal cannot be restored: {error}. All is as before.") from None
    return _prove(store, manifest)


def _refuse_to_overwrite(store: stores.Store, *, may_replace: bool) -> None:
    files, keys = Path(settings.FILES), Path(settings.KEYS)
    # The secret key alone is made by the first start of any command.
    has_more = any(files.glob("??/*")) or (keys / "record.pem").exists()
    if not may_replace and (has_more or not store.is_empty()):
        raise Refused("There is a portal here. Remove it for good and restore with: --replace")
    store.refuse_if_in_use()


def _put_back(path: Path, store: stores.Store, size: int) -> Manifest:
    """Unpack beside the portal, then move into place; on any failure all is as before."""
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=var) as name:
        folder = Path(name)
        for part in ("files", "keys"):
            (folder / part).mkdir(mode=0o700)
        with tqdm(total=size, unit="B", unit_scale=True, desc="Unpacking") as bar:
            manifest = archive.unpack(path, folder, bar.update)
        _refuse_unless_fitting(manifest, store)
        undo = stores.Undo()
        try:
            undo.put(folder / "files", Path(settings.FILES))
            undo.put(folder / "keys", Path(settings.KEYS))
            store.replace(folder / store.member, undo)
        except BaseException:
            undo.take_back()
            raise
        undo.settle()
        # The index followed another state; whoever runs next makes it anew.
        shelf.clear()
    return manifest


def _refuse_unless_fitting(manifest: Manifest, store: stores.Store) -> None:
    if manifest["database"] != store.vendor:
        raise Refused(
            f"This backup is of {manifest['database']}; the settings name {store.vendor}. "
            "Set MASLIKHAT_DATABASE_URL for the database it came from."
        )
    migrations = MigrationLoader(None).disk_migrations
    known = {
        f"{app}.{name}"
        for key, migration in migrations.items()
        # What was gathered into one is known by the names it had before too.
        for app, name in (key, *migration.replaces)
    }
    newer = [name for name in manifest["migrations"] if name not in known]
    if newer:
        raise Refused(
            f"This backup is of version {manifest['versions']['maslikhat']}, which knows more than "
            f"this one ({newer[0]}). Install that version first."
        )


def _prove(store: stores.Store, manifest: Manifest) -> int:
    """Count and walk what is now in place."""
    counts = store.counts()
    for table in sorted(counts.keys() | manifest["counts"].keys()):
        was, is_now = manifest["counts"].get(table), counts.get(table)
        print(f"{table:44} {is_now!s:>10}{'' if was == is_now else f'  BUT {was} IN THE BACKUP'}")
    is_equal = counts == manifest["counts"]
    print("All counts are equal." if is_equal else "The counts are NOT equal.")
    installation.forget()
    if unapplied():
        print("The backup is of an earlier version; its tables are brought up to this one.")
        bring_up()
    is_whole = report()
    connections.close_all()
    return 0 if is_equal and is_whole else 1
