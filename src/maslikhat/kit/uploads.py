"""Files from strangers: known by their content, bounded, and stripped of who made them."""

import hashlib
import io
import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from maslikhat.kit.disk import sync, write_anew
from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks.packed import is_swollen

LARGEST = 20 * 1024 * 1024
# What a telephone makes by default (4032 × 3024) passes. A point takes four bytes in each copy, and
# WebP's own code keeps as many copies again.
MOST_PIXELS = 12_200_000
MOST_PIXELS_WEBP = 8_000_000
MOST_UNPACKED = 200 * 1024 * 1024
# The limit on pixels is ours, and is asked before any is read.
Image.MAX_IMAGE_PIXELS = None
PICTURES = {
    "JPEG": ("image/jpeg", "jpg"),
    # What many telephones make: a JPEG with a second picture after it, which is left out.
    "MPO": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}
# ECMA-376 part 2: the list of its parts says what a document is, whatever its name.
CONTENT_TYPES = "[Content_Types].xml"
# How the parts of a document are packed (ECMA-376 part 2). Other packings reserve memory by what
# they claim, and fail in ways of their own.
PACKINGS = {ZIP_STORED, ZIP_DEFLATED}
# A PNG pressed as hard as it goes takes many seconds while others wait for the one place.
SAVED: dict[str, dict[str, int]] = {"JPEG": {"quality": 88}, "PNG": {"compress_level": 2}}
OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
# What a damaged document makes zipfile raise.
UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
    EOFError,
    zlib.error,
)
# What a damaged picture makes Pillow raise; struct.error comes out of a broken EXIF.
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    struct.error,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    MemoryError,
)


class Kept(NamedTuple):
    """A file on disk: its SHA-256 in hex, its size in bytes, its type and extension by content."""

    sha256: str
    size: int
    media_type: str
    extension: str


def keep(upload: IO[bytes], *, largest: int = LARGEST) -> Kept:
    """Check, clean and store an upload; it is on disk, synced, when this returns.

    Raises Refused (413) when larger than `largest` bytes and (415) when its content is neither a
    JPEG, PNG or WebP picture, a PDF, DOCX, XLSX nor UTF-8 text. The name given is never believed.
    """
    content = upload.read(largest + 1)
    if len(content) > largest:
        raise Refused(
            _("The file is larger than %(most)s MB. Choose a smaller one.")
            % {"most": largest // (1024 * 1024)},
            status=413,
        )
    media_type, extension = recognise(content)
    if media_type.startswith("image/"):
        content = without_metadata(content)
    return Kept(store(content), len(content), media_type, extension)


def recognise(content: bytes) -> tuple[str, str]:
    """The media type and extension that the bytes themselves show; Refused (415) for any other."""
    if content.startswith(b"%PDF-"):
        return "application/pdf", "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            return PICTURES[picture.format or ""]
    except DAMAGED:
        pass
    try:
        text = content.decode("utf-8").replace("\ufeff", "").strip()
    except UnicodeDecodeError:
        raise _unknown() from None
    # What begins as markup might be run as markup.
    if "\x00" in text or not text or text.startswith("<"):
        raise _unknown()
    return "text/plain", "txt"


# One picture at a time: several large ones at once would fill a small machine.
_one_picture = threading.Lock()


def without_metadata(content: bytes) -> bytes:
    """The picture alone: turned as its camera said, without place, device or maker.

    Refused (413) when it has more than MOST_PIXELS points, before any is read; less than 200 MB
    of memory are taken by it.
    """
    try:
        with _one_picture:
            kind, bare = _bare(content)
            out = io.BytesIO()
            bare.save(out, kind, **SAVED.get(kind, {}))
            return out.getvalue()
    except DAMAGED:
        raise Refused(_("The picture is damaged. Choose another file."), status=415) from None


def _bare(content: bytes) -> tuple[str, Image.Image]:
    """The kind of the picture, and its points upright, with nothing beside them."""
    with Image.open(io.BytesIO(content)) as picture:
        most = MOST_PIXELS_WEBP if picture.format == "WEBP" else MOST_PIXELS
        if picture.width * picture.height > most:
            raise Refused(_("The picture has too many pixels. Make it smaller."), status=413)
        kind = "JPEG" if picture.format == "MPO" else picture.format or "PNG"
        # In place, or the picture as it lay would stay in memory beside the one that stands.
        ImageOps.exif_transpose(picture, in_place=True)
        mode = "RGB" if kind == "JPEG" else picture.mode
        # A palette, or one colour that is see-through, lies beside the points, not in them.
        if mode != "LA" and (mode == "P" or picture.has_transparency_data):
            mode = "RGBA"
        bare = Image.new(mode, picture.size)
        bare.paste(picture if mode == picture.mode else picture.convert(mode))
        return kind, bare


def store(content: bytes) -> str:
    """Write the bytes under their hash and sync file and folders; the SHA-256 in hex.

    Raises Refused when the disk does not take them; nothing of them is left then.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            # Another may have just written the same: its name may not be on disk yet.
            sync(path.parent)
        else:
            write_anew(path, content, mode=0o600)
        sync(path.parent.parent)
    except OSError:
        raise Refused(
            _("The file could not be kept: the disk does not take it. Try again later."), status=413
        ) from None
    return digest


# Whether a row of a room uses the file of a hash; rooms that keep files add theirs.
users: list[Callable[[str], bool]] = []


def forget(sha256: str) -> bool:
    """Remove a file that no row of any room uses; whether it is gone.

    Inside a writing transaction, so that on SQLite nobody begins to use it meanwhile; elsewhere
    whoever does finds it missing and is told to send it again.
    """
    if any(is_used(sha256) for is_used in users):
        return False
    path_of(sha256).unlink(missing_ok=True)
    return True


def path_of(sha256: str) -> Path:
    """Where the file of this hash lies."""
    assert len(sha256) == 64 and sha256.isalnum(), sha256
    return Path(settings.FILES) / sha256[:2] / sha256


def _office(content: bytes) -> tuple[str, str]:
    if is_swollen(content):
        raise _unknown()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _unknown()
            if not {part.compress_type for part in parts} <= PACKINGS:
                raise _unknown()
            with archive.open(CONTENT_TYPES) as listed:
                told = listed.read(2**20).decode("utf-8")
    except UNREADABLE:
        raise _unknown() from None
    has_macros = "macroEnabled" in told or any("vbaproject" in p.filename.lower() for p in parts)
    for media_type, extension in OFFICE.items():
        if f"{media_type}.main+xml" in told and not has_macros and "vbaProject" not in told:
            return media_type, extension
    raise _unknown()


def _unknown() -> Refused:
    return Refused(
        _("The file is none of: PDF, DOCX, XLSX, JPEG, PNG, WebP or plain text."), status=415
    )
