"""What stands in a DOCX or XLSX beside its text: headers, comments, what was deleted, names.

It is read to find words that must not leave the house with the file, and is shown to nobody.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from lxml import etree

from maslikhat.decisions.extracting.docx_text import measure
from maslikhat.decisions.extracting.gathered import Full, Gathered

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


def read(content: bytes, gathered: Gathered) -> None:
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
