"""The process that reads one workbook for `kit.workbooks`, under limits of the operating system.

It is started by its path, isolated, with python-calamine's folder as its argument, and imports
nothing of the portal. The workbook is its standard input; out come lines of JSON: "sheet" before
each sheet, a list for each row, "end" when all is written. The library takes as much memory as a
workbook claims (a few hundred bytes may claim 500 GB), so that only a limit from outside helps.
"""

import datetime as dt
import json
import os
import resource
import sys
from typing import IO

if __name__ == "__main__":
    sys.path.append(sys.argv[1])

from python_calamine import CalamineWorkbook, SheetTypeEnum

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 20
# How it ends when it can still say why; a signal says the rest.
DAMAGED, TOO_LARGE = 3, 4
# The last cell that the format has (ECMA-376 part 1, 18.3.1.73 and 18.3.1.13), counted from 0.
LAST_CELL = (1_048_575, 16_383)
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_DATA: MEMORY,
    resource.RLIMIT_CPU: PROCESSOR_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    # The three it was given and no more: it opens neither a file nor a connection.
    resource.RLIMIT_NOFILE: 3,
    resource.RLIMIT_NPROC: 0,
}


def main() -> int:
    """Write the sheets of the workbook; the number to end with."""
    _take_no_more()
    try:
        with open(1, "wb", 65_536, closefd=False) as out:
            _write(sys.stdin.buffer, out)
    except MemoryError:
        return TOO_LARGE
    # Damage makes the library raise anything; a panic of Rust is no Exception.
    except BaseException:
        return DAMAGED
    return 0


def _take_no_more() -> None:
    for kind, most in LIMITS.items():
        hard = resource.getrlimit(kind)[1]
        given = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (given, given))
    # Whoever waits for a page goes first.
    os.nice(5)


def _write(source: IO[bytes], out: IO[bytes]) -> None:
    """Every sheet of cells, row by row; charts have none."""
    written = json.JSONEncoder(ensure_ascii=False, default=_text, separators=(",", ":")).encode
    workbook = CalamineWorkbook.from_filelike(source)
    for place, told in enumerate(workbook.sheets_metadata):
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        out.write(b'"sheet"\n')
        sheet = workbook.get_sheet_by_index(place)
        row, column = sheet.end or (0, 0)
        if row > LAST_CELL[0] or column > LAST_CELL[1]:
            raise ValueError("a cell beyond the last")
        for cells in sheet.iter_rows():
            out.write(written(cells).encode() + b"\n")
    out.write(b'"end"\n')


def _text(cell: object) -> str:
    """A moment as its day, a time or a length of time as it is written."""
    return cell.isoformat()[:10] if isinstance(cell, dt.date) else str(cell)


if __name__ == "__main__":
    # Without the freeing of what it read: all of it goes at once.
    os._exit(main())
