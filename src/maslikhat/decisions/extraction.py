"""The text of an attachment, for search and for reading: PDF, DOCX, XLSX, HTML, plain text.

A file from a stranger is read by a process that may take little and opens nothing; one that is
damaged, encrypted or too large is refused by a sentence. A text cut at a stated length says so.
"""

import json
import logging
import subprocess
import sys
import tempfile
import threading
import unicodedata
from pathlib import Path
from typing import NamedTuple

import lxml
from django.utils.translation import gettext as _

import maslikhat
from maslikhat.decisions.extracting.gathered import DAMAGED, ENCRYPTED, TOO_LARGE
from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import Bounds, lines_of_every_sheet, plain

# Started by its path: what it imports is loaded there alone.
CHILD = Path(__file__).with_name("extracting") / "child.py"
# Letters of one file that are kept, and pages that are read.
LONGEST = 2_000_000
MOST_PAGES = 1_000
LARGEST = 20 * 1024 * 1024
# By the clock, for one file; and so many files at once, one more waiting so long for its turn.
LONGEST_SECONDS = 60
MOST_AT_ONCE = 2
LONGEST_WAIT = 15
WITHIN = Bounds(rows=200_000, columns=1_000, letters=LONGEST * 2)

_turns = threading.BoundedSemaphore(MOST_AT_ONCE)
_log = logging.getLogger(__name__)


class Extracted(NamedTuple):
    """The text of a file, whether it was cut, and its pages (0 where there are none).

    Rows of tables are lines of Markdown. A scanned PDF has pages and no text.
    """

    text: str
    is_cut: bool = False
    pages: int = 0


def extracted(content: bytes, extension: str, *, longest: int = LONGEST) -> Extracted:
    """The text of a file whose content is of this extension (`kit.uploads.recognise` tells).

    Pictures have none. Refused: 413 a file too large, or that takes too much memory or time, 415
    one that is damaged, encrypted or of another kind, 429 when others are being read.
    """
    if len(content) > LARGEST:
        raise _too_large()
    match extension:
        case "pdf" | "docx" | "html":
            return _by_child(content, extension, longest)
        case "xlsx":
            return _of_workbook(content, longest)
        case "txt":
            text = content.decode("utf-8-sig", "replace").replace("\x00", "")
            text = unicodedata.normalize("NFC", text)
            return Extracted(text[:longest], len(text) > longest)
        case "jpg" | "png" | "webp":
            return Extracted("")
    raise Refused(_("Text is read out of PDF, DOCX, XLSX, HTML and plain text only."), status=415)


def beside_text(content: bytes, extension: str, *, longest: int = LONGEST) -> Extracted:
    """What stands in a file beside its text: headers, comments, properties, what was deleted.

    It is cut too where there is a file within it or a page is only a picture. Refused as above.
    """
    if extension in {"pdf", "docx", "xlsx"}:
        return _by_child(content, f"aside-{extension}", longest)
    return Extracted("")


def _of_workbook(content: bytes, longest: int) -> Extracted:
    """Every sheet, cells parted by tabs."""
    lines: list[str] = []
    left = longest
    rows = lines_of_every_sheet(content, WITHIN)
    try:
        for _number, cells in rows:
            line = "\t".join(plain(cell) for cell in cells).strip()
            if len(line) > left:
                return Extracted("\n".join([*lines, line[:left]]), is_cut=True)
            if line:
                lines.append(line)
                left -= len(line) + 1
    finally:
        rows.close()
    return Extracted("\n".join(lines))


def _by_child(content: bytes, kind: str, longest: int) -> Extracted:
    if not _turns.acquire(timeout=LONGEST_WAIT):
        raise _busy()
    try:
        code, answer = _answer(content, kind, longest)
    finally:
        _turns.release()
    if code == 0:
        told = json.loads(answer)
        return Extracted(told["text"], told["is_cut"], told["pages"])
    raise _refusal(code)


def _answer(content: bytes, kind: str, longest: int) -> tuple[int, bytes]:
    """What the child ended with and wrote."""
    library, source = Path(lxml.__file__).parents[1], Path(maslikhat.__file__).parents[1]
    words = [CHILD, library, source, kind, longest, MOST_PAGES]
    try:
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            ended = subprocess.run(  # noqa: S603 - no shell, our own words
                [sys.executable, "-I", "-S", *map(str, words)],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                timeout=LONGEST_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        return TOO_LARGE, b""
    except OSError:
        _log.exception("no child for a file")
        raise _busy() from None
    return ended.returncode, ended.stdout


def _refusal(code: int) -> Refused:
    if code == ENCRYPTED:
        sentence = _("The file opens with a password only. Save it without one.")
        return Refused(sentence, status=415)
    if code == TOO_LARGE or code < 0:
        return _too_large()
    if code != DAMAGED:
        _log.error("the reader of files ended with %s", code)
    return Refused(_("The file is damaged. Save it anew and try again."), status=415)


def _too_large() -> Refused:
    return Refused(
        _("The file is too large to be read. Part it, or save it without pictures."), status=413
    )


def _busy() -> Refused:
    return Refused(_("Other files are being read. Try again in a minute."), status=429)
