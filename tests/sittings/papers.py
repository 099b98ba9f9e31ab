"""Papers as strangers send them: whole ones, and ones that mean harm."""

import io
import zlib
from collections.abc import Callable

import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

MEGABYTE = 1024 * 1024
NOT_CLOSED = b"%PDF-1.7\n" + b"x" * 1000


def pdf(pages: int, word: str = "paper", *, wide: bool = False) -> bytes:
    """A document of so many pages, each saying the word and its own number."""
    flipped = "true" if wide else "false"
    source = f"""#set page(paper: "a4", flipped: {flipped})
#set document(title: "{word}")
#for at in range(1, {pages} + 1) [#pagebreak(weak: true) {word}#at]
"""
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def _changed(change: Callable[[PdfWriter], object], pages: int = 3) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(pages)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked() -> bytes:
    """One that opens with a password only."""
    return _changed(lambda writer: writer.encrypt("secret"))


def sealed() -> bytes:
    """One that everyone may open, though its owner has locked it."""
    return _changed(lambda writer: writer.encrypt("", "owner"))


def armed() -> bytes:
    """One that runs a script when opened, starts a program when touched, and carries a file."""

    def arm(writer: PdfWriter) -> None:
        script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(7)")}
        start = {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")}
        link = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Link"),
            "/Rect": ArrayObject([NumberObject(n) for n in (0, 0, 600, 800)]),
            "/A": _dictionary(start),
        }
        root = writer.root_object
        root[NameObject("/OpenAction")] = _dictionary(script)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([_dictionary(link)])
        writer.pages[0][NameObject("/AA")] = _dictionary({"/O": _dictionary(script)})
        writer.add_attachment("evil.txt", b"EVIL EVIL")

    return _changed(arm)


def _dictionary(told: dict[str, object]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in told.items()})


def bomb(megabytes: int = 4000) -> bytes:
    """One whose first page unpacks to so much."""
    press = zlib.compressobj(9)
    blank = b" " * MEGABYTE
    pressed = b"".join(press.compress(blank) for _ in range(megabytes)) + press.flush()
    return _drawn_by(pressed, ["/FlateDecode"])


def bomb_within_a_bomb() -> bytes:
    """One of a few hundred bytes that unpacks twice."""
    pressed = zlib.compress(zlib.compress(b" " * (256 * MEGABYTE), 9), 9)
    return _drawn_by(pressed, ["/FlateDecode", "/FlateDecode"])


def _drawn_by(pressed: bytes, filters: list[str]) -> bytes:
    def draw(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = pressed
        stream[NameObject("/Filter")] = ArrayObject([NameObject(name) for name in filters])
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return _changed(draw)


def endless() -> bytes:
    """One of ten thousand pages."""
    writer = PdfWriter()
    for _page in range(10_000):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def looped() -> bytes:
    """One whose pages are their own parents."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def picture(width: int = 1200, height: int = 800, kind: str = "PNG") -> bytes:
    """A picture of this size."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    return out.getvalue()


def words_of(made: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
