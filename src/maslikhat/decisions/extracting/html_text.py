"""The text of a page of HTML: blocks as lines, rows of tables as rows, nothing that runs."""

import re
from collections import Counter
from typing import Any

from lxml import etree

from maslikhat.decisions.extracting.gathered import Damaged, Full, Gathered

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s{0,3}=\s{0,3}["']?([\w-]{1,30})""", re.IGNORECASE
)
_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_HIDDEN = {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math"}
_INLINE = {
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
}  # fmt: skip


def read(content: bytes, gathered: Gathered) -> None:
    """Gather what a reader of the page sees."""
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    text = _PROLOG.sub("", _decoded(content)).replace("\x00", "")
    if not text.strip():
        raise Damaged
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise Damaged
    try:
        _Page(root, gathered).read()
    except Full:
        return


def _decoded(content: bytes) -> str:
    """By its mark, by what it says of itself, as UTF-8, or in the Kazakh Windows-1251."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):  # fmt: skip  # noqa: E501
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    said = _CHARSET.search(content[:4096])
    for encoding in (said[1].decode("ascii", "replace") if said else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("kz1048", "replace")


class _Page:
    """A page while it is walked, and the words of the line that is not yet ended."""

    def __init__(self, root: Any, gathered: Gathered) -> None:
        self.root, self.gathered = root, gathered
        self.pieces: list[str] = []
        self.rows: Counter[Any] = Counter()

    def read(self) -> None:
        walk = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
            # Of what is skipped the end comes too, and with it the text that follows.
            elif not self._enters(element):
                walk.skip_subtree()
        self._end_line()

    def _enters(self, element: Any) -> bool:
        """Begin an element; whether what is in it is read piece by piece."""
        if element.tag in _HIDDEN:
            return False
        if element.tag not in _INLINE:
            self._end_line()
        if element.tag == "tr" and element.find(".//table") is None:
            self._row(element)
            return False
        self.pieces.append(element.text or "")
        return True

    def _end(self, element: Any) -> None:
        if element.tag not in _INLINE and element.tag not in _HIDDEN:
            self._end_line()
        if element is not self.root:
            self.pieces.append(element.tail or "")

    def _end_line(self) -> None:
        if line := " ".join("".join(self.pieces).split()):
            self.gathered.line(line)
            self.gathered.line("")
        self.pieces.clear()

    def _row(self, row: Any) -> None:
        cells = [
            " ".join("".join(cell.itertext()).split()) for cell in row.iterchildren("td", "th")
        ]
        if any(cells):
            table = row.getparent()
            self.rows[table] += 1
            self.gathered.row(cells, is_first=self.rows[table] == 1)
