"""Rows of a file made into budgets: whose code is what, which rows are totals. No Django here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from maslikhat.money import amounts
from maslikhat.money.codes import REMEMBERED, SIDES, NoCodeError, Part, Side, Widths, joined, whole
from maslikhat.money.importing import headings
from maslikhat.money.importing.columns import (
    LONGEST_FIRST,
    Cell,
    Cells,
    Columns,
    at,
    columns_of,
    digits,
    first_level,
    is_code,
    may_begin,
    name_of,
    wording,
)
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.headings import AMOUNTS, Layout
from maslikhat.money.importing.lines import (
    EMPTY,
    Budget,
    Heading,
    Line,
    Row,
    Sums,
    Told,
)
from maslikhat.money.importing.loose import Loose
from maslikhat.money.importing.sections import Section, part_by_shape, part_of, year_of
from maslikhat.money.importing.units import Heard, Unit

# A budget has a handful of tables; who reads what was made of them can look at so many.
MOST_HEADINGS = 50
# The subgroup of a code in a table that has no column of them.
NOT_DIVIDED = "0"
_ONES = ("1", "1.0", 1.0)
# The year of the decision and the two after it (Budget Code, budgets are approved for three).
YEARS_OF_A_DECISION = 3


class Tables:
    """Reads a file row by row, and gives its budgets one after the other."""

    def __init__(self, told: Told, widths: Mapping[Side, Widths], findings: Findings) -> None:
        self.told = told
        self.widths = widths
        self.findings = findings
        self.headings: list[Heading] = []
        self._heads: set[str] = set()
        self.rows = 0
        self._path: list[str] = []
        self._pending: list[Cells] = []
        self._columns: Columns | None = None
        self._done: list[Budget] = []
        self._begin_budget((told.kato, told.year))
        self._closed: set[tuple[str, int]] = set()
        self._parts_before: set[Part] = set()
        self._sheet, self._is_skipped, self._is_told_before = 1, False, False
        self._whose: object = None
        self._year_said = 0
        self._codes: dict[tuple[Part | None, Cell], str] = {}
        self._last_heading = ""
        self.heard = Heard(told.unit)
        self._loose = Loose(findings)

    def budgets(self, rows: Iterable[Row]) -> Iterator[Budget]:
        """The budgets of the file, each as soon as it is whole."""
        for sheet, row, cells in rows:
            if sheet != self._sheet:
                self._next_sheet(sheet)
            if self._is_skipped:
                continue
            self._row(sheet, row, cells)
            if self._done:
                yield from self._done
                self._done = []
        if self._pending:
            self._take_headings()
        self._end_budget()
        yield from self._done
        self._end()

    def _end(self) -> None:
        """What is wrong with the file as a whole."""
        if not self.headings:
            self.findings.error(0, 0, "", "no_headings")
            return
        self._loose.end(is_budget=bool(self._closed))
        if not self._closed:
            if not self.findings.errors:
                self.findings.error(0, 0, "", "no_rows")
        elif not self.heard.is_known:
            self.findings.error(0, 0, "", "no_unit")

    def _hear(self, row: Cells) -> None:
        if not self.heard.hear(row):
            self.findings.error(self._sheet, 0, "", "unit_differs")

    def _hear_headings(self, rows: Sequence[Cells]) -> None:
        for row in rows:
            self._hear(row)
        if headings.is_own(rows):
            self.heard.said = self.heard.said or Unit.THOUSAND

    def _next_sheet(self, sheet: int) -> None:
        self._sheet, self._is_skipped, self._columns, self._pending = sheet, False, None, []
        self._parts_before = {part for part, _code in self._seen}
        self._is_told_before = False
        self._section.begin(None)
        self._loose.turn()

    def _row(self, sheet: int, row: int, cells: Cells) -> None:
        may = bool(self._pending) or may_begin(cells, self._columns)
        if may and (self._is_chosen(cells) or self._is_above(cells)):
            return
        # Zeros alone are something too, though Python calls them nothing.
        if self._columns is not None and (any(cells) or any(cell != "" for cell in cells)):
            self._below(self._columns, sheet, row, cells)
        elif self._columns is None:
            self._loose.look(cells)

    def _is_above(self, cells: Cells) -> bool:
        """Whether a row is of the headings of a table, or a title over them."""
        if self._pending:
            if len(self._pending) < headings.MOST_HEADING_ROWS and headings.go_on(cells):
                self._pending.append(cells)
                return True
            self._take_headings()
            return headings.is_numbering(cells)
        if headings.begins(cells):
            self._pending = [cells]
            return True
        self._hear(cells)
        return self._is_title(cells)

    def _is_chosen(self, cells: Cells) -> bool:
        """Whether a person has said that this row is headings, which are taken then."""
        if not self.told.layouts or headings.signature([cells]) not in self.told.layouts:
            return False
        self._pending = [cells]
        self._take_headings()
        return True

    def _below(self, columns: Columns, sheet: int, row: int, cells: Cells) -> None:
        """A row below headings, unless the sheet is left out or the columns are numbered anew."""
        if self._is_told_before and self._leaves_out(cells):
            return
        if cells[0] in _ONES and headings.is_numbering(cells):
            return
        self.rows += 1
        self._read(columns, sheet, row, cells)

    def _leaves_out(self, cells: Cells) -> bool:
        """Whether a sheet whose headings are of a part told before tells of it again."""
        self._is_told_before = False
        parts = [part_of(cell) for cell in cells if isinstance(cell, str)]
        found = next((part for part in parts if part is not None), self._section.part)
        self._is_skipped = found in self._parts_before
        if self._is_skipped:
            self.findings.warn(self._sheet, 0, "", "sheet_left_out")
        return self._is_skipped

    def _is_title(self, cells: Cells) -> bool:
        """Whether a row is a title over the next table, whose year is kept."""
        places = [place for place, cell in enumerate(cells) if cell != ""]
        if len(places) != 1 or not any(map(str.isalpha, str(cells[places[0]]))):
            return False
        said = str(cells[places[0]])
        self._year_said = year_of(said) or self._year_said
        if part_of(said) is not None and year_of(said) is None:
            return False
        # In the column of names it may be the line that begins a part.
        return self._columns is not None and places[0] not in self._columns.names

    def _take_headings(self) -> None:
        rows = [row for row in self._pending if any(cell != "" for cell in row)]
        signature, layout = headings.signature(rows), headings.proposed(rows)
        if signature in self.told.layouts:
            layout = layout._replace(roles=tuple(self.told.layouts[signature]))
        if len(self._heads) >= MOST_HEADINGS and signature not in self._heads:
            self.findings.error(self._sheet, 0, "", "too_many_headings")
            self._pending, self._columns = [], None
            return
        if signature not in self._heads:
            self._heads.add(signature)
            self.headings.append(Heading(signature, [list(map(str, r)) for r in rows], layout))
        self._pending = []
        self._loose.turn()
        self._columns = self._reader(layout)
        if self._columns is None:
            return
        self._hear_headings(rows)
        self._turn_appendix()
        before = self._section.part
        if layout.side is not None:
            self._section.turn(layout.side)
            self._is_told_before = self._section.part in self._parts_before
        # The same headings come again where a page ends: what is below goes on.
        if signature != self._last_heading or self._section.part != before:
            self._path = []
        self._last_heading = signature
        self._whose = None

    def _turn_appendix(self) -> None:
        """To the year that the title over the table says: a decision has one for each of three."""
        kato, year = self._budget
        said = self._year_said
        if self.told.year <= said < self.told.year + YEARS_OF_A_DECISION and said != year:
            self._end_budget()
            self._begin_budget((kato, said))
            self._parts_before = set()
            if (kato, said) in self._closed:
                self.findings.error(self._sheet, 0, "", "parted", kato=kato, year=str(said))

    def _reader(self, layout: Layout) -> Columns | None:
        """How rows of this layout are read; None when nothing of use is in them."""
        for role in AMOUNTS:
            if len(layout.at(role)) > 1:
                self.findings.error(self._sheet, 0, "", "column_twice", column=role)
        columns = columns_of(layout, self.told.amount)
        if not any(at >= 0 for at in columns.sums):
            self._loose.table(self._sheet, "no_amounts", layout)
            return None
        if not columns.levels and columns.code < 0:
            self._loose.table(self._sheet, "no_codes", layout)
            return None
        return columns

    def _read(self, columns: Columns, sheet: int, row: int, cells: Cells) -> None:
        if len(cells) < columns.width:
            cells = [*cells, *[""] * (columns.width - len(cells))]
        if (whose := columns.whose(cells)) != self._whose:
            self._whose = whose
            self._turn(columns, sheet, row, cells)
        if columns.beyond and any(cells[place] != "" for place in columns.beyond):
            return
        depth, told = name_of(columns, cells)
        name = str(told).strip() or wording(columns, cells)
        if columns.part < 0 and (first := first_level(columns, cells, depth)):
            self._section.first(first, name, self.widths)
        code = self._code_of(columns, sheet, row, cells, depth)
        if code is not None and not (not code and self._loose.is_text(name, cells, columns.sums)):
            sums = self._sums(sheet, row, code, cells, columns.sums)
            if not code and columns.part >= 0 and self._section.part is not None:
                # Where a column names the part, a row without a code is its total.
                self._total(sheet, row, sums)
                return
            self._line(sheet, row, code, name, sums)

    def _turn(self, columns: Columns, sheet: int, row: int, cells: Cells) -> None:
        """To another budget or part than the row before was of."""
        if columns.kato >= 0 or columns.year >= 0:
            self._turn_to(sheet, row, at(cells, columns.kato), at(cells, columns.year))
        if columns.part >= 0 and cells[columns.part] != "":
            self._turn_part(sheet, row, str(cells[columns.part]))

    def _code_of(
        self, columns: Columns, sheet: int, row: int, cells: Cells, depth: int
    ) -> str | None:
        """The code of a row; "" of one without, None of one with a wrong one."""
        if columns.code < 0:
            return self._steps(sheet, row, [(d, digits(cells[p])) for d, p in columns.levels])
        cell = cells[columns.code]
        if len(columns.names) > 1:
            return self._code(sheet, row, digits(cell), depth)
        # A number is not asked for: 1.0 and True are one to a dictionary.
        known = self._codes.get((self._section.part, cell)) if cell.__class__ is str else None
        return self._code(sheet, row, digits(cell), 0) if known is None else known

    def _turn_to(self, sheet: int, row: int, kato: Cell, year: Cell) -> None:
        """The budget that the row is of; another than before ends that one."""
        of = (digits(kato) or self._budget[0], self._year(sheet, row, digits(year)))
        if of != self._budget:
            self._end_budget()
            self._begin_budget(of)
            if of in self._closed:
                self.findings.error(sheet, row, "", "parted", kato=of[0], year=str(of[1]))

    def _year(self, sheet: int, row: int, told: str) -> int:
        year, wrong = self.told.year_of(told, self._budget[1])
        if wrong:
            expected = str(self.told.year)
            self.findings.error(sheet, row, "", wrong, year=told[:20], expected=expected)
        return year

    def _turn_part(self, sheet: int, row: int, told: str) -> None:
        text = told.strip().casefold()
        self._section.begin(_PARTS.get(text) or part_of(text))
        if self._section.part is None:
            self.findings.error(sheet, row, "", "unknown_part", part=told[:60])

    def _steps(self, sheet: int, row: int, given: Sequence[tuple[int, str]]) -> str | None:
        """The code of a row that names some levels; those above are the rows' before it."""
        told = [(depth, piece) for depth, piece in given if piece and is_code(piece)]
        if not told:
            return ""
        path = self._path[: told[0][0] - 1]
        for depth, piece in told:
            if depth == len(path) + 2 and path and all(d != depth - 1 for d, _piece in given):
                # Some decisions have no column of subgroups.
                path.append(NOT_DIVIDED)
            if depth != len(path) + 1:
                self.findings.error(sheet, row, piece[:30], "no_code_above")
                return None
            path.append(piece)
        self._path = path
        return self._known(sheet, row, ".".join(path), lambda w: joined(path, w))

    def _code(self, sheet: int, row: int, text: str, depth: int) -> str | None:
        """The code of a row that has it in one column; `depth` where the place of the name says."""
        if not text or not is_code(text):
            return ""
        if depth and "." not in text:
            return self._steps(sheet, row, [(depth, text)])
        if self._section.part is None:
            self._section.begin(part_by_shape(text))
        above = self._lines[-1].code if self._lines else ""
        return self._known(sheet, row, text, lambda w: whole(text, w, above))

    def _known(self, sheet: int, row: int, text: str, made: Callable[[Widths], str]) -> str | None:
        part = self._section.part
        side = SIDES.get(part) if part is not None else None
        if side is None:
            self.findings.error(sheet, row, text[:30], "no_part")
            return None
        code = self._codes.get((part, text))
        if code is None:
            try:
                code = made(self.widths[side])
            except NoCodeError:
                self.findings.error(sheet, row, text[:30], "no_code")
                return None
            # What so few digits are depends on the rows above.
            if len(text) > LONGEST_FIRST and len(self._codes) < REMEMBERED:
                self._codes[part, text] = code
        return code

    def _sums(self, sheet: int, row: int, code: str, cells: Cells, columns: Sequence[int]) -> Sums:
        places = self.heard.places()
        try:
            return tuple([amounts.read(cells[at], places) if at >= 0 else None for at in columns])
        except amounts.NoAmountError:
            for role, at in zip(AMOUNTS, columns, strict=True):
                if at >= 0 and not amounts.can_be_read(cells[at], places):
                    told = str(cells[at])[:40]
                    self.findings.error(sheet, row, code, "no_amount", column=role, text=told)
            return EMPTY

    def _line(self, sheet: int, row: int, code: str, name: str, sums: Sums) -> None:
        part = self._section.part
        if not code:
            part = self._loose.part_of(name, self._seen)
            if part is None:
                self._loose.line(sheet, row, name, sums)
                return
            self._section.begin(part)
            self._path = []
            self._loose.is_within = False
            if sums == EMPTY:
                return
        if part is None:
            self.findings.error(sheet, row, code, "no_part")
            return
        if code:
            self._loose.is_within = False
        self._keep(self._section.home(part, code), code, name, sheet, row, sums)

    def _total(self, sheet: int, row: int, sums: Sums) -> None:
        if self._section.part is not None and sums != EMPTY:
            self._keep(self._section.part, "", "", sheet, row, sums)

    def _keep(self, part: Part, code: str, name: str, sheet: int, row: int, sums: Sums) -> None:
        place = part, code
        if (before := self._seen.get(place)) is not None:
            self.findings.error(sheet, row, code, "twice", before=str(before))
            return
        self._seen[place] = row
        self._lines.append(Line(part, code, name, sheet, row, sums))

    def _begin_budget(self, of: tuple[str, int]) -> None:
        self._budget = of
        self._lines: list[Line] = []
        self._seen: dict[tuple[Part, str], int] = {}
        self._section = Section(self.told.homes(of[1]))
        self._path = []

    def _end_budget(self) -> None:
        if not self._lines:
            return
        self._closed.add(self._budget)
        self._done.append(Budget(*self._budget, self._lines))


_PARTS = {part.value: part for part in Part}
