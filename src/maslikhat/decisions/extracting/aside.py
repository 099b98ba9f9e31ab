"""What stands in a file beside its text: headers, comments, what was deleted, names, properties.

It is read to find words that must not leave the house with the file, and is shown to nobody.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from lxml import etree
from pypdf import PdfReader

from maslikhat.decisions.extracting.docx_text import measure
from maslikhat.decisions.extracting.gathered import Encrypted, Full, Gathered
from maslikhat.decisions.extracting.pdf_text import opens

# Elements whose words are one text however many pieces it is kept in, and values of plain cells.
_WHOLE = {"p", "si", "is", "text"}
_NUMBERS = {"v"}
# Attributes that hold words: of pictures, sheets, links, comments, what was changed by whom.
_NAMED = {"descr", "title", "name", "display", "tooltip", "author", "initials", "Target"}
_WITHOUT_WORDS = re.compile(
    r"\[Content_Types\]|/(?:styles|fontTable|numbering|theme)[^/]*(?:/|\.xml$)"
)
_WORDS = (".xml", ".rels", ".vml")
# Signs that set a header of a sheet: &C before what stands in its middle.
_SET = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z+])')


def of_office(content: bytes, gathered: Gathered) -> None:
    """Every word of every part of a DOCX or XLSX; a file within it is left out, and that told."""
    measure(content)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                is_file_within = "/embeddings/" in name or name.endswith("vbaProject.bin")
                gathered.is_cut = gathered.is_cut or is_file_within
                if name.endswith(_WORDS) and not _WITHOUT_WORDS.search(name):
                    with archive.open(name) as part:
                        for text in _words(part):
                            gathered.line(text)
    except Full:
        return


def _words(part: Any) -> Iterator[str]:
    within = 0
    for event, element in etree.iterparse(
        part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    ):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            within += tag in _WHOLE
            yield from (value for key, value in element.items() if key.rpartition("}")[2] in _NAMED)
            continue
        within -= tag in _WHOLE
        if within:
            continue
        if tag in _WHOLE:
            yield "".join(element.itertext())
        elif element.text and tag not in _NUMBERS:
            is_set = tag.endswith(("Header", "Footer"))
            yield _SET.sub(" ", element.text) if is_set else element.text
        element.clear()


def of_pdf(content: bytes, gathered: Gathered) -> None:
    """Properties, notes, fields and names of a PDF; files and pages of pictures are told of."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not opens(reader):
        raise Encrypted
    gathered.is_cut = bool(reader.attachments)
    try:
        for text in (*map(str, (reader.metadata or {}).values()), *_of_catalog(reader)):
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
    for key in ("/Contents", "/T", "/TU", "/V", "/Subj"):
        if isinstance(note.get(key), str):
            gathered.line(note[key])
    link = note.get("/A")
    if link is not None and isinstance(link.get_object().get("/URI"), str):
        gathered.line(link.get_object()["/URI"])


def _is_a_picture(page: Any) -> bool:
    """Whether a page has no text and a picture, as a scan has."""
    resources = page.get("/Resources")
    pictures = resources.get_object().get("/XObject") if resources is not None else None
    found = pictures.get_object().values() if pictures else ()
    kinds = {one.get_object().get("/Subtype") for one in found}
    return "/Image" in kinds and not page.extract_text().strip()
