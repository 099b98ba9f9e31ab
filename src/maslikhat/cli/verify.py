"""Walk the record from its first entry: every leaf, every head, every signature."""

import argparse

from tqdm import tqdm

from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.ledger import verify


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing need be said."""


def run(options: argparse.Namespace) -> int:
    """0 when the record is whole, 1 when something in it was changed; that is named."""
    refuse_unless_prepared()
    return 0 if report() else 1


def report() -> bool:
    """Walk, print what was found, and say whether the record is whole."""
    with tqdm(total=verify.sealed_leaves(), unit=" entries", desc="Walking the record") as bar:
        walked = verify.walk(bar.update)
    for finding in walked.findings:
        print(finding)
    print(
        f"{walked.leaves} entries are sealed under {walked.heads} heads; "
        f"{walked.unsealed} wait for the sealer."
    )
    print("The record is NOT whole." if walked.findings else "The record is whole.")
    return not walked.findings
