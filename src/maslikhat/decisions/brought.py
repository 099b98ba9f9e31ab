"""A text that a file brings, for a version: DOCX, HTML, PDF and what else has words."""

from typing import IO

from django.utils.translation import gettext as _

from maslikhat.decisions.extraction import extracted
from maslikhat.decisions.guards import TEXT_MOST, refuse_unless
from maslikhat.kit.uploads import LARGEST, recognise


def text_in(file: IO[bytes]) -> str:
    """The text of a file, point by point on lines of their own; refused (413, 415) without one."""
    content = file.read(LARGEST + 1)
    # What begins as markup is no upload to be kept, but its words may be read.
    is_markup = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    extension = "html" if is_markup else recognise(content)[1]
    found = extracted(content, extension, longest=TEXT_MOST)
    refuse_unless(
        bool(found.text.strip()),
        _("There is no text in the file. A scan has none: type the text, or send a DOCX."),
        status=422,
    )
    return found.text
