"""Files as strangers send them."""

import io
import zipfile
from typing import Any

from PIL import Image

from maslikhat.kit import uploads

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


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
