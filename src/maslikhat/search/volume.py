"""A volume of the index: tantivy's fields, what an entry becomes in them, writing and reading.

The watermark is a document of its own (`MARK`), written in the same commit as what it speaks of:
tantivy's commits are whole or not at all, so index and watermark cannot disagree.
"""

import datetime as dt
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import tantivy
from tantivy import Query

from maslikhat.kit.languages import LANGUAGES
from maslikhat.search import shelf
from maslikhat.search.models import PUBLIC
from maslikhat.search.registers import kinds
from maslikhat.search.stems import starts_of, stems_of

MARK = "~"
HEAP = 20_000_000
DISTRUST_SECONDS = 60.0
# Groups of a KATO: region, district, rural district, settlement.
_GROUPS = (2, 4, 6, 9)
# What `Row` needs of the table, in its order.
COLUMNS = (
    "pk", "kind", "number", "audience", "language", "title_kk", "title_ru", "title_en",
    "text_kk", "text_ru", "text_en", "place", "rubric", "moment", "came_at", "is_gone", "changed",
)  # fmt: skip


class Row(NamedTuple):
    """An entry as the index takes it: COLUMNS of the table."""

    pk: int
    kind: str
    number: int
    audience: str
    language: str
    title_kk: str
    title_ru: str
    title_en: str
    text_kk: str
    text_ru: str
    text_en: str
    place: str
    rubric: str
    moment: dt.datetime
    came_at: dt.datetime
    is_gone: bool
    changed: int


class UnreadableError(Exception):
    """There is no volume, or it cannot be read; the indexer makes a new one."""


def schema() -> tantivy.Schema:
    """The fields of shelf.FORMAT."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", "kind", "audience", "closed", "language", "place", "rubric"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    # Stems and folded words come made, parted by spaces.
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("name", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("entry", indexed=True, fast=True)
    builder.add_integer_field("moment", indexed=True, fast=True)
    builder.add_integer_field("came", indexed=True, fast=True)
    builder.add_unsigned_field("floor", stored=True)
    return builder.build()


SCHEMA = schema()


def place_terms(kato: str) -> list[str]:
    """The beginnings of a KATO by its groups, under which what lies in a unit is found."""
    return [kato[:length] for length in _GROUPS if kato]


def place_term(kato: str) -> str:
    """The beginning that all have who lie in the unit: 100000000 → 10, 101000000 → 1010."""
    whole = kato.ljust(9, "0")
    return next((whole[:length] for length in _GROUPS if not whole[length:].strip("0")), whole)


def document(row: Row) -> tantivy.Document:
    """What an entry becomes."""
    made = tantivy.Document()
    made.add_text("key", f"{row.kind}:{row.number}")
    made.add_text("kind", row.kind)
    made.add_text("audience", row.audience)
    if row.audience != PUBLIC:
        made.add_text("closed", "yes")
    for language in (row.language,) if row.language else LANGUAGES:
        made.add_text("language", language)
    for term in place_terms(row.place):
        made.add_text("place", term)
    made.add_text("rubric", row.rubric)
    made.add_unsigned("entry", row.pk)
    made.add_integer("moment", int(row.moment.timestamp()))
    made.add_integer("came", int(row.came_at.timestamp()))
    _add_words(made, row)
    return made


def _add_words(made: tantivy.Document, row: Row) -> None:
    is_named = row.kind not in kinds or kinds[row.kind].is_named
    titles = ((row.title_kk, "kk"), (row.title_ru, "ru"), (row.title_en, "en"))
    texts = ((row.text_kk, "kk"), (row.text_ru, "ru"), (row.text_en, "en"))
    names: dict[str, None] = {}
    for title, language in titles:
        if title and is_named:
            stems = " ".join(stems_of(title, language))
            # Twice: a word of the title weighs more than one of the text.
            made.add_text("text", stems)
            made.add_text("text", stems)
            names |= dict.fromkeys(starts_of(title))
    for text, language in texts:
        if text:
            made.add_text("text", " ".join(stems_of(text, language)))
    if names:
        made.add_text("name", " ".join(names))


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever tantivy says of a volume it cannot use comes out as UnreadableError.

    A panic of the Rust side is no Exception and is known by its name alone.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise UnreadableError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError(str(error)) from error


class Volume:
    """A volume open for writing; one at a time, which tantivy's own lock holds as well."""

    def __init__(self, path: Path, *, is_new: bool = False, heap: int = HEAP) -> None:
        self.path, self._is_new = path, is_new
        with guarded():
            if is_new:
                self._index = tantivy.Index(SCHEMA, path=str(path), reuse=False)
            else:
                self._index = tantivy.Index.open(str(path))
            self._index.config_reader("manual")
            self._writer = self._index.writer(heap, 1)
            self._forget_a_killed_writer()
            self.floor = 0 if is_new else floor_of(self._searcher())

    def put(self, rows: Iterable[Row], floor: int) -> None:
        """Take in these rows, and that all changes up to `floor` are in: one commit on disk."""
        with guarded():
            for row in rows:
                # What changes while a volume is made is above its floor, and is put again later.
                if not self._is_new:
                    self._writer.delete_documents_by_term("key", f"{row.kind}:{row.number}")
                if not row.is_gone:
                    self._writer.add_document(document(row))
            self._writer.delete_documents_by_term("key", MARK)
            mark = tantivy.Document()
            mark.add_text("key", MARK)
            mark.add_text("audience", MARK)
            mark.add_text("closed", "yes")
            mark.add_unsigned("floor", floor)
            self._writer.add_document(mark)
            self._writer.commit()
        self.floor = floor

    def close(self) -> None:
        """Let go of the volume when the work under way in it has ended."""
        with guarded():
            self._writer.wait_merging_threads()

    def _forget_a_killed_writer(self) -> None:
        """Its unfinished files go, or the next commit may want their names; and one deletion is
        spent: merges it has left undone begin before our first commit, and tantivy loses the first
        deletion of a writer in some of what they merge."""
        self._writer.garbage_collect_files()
        self._writer.delete_documents_by_term("key", "")

    def _searcher(self) -> tantivy.Searcher:
        self._index.reload()
        return self._index.searcher()


def floor_of(searcher: tantivy.Searcher) -> int:
    """The change up to which a volume has followed; 0 when it says nothing."""
    hits = searcher.search(Query.term_query(SCHEMA, "key", MARK, "basic"), 1).hits
    return int(searcher.doc(hits[0][1]).get_first("floor") or 0) if hits else 0


class Snapshot(NamedTuple):
    """A volume as it was at one commit: it stays so while it is read."""

    searcher: tantivy.Searcher
    floor: int
    path: Path


class Reader:
    """The volume in use, read by every thread of the process; follows commits and switches."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: tuple[Path, int, int] | None = None
        self._index: tantivy.Index | None = None
        self._snapshot: Snapshot | None = None
        self._distrusted_at = -DISTRUST_SECONDS

    def snapshot(self) -> Snapshot:
        """The last commit of the volume in use; UnreadableError when there is none to read."""
        with self._lock, guarded():
            path = shelf.current()
            if path is None:
                raise UnreadableError("no volume is in use")
            meta = (path / "meta.json").stat()
            stamp = (path, meta.st_mtime_ns, meta.st_ino)
            if stamp != self._stamp or self._snapshot is None:
                self._snapshot = self._open(path)
                self._stamp = stamp
            return self._snapshot

    @contextmanager
    def reading(self, snapshot: Snapshot) -> Iterator[None]:
        """What cannot be read in a volume is damage, and the indexer is told; but not so often that
        a question which breaks the index could keep it being made anew."""
        try:
            with guarded():
                yield
        except UnreadableError:
            now = time.monotonic()
            if now - self._distrusted_at >= DISTRUST_SECONDS:
                self._distrusted_at = now
                shelf.distrust(snapshot.path)
            raise

    def _open(self, path: Path) -> Snapshot:
        if self._index is None or self._stamp is None or self._stamp[0] != path:
            self._index = tantivy.Index.open(str(path))
            self._index.config_reader("manual")
        self._index.reload()
        searcher = self._index.searcher()
        return Snapshot(searcher, floor_of(searcher), path)
