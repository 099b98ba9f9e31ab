"""Staging a file: its lines written in batches that nobody sees until one short act shows them.

Versions and lines are written where they belong and stay hidden while their source is not in force
(`Version.objects.shown`). A killed import leaves hidden rows alone, which `sweep` takes away.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Words
from typing import NamedTuple

from django.db import IntegrityError, connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.days import today
from maslikhat.kit.languages import KAZAKH_LETTERS
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import staging, writing
from maslikhat.kit.uploads import forget
from maslikhat.money.codes import Part, Side, Widths, level
from maslikhat.money.importing import totals, unlike
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.firsts import FirstRows
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.importing.lines import Budget, Row, Told
from maslikhat.money.importing.sections import Homes, group_of
from maslikhat.money.importing.tables import Tables
from maslikhat.money.importing.units import Unit
from maslikhat.money.models import (
    NAME_MOST,
    Code,
    Line,
    Mapping,
    Source,
    Version,
    VersionKind,
    Wording,
)
from maslikhat.money.names import widths_in
from maslikhat.registry.models import Council

# A batch is one transaction, and none may last over 100 ms, on a slow machine too.
BATCH = 2000
# A file that has not written for this long was killed; one that waits is kept for a day.
ABANDONED, WAITS = dt.timedelta(minutes=2), dt.timedelta(days=1)
# How often one that only reads says that it is alive, in seconds.
BEAT = 20
YEARS_AHEAD = 3
# Numbers of versions are asked for one by one at first, then by the hundred.
MOST_RESERVED = 100
# How often words are written anew that others write at the same time.
MOST_TURNS = 20
VERSION_COLUMNS = ("id", "source_id", "council_id", "year", "kind", "day", "reason")
LINE_COLUMNS = ("version_id", "part", "code", "level", "sheet", "row", "wording_id", *AMOUNTS)
# The column that a sum without more words stands in.
AMOUNT_OF = {kind: kind.value for kind in VersionKind}
# What the driver takes at once; a word of a class of ours it would ask about, each time.
_PARTS = {part: part.value for part in Part}

Progress = Callable[[int], None]


def stage(
    source: Source, rows: Iterable[Row], findings: Findings, progress: Progress | None = None
) -> Source:
    """Read the rows, check every total, and write what is there behind the source, unseen.

    With errors nothing of it stays but what was found. Refused where the file cannot be read.
    """
    staging = Staging(source, findings, progress)
    try:
        staging.read(rows)
    except BaseException:
        sweep_one(source)
        raise
    if source.errors:
        _empty(source)
    return source


class Known(NamedTuple):
    """What the portal knows before it reads: of the codes, of the councils, of the headings."""

    widths: dict[Side, Widths]
    groups: list[Code]
    councils: dict[str, int]
    layouts: dict[str, list[str]]

    def groups_in(self, year: int) -> set[tuple[str, str]]:
        """The first levels of codes that the classification had in a budget's year, by side."""
        return {(one.kind, one.code) for one in self._of(year)}

    def homes_in(self, year: int) -> Homes:
        """Those of them that are of a part of their own, as their names of that year say."""
        return {
            (Side(one.kind), one.code): part
            for one in self._of(year)
            if (part := group_of(one.name_ru)) is not None
        }

    def _of(self, year: int) -> list[Code]:
        day = dt.date(year or today().year, 1, 1)
        return [one for one in self.groups if one.holds_on(day)]


def known_to(source: Source) -> Known:
    """The classification of the budget's year and the councils; four queries."""
    year = source.year or today().year
    groups = list(Code.objects.exclude(code__contains="."))
    of = Q(council=None) if source.council_id is None else Q(council=source.council_id)
    # What was set for this council counts before what was set for files of all.
    mappings = sorted(Mapping.objects.filter(of | Q(council=None)), key=_is_of_one)
    return Known(
        widths_in(year),
        groups,
        dict(Council.objects.local().values_list("code", "pk")),
        {one.signature: one.roles for one in mappings},
    )


def _is_of_one(mapping: Mapping) -> bool:
    return mapping.council_id is not None


class Staging:
    """One file on its way behind its source."""

    def __init__(self, source: Source, findings: Findings, progress: Progress | None) -> None:
        self.source = source
        self.progress = progress
        self.findings = findings
        self.known = known_to(source)
        self.words: dict[str, dict[str, int | None]] = {}
        self.told: dict[tuple[int, int], unlike.Totals] = {}
        self._budgets = 0
        self._numbers: list[int] = []
        self._versions: list[tuple[object, ...]] = []
        self._waiting: list[tuple[object, ...]] = []

    def read(self, rows: Iterable[Row]) -> None:
        """Every budget of the file, checked, and behind the source while there is no error."""
        source = self.source
        told = Told(
            source.council.code if source.council else "",
            source.year or 0,
            AMOUNT_OF[VersionKind(source.kind)],
            today().year + YEARS_AHEAD,
            self.known.layouts,
            self.known.homes_in,
            None if source.says_unit else Unit(source.unit),
        )
        tables = Tables(told, self.known.widths, self.findings)
        firsts = FirstRows()
        for budget in tables.budgets(firsts.of(self._beating(rows))):
            groups = self.known.groups_in(budget.year)
            unit = tables.heard.unit
            self._take(totals.completed(budget, groups, self.findings, unit))
            if self.progress:
                self.progress(tables.rows)
        if not self.findings.errors:
            self._flush(everything=True)
            unlike.warn(self.told, source.day, self.findings)
        source.rows, source.unit = tables.rows, tables.heard.unit.value
        source.errors, source.warnings = self.findings.errors, self.findings.warnings
        source.findings = [list(one) for one in self.findings.kept]
        source.headings = [
            [one.signature, one.rows[:8], list(one.layout.roles)] for one in tables.headings
        ]
        source.firsts = firsts.kept()
        source.state = Source.State.DROPPED if source.errors else Source.State.STAGED
        source.touched_at = timezone.now()
        with writing():
            _alive(source)
            source.save()

    def _beating(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows; while they are read it is said that the import is alive.

        With an error nothing more is written, and a long file would be taken for abandoned.
        """
        beaten = time.monotonic()
        for row in rows:
            if time.monotonic() - beaten >= BEAT:
                beaten = time.monotonic()
                with writing():
                    _alive(self.source)
            yield row

    def _take(self, budget: Budget) -> None:
        council = self.known.councils.get(budget.kato)
        if council is None or (
            self.source.council_id is not None and council != self.source.council_id
        ):
            row = budget.lines[0].row
            self.findings.error(1, row, "", "no_council", kato=budget.kato[:20])
        if not budget.year:
            self.findings.error(1, budget.lines[0].row, "", "no_year")
        for part in totals.missing_parts(budget):
            self.findings.warn(1, 0, "", "part_missing", part=part.value, kato=budget.kato)
        if self.findings.errors or council is None:
            return
        self.told[council, budget.year] = unlike.totals_of(budget)
        version = self._version(council, budget.year)
        language = self._language(budget)
        names = self._names({name[:NAME_MOST] for _p, _c, name, *_row in budget.lines}, language)
        self._waiting += [
            (version, _PARTS[part], code, level(code), sheet, row, names[name[:NAME_MOST]], *sums)
            for part, code, name, sheet, row, sums in budget.lines
        ]
        self._flush()

    def _version(self, council: int, year: int) -> int:
        """The number of a version that is written with its first lines, not by itself."""
        if not self._numbers:
            with staging():
                _alive(self.source)
                self._numbers = reserve_ids(Version, min(self._budgets + 1, MOST_RESERVED))
        self._budgets += 1
        number, source = self._numbers.pop(0), self.source
        self._versions.append((number, source.pk, council, year, source.kind, source.day, ""))
        return number

    def _language(self, budget: Budget) -> str:
        """Kazakh where every tenth name has a letter that only Kazakh has, else Russian."""
        names = [line.name for line in budget.lines if line.name]
        kazakh = sum(1 for name in names if KAZAKH_LETTERS & set(name.casefold()))
        self.source.language = "kk" if kazakh * 10 > len(names) else "ru"
        return self.source.language

    def _names(self, texts: set[str], language: str) -> Words[str, int | None]:
        """The numbers of these words and of those before, the new ones written first."""
        words = self.words.setdefault(language, {"": None})
        unknown = sorted(texts - words.keys())
        for start in range(0, len(unknown), BATCH):
            words |= self._learned(unknown[start : start + BATCH], language)
        return words

    def _learned(self, texts: list[str], language: str) -> dict[str, int]:
        for _turn in range(MOST_TURNS):
            try:
                return self._written(texts, language)
            except IntegrityError:
                # Another import has written some of them at this moment: now they are found.
                pass
        raise Refused(_("Other files are being read. Try again in a minute."), status=429)

    def _written(self, texts: list[str], language: str) -> dict[str, int]:
        with staging():
            _alive(self.source)
            there = Wording.objects.filter(language=language, text__in=texts)
            found = dict(there.values_list("text", "pk"))
            new = [text for text in texts if text not in found]
            numbers = reserve_ids(Wording, len(new)) if new else []
            insert_rows(
                Wording,
                ("id", "text", "language"),
                [(n, text, language) for n, text in zip(numbers, new, strict=True)],
            )
        return found | dict(zip(new, numbers, strict=True))

    def _flush(self, *, everything: bool = False) -> None:
        while len(self._waiting) >= BATCH or (everything and self._waiting):
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            with staging():
                _alive(self.source)
                if self._versions:
                    insert_rows(Version, VERSION_COLUMNS, self._versions)
                    self._versions = []
                insert_rows(Line, LINE_COLUMNS, batch)


def _alive(source: Source) -> None:
    """Say that this import is alive; refused when it was taken for dead and swept away."""
    alive = Source.objects.filter(pk=source.pk, state=Source.State.STAGING)
    if not alive.update(touched_at=timezone.now()):
        raise Refused(_("This import was stopped meanwhile. Choose the file again."))


def sweep() -> int:
    """Take away what killed imports and files that nobody put in force have left; how many."""
    now = timezone.now()
    old = Source.objects.filter(
        Q(state=Source.State.STAGING, touched_at__lt=now - ABANDONED)
        | Q(state__in=(Source.State.STAGED, Source.State.DROPPED), touched_at__lt=now - WAITS)
    )
    return sum(1 for source in old if sweep_one(source))


def sweep_one(source: Source) -> bool:
    """Take away a file that is not in force, with all behind it; whether it is gone."""
    with writing():
        # From here on it can no longer be put in force.
        left = Source.objects.filter(pk=source.pk).exclude(state=Source.State.IN_FORCE)
        if not left.update(state=Source.State.DROPPED):
            return False
    _empty(source)
    with writing():
        Source.objects.filter(pk=source.pk, state=Source.State.DROPPED).delete()
        forget(source.sha256)
    return True


def _empty(source: Source) -> None:
    """Take the lines and versions behind a file away, in short transactions."""
    for version in Version.objects.filter(source=source).values_list("pk", flat=True):
        while _take_away(version):
            pass
    while _numbers(source):
        with staging():
            Version.objects.filter(pk__in=_numbers(source))._raw_delete(connection.alias)


def _numbers(source: Source) -> list[int]:
    return list(Version.objects.filter(source=source).values_list("pk", flat=True)[:BATCH])


def _take_away(version: int) -> bool:
    """Delete the next lines of a version; whether there were any."""
    with staging():
        lines = Line.objects.filter(version=version).order_by("part", "code")
        numbers = list(lines.values_list("pk", flat=True)[:BATCH])
        if numbers:
            Line.objects.filter(pk__in=numbers)._raw_delete(connection.alias)
    return bool(numbers)
