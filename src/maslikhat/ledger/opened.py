"""Entries that everyone may be shown, and what they speak of (registers.py)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise

from maslikhat.ledger.canon import COLUMNS, EntryRow
from maslikhat.ledger.models import Entry
from maslikhat.ledger.registers import Show, Thing, kinds

# Of one thing or one file no more entries are listed, and no more are looked at; the newest.
MOST, MOST_LOOKED_AT = 50, 1_000
# What one question of a register may ask for.
A_QUESTION = 1_000


@dataclass(frozen=True)
class Opened:
    """An entry with what it speaks of."""

    row: EntryRow
    kind: str | Promise
    sentence: str | Promise
    thing: Thing

    @property
    def number(self) -> int:
        """The number of the entry."""
        return self.row[0]

    @property
    def is_of_file(self) -> bool:
        """Whether its digest is that of a file."""
        return self.row[3] not in kinds[self.row[4]].of_no_file

    @property
    def is_replaced(self) -> bool:
        """Whether its file is given out no longer: it was made anew since, or is to be."""
        files = self.thing.files
        return self.is_of_file and files is not None and self.row[7] not in files


def opened(rows: Iterable[EntryRow], lang: str) -> dict[int, Opened]:
    """Those of these entries that everyone may be shown, by number; asks once for each kind."""
    asked: dict[Show, dict[int, list[EntryRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        show = _show_of(row)
        if show is not None:
            asked[show][row[5]].append(row)
    found = {}
    with translation.override(lang):
        for show, of_subject in asked.items():
            for subject, thing in _things(show, list(of_subject), lang).items():
                for row in of_subject[subject]:
                    kind = kinds[row[4]]
                    found[row[0]] = Opened(row, kind.name, kind.acts[row[3]], thing)
    return found


def of_entry(number: int, lang: str) -> Opened | None:
    """The entry of this number, when everyone may be shown it."""
    return opened(_rows(Entry.objects.filter(pk=number)), lang).get(number)


def of_digest(sha256: str, lang: str) -> list[Opened]:
    """The entries that bear this SHA-256, the newest first: what is not open is not among them."""
    # What can never be open must not crowd out what is.
    return _newest(Entry.objects.filter(digest=sha256, kind__in=list(kinds)), lang)


def of_thing(kind: str, subject: int, lang: str) -> list[Opened]:
    """The entries that speak of a thing, the newest first."""
    if kind not in kinds:
        return []
    acts = list(kinds[kind].acts)
    return _newest(Entry.objects.filter(subject=subject, kind=kind, act__in=acts), lang)


def _newest(entries: QuerySet[Entry], lang: str) -> list[Opened]:
    found = opened(_rows(entries.order_by("-pk")[:MOST_LOOKED_AT]), lang)
    return [found[number] for number in sorted(found, reverse=True)[:MOST]]


def _rows(entries: QuerySet[Entry]) -> Sequence[EntryRow]:
    return list(entries.values_list(*COLUMNS))


def _show_of(row: EntryRow) -> Show | None:
    act, name = row[3], row[4]
    kind = kinds.get(name)
    if kind is None or act not in kind.acts:
        return None
    return kind.narrower.get(act, kind.show)


def _things(show: Show, subjects: list[int], lang: str) -> dict[int, Thing]:
    found: dict[int, Thing] = {}
    for start in range(0, len(subjects), A_QUESTION):
        found |= show(subjects[start : start + A_QUESTION], lang)
    return found
