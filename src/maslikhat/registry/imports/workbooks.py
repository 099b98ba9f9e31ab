"""The first sheet of an XLSX workbook, read as a stream: what the file claims allocates nothing.

ECMA-376 part 1, sections 18.2 (workbook), 18.3 (worksheet), 18.4 (shared strings), 18.8 (styles).
"""

import io
import posixpath
import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from maslikhat.kit.refusals import Refused
from maslikhat.registry.imports.rows import MOST_COLUMNS

# All that is unpacked of the file; and all the text of the table, as a CSV may have.
LARGEST_UNPACKED = 32 * 1024 * 1024
MOST_LETTERS = 1024 * 1024
LONGEST_CELL = 32_767
MOST_FORMATS = 65_490
PIECE = 64 * 1024
# Four for each cell of the largest table, and as many again; nested no deeper than any part is.
MOST_ELEMENTS = 250_000
DEEPEST = 64

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def table_of_workbook(content: bytes, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet, each of the width of the widest, as far as one is written in.

    Refused: a damaged file, and a cell with something in it beyond `most_rows` or column 64.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).table(most_rows)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        raise _damaged() from None
    except (KeyError, OverflowError, expat.ExpatError):
        raise _damaged() from None
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(_("The workbook is damaged. Save it anew as XLSX."), status=400)


def _too_large() -> Refused:
    return Refused(_("The sheet is too large."), status=413)


class _Workbook:
    """The parts of a workbook that a table needs, under one budget of unpacked bytes."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.left = LARGEST_UNPACKED
        self.elements = MOST_ELEMENTS
        self.depth = 0

    def table(self, most_rows: int) -> list[list[str]]:
        """The cells of the first sheet as text."""
        book, relations = _Book(), _Relations()
        self.read("xl/workbook.xml", book.start)
        self.read("xl/_rels/workbook.xml.rels", relations.start)
        styles, sheet = _Styles(), _Sheet(most_rows)
        if "styles" in relations.kinds:
            self.read(relations.kinds["styles"], styles.start, styles.end)
        self.read(relations.targets[book.first_sheet], sheet.start, sheet.end, sheet.text)
        texts = _Texts(sheet.wanted)
        if sheet.wanted and "sharedStrings" in relations.kinds:
            self.read(relations.kinds["sharedStrings"], texts.start, texts.end, texts.text)
        written = {
            place: _written(kind, raw, style in styles.dated, book.epoch, texts.found)
            for place, (kind, raw, style) in sheet.cells.items()
        }
        if sum(map(len, written.values())) > MOST_LETTERS:
            raise _too_large()
        rows = max((row for row, _column in written), default=0)
        columns = max((column for _row, column in written), default=0)
        return [
            [written.get((row, column), "") for column in range(1, columns + 1)]
            for row in range(1, rows + 1)
        ]

    def read(
        self, name: str, start: Start, end: End | None = None, text: End | None = None
    ) -> None:
        """Read one part, piece by piece; the budget is charged by what really comes out."""
        member = self.archive.getinfo(name)
        # Other ways of packing reserve memory by what the file claims.
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise _damaged()
        parser = self._parser(start, end, text)
        with self.archive.open(member) as part:
            while piece := part.read(PIECE):
                self.left -= len(piece)
                if self.left < 0:
                    raise _too_large()
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _parser(self, start: Start, end: End | None, text: End | None) -> expat.XMLParserType:
        """A parser that counts elements and depth; names come without their namespaces."""

        parser = expat.ParserCreate(namespace_separator=" ")
        # No document type may be declared, hence no entities.
        parser.StartDoctypeDeclHandler = _refuse_document_type

        def opened(name: str, given: dict[str, str]) -> None:
            self.elements, self.depth = self.elements - 1, self.depth + 1
            if self.elements < 0 or self.depth > DEEPEST:
                raise _too_large()
            start(name.rpartition(" ")[2], given)

        def closed(name: str) -> None:
            self.depth -= 1
            if end:
                end(name.rpartition(" ")[2])

        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        if text:
            parser.CharacterDataHandler = text
        return parser


def _refuse_document_type(*_declared: Any) -> None:
    raise _damaged()


class _Book:
    """Which sheet is the first, and from which day days are counted."""

    def __init__(self) -> None:
        self.first_sheet = ""
        self.epoch = CALENDAR_WINDOWS_1900

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "workbookPr" and given.get("date1904") in {"1", "true"}:
            self.epoch = CALENDAR_MAC_1904
        if name == "sheet" and not self.first_sheet:
            self.first_sheet = next(
                (value for key, value in given.items() if key.endswith("relationships id")), ""
            )


class _Relations:
    """Where the parts lie."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and len(self.targets) < MOST_FORMATS:
            target = posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")
            self.targets[given.get("Id", "")] = target
            self.kinds.setdefault(given.get("Type", "").rpartition("/")[2], target)


class _Styles:
    """Which styles of cells are days."""

    def __init__(self) -> None:
        self.formats: dict[str, bool] = {}
        self.dated: set[int] = set()
        self.number = 0
        self.within = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt" and len(self.formats) < MOST_FORMATS:
            code = given.get("formatCode", "")[:255]
            self.formats[given.get("numFmtId", "")] = bool(is_date_format(code))
        elif name == "cellXfs":
            self.within = True
        elif name == "xf" and self.within and self.number < MOST_FORMATS:
            if self._is_day(given.get("numFmtId", "0")):
                self.dated.add(self.number)
            self.number += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.within = False

    def _is_day(self, number: str) -> bool:
        if number in self.formats:
            return self.formats[number]
        builtin = BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else ""
        return bool(is_date_format(builtin))


class _Sheet:
    """The cells of a sheet that have something in them, by row and column from 1."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.cells: dict[tuple[int, int], tuple[str, str, int]] = {}
        self.wanted: set[int] = set()
        self.row = self.column = 0
        self.kind, self.style = "n", 0
        self.pieces: list[str] = []
        self.letters = 0
        self.reading = self.phonetic = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row = int(given["r"]) if "r" in given else self.row + 1
            self.column = 0
        elif name == "c":
            self.row, self.column = self._place(given.get("r"))
            self.kind = given.get("t", "n")
            self.style = int(given.get("s", "0"))
            self.pieces = []
        elif name == "rPh":
            self.phonetic = True
        elif name in {"v", "t"}:
            self.reading = not self.phonetic

    def _place(self, reference: str | None) -> tuple[int, int]:
        """Row and column of a cell; beside the one before when it does not say."""
        if reference is None:
            return self.row, self.column + 1
        found = re.fullmatch(r"([A-Za-z]{1,3})([0-9]{1,7})", reference.strip())
        if found is None:
            raise _damaged()
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - 64
        return int(found[2]), column

    def text(self, piece: str) -> None:
        if self.reading:
            self.letters += len(piece)
            if self.letters > MOST_LETTERS:
                raise _too_large()
            self.pieces.append(piece)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.reading = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "c" and self.pieces:
            self._keep("".join(self.pieces))

    def _keep(self, raw: str) -> None:
        if not (1 <= self.row <= self.most_rows and 1 <= self.column <= MOST_COLUMNS):
            raise _too_large()
        if self.kind == "s":
            self.wanted.add(int(raw))
        self.cells[self.row, self.column] = (self.kind, raw, self.style)
        self.pieces = []


class _Texts:
    """The shared texts that the cells want; the others are passed over."""

    def __init__(self, wanted: set[int]) -> None:
        self.wanted = wanted
        self.found: dict[int, str] = {}
        self.number = -1
        self.pieces: list[str] = []
        self.letters = 0
        self.reading = self.phonetic = False

    def start(self, name: str, _given: dict[str, str]) -> None:
        if name == "si":
            self.number += 1
            self.pieces, self.letters = [], 0
        elif name == "rPh":
            self.phonetic = True
        elif name == "t":
            self.reading = not self.phonetic and self.number in self.wanted

    def text(self, piece: str) -> None:
        if self.reading and self.letters < LONGEST_CELL:
            self.letters += len(piece)
            self.pieces.append(piece)

    def end(self, name: str) -> None:
        if name == "t":
            self.reading = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "si" and self.number in self.wanted:
            self.found[self.number] = "".join(self.pieces)


def _written(kind: str, raw: str, is_day: bool, epoch: Any, texts: dict[int, str]) -> str:
    """A cell as one would write it: 1975.0 is 1975, a moment is its day."""
    if kind == "s":
        return texts.get(int(raw), "")
    if kind == "b":
        return str(raw.strip() == "1")
    if kind == "d":
        return raw[:10]
    if kind != "n":
        return raw
    number = float(raw)
    if is_day and 1 <= number < 2_958_466:
        return str(from_excel(number, epoch))[:10]
    return str(int(number)) if number.is_integer() else str(number)
