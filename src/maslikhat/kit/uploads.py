"""Files from strangers: known by their content, bounded, and stripped of who made them."""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from maslikhat.kit.refusals import Refused

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
PICTURES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}
OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}


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
        with Image.open(io.BytesIO(content)) as picture:
            if picture.format in PICTURES:
                return PICTURES[picture.format]
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError):
        pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _unknown() from None
    if "\x00" in text or not text.strip() or text.lstrip("\ufeff \r\n\t")[:1] == "<":
        raise _unknown()
    return "text/plain", "txt"


def without_metadata(content: bytes) -> bytes:
    """The picture alone: turned as its camera said, without place, device or maker."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The picture has too many pixels. Make it smaller."), status=413)
            kind = picture.format or "PNG"
            upright = ImageOps.exif_transpose(picture)
            bare = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                bare = upright.convert("RGBA")
                bare.info = {}
            else:
                bare.paste(upright)
            out = io.BytesIO()
            bare.convert("RGB").save(out, kind, quality=88) if kind == "JPEG" else bare.save(
                out, kind
            )
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("The picture is damaged. Choose another file."), status=415) from None


def store(content: bytes) -> str:
    """Write the bytes under their hash and sync file and folder; the SHA-256 in hex."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise Refused(
            _("The file could not be kept: the disk does not take it. Try again later."), status=413
        ) from None
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def path_of(sha256: str) -> Path:
    """Where the file of this hash lies."""
    assert len(sha256) == 64 and sha256.isalnum(), sha256
    return Path(settings.FILES) / sha256[:2] / sha256


def _office(content: bytes) -> tuple[str, str]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise _unknown() from None
    for folder, kind in OFFICE.items():
        macro = any(name.endswith("vbaProject.bin") for name in names)
        if (
            "[Content_Types].xml" in names
            and any(n.startswith(folder) for n in names)
            and not macro
        ):
            return kind
    raise _unknown()


def _unknown() -> Refused:
    return Refused(
        _("The file is none of: PDF, DOCX, XLSX, JPEG, PNG, WebP or plain text."), status=415
    )
