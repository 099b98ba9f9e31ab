"""The acts that take in the State classifier: in batches that nobody sees, then one short switch.

New units are written where they belong and stay hidden (`Unit.came_with`) until their import is
done; changes wait in a table of their own. The switch is one small transaction: it says that the
import is done, and applies the changes by a few statements, however many they are.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import batches, insert_rows, reserve_ids
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic, staging, writing
from maslikhat.ledger.actions import record
from maslikhat.places import classifier, intake, turnover
from maslikhat.places.models import COUNTRY, FindKey, KatoImport, StagedChange, Unit
from maslikhat.places.permissions import may_import_kato

# A batch is one transaction, and none may last over 100 ms, on a slow machine too.
BATCH = 1000
# An import that has not written for this long was killed, and is swept away by the next.
ABANDONED = dt.timedelta(minutes=2)

Progress = Callable[[int, int], None]


class ImportResult(NamedTuple):
    """What a classifier brought: counts of units, codes it lacks, the SHA-256 of its file."""

    rows: int
    added: int
    renamed: int
    moved: int
    unchanged: int
    missing: list[str]
    sha256: str


def import_kato(
    file: Path | BinaryIO, *, by: User | None, progress: Progress | None = None
) -> ImportResult:
    """Take in the whole classifier (CSV or XLSX, see `places.classifier`), all of it or nothing.

    New units come, changed names and parents get a new version, and units that the file lacks are
    named in the result and stay. Taking in the same file again changes nothing. `progress` is
    called with (total, done). Raises Refused naming row and reason; nothing is changed then, nor
    when it is interrupted.
    """
    if not may_import_kato(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    content = file.read_bytes() if isinstance(file, Path) else file.read()
    rows = classifier.read(content)
    _sweep_abandoned()
    latest = _latest()
    plan = intake.plan(rows)
    taken_in = _begin(hashlib.sha256(content).hexdigest(), len(rows))
    try:
        _stage(taken_in, plan, is_first=latest == 0, progress=progress)
        switch(taken_in, by=by, latest=latest)
    except IntegrityError:
        # Only another act can have brought the same units or keys meanwhile.
        raise _overtaken() from None
    finally:
        _sweep(taken_in)
    if progress:
        progress(len(rows), len(rows))
    return ImportResult(
        rows=len(rows),
        added=len(plan.new),
        renamed=sum(change.is_renamed for change in plan.changes),
        moved=sum(change.parent is not None for change in plan.changes),
        unchanged=plan.unchanged,
        missing=plan.missing,
        sha256=taken_in.sha256,
    )


@atomic
def switch(taken_in: KatoImport, *, by: User | None, latest: int) -> KatoImport:
    """Show what has been staged: the new units and the changed names, at once, on the record.

    Refused when another import than `latest`, against which this one was planned, has come between.
    """
    if not may_import_kato(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    # Two imports must not plan against the same units and both switch.
    Unit.objects.select_for_update().get(kato=COUNTRY)
    if _latest() != latest:
        raise _overtaken()
    _touch(taken_in)
    turnover.apply(taken_in, today())
    taken_in.state = KatoImport.State.DONE
    taken_in.save(update_fields=["state"])
    record(by, "places.import_kato", taken_in, count=taken_in.rows, digest=taken_in.sha256)
    return taken_in


def _latest() -> int:
    """The number of the last import that is done; 0 before the first."""
    done = KatoImport.objects.filter(state=KatoImport.State.DONE)
    return done.order_by("-pk").values_list("pk", flat=True).first() or 0


def _overtaken() -> Refused:
    return Refused(_("Another import is under way or has just ended. Start this one again."))


@atomic
def _begin(sha256: str, rows: int) -> KatoImport:
    """A new import; refused while another one is at work."""
    Unit.objects.select_for_update().get(kato=COUNTRY)
    if KatoImport.objects.filter(state=KatoImport.State.STAGED).exists():
        raise _overtaken()
    now = timezone.now()
    return KatoImport.objects.create(sha256=sha256, rows=rows, started_at=now, touched_at=now)


def _touch(taken_in: KatoImport) -> None:
    """Say that this import is alive; refused when it was taken for dead and swept away."""
    alive = KatoImport.objects.filter(pk=taken_in.pk, state=KatoImport.State.STAGED)
    if not alive.update(touched_at=timezone.now()):
        raise _overtaken()


def _stage(
    taken_in: KatoImport, plan: intake.Plan, *, is_first: bool, progress: Progress | None
) -> None:
    """Write the new units, hidden; the keys by which they will be found; the changes."""
    with writing():
        numbers = reserve_ids(Unit, len(plan.new))
    units = intake.new_units(
        plan, numbers, day=today(), is_first=is_first, taken_in=taken_in.pk
    )  # fmt: skip
    keys: intake.Keys = set()
    done = 0
    for batch in batches(_keyed(units, keys), BATCH):
        _write(taken_in, Unit, intake.UNIT_COLUMNS, batch)
        done = min(done + BATCH, len(plan.new))
        if progress:
            progress(taken_in.rows, done)
    changes = intake.changed_units(plan, numbers, taken_in=taken_in.pk)
    for batch in batches(_keyed(changes, keys), BATCH):
        _write(taken_in, StagedChange, intake.CHANGE_COLUMNS, batch)
    # Before the switch a new key finds nothing, for its unit is hidden.
    for unknown in batches(intake.unknown_keys(keys), BATCH):
        _write(taken_in, FindKey, ("key", "kato"), unknown)


def _keyed(prepared: Iterable[intake.Prepared], keys: intake.Keys) -> Iterator[Sequence[Any]]:
    """The rows for the database; the keys by which their units are found are gathered in `keys`."""
    for columns, found_by in prepared:
        keys |= found_by
        yield columns


def _write(
    taken_in: KatoImport,
    model: type[models.Model],
    columns: Sequence[str],
    batch: Iterable[Sequence[Any]],
) -> None:
    with staging():
        _touch(taken_in)
        insert_rows(model, columns, batch)


def _sweep_abandoned() -> None:
    """Take away what killed imports have left."""
    for old in KatoImport.objects.filter(
        state=KatoImport.State.STAGED, touched_at__lt=timezone.now() - ABANDONED
    ):
        _sweep(old)


def _sweep(taken_in: KatoImport) -> None:
    """Empty the table of changes; an import that did not end leaves no trace."""
    while turnover.take_away_changes(taken_in, BATCH):
        pass
    if KatoImport.objects.filter(pk=taken_in.pk, state=KatoImport.State.DONE).exists():
        return
    while turnover.take_away_units(taken_in, BATCH):
        pass
    with writing():
        KatoImport.objects.filter(pk=taken_in.pk, state=KatoImport.State.STAGED).delete()
