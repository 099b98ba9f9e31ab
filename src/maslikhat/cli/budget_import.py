"""Take in a file of budgets: read, checked and, with --apply, put in force by one short act."""

import argparse
import datetime as dt
from pathlib import Path

from tqdm import tqdm

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.money import actions, words
from maslikhat.money.importing import reading
from maslikhat.money.importing.units import Unit
from maslikhat.money.models import Source, VersionKind
from maslikhat.registry.models import Council

MOST_TOLD = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and what it is."""
    parser.add_argument("file", type=Path, metavar="FILE", help="XLSX, XLS, ODS or CSV")
    parser.add_argument("--council", metavar="KATO", help="whose; else the file says in each row")
    parser.add_argument("--year", type=int, metavar="YEAR", help="of which year; else as above")
    parser.add_argument("--kind", required=True, choices=VersionKind.values)
    parser.add_argument(
        "--day", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD",
        help="of the decision, or the day as of which the report is made",
    )  # fmt: skip
    parser.add_argument(
        "--unit", default="", choices=list(Unit), help="of the amounts, where the file is silent"
    )
    parser.add_argument("--link", default="", metavar="URL", help="where it was published")
    parser.add_argument("--by", metavar="USERNAME", help="the operator or clerk who does it")
    parser.add_argument("--apply", action="store_true", help="put it in force; else only look")


def run(options: argparse.Namespace, by: User | None) -> int:
    """Read the file, say row by row what is wrong, and put it in force when asked to."""
    about = actions.About(
        _council(options.council), options.year, options.kind, options.day, options.link,
        unit=options.unit,
    )  # fmt: skip
    if options.file.stat().st_size > reading.LARGEST:
        raise Refused("The file is larger than 1 GB. Part it by years.")
    with tqdm(unit=" rows", desc="Reading the budgets") as bar:
        source = actions.import_budget(
            options.file.read_bytes(),
            about,
            by=by,
            name=options.file.name,
            progress=lambda done: bar.update(done - bar.n),
        )
    _tell(source)
    if source.errors:
        raise Refused(f"{source.errors} things are wrong in the file; nothing has been entered.")
    if not options.apply:
        actions.discard(source, by=by)
        print(f"{source.rows} rows are in order. Put them in force with --apply.")
        return 0
    actions.switch_on(source, by=by)
    print(f"{source.rows} rows, {source.versions.count()} budgets are in force.")
    return 0


def _council(code: str | None) -> Council | None:
    if code is None:
        return None
    council = Council.objects.local().filter(code=code).first()
    if council is None:
        raise Refused(f"There is no maslikhat {code}.")
    return council


def _tell(source: Source) -> None:
    for one in words.read(source.findings)[:MOST_TOLD]:
        kind = "wrong" if one.is_error else "look"
        told = (kind, words.place_of(one), words.sentence(one.word, one.told))
        print(": ".join(filter(None, told)))
