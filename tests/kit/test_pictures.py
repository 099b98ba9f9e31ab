"""Pictures from strangers: what is beside the points is gone, and memory is bounded."""

import io
import subprocess
import sys
import warnings
import zlib

import pytest
from PIL import Image

from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused
from tests.kit.samples import DOCX, keep, picture, told

pytestmark = pytest.mark.usefixtures("files")


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
