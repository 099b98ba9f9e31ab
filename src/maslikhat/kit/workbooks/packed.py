"""What an archive says of its parts, before any of it is unpacked (ZIP, APPNOTE 4.3.12, 4.3.16).

It is read without Python's `zipfile`, which makes an object for each of the parts that are claimed.
"""

from collections.abc import Iterator
from struct import Struct

from maslikhat.kit.workbooks.child import UNPACKED

# A part of this size that packs better than so many to one holds nothing that a person has written.
LARGE, MOST_TO_ONE = 32 * 1024 * 1024, 100
# Sheets, styles, pictures: an office writes a few dozen.
MOST_PARTS = 10_000
# The bytes that the list of parts takes; packed and unpacked bytes of a part, and the lengths of
# its name, its further fields and its comment.
_END, _PART = Struct("<12xI"), Struct("<20xIIHHH")


def is_swollen(content: bytes) -> bool:
    """Whether the archive claims to unpack to more than any workbook of its size."""
    whole = 0
    for count, (packed, unpacked) in enumerate(_parts(content), 1):
        whole += unpacked
        if count > MOST_PARTS or whole > UNPACKED:
            return True
        if unpacked > LARGE and unpacked > packed * MOST_TO_ONE:
            return True
    return False


def _parts(content: bytes) -> Iterator[tuple[int, int]]:
    """Packed and unpacked bytes of each part as its list has them; none of what is no archive."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + _END.size:
        return
    (size,) = _END.unpack_from(content, end)
    at = end - size
    while 0 <= at <= end - _PART.size and content[at : at + 4] == b"PK\x01\x02":
        packed, unpacked, *lengths = _PART.unpack_from(content, at)
        yield packed, unpacked
        # What stands behind these fields is the part's attributes and its place.
        at += 46 + sum(lengths)
