"""What stands in a PDF beside the text of its pages: properties, notes, fields, names.

It is read to find words that must not leave the house with the file, and is shown to nobody.
"""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from maslikhat.decisions.extracting.gathered import Encrypted, Full, Gathered
from maslikhat.decisions.extracting.pdf_text import opens


def read(content: bytes, gathered: Gathered) -> None:
    """Properties, notes, fields and names of a PDF; files and pages of pictures are told of."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not opens(reader):
        raise Encrypted
    gathered.is_cut = bool(reader.attachments)
    try:
        properties: dict[str, Any] = reader.metadata or {}
        for text in (*(_text(properties, name) for name in properties), *_of_catalog(reader)):
            gathered.line(text)
        for page in reader.pages[: gathered.most_pages]:
            gathered.is_cut = gathered.is_cut or _is_a_picture(page)
            for note in page.get("/Annots") or ():
                _texts_of(note.get_object(), gathered)
    except Full:
        return


def _of_catalog(reader: PdfReader) -> Iterator[str]:
    """What else belongs to the whole: XMP, headings of the outline, names of fields."""
    catalog = reader.root_object
    if "/Metadata" in catalog:
        yield catalog["/Metadata"].get_object().get_data().decode("utf-8", "replace")  # type: ignore[union-attr]
    waiting: list[Any] = [reader.outline]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        else:
            yield str(one.title)
    for name, field in (reader.get_fields() or {}).items():
        yield f"{name} {field.value or ''}"


def _texts_of(note: Any, gathered: Gathered) -> None:
    words = [_text(note, name) for name in ("/Contents", "/RC", "/T", "/TU", "/V", "/Subj")]
    if "/A" in note:
        words.append(_text(note["/A"], "/URI"))
    for text in filter(None, words):
        gathered.line(text)


def _text(of: Any, name: str) -> str:
    """A text of a dictionary, wherever in the file it stands: `get` would follow no reference."""
    if name not in of:
        return ""
    said = of[name]
    return said if isinstance(said, str) else ""


def _is_a_picture(page: Any) -> bool:
    """Whether a page has no text and a picture, as a scan has."""
    resources = page.get("/Resources")
    pictures = resources.get_object().get("/XObject") if resources is not None else None
    found = pictures.get_object().values() if pictures else ()
    kinds = {one.get_object().get("/Subtype") for one in found}
    return "/Image" in kinds and not page.extract_text().strip()
