"""A text that a file brings, for a version: what kind of file it is, is seen in its bytes."""

from typing import IO

from maslikhat.decisions.imports.texts import read_text
from maslikhat.kit.uploads import LARGEST, recognise


def text_in(file: IO[bytes]) -> str:
    """The text of a DOCX, an HTML page or plain text; refused (413, 415) where there is none."""
    content = file.read(LARGEST + 1)
    # What begins as markup is no upload to be kept, but its words may be read.
    is_markup = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return read_text(content, "html" if is_markup else recognise(content)[1])
