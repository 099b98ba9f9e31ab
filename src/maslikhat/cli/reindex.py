"""Make the index of search anew, from what the rooms have; searches are answered meanwhile."""

import argparse

from tqdm import tqdm

from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.search.follower import fill, rebuild
from maslikhat.search.models import Entry


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the table of entries is taken as it is."""
    parser.add_argument(
        "--index-only",
        action="store_true",
        help="do not ask the rooms; make the index from the table of entries as it is",
    )


def run(options: argparse.Namespace) -> int:
    """Ask the rooms for all they have, make a new index beside the old, and switch."""
    refuse_unless_prepared()
    if not options.index_only:
        with tqdm(desc="Asking the rooms", unit=" things") as bar:
            fill(bar.update)
    with tqdm(total=Entry.objects.count(), desc="Indexing", unit=" rows") as bar:
        rows = rebuild(bar.update)
    print(f"The index is made anew: {rows} rows.")
    return 0
