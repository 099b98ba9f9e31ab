"""Write the record to a file that anyone can check, or let another key sign it from now on."""

import argparse
from pathlib import Path

from tqdm import tqdm

from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import exported, keys, sealer
from maslikhat.ledger.actions import rotate_key
from maslikhat.ledger.verify import sealed_leaves


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is to be done with the record."""
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    export = words.add_parser("export", help="write it to a file, for: maslikhat verify FILE")
    export.add_argument("file", type=Path, metavar="FILE", help="such as record.jsonl.gz")
    export.add_argument(
        "--whole",
        action="store_true",
        help="also what entries say about things that are not open to everyone; keep it secret",
    )
    words.add_parser("rotate-key", help="make a new key that signs the record from now on")


def run(options: argparse.Namespace) -> int:
    """Do it; 0 when done."""
    refuse_unless_prepared()
    return _export(options) if options.word == "export" else _rotate_key()


def _export(options: argparse.Namespace) -> int:
    target: Path = options.file.absolute()
    if target.exists():
        raise Refused(f"{target} is there already. Choose another name.")
    try:
        with tqdm(total=sealed_leaves(), unit=" entries", desc="Writing the record") as bar:
            written = exported.write(target, is_whole=options.whole, progress=bar.update)
    except OSError as error:
        raise Refused(f"The file cannot be written: {error}. Nothing is left of it.") from None
    print(
        f"{target}: {written.leaves} entries under {written.heads} heads; "
        f"of {written.shut} the hash alone."
    )
    if options.whole:
        print("It says who did what in closed rooms too: keep it secret.")
    return 0


def _rotate_key() -> int:
    key = rotate_key(keys.new_key(), by=None)
    # The old key signs over the entry now, and not only when the portal runs again.
    sealer.seal()
    print(f"Key {key.key_id} signs the record from now on, in every process of the portal.")
    print(
        f"Make a backup: {keys.private_path(key.key_id)} is in no older one. "
        "Publish the new key's id where the old one's is published."
    )
    return 0
