"""The portal's own files: by hashed name, for ever, from memory."""

import gzip
import json

import pytest

from tests.gateway.conftest import Portal

pytestmark = pytest.mark.once


def hashed(portal: Portal, ending: str) -> str:
    """The address of some file of this kind that is large enough to be compressed."""
    root = portal.var / "static"
    names = json.loads((root / "staticfiles.json").read_text())["paths"].values()
    return "/static/" + next(
        n for n in names if n.endswith(ending) and (root / n).stat().st_size > 2000
    )


def test_a_hashed_file_is_immutable_and_compressed(portal: Portal) -> None:
    path = hashed(portal, ".css")
    content = (portal.var / path.removeprefix("/")).read_bytes()
    plain, small = portal.get(path), portal.get(path, Accept_Encoding="gzip")
    assert plain.body == content == gzip.decompress(small.body)
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert small.headers["vary"] == "Accept-Encoding"
    assert portal.get(path, method="HEAD").headers["content-length"] == str(len(content))


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/no.css",
        "/static/../portal.sqlite3",
        "/static/%2e%2e/server.log",
        "/static//etc/passwd",
        "/static/staticfiles.json",
        "/static/..%2fserver.log",
    ],
)
def test_any_other_name_is_404(portal: Portal, path: str) -> None:
    assert portal.get(path).status == 404


def test_files_are_only_read(portal: Portal) -> None:
    assert portal.get(hashed(portal, ".css"), method="POST", body=b"x").status == 405
