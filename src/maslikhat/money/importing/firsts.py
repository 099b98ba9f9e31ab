"""The first rows of each sheet, from which a person chooses the headings that are not known."""

from collections.abc import Iterable, Iterator

from maslikhat.money.importing.headings import signature
from maslikhat.money.importing.lines import Row

MOST_ROWS, MOST_SHEETS = 15, 10
LONGEST = 60
# Row, by what it is known again, and its cells.
FirstRow = tuple[int, str, list[str]]


class FirstRows:
    """Passes the rows of a file on, and keeps the first of each sheet."""

    def __init__(self) -> None:
        self.sheets: dict[int, list[FirstRow]] = {}
        self._widths: dict[int, int] = {}

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come."""
        sheet, kept = 0, 0
        for one in rows:
            if one[0] != sheet:
                sheet, kept = one[0], 0 if one[0] <= MOST_SHEETS else MOST_ROWS
            if kept < MOST_ROWS and any(cell != "" for cell in one[2]):
                kept += 1
                self._keep(one)
            yield one

    def _keep(self, one: Row) -> None:
        sheet, row, cells = one
        shown = [" ".join(str(cell).split())[:LONGEST] for cell in cells]
        self.sheets.setdefault(sheet, []).append((row, signature([cells]), shown))
        used = [at for at, cell in enumerate(shown, 1) if cell]
        self._widths[sheet] = max(self._widths.get(sheet, 0), *used)

    def kept(self) -> list[list[object]]:
        """Of each sheet its number, how many columns it has, and its first rows."""
        return [[sheet, self._widths[sheet], rows] for sheet, rows in self.sheets.items()]
