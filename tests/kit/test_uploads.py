"""Files from strangers."""

import hashlib
import io
import os
import resource
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused
from tests.kit.samples import DOCX, SHEET, WORD, XLSX, keep, office, picture, told

pytestmark = pytest.mark.usefixtures("files")


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


def zipped(packing: int = zipfile.ZIP_STORED, /, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
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
        # Packed as no office does, and whole: damaged, each of these raises an error of its own.
        zipped(zipfile.ZIP_LZMA, **{"[Content_Types].xml": f"{WORD}.main+xml".encode()}),
        zipped(zipfile.ZIP_BZIP2, **{"[Content_Types].xml": f"{WORD}.main+xml".encode()}),
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


def test_a_document_of_parts_without_end_is_refused_before_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = zipped(**{str(number): b"" for number in range(10_001)})
    monkeypatch.setattr(uploads, "ZipFile", None)
    with pytest.raises(Refused):
        keep(many)


def test_the_limit_of_size_is_exact() -> None:
    assert keep(b"a" * 1000, largest=1000).size == 1000
    with pytest.raises(Refused) as refused:
        keep(b"a" * 1001, largest=1000)
    assert refused.value.status == 413


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
@settings(max_examples=300)
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
