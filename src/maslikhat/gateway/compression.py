"""When an answer travels compressed, and how."""

import gzip
from functools import lru_cache

# Below this many bytes gzip saves no packet.
LEAST = 1024
_TEXT = (b"application/json", b"application/javascript", b"application/xml", b"image/svg+xml")


@lru_cache(maxsize=256)
def takes_gzip(accepted: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip: named, and not with q=0 (RFC 9110, 12.5.3)."""
    for part in accepted.lower().replace(b" ", b"").split(b","):
        name, _, weight = part.partition(b";q=")
        if name == b"gzip":
            return not weight or weight.strip(b"0.") != b""
    return False


@lru_cache(maxsize=256)
def is_text(content_type: bytes) -> bool:
    """Whether a body of this type grows smaller by gzip."""
    kind = content_type.partition(b";")[0].strip().lower()
    return kind.startswith(b"text/") or kind in _TEXT or kind.endswith((b"+json", b"+xml"))


def squeezed(body: bytes, level: int) -> bytes:
    """The body in gzip; the same bytes give the same result."""
    return gzip.compress(body, level, mtime=0)
