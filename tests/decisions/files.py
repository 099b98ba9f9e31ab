"""Files made for the tests: DOCX, PDF and XLSX, good ones and hostile ones."""

import io
import zipfile

import openpyxl
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from pypdf import PdfReader, PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="{WORD}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>––</w:t></w:r>
</w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>Ескерту: өзгеріс.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""


def docx(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    """A document of Word."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    return saved(document)


def headed(words: str) -> bytes:
    """A DOCX with words in the header of its pages and others in its text."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = words
    document.add_paragraph("Смета")
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def numbered(paragraph: Paragraph, level: int) -> None:
    """Put the paragraph into the list 99, as Word's own button does."""
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'
        )
    )


def numbered_docx(*lines: tuple[int, str]) -> bytes:
    """A document whose numbers Word counts: «1.», «1)», «а)»."""
    document = Document()
    numbering = document.part.numbering_part.element
    forms = (("decimal", "%1."), ("decimal", "%2)"), ("russianLower", "%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>')
    )
    for level, text in lines:
        numbered(document.add_paragraph(text), level)
    return saved(document)


def rewritten(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with parts changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part.filename, old.read(part))
        for name, body in changes.items():
            new.writestr(name, body)
    return out.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def with_footnotes(content: bytes) -> bytes:
    """The document with one footnote and the line above it."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = part_of(content, "[Content_Types].xml").replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = part_of(content, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
    )
    return rewritten(
        content,
        {
            "[Content_Types].xml": types.encode(),
            "word/_rels/document.xml.rels": relations.encode(),
            "word/footnotes.xml": FOOTNOTES.encode(),
        },
    )


def xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def encrypted(pdf: bytes, password: str) -> bytes:
    """The PDF under a password of its reader."""
    writer = PdfWriter(PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
