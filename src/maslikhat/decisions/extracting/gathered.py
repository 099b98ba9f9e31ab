"""Text while it is read out of a file, line by line, up to a stated length."""

import unicodedata
from typing import TypedDict

# How the process ends when it can still say why; a signal says the rest.
DAMAGED, TOO_LARGE, ENCRYPTED = 3, 4, 5
# What has no width or is no text, but the end of a line and a tab.
_DROPPED = {"Cc", "Cs", "Co"}


class Damaged(Exception):  # noqa: N818 - what the file is
    """The file is not what it says, or is broken."""


class TooLarge(Exception):  # noqa: N818 - what the file is
    """The file has or becomes more than may be read."""


class Encrypted(Exception):  # noqa: N818 - what the file is
    """The file opens with a password only."""


class Full(Exception):  # noqa: N818 - no error: the rest is left out
    """As much has been read as was asked for."""


class Told(TypedDict):
    """What was read: the text, whether something was left out, and how many pages there were."""

    text: str
    is_cut: bool
    pages: int


class Gathered:
    """The lines read so far; raises Full when there are enough letters."""

    def __init__(self, most_letters: int, most_pages: int) -> None:
        self.left, self.most_pages = most_letters, most_pages
        self.lines: list[str] = []
        self.pages, self.is_cut = 0, False

    def line(self, text: str) -> None:
        """Add one line; spaces at its ends and signs that are no text are dropped."""
        text = unicodedata.normalize("NFC", text[: self.left + 1])
        text = "".join(
            sign if sign in "\t\n" or unicodedata.category(sign) not in _DROPPED else " "
            for sign in text
        ).strip()
        if len(text) > self.left:
            self.lines.append(text[: self.left])
            self.left, self.is_cut = 0, True
            raise Full
        self.lines.append(text)
        self.left -= len(text) + 1

    def row(self, cells: list[str], *, is_first: bool) -> None:
        """Add one row of a table as Markdown has it."""
        inner = [" ".join(cell.replace("|", "¦").split()) for cell in cells]
        self.line(f"| {' | '.join(inner)} |")
        if is_first:
            self.line("|" + "---|" * len(inner))

    def told(self) -> Told:
        """All of it; of empty lines in a row one stays."""
        kept = [
            line
            for line, before in zip(self.lines, ["", *self.lines], strict=False)
            if line or before
        ]
        return {"text": "\n".join(kept).strip(), "is_cut": self.is_cut, "pages": self.pages}
