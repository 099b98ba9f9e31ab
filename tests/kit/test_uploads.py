"""Files from strangers."""

import hashlib
import io
import os
import resource
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A folder of files of the test's own, and a reader of English."""
    settings.FILES = tmp_path / "files"
    with translation.override("en"):
        yield tmp_path / "files"


def keep(content: bytes, **given: Any) -> uploads.Kept:
    return uploads.keep(io.BytesIO(content), **given)


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (4, 2), **given: Any) -> bytes:
    """A picture whose left upper point is unlike the rest."""
    image = Image.new(mode, size)
    image.putpixel((0, 0), 1 if len(image.getbands()) == 1 else (255,) * len(image.getbands()))
    out = io.BytesIO()
    image.save(out, kind, **given)
    return out.getvalue()


def told(**tags: int) -> Image.Exif:
    """What a camera writes beside the picture."""
    exif = Image.Exif()
    exif[MAKE] = "Secretcam"
    exif[GPS] = {1: "N", 2: (51.0, 8.0, 0.0)}
    for tag, value in tags.items():
        exif[int(tag.removeprefix("t"))] = value
    return exif


def office(media_type: str, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override ContentType="{media_type}"/></Types>'
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCX, XLSX = office(f"{WORD}.main+xml"), office(f"{SHEET}.main+xml")


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [
        (picture("JPEG"), "image/jpeg", "jpg"),
        (picture("PNG"), "image/png", "png"),
        (picture("WEBP"), "image/webp", "webp"),
        (b"%PDF-1.7\n...", "application/pdf", "pdf"),
        (DOCX, WORD, "docx"),
        (XLSX, SHEET, "xlsx"),
        ("Сәлем".encode(), "text/plain", "txt"),
        ("\ufeffа;б".encode(), "text/plain", "txt"),
        (b"a < b <script>", "text/plain", "txt"),
    ],
)
def test_a_file_is_what_its_content_is(content: bytes, media_type: str, extension: str) -> None:
    kept = keep(content)
    assert (kept.media_type, kept.extension) == (media_type, extension)
    stored = uploads.path_of(kept.sha256).read_bytes()
    assert hashlib.sha256(stored).hexdigest() == kept.sha256
    assert len(stored) == kept.size


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t",
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf \r\n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x0c\xc2\xa0<html>",
        b"\xe2\x80\xa8<svg/>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;",
        picture("GIF", "L"),
        picture("BMP"),
        picture("TIFF"),
        picture("ICO", size=(16, 16)),
        b"\x00\x01\x02\x03",
        "текст".encode("cp1251"),
        "text".encode("utf-16"),
        b"PK\x03\x04",
        b"PK\x03\x04" + b"x" * 100,
        DOCX[:-20],
        zipped(a=b"1"),
        zipped(**{"word/document.xml": b"<a/>"}),
        office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        office("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        office(f"{WORD}.main+xml", **{"word/vbaProject.bin": b"x"}),
        office(f"{SHEET}.main+xml", **{"xl/VBAPROJECT.BIN": b"x"}),
        office(f'{SHEET}.main+xml"/><x ContentType="application/vnd.ms-office.vbaProject'),
        office(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"RIFF\x00\x00\x00\x00WEBP",
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_whatever_else_it_calls_itself_is_refused(content: bytes, files: Path) -> None:
    with pytest.raises(Refused) as refused:
        keep(content)
    assert refused.value.status == 415
    assert str(refused.value)
    assert not list(files.rglob("*"))


def test_a_file_that_unpacks_without_end_is_refused() -> None:
    bomb = office(f"{SHEET}.main+xml", **{"xl/a.xml": bytes(uploads.MOST_UNPACKED)})
    assert len(bomb) < 2**20
    with pytest.raises(Refused):
        keep(bomb)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 2**24 + f"{SHEET}.main+xml".encode())
    with pytest.raises(Refused):
        keep(out.getvalue())


def test_the_limit_of_size_is_exact() -> None:
    assert keep(b"a" * 1000, largest=1000).size == 1000
    with pytest.raises(Refused) as refused:
        keep(b"a" * 1001, largest=1000)
    assert refused.value.status == 413


def test_a_tail_behind_a_picture_is_gone() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        tail = b"<script>alert(1)</script>" + DOCX
        stored = uploads.path_of(keep(picture(kind) + tail).sha256).read_bytes()
        assert b"script" not in stored and b"PK\x03\x04" not in stored


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_who_made_a_picture_and_where_is_gone_and_it_stands_upright(kind: str) -> None:
    lossless = {"lossless": True} if kind == "WEBP" else {}
    # Turned by 90°: what is left above in the file is right above upright.
    content = picture(kind, size=(32, 16), exif=told(t274=6), **lossless)
    assert b"Secretcam" in content
    kept = keep(content)
    stored = uploads.path_of(kept.sha256).read_bytes()
    assert b"Secretcam" not in stored and b"Exif" not in stored and b"eXIf" not in stored
    with Image.open(io.BytesIO(stored)) as upright:
        assert upright.format == kind
        assert upright.size == (16, 32)
        assert not upright.getexif()
        first = upright.convert("L")
        assert first.getpixel((15, 0)) > first.getpixel((0, 0))  # type: ignore[operator]


def test_words_and_colours_beside_the_points_of_a_picture_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Secretperson")
    words.add_itxt("XML:com.adobe.xmp", "Secretxmp")
    stored = uploads.path_of(keep(picture("PNG", pnginfo=words)).sha256).read_bytes()
    assert b"Secret" not in stored
    content = picture("JPEG", comment=b"Secretcomment", xmp=b"Secretxmp")
    assert b"Secret" in content
    assert b"Secret" not in uploads.path_of(keep(content).sha256).read_bytes()


def test_what_telephones_make_is_a_jpeg_without_its_second_picture() -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    kept = keep(out.getvalue())
    assert (kept.media_type, kept.extension) == ("image/jpeg", "jpg")
    with Image.open(uploads.path_of(kept.sha256)) as alone:
        assert alone.format == "JPEG"
        assert getattr(alone, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_see_through_stays_so(kind: str) -> None:
    image = Image.new("RGBA", (2, 1), (10, 20, 30, 255))
    image.putpixel((1, 0), (1, 2, 3, 0))
    out = io.BytesIO()
    image.save(out, kind, lossless=True, exact=True)
    with Image.open(uploads.path_of(keep(out.getvalue()).sha256)) as stored:
        opaque, through = (stored.convert("RGBA").getpixel((x, 0)) for x in (0, 1))
    assert opaque == pytest.approx((10, 20, 30, 255), abs=2 if kind == "WEBP" else 0)
    assert through[3] == 0  # type: ignore[index]


def test_a_palette_keeps_its_colours_and_its_see_through_one() -> None:
    image = Image.new("P", (3, 1))
    image.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    for x in range(3):
        image.putpixel((x, 0), x)
    out = io.BytesIO()
    image.save(out, "PNG", transparency=2)
    with Image.open(uploads.path_of(keep(out.getvalue()).sha256)) as stored:
        points = [stored.convert("RGBA").getpixel((x, 0)) for x in range(3)]
    assert points[:2] == [(255, 0, 0, 255), (0, 255, 0, 255)]
    assert points[2][3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "RGB"])
def test_every_depth_of_a_picture_is_kept(mode: str) -> None:
    content = picture("PNG", mode)
    with Image.open(uploads.path_of(keep(content).sha256)) as stored:
        assert stored.mode == mode
        with Image.open(io.BytesIO(content)) as given_:
            assert stored.tobytes() == given_.tobytes()


def test_one_colour_named_as_see_through_stays_so() -> None:
    content = picture("PNG", "RGB", transparency=(0, 0, 0))
    with Image.open(uploads.path_of(keep(content).sha256)) as stored:
        assert stored.convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_a_picture_for_print_becomes_one_for_the_screen() -> None:
    with Image.open(uploads.path_of(keep(picture("JPEG", "CMYK")).sha256)) as stored:
        assert stored.mode == "RGB"


def claims(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is this large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        told = len(content).to_bytes(4, "big") + name + content
        return told + zlib.crc32(name + content).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "size", [(12_200_001, 1), (6_300, 6_300), (10_000, 10_000), (60_000, 60_000), (2**31 - 1,) * 2]
)
def test_a_picture_of_too_many_points_is_refused_before_any_is_read(size: tuple[int, int]) -> None:
    with warnings.catch_warnings(), pytest.raises(Refused) as refused:
        warnings.simplefilter("error")
        keep(claims(*size))
    assert refused.value.status == 413


MEASURED = """
import resource, sys, threading
import django
django.setup()
from maslikhat.kit import uploads

content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
uploads.recognise(content)
together = [threading.Thread(target=uploads.without_metadata, args=(content,)) for _ in range(3)]
for thread in together: thread.start()
for thread in together: thread.join()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("kind", "mode", "side"),
    [("PNG", "RGBA", 3_490), ("PNG", "P", 3_490), ("JPEG", "RGB", 3_490), ("WEBP", "RGB", 2_820)],
)
def test_three_of_the_largest_pictures_at_once_take_little_memory(
    kind: str, mode: str, side: int
) -> None:
    out = io.BytesIO()
    Image.effect_noise((side, side), 60).convert(mode).save(
        out, kind, exif=told(t274=6), **({"compress_level": 1} if kind == "PNG" else {})
    )
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], input=out.getvalue(), capture_output=True, check=True
    )
    assert int(done.stdout) <= 200


EXAMPLES = [
    picture("JPEG", size=(16, 16), exif=told(t274=6)),
    picture("PNG", "P", exif=told(t274=6)),
    picture("WEBP", size=(16, 16), exif=told(t274=6)),
    DOCX,
    b"%PDF-1.7",
]


@given(
    example=st.sampled_from(EXAMPLES),
    changes=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 4000),
)
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_kept_or_refused_and_never_a_fault(
    example: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(example)
    for at, value in changes:
        content[at % len(content)] = value
    damaged = bytes(content[: max(1, len(content) - cut % 50)])
    with warnings.catch_warnings():
        # Pillow says by a warning that it makes do with a damaged part.
        warnings.simplefilter("ignore")
        try:
            media_type, _extension = uploads.recognise(damaged)
            if media_type.startswith("image/"):
                uploads.without_metadata(damaged)
        except Refused as refused:
            assert refused.status in {413, 415}


def test_the_same_content_is_stored_once(files: Path) -> None:
    first = keep(b"The same")
    path = uploads.path_of(first.sha256)
    made = path.stat().st_ino, path.stat().st_mtime_ns
    assert keep(b"The same") == first
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == made
    assert [each for each in files.rglob("*") if each.is_file()] == [path]
    assert path == files / first.sha256[:2] / first.sha256


def test_a_file_and_its_name_are_on_disk_when_it_is_kept(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    sync = os.fsync

    def watched(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        sync(number)

    monkeypatch.setattr(os, "fsync", watched)
    path = uploads.path_of(keep(b"On disk").sha256)
    content, folder, above = synced
    assert content.parent == path.parent and content.name != path.name
    assert (folder, above) == (path.parent, files)


def test_a_file_is_its_owners_to_read() -> None:
    assert uploads.path_of(keep(b"Mine").sha256).stat().st_mode & 0o077 == 0


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow over 4 KB: what a full disk does, done by the kernel."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_is_full_is_a_stated_refusal_and_nothing_is_left(
    files: Path, full_disk: None
) -> None:
    assert keep(b"a" * 4000).size == 4000
    with pytest.raises(Refused, match="disk") as refused:
        keep(b"b" * 5000)
    assert 400 <= refused.value.status < 500
    assert len([each for each in files.rglob("*") if each.is_file()]) == 1


def test_a_folder_that_cannot_be_written_is_a_stated_refusal(files: Path) -> None:
    files.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="disk"):
        keep(b"a")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "/" + "a" * 63])
def test_no_path_is_made_of_what_is_no_hash(name: str) -> None:
    with pytest.raises(AssertionError):
        uploads.path_of(name)


@pytest.mark.django_db
def test_a_photograph_is_served_without_execution(client: Client) -> None:
    from maslikhat.registry.models import Person

    kept = keep(picture("PNG"))
    person = Person.objects.create(surname_kk="Ахмет", given_kk="Серік", photo=kept.sha256)
    answer = client.get(f"/kk/deputies/{person.pk}/photo/")
    assert b"".join(answer) == uploads.path_of(kept.sha256).read_bytes()  # type: ignore[arg-type]
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
