"""What is wrong in a file, or worth a look: row, code, a word for it, and the words put in.

Kept as plain data, so that each reader is told in their own language (`words.FINDINGS`).
"""

from typing import NamedTuple

# More than these are counted, not kept: who sees a thousand knows what to do.
MOST = 1000


class Finding(NamedTuple):
    """One of them. `sheet` and `row` are those of the file, 0 where it is of no one row."""

    is_error: bool
    sheet: int
    row: int
    code: str
    word: str
    told: dict[str, str]


class Findings:
    """What has been found so far."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.errors = 0
        self.warnings = 0

    def error(self, sheet: int, row: int, code: str, word: str, **told: str) -> None:
        """Something for which the file is not taken in."""
        self.errors += 1
        if self.errors <= MOST:
            self.kept.append(Finding(True, sheet, row, code, word, told))

    def warn(self, sheet: int, row: int, code: str, word: str, **told: str) -> None:
        """Something that whoever takes the file in should look at."""
        self.warnings += 1
        if self.warnings <= MOST:
            self.kept.append(Finding(False, sheet, row, code, word, told))
