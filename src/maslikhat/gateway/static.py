"""The portal's own files, by their hashed names: read once, never looked for on disk."""

import json
from pathlib import Path
from typing import Final

from django.conf import settings

from maslikhat.gateway.asgi import Answer, Scope, Send, plain
from maslikhat.gateway.compression import is_text, squeezed, takes_gzip

KINDS: Final = {
    ".css": b"text/css; charset=utf-8",
    ".gif": b"image/gif",
    ".html": b"text/html; charset=utf-8",
    ".ico": b"image/vnd.microsoft.icon",
    ".jpg": b"image/jpeg",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".map": b"application/json",
    ".mjs": b"text/javascript; charset=utf-8",
    ".pdf": b"application/pdf",
    ".png": b"image/png",
    ".svg": b"image/svg+xml",
    ".txt": b"text/plain; charset=utf-8",
    ".webmanifest": b"application/manifest+json",
    ".webp": b"image/webp",
    ".woff2": b"font/woff2",
    ".xml": b"application/xml",
}
ABSENT = plain(404, "There is no such file.\n")
READ_ONLY = plain(405, "Files are only read.\n", (b"allow", b"GET, HEAD"))


class StaticFiles:
    """Every file of the manifest, whole and compressed, under its address."""

    def __init__(self) -> None:
        self.prefix: str = settings.STATIC_URL
        self.files: dict[str, tuple[Answer, Answer]] = {}

    def load(self, root: Path) -> None:
        """Read what `collectstatic` has put under `root`; nothing there is nothing to serve."""
        manifest = root / "staticfiles.json"
        if manifest.is_file():
            names = set(json.loads(manifest.read_text())["paths"].values())
            self.files = {self.prefix + name: _answers(root / name) for name in sorted(names)}

    async def answer(self, scope: Scope, send: Send) -> None:
        """Answer with the file of exactly this name, or 404."""
        if scope["method"] not in {"GET", "HEAD"}:
            return await READ_ONLY.send(send)
        found = self.files.get(scope["path"])
        if found is None:
            return await ABSENT.send(send, head=scope["method"] == "HEAD")
        accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
        return await found[takes_gzip(accepted)].send(send, head=scope["method"] == "HEAD")


def _answers(path: Path) -> tuple[Answer, Answer]:
    """The file as it is and as it travels compressed; the same answer when gzip gains nothing."""
    body = path.read_bytes()
    kind = KINDS.get(path.suffix.lower(), b"application/octet-stream")
    headers = [
        (b"content-type", kind),
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if not is_text(kind):
        whole = Answer(200, headers, body)
        return whole, whole
    headers.append((b"vary", b"Accept-Encoding"))
    whole, small = Answer(200, headers, body), squeezed(body, 9)
    if len(small) >= len(body):
        return whole, whole
    return whole, Answer(200, [*headers, (b"content-encoding", b"gzip")], small)
