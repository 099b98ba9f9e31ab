"""Take in the classifier of places, numbers about them, deputies, decisions or budgets."""

import argparse
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from maslikhat.accounts.models import User
from maslikhat.cli import budget_import
from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.decisions.actions import import_decisions
from maslikhat.decisions.imports import read as read_decisions
from maslikhat.decisions.intake import planned
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.places.actions import import_indicators, import_kato
from maslikhat.registry.actions import found_councils, import_deputies
from maslikhat.registry.imports import read
from maslikhat.registry.models import Convocation, Role
from maslikhat.registry.plans import plan


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is taken in, and from which file."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="KIND")
    budget_import.arguments(
        kinds.add_parser("budget", help="decisions on budgets, and reports on their execution")
    )
    kato = kinds.add_parser("kato", help="the whole classifier of places, CSV or XLSX")
    kato.add_argument("file", type=Path, metavar="FILE")
    indicators = kinds.add_parser("indicators", help="numbers about places by year, CSV or XLSX")
    indicators.add_argument("file", type=Path, metavar="FILE")
    deputies = kinds.add_parser("deputies", help="a list of deputies: CSV, XLSX or Popolo JSON")
    deputies.add_argument("council", metavar="COUNCIL", help="the council's code (KATO)")
    deputies.add_argument("file", type=Path, metavar="FILE")
    deputies.add_argument("--apply", action="store_true", help="enter them; else only preview")
    decisions = kinds.add_parser("decisions", help="decisions that exist already: CSV or XLSX")
    decisions.add_argument("file", type=Path, metavar="FILE")
    decisions.add_argument("--apply", action="store_true", help="enter them; else only preview")
    decisions.add_argument("--by", metavar="USERNAME", help="the operator who does it")
    deputies.add_argument("--by", metavar="USERNAME", help="the operator or clerk who does it")


def run(options: argparse.Namespace) -> int:
    """All of the file or, when something in it is wrong, nothing."""
    refuse_unless_prepared()
    if not options.file.is_file():
        raise Refused(f"There is no file {options.file}.")
    return _KINDS[options.what](options)


@contextmanager
def _told(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, as the function that an import calls with (total, done)."""
    with tqdm(unit=" rows", desc=what) as bar:

        def progress(total: int, done: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress


def _indicators(options: argparse.Namespace) -> int:
    with _told("Taking in the indicators") as progress:
        result = import_indicators(options.file, by=None, progress=progress)
    print(
        f"{result.rows} rows: {result.added} new, {result.changed} changed, "
        f"{result.unchanged} as before."
    )
    return 0


def _kato(options: argparse.Namespace) -> int:
    with _told("Taking in the classifier") as progress:
        result = import_kato(options.file, by=None, progress=progress)
    founded = found_councils()
    print(
        f"{result.rows} rows: {result.added} new, {result.renamed} renamed, {result.moved} moved, "
        f"{result.unchanged} as before."
    )
    if founded:
        print(f"{founded} maslikhats of new units are on the register now.")
    if result.missing:
        print(f"Not in the file, and left as they are: {len(result.missing)}")
        print(", ".join(result.missing))
    return 0


def _deputies(options: argparse.Namespace) -> int:
    convocation = _convocation(options.council)
    content = options.file.read_bytes()
    sheet = read(content)
    found = plan(convocation, sheet.rows, by=_doer(options.by))
    _refuse_errors([*sheet.errors, *found.errors])
    if not options.apply:
        print(
            f"{len(found.entered)} would be entered, {found.same} are there already. "
            "Enter them with --apply."
        )
        return 0
    done = import_deputies(
        convocation, sheet.rows, by=_doer(options.by), digest=hashlib.sha256(content).hexdigest()
    )
    print(f"{done.mandates} entered ({done.persons} new persons), {done.same} were there already.")
    return 0


def _decisions(options: argparse.Namespace) -> int:
    content = options.file.read_bytes()
    sheet = read_decisions(content)
    plan = planned(sheet.rows)
    errors = [*sheet.errors, *plan.errors]
    _refuse_errors(errors)
    if not options.apply:
        print(
            f"{len(plan.entries)} would be entered, {plan.same} are there already. "
            "Enter them with --apply."
        )
        return 0
    done = import_decisions(
        rows=sheet.rows, by=_doer(options.by), digest=hashlib.sha256(content).hexdigest()
    )
    print(f"{done.entered} entered, {done.same} were there already.")
    return 0


def _budget(options: argparse.Namespace) -> int:
    """By who is named; else by the portal itself, at the command line of its machine."""
    return budget_import.run(options, _doer(options.by) if options.by else None)


def _refuse_errors(errors: Sequence[Any]) -> None:
    """Say what is wrong row by row, and refuse the file."""
    for error in errors:
        print(f"row {error.line}, {error.column}: {error.sentence}")
    if errors:
        raise Refused(f"{len(errors)} things are wrong in the file; nothing has been entered.")


def _convocation(code: str) -> Convocation:
    running = Convocation.objects.on(today()).filter(council__code=code)
    convocation = running.select_related("council").order_by("-from_day").first()
    if convocation is None:
        raise Refused(f"There is no council {code} with a convocation that sits today.")
    return convocation


def _doer(username: str | None) -> User:
    """The person named, or the only operator: an import stands on the record under someone."""
    if username:
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            raise Refused(f"Nobody signs in as {username}.")
        return user
    roles = Role.objects.on(today()).filter(kind=Role.Kind.OPERATOR).select_related("user")
    operators = [role.user for role in roles[:2]]
    if len(operators) != 1:
        raise Refused("Say who does this: --by USERNAME.")
    return operators[0]


_KINDS = {
    "budget": _budget,
    "kato": _kato,
    "indicators": _indicators,
    "decisions": _decisions,
    "deputies": _deputies,
}
