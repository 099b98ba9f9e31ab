"""Text comes out of attachments, and hostile ones take nothing but a refusal."""

import io
import random
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import typst
from django.utils.translation import override
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, TextStringObject

from maslikhat.decisions.articles import parsed
from maslikhat.decisions.extraction import beside_text, extracted
from maslikhat.kit.refusals import Refused
from tests.decisions import files

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі шешім"


def pdf(body: str) -> bytes:
    made = typst.compile(f"#set page(width: 12cm, height: 9cm)\n{body}".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def test_what_stands_in_a_docx_beside_its_text_is_read_apart() -> None:
    document = Document()
    paragraph = document.add_paragraph("Смета")
    document.add_comment(paragraph.runs, text="ескерту")
    document.sections[0].header.paragraphs[0].text = "бланк"
    document.core_properties.title = "атауы"
    gone = "<w:r><w:delText>өшір</w:delText></w:r><w:r><w:delText>ілген</w:delText></w:r>"
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="автор">{gone}</w:del>')
    )
    content = files.saved(document)
    assert extracted(content, "docx").text == "Смета"
    found = beside_text(content, "docx")
    assert not found.is_cut
    for word in ("ескерту", "бланк", "атауы", "автор", "өшірілген"):
        assert word in found.text, word


def test_what_stands_in_a_workbook_beside_its_cells_is_read_apart() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet.title = "Смета", '="фор"&"мула"', "парақ"
    sheet["A1"].comment = Comment("ескерту", "автор")
    sheet.oddHeader.center.text = "бланк"
    book.properties.title = "атауы"
    out = io.BytesIO()
    book.save(out)
    found = beside_text(out.getvalue(), "xlsx").text
    for word in ("парақ", "ескерту", "автор", "\nбланк", "атауы", '"фор"'):
        assert word in found, word


def test_what_stands_in_a_pdf_beside_its_pages_is_read_apart() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf('#set document(title: "атауы")\nСмета')))
    writer.add_annotation(0, FreeText(text="ескерту", rect=(50, 50, 200, 100)))
    writer.add_outline_item(title="бетбелгі", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    found = beside_text(out.getvalue(), "pdf")
    assert not found.is_cut
    for word in ("атауы", "ескерту", "бетбелгі"):
        assert word in found.text, word
    # What cannot be read within it is told of: a file, a page that is a picture alone.
    writer.add_attachment("list.txt", b"list")
    carries = io.BytesIO()
    writer.write(carries)
    assert beside_text(carries.getvalue(), "pdf").is_cut
    scan = io.BytesIO()
    Image.new("RGB", (60, 60)).save(scan, "PDF")
    mixed = PdfWriter(clone_from=io.BytesIO(pdf("Смета")))
    mixed.append(scan)
    both = io.BytesIO()
    mixed.write(both)
    assert extracted(both.getvalue(), "pdf").text and beside_text(both.getvalue(), "pdf").is_cut


def test_what_a_pdf_keeps_elsewhere_in_the_file_is_read_too() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Смета")))
    note = writer.add_annotation(0, FreeText(text="", rect=(50, 50, 200, 100)))
    note[NameObject("/Contents")] = writer._add_object(TextStringObject("ескерту"))
    # As every PDF is that was printed on a Mac.
    writer.add_metadata({"/Author": ""})
    assert writer._info is not None
    writer._info[NameObject("/Author")] = writer._add_object(TextStringObject("автор"))
    out = io.BytesIO()
    writer.write(out)
    found = beside_text(out.getvalue(), "pdf").text
    assert "ескерту" in found and "автор" in found


def refusal(content: bytes, extension: str) -> Refused:
    with pytest.raises(Refused) as caught, override("en"):
        extracted(content, extension)
    assert str(caught.value).endswith(".")
    return caught.value


def test_a_pdf_gives_its_text_layer_page_by_page() -> None:
    found = extracted(pdf(f"{KAZAKH}\n#pagebreak()\n№ 31-17, 5 000 тенге"), "pdf")
    assert KAZAKH in found.text
    assert "№ 31-17, 5 000 тенге" in found.text
    assert (found.pages, found.is_cut) == (2, False)


def test_a_pdf_without_a_text_layer_has_pages_and_no_text() -> None:
    assert extracted(pdf("#rect()"), "pdf") == ("", False, 1)


def test_a_docx_gives_paragraphs_and_tables_in_order() -> None:
    content = files.docx("Бірінші", "Екінші", table=[["Атауы", "Сома|сы"], [KAZAKH, "5"]])
    found = extracted(content, "docx")
    assert found.text == (f"Бірінші\nЕкінші\n\n| Атауы | Сома¦сы |\n|---|---|\n| {KAZAKH} | 5 |")


def test_a_docx_gives_footnotes_and_what_is_inserted_but_not_what_is_deleted() -> None:
    document = Document()
    paragraph = document.add_paragraph("Жаңа ")
    for tag, word in (("ins", "<w:t>сөз</w:t>"), ("del", "<w:delText>ескі</w:delText>")):
        paragraph._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author=""><w:r>{word}</w:r></w:{tag}>')
        )
    found = extracted(files.with_footnotes(files.saved(document)), "docx")
    assert found.text == "Жаңа сөз\n\nЕскерту: өзгеріс."


def test_numbers_that_word_counts_are_in_the_text() -> None:
    lines = (
        (0, "Бекітілсін:"),
        (1, "бір;"),
        (2, "а тармағы;"),
        (2, "б;"),
        (1, "екі."),
        (0, "Жаңа"),
    )
    found = extracted(files.numbered_docx(*lines, (1, "тағы")), "docx")
    assert [unit.anchor for _depth, unit in parsed(found.text).walk()] == [
        "p1", "p1-1", "p1-1-l1", "p1-1-l2", "p1-2", "p2", "p2-1",
    ]  # fmt: skip
    assert found.text.splitlines()[3] == "б) б;"


def test_a_workbook_gives_every_sheet() -> None:
    content = files.xlsx({"А": [["Санаты", 1], [KAZAKH, 2.5]], "Б": [["екінші"]]})
    assert extracted(content, "xlsx").text == f"Санаты\t1\n{KAZAKH}\t2.5\nекінші"


def test_a_page_gives_what_its_reader_sees() -> None:
    page = (
        "<!doctype html><meta charset=utf-8><title>т</title><style>p{}</style><h1>Шешім</h1>"
        "<p>1. <b>Бекіт</b>ілсін &amp; т.б.<br>2. Бір<script>alert(1)</script> екі</p>"
        "<table><tr><th>а<th>б<tr><td>1<td>2</table><div>соңы<!-- жоқ --></div>"
    )
    assert extracted(page.encode(), "html").text.split("\n\n") == [
        "Шешім", "1. Бекітілсін & т.б.", "2. Бір екі", "| а | б |\n|---|---|\n| 1 | 2 |\nсоңы",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_page_is_read_in_the_encodings_of_the_country(encoding: str) -> None:
    assert extracted(f"<p>{KAZAKH}</p>".encode(encoding), "html").text == KAZAKH


def test_a_text_is_cut_at_the_length_that_is_stated() -> None:
    for content, kind in (
        (files.docx(*["сөз"] * 50), "docx"),
        (pdf("сөз #linebreak() " * 50), "pdf"),
        (files.xlsx({"А": [["сөз"]] * 50}), "xlsx"),
        ("<p>сөз</p>".encode() * 50, "html"),
        ("сөз\n".encode() * 50, "txt"),
    ):
        found = extracted(content, kind, longest=30)
        assert found.is_cut, kind
        assert 20 < len(found.text) <= 30, kind


def test_a_picture_has_no_text_and_another_kind_is_refused() -> None:
    assert extracted(b"", "png").text == ""
    assert refusal(b"MZ", "exe").status == 415


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"", "pdf"), (b"%PDF-1.7 nothing", "pdf"), (b"", "docx"), (b"PK\x03\x04", "docx"),
        (b"PK\x03\x04", "xlsx"), (b"", "html"), (b"   ", "html"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(content: bytes, extension: str) -> None:
    assert refusal(content, extension).status in {400, 415}


def test_a_file_under_a_password_is_refused_by_its_own_sentence() -> None:
    assert "password" in str(refusal(files.encrypted(pdf(KAZAKH), "secret"), "pdf"))
    assert KAZAKH in extracted(files.encrypted(pdf(KAZAKH), ""), "pdf").text


def test_a_docx_that_unpacks_to_too_much_is_refused_at_once() -> None:
    bomb = files.rewritten(files.docx("а"), {"word/bomb.xml": b"<a>" + b" " * 130_000_000})
    assert len(bomb) < 1_000_000
    begun = time.monotonic()
    assert refusal(bomb, "docx").status == 413
    assert time.monotonic() - begun < 15


def test_a_docx_with_many_parts_is_refused() -> None:
    many = files.rewritten(files.docx("а"), {f"word/{n}.xml": b"" for n in range(5_000)})
    assert refusal(many, "docx").status == 413


def test_entities_of_a_docx_are_neither_fetched_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("құпия сөз")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха"}">' for n in range(10))
    for declared, used in (
        (f'<!ENTITY x SYSTEM "file://{secret}">', "&x;"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
        (laughs, "&l9;"),
    ):
        body = files.part_of(files.docx("ашық"), "word/document.xml")
        head, rest = body.split("?>", 1)
        hostile = f"{head}?><!DOCTYPE d [{declared}]>{rest}".replace("ашық", f"ашық{used}")
        content = files.rewritten(files.docx("ашық"), {"word/document.xml": hostile.encode()})
        # Not read without the entity either: what stands behind it would be lost.
        assert refusal(content, "docx").status in {413, 415}


def test_a_claimed_width_of_cells_costs_nothing() -> None:
    wide = files.part_of(files.docx(table=[["а", "б"]]), "word/document.xml").replace(
        "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="1000000000"/>', 1
    )
    content = files.rewritten(files.docx(table=[["а", "б"]]), {"word/document.xml": wide.encode()})
    assert extracted(content, "docx").text == "| а | б |\n|---|---|"


@pytest.mark.parametrize("tag", ["div", "table", "b", "tr", "ul", "p"])
def test_a_page_nested_without_end_is_read_or_refused(tag: str) -> None:
    content = f"<{tag}>".encode() * 300_000 + "соңы".encode()
    begun = time.monotonic()
    try:
        extracted(content, "html")
    except Refused as refused:
        assert refused.status in {413, 415}
    assert time.monotonic() - begun < 60


def test_a_pdf_that_points_to_itself_or_claims_much_ends() -> None:
    loops = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>"  # noqa: E501
    assert refusal(loops, "pdf").status in {413, 415}


def test_any_damage_is_a_refusal_or_a_text() -> None:
    """Bytes changed at random, the same ones every time."""
    chance = random.Random(7)
    good = {"pdf": pdf(KAZAKH), "docx": files.docx(KAZAKH, table=[["а"]]), "html": b"<p>a<b>c</p>"}
    for extension, content in good.items():
        for _attempt in range(6):
            bad = bytearray(content)
            for _byte in range(chance.randrange(1, 30)):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            try:
                extracted(bytes(bad), extension)
            except Refused as refused:
                assert refused.status in {413, 415}


def test_a_member_of_an_archive_under_a_password_is_refused() -> None:
    content = bytearray(files.docx("а"))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        count = len(archive.infolist())
    place = -1
    for _entry in range(count):
        place = content.index(b"PK\x01\x02", place + 1)
        content[place + 8] |= 1
    assert refusal(bytes(content), "docx").status == 415
