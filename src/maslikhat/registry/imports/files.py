"""Out of the bytes of a file, the text in it, and out of a CSV the table."""

import csv
import io

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused

MOST_ROWS = 400


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the Kazakh Windows-1251 (KZ-1048)."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding)
    # UTF-16 without its mark: every other byte of a comma, a digit or a line end is zero. A zero in
    # a text of one byte a sign is damage: it stands by no line end, and its row is named.
    if b"\n\x00" in content or b"\x00\n" in content:
        low_first = content[1::2].count(0) >= content[::2].count(0)
        return _decoded(content, "utf-16-le" if low_first else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "kz1048")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            _("The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
            status=415,
        ) from None


def table_of_csv(text: str) -> list[list[str]]:
    """The rows of a CSV that is parted by commas, semicolons or tabs."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [row for _number, row in zip(range(MOST_ROWS + 3), reader, strict=False)]
    except csv.Error as error:
        raise Refused(
            _("The file is not a proper CSV: %(reason)s.") % {"reason": error}, status=400
        ) from None
