"""What stands beside the coded rows of a budget: details of a line, names under it, other tables.

Nothing of it is a figure of the budget; what is passed over is said, and sums are checked without.
"""

from collections.abc import Container, Sequence

from maslikhat.money.codes import Part
from maslikhat.money.importing.columns import Cells
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.headings import Layout
from maslikhat.money.importing.lines import Sums
from maslikhat.money.importing.sections import is_of_which, is_total, part_of


class Loose:
    """Rows without a code and tables without codes or amounts, of one file."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        # Whether the rows are within "of which", which a coded row or a part ends.
        self.is_within = False
        self._tables: list[tuple[int, str]] = []
        self._watched: list[int] = []

    def part_of(self, name: str, seen: Container[tuple[Part, str]]) -> Part | None:
        """The part that a line without a code begins; within "of which" one not begun before."""
        part = part_of(name)
        return None if part is not None and self.is_within and (part, "") in seen else part

    def is_text(self, name: str, cells: Cells, amounts: Sequence[int]) -> bool:
        """Whether in a row without a code words stand where amounts do, as under a decision."""
        told = [cells[place] for place in amounts if place >= 0 and cells[place] != ""]
        words = [cell for cell in told if isinstance(cell, str) and not any(map(str.isdigit, cell))]
        is_named = any(any(map(str.isalpha, cell)) for cell in words)
        return is_named and len(words) == len(told) and part_of(name) is None

    def line(self, sheet: int, row: int, name: str, sums: Sums) -> None:
        """A line without a code that is of no part."""
        is_empty = all(one is None for one in sums)
        if is_of_which(name):
            self.is_within = True
            is_empty = False
        if is_empty:
            return
        if self.is_within:
            self._findings.warn(sheet, row, "", "of_which_passed", name=name[:80])
        elif is_total(name):
            self._findings.warn(sheet, row, "", "total_passed", name=name[:80])
        else:
            self._findings.error(sheet, row, "", "amount_without_code", name=name[:80])

    def table(self, sheet: int, word: str, layout: Layout) -> None:
        """A table in which no codes, or no amounts, are known."""
        self._tables.append((sheet, word))
        self._watched = layout.at("") if word == "no_amounts" else []

    def turn(self) -> None:
        """Another table or sheet begins."""
        self.is_within, self._watched = False, []

    def look(self, cells: Cells) -> None:
        """A row of a table without known amounts: a number in it may be one, and is asked about."""
        found = [cells[at] for at in self._watched if at < len(cells) and cells[at] != ""]
        if any(not isinstance(cell, str) or cell[:1].isdigit() for cell in found):
            self._findings.error(self._tables[-1][0], 0, "", self._tables[-1][1])
            self._tables.pop()
            self._watched = []

    def end(self, *, is_budget: bool) -> None:
        """Beside a budget such tables are left out; without one they are what is wrong."""
        for sheet, word in self._tables:
            if is_budget:
                self._findings.warn(sheet, 0, "", "table_left_out")
            else:
                self._findings.error(sheet, 0, "", word)
