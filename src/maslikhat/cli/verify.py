"""Walk the record from its first entry: every leaf, every head, every signature; and compute anew
the result of every closed vote whose hash the record holds.

Without FILE the record of this portal; with it a record that was written by: maslikhat record
export. That needs no database.
"""

import argparse
from pathlib import Path

from tqdm import tqdm

from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import exported, verify
from maslikhat.ledger.checking import Walked
from maslikhat.voting import frozen


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose record, and which key it must have begun with."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an exported record")
    parser.add_argument(
        "--key", metavar="ID", help="the key that the record must have begun with, as published"
    )


def run(options: argparse.Namespace) -> int:
    """0 when the record is whole, 1 when something in it was changed; that is named."""
    if options.file is not None:
        return 0 if report_file(options.file, options.key or "") else 1
    refuse_unless_prepared()
    return 0 if report() else 1


def report() -> bool:
    """Walk, print what was found, and say whether the record and the results are whole."""
    with tqdm(total=verify.sealed_leaves(), unit=" entries", desc="Walking the record") as bar:
        walked = verify.walk(bar.update)
    with tqdm(total=frozen.results_on_record(), unit=" votes", desc="Results of votes") as bar:
        for finding in frozen.changed_results(bar.update):
            walked.find(finding)
    _tell(walked)
    print(
        f"{walked.leaves} entries are sealed under {walked.heads} heads; "
        f"{walked.unsealed} wait for the sealer."
    )
    return _conclude(walked)


def report_file(file: Path, key: str) -> bool:
    """The same of an exported file."""
    try:
        with tqdm(unit=" lines", desc="Checking the file") as bar:
            read = exported.check(file, bar.update)
    except OSError as error:
        raise Refused(f"The file cannot be read: {error}.") from None
    walked = read.walked
    if key and read.first_key != key:
        walked.find(f"key {read.first_key}: it signed first, and not {key}")
    _tell(walked)
    print(
        f"{walked.leaves} entries are sealed under {walked.heads} heads; "
        f"of {read.shut} the file gives the hash alone."
    )
    print(
        f"The first key is {read.first_key or 'none'}. "
        "That it is the portal's, only the portal or a witness can tell you."
    )
    return _conclude(walked)


def _tell(walked: Walked) -> None:
    for finding in walked.findings:
        print(finding)


def _conclude(walked: Walked) -> bool:
    print("The record is NOT whole." if walked.findings else "The record is whole.")
    return not walked.findings
