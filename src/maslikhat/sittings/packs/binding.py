"""Binding a pack: every paper is opened by a limited process first, then all are set as one PDF."""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typst

from maslikhat.decisions.extraction import extracted
from maslikhat.kit import squares, uploads
from maslikhat.kit.refusals import Refused
from maslikhat.kit.typeset import ROOT, shown
from maslikhat.sittings.packs.contents import Pack, Paper, Part, mark_of

# Started by its path: what it imports is loaded there alone.
CHILD = Path(__file__).with_name("child.py")
MOST_PAGES_OF_ONE, MOST_PAGES, MOST_BYTES = 600, 2_000, 200 * 1024 * 1024
# By the clock: opening all papers, and setting the whole.
CHECK_SECONDS, BIND_SECONDS = 240, 150
MOST_LETTERS = 60_000
TEMPLATES = ("kit/typst/frame.typ", "decisions/typst/text.typ", "sittings/typst/pack.typ")
KINDS = {
    "application/pdf": "pdf",
    "image/jpeg": "picture",
    "image/png": "picture",
    "image/webp": "picture",
}
READ = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/plain": "txt",
}
Shapes = Mapping[str, Mapping[str, Any]]

_log = logging.getLogger(__name__)


class Bound(NamedTuple):
    """A pack on disk, and the keys of its papers that are not set as pages, with the reason."""

    file: Path
    left_out: dict[str, str]


class NotBoundError(Exception):
    """The pack could not be set."""


def bound(pack: Pack, folder: Path) -> Bound:
    """Bind the pack within this empty folder. Nothing here asks the database.

    Raises NotBoundError when it cannot be set even without its papers.
    """
    for name in TEMPLATES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    shapes = _shapes(pack, folder)
    if not _is_set(pack, shapes, folder):
        _log.error("a pack of papers was too large together and holds none of their pages")
        shapes = {name: {"why": "full"} for name in shapes}
        if not _is_set(pack, shapes, folder):
            raise NotBoundError(pack.key)
    left_out = {
        paper.key: shapes[paper.sha256]["why"]
        for part in pack.parts
        for paper in part.papers
        if "why" in shapes[paper.sha256]
    }
    return Bound(folder / "bound.pdf", left_out)


def _shapes(pack: Pack, folder: Path) -> dict[str, Mapping[str, Any]]:
    """Of each file, by its hash: its pages, its picture, or why it has none."""
    found: dict[str, Mapping[str, Any]] = {}
    opened: dict[str, str] = {}
    taken = 0
    for paper in (paper for part in pack.parts for paper in part.papers):
        kind, path = KINDS.get(paper.media_type), uploads.path_of(paper.sha256)
        if not path.exists():
            found[paper.sha256] = {"why": "gone"}
        elif kind is None:
            why = "plain" if paper.media_type == "text/plain" else "office"
            found[paper.sha256] = {"why": why, "lines": _lines(paper)}
        elif paper.sha256 not in opened:
            taken += paper.size
            if taken > MOST_BYTES:
                found[paper.sha256] = {"why": "full"}
                continue
            shutil.copyfile(path, folder / paper.sha256)
            opened[paper.sha256] = kind
            found[paper.sha256] = {"why": "time"}
    for told in _checked(opened, folder):
        found[told["name"]] = told
    return found


def _checked(opened: Mapping[str, str], folder: Path) -> Iterator[dict[str, Any]]:
    """What the limited process says of each file, as far as it came in time."""
    if not opened:
        return
    lines = "".join(f"{name} {kind}\n" for name, kind in opened.items())
    with tempfile.TemporaryFile() as out:
        try:
            _started("check", folder, str(MOST_PAGES_OF_ONE), told=lines, out=out)
        except subprocess.TimeoutExpired:
            _log.error("the papers of a pack were not all opened in time")
        out.seek(0)
        for line in out.read().decode().splitlines():
            yield json.loads(line)


def _is_set(pack: Pack, shapes: Shapes, folder: Path) -> bool:
    words = json.dumps(_told(pack, shapes), ensure_ascii=False)
    try:
        code = _started("bind", folder, told=words, seconds=BIND_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return code == 0 and (folder / "bound.pdf").exists()


def _started(
    order: str,
    folder: Path,
    *rest: str,
    told: str,
    out: Any = subprocess.DEVNULL,
    seconds: float = CHECK_SECONDS,
) -> int:
    """The child with these words; TimeoutExpired when it takes longer."""
    library = Path(typst.__file__).parents[1]
    ended = subprocess.run(  # noqa: S603 - no shell, our own words
        [sys.executable, "-I", "-S", CHILD, order, library, folder, *rest],
        input=told.encode(),
        stdout=out,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"RAYON_NUM_THREADS": "2"},
        timeout=seconds,
        check=False,
    )
    return ended.returncode


def _told(pack: Pack, shapes: Shapes) -> dict[str, Any]:
    """The words and shapes that the template shows."""
    room = _Room(MOST_PAGES)
    words = pack.told["words"]
    return {
        **pack.told,
        "mark": mark_of(pack.key),
        "parts": [_part(part, shapes, room, words) for part in pack.parts],
    }


class _Room:
    """How many pages still find a place."""

    def __init__(self, pages: int) -> None:
        self.left = pages

    def takes(self, pages: int) -> bool:
        """Whether so many more do; they are taken then."""
        if pages > self.left:
            return False
        self.left -= pages
        return True


def _part(part: Part, shapes: Shapes, room: _Room, words: Mapping[str, str]) -> dict[str, Any]:
    papers = [_paper(part, paper, shapes[paper.sha256], room, words) for paper in part.papers]
    return {**part.told, "papers": papers, "has-pages": bool(papers or part.told["draft"])}


def _paper(
    part: Part, paper: Paper, shape: Mapping[str, Any], room: _Room, words: Mapping[str, str]
) -> dict[str, Any]:
    wide, picture = shape.get("wide", []), shape.get("picture", "")
    why = shape.get("why", "")
    if not why and not room.takes(len(wide) or 1):
        wide, picture, why = [], "", "full"
    return {
        # A draft may stand on the agenda twice, and its papers with it.
        "key": f"{part.told['key']}-{paper.key}",
        "name": paper.name,
        "own": words["own"] if paper.is_own else "",
        "wide": wide,
        "path": f"/{picture or paper.sha256}" if wide or picture else "",
        "is-wide": shape.get("is_wide", False),
        "why": words.get(why, ""),
        "lines": shape.get("lines", []),
        "media": paper.media_type,
        "size": paper.said_size,
        "sha256": paper.sha256,
        "address": paper.address,
        "squares": squares.drawn(paper.address) if why else "",
    }


def _lines(paper: Paper) -> list[str]:
    """The text of a paper that is no page; none where it cannot be read."""
    kind = READ.get(paper.media_type)
    if kind is None:
        return []
    try:
        content = uploads.path_of(paper.sha256).read_bytes()
        text = extracted(content, kind, longest=MOST_LETTERS).text
    except (Refused, OSError):
        return []
    return [line for one in text.split("\n") if (line := shown(one))]
