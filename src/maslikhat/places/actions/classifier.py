"""Acts on places: loading the country, and taking in the State classifier."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import FIRST_DAY, today
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic, writing
from maslikhat.ledger.actions import record
from maslikhat.places import classifier, intake, reference
from maslikhat.places.models import (
    COUNTRY,
    FindKey,
    KatoImport,
    Kind,
    StagedUnit,
    Unit,
    UnitName,
    UnitParent,
)
from maslikhat.places.permissions import may_import_kato, may_load_reference

BATCH = 4000
# Rows staged by an import that was killed are swept away by the next one after this long.
ABANDONED = dt.timedelta(hours=1)

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


@atomic
def load_reference(*, by: User | None = None) -> int:
    """Write what is missing of the country as it is delivered; how many units came new."""
    if not may_load_reference(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    came = reference.load(apps.get_model)
    record(by, "places.load_reference", Unit.objects.get(kato=COUNTRY), count=came)
    return came


def import_kato(
    file: Path | BinaryIO, *, by: User | None, progress: Progress | None = None
) -> ImportResult:
    """Take in the whole classifier (CSV or XLSX, see `places.classifier`), all of it or nothing.

    New units come, changed names and parents get a new version, and units that the file lacks are
    named in the result and stay. Taking in the same file again changes nothing. `progress` is
    called with (total, done). Raises Refused naming row and reason; nothing is changed then, nor
    when it is interrupted. The units are staged in batches and switched in by one short act.
    """
    if not may_import_kato(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    content = file.read_bytes() if isinstance(file, Path) else file.read()
    rows = classifier.read(content)
    latest = _latest()
    plan = intake.plan(rows)
    taken_in = _begin(hashlib.sha256(content).hexdigest(), len(rows))
    try:
        keys = _stage(taken_in, plan.new, is_first=latest == 0, progress=progress)
        for change in plan.changes:
            keys |= intake.keys_of(change.row.kato, change.written)
        _keep_keys(keys)
        switch(taken_in, by=by, plan=plan, latest=latest)
    except IntegrityError:
        # Only another import can have brought the same units or keys meanwhile.
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
def switch(taken_in: KatoImport, *, by: User | None, plan: intake.Plan, latest: int) -> KatoImport:
    """Show what has been staged: the new units and the changed names, at once, on the record.

    Refused when another import than `latest`, against which the plan was made, has come between.
    """
    if not may_import_kato(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    # Two imports must not plan against the same units and both switch.
    Unit.objects.select_for_update().get(kato=COUNTRY)
    if _latest() != latest:
        raise _overtaken()
    assert _show_staged(taken_in) == len(plan.new), "a staged unit has no parent"
    for change in plan.changes:
        _apply(change, today())
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
    """A new import, with what killed ones have left swept away."""
    old = KatoImport.objects.filter(
        state=KatoImport.State.STAGED, started_at__lt=timezone.now() - ABANDONED
    )
    StagedUnit.objects.filter(taken_in__in=old)._raw_delete("default")
    old.delete()
    return KatoImport.objects.create(sha256=sha256, rows=rows, started_at=timezone.now())


def _stage(
    taken_in: KatoImport,
    new: Sequence[classifier.Row],
    *,
    is_first: bool,
    progress: Progress | None,
) -> set[tuple[str, str]]:
    """Fill the staging table in batches; the keys by which the new units will be found."""
    keys: set[tuple[str, str]] = set()
    columns = ("taken_in_id", *intake.STAGED_COLUMNS)
    for start in range(0, len(new), BATCH):
        batch = []
        for staged, found_by in intake.staged_and_keys(
            new[start : start + BATCH], day=today(), is_first=is_first
        ):
            batch.append((taken_in.pk, *staged))
            keys |= found_by
        with writing():
            insert_rows(StagedUnit, columns, batch)
        if progress:
            progress(taken_in.rows, start + len(batch))
    return keys


def _keep_keys(keys: set[tuple[str, str]]) -> None:
    """Write the keys that are not there, in batches: before the switch they find nothing."""
    unknown = intake.unknown_keys(keys)
    for start in range(0, len(unknown), 2 * BATCH):
        with writing():
            insert_rows(FindKey, ("key", "kato"), unknown[start : start + 2 * BATCH])


def _show_staged(taken_in: KatoImport) -> int:
    """Copy the staged rows into the units, parents first, inside the database; how many."""
    shown = 0
    with connection.cursor() as cursor:
        for depth in sorted(intake.DEPTH.values()):
            # Settlements may stand under any higher level, never under another settlement.
            cursor.execute(
                """
                INSERT INTO places_unit (
                    kato, kind, parent_id, name_kk, name_ru, name_en, kato_name_kk, kato_name_ru,
                    sort_kk, sort_ru, sort_en, from_day, has_council, basis,
                    iso, centre_kk, centre_ru, centre_en
                )
                SELECT s.kato, s.kind, p.id, s.name_kk, s.name_ru, s.name_en, s.kato_name_kk,
                    s.kato_name_ru, s.sort_kk, s.sort_ru, s.sort_en, s.from_day,
                    s.kind IN (%s, %s, %s, %s),
                    CASE WHEN s.from_day IS NULL THEN '' ELSE %s END, '', '', '', ''
                FROM places_stagedunit s JOIN places_unit p ON p.kato = s.parent_kato
                WHERE s.taken_in_id = %s AND s.depth = %s
                """,
                [
                    *(Kind.REGION, Kind.REPUBLICAN_CITY, Kind.RAYON, Kind.OBLAST_CITY),
                    "first seen in a classifier on this day",
                    taken_in.pk,
                    depth,
                ],
            )
            shown += cursor.rowcount
    return shown


def _apply(change: intake.Change, day: dt.date) -> None:
    """Give a unit its new names or parent from `day` on, keeping the old ones with their days."""
    unit = Unit.objects.get(pk=change.pk)
    if change.is_renamed:
        _rename(unit, change, day)
    if change.parent is not None:
        _move(unit, Unit.objects.get(kato=change.parent), day)
    unit.save()


def _rename(unit: Unit, change: intake.Change, day: dt.date) -> None:
    written = change.written
    if (unit.name_kk, unit.name_ru) != (written.kk, written.ru):
        current = unit.names.filter(to_day__isnull=True).first() or UnitName(
            unit=unit,
            from_day=unit.from_day or FIRST_DAY,
            kk=unit.name_kk,
            ru=unit.name_ru,
            en=unit.name_en,
        )
        # A second change on one day replaces the first: no version is empty.
        if current.from_day < day:
            current.to_day = day
            current.save()
            current = UnitName(unit=unit, from_day=day)
        current.kk, current.ru, current.en = written.kk, written.ru, written.en
        current.save()
    unit.name_kk, unit.name_ru, unit.name_en = written.kk, written.ru, written.en
    unit.kato_name_kk, unit.kato_name_ru = change.row.name_kk, change.row.name_ru
    unit.sort_kk = sort_key(written.bare_kk, 160)
    unit.sort_ru = sort_key(written.bare_ru, 160)
    unit.sort_en = sort_key(written.bare_en, 160)


def _move(unit: Unit, parent: Unit, day: dt.date) -> None:
    current = unit.parents.filter(to_day__isnull=True).first() or UnitParent(
        unit=unit, parent=unit.parent, from_day=unit.from_day or FIRST_DAY
    )
    if current.from_day < day:
        current.to_day = day
        current.save()
        current = UnitParent(unit=unit, from_day=day)
    current.parent = parent
    current.save()
    unit.parent = parent


@atomic
def _sweep(taken_in: KatoImport) -> None:
    """Empty the staging table of this import; one that did not end leaves no trace."""
    StagedUnit.objects.filter(taken_in=taken_in)._raw_delete("default")
    KatoImport.objects.filter(pk=taken_in.pk, state=KatoImport.State.STAGED).delete()
