"""The text layer of a PDF, page by page; what is only a picture of text has none."""

import io

from pypdf import PdfReader

from maslikhat.decisions.extracting.gathered import Damaged, Encrypted, Full, Gathered


def read(content: bytes, gathered: Gathered) -> None:
    """Gather the text; a file that opens without a password is read though it is encrypted."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not opens(reader):
        raise Encrypted
    gathered.pages = len(reader.pages)
    if not gathered.pages:
        raise Damaged
    try:
        for number in range(min(gathered.pages, gathered.most_pages)):
            for line in reader.pages[number].extract_text().split("\n"):
                gathered.line(line)
            gathered.line("")
    except Full:
        return
    gathered.is_cut = gathered.pages > gathered.most_pages


def opens(reader: PdfReader) -> bool:
    """Whether an encrypted file opens without a password."""
    try:
        return bool(reader.decrypt(""))
    # A cipher that is not known raises anything.
    except Exception:
        return False
