"""The process that opens the papers of strangers and binds them, under limits.

It is started by its path, isolated, with the folder of libraries. ``check <folder> <pages>`` reads
``<name> <kind>`` line by line and answers a line of JSON for each: the shape of its pages, or why
it has none; each is opened by a fork of its own, so that a hostile one ends only itself.
``bind <folder>`` reads the words as JSON and writes the PDF ``bound.pdf`` into the folder. What
leaves it holds the drawn pages alone: no script, no action, no link and no file within a file.
"""

import importlib
import io
import json
import os
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    sys.path.append(sys.argv[2])

import typst

MEGABYTE = 1024 * 1024
CHECK_MEMORY, BIND_MEMORY = 1024 * MEGABYTE, 2560 * MEGABYTE
CHECK_SECONDS, BIND_SECONDS = 20, 120
LARGEST_FILE = 512 * MEGABYTE
# What draws one page, unpacked.
MOST_DRAWING = 32 * MEGABYTE
DAMAGED, LARGE, ENCRYPTED = 3, 4, 5
WHY = {DAMAGED: "damaged", LARGE: "large", ENCRYPTED: "encrypted"}
PICTURE_SIDE, QUALITY = 2000, 80
TRIAL = b"""#set document(title: "-")
#let told = json(bytes(sys.inputs.told))
#for at in range(1, told.pages + 1) {
  page(image(told.path, page: at, format: "pdf", alt: "-", width: 100%, height: 100%))
}
"""


class NotOpenedError(Exception):
    """Why a paper has no pages: the status that its process ends with."""


def limit(memory: int, seconds: int) -> None:
    """Take so much and no more; whoever waits for a page goes first."""
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        given = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (given, given))


def check(folder: Path, most_pages: int) -> None:
    """A line for each paper, told as soon as it is known."""
    # Once for all forks, and not by who binds: to load it takes longer than to bind a small pack.
    pypdf = importlib.import_module("pypdf")
    for line in sys.stdin.read().splitlines():
        name, kind = line.split()
        before, after = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(before)
            os._exit(_opened(folder / name, kind, pypdf, most_pages, after))
        os.close(after)
        with os.fdopen(before, "rb") as told:
            answer = told.read()
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        # A signal is the end of what it may take.
        found = json.loads(answer) if status == 0 else {"why": WHY.get(status, "large")}
        sys.stdout.write(json.dumps({"name": name, **found}) + "\n")
        sys.stdout.flush()


def _opened(path: Path, kind: str, pypdf: ModuleType, most_pages: int, out: int) -> int:
    """Open one paper in a process that may take little; the status to end with."""
    limit(CHECK_MEMORY, CHECK_SECONDS)
    signal.alarm(CHECK_SECONDS * 2)
    try:
        found = _pages(path, pypdf, most_pages) if kind == "pdf" else _picture(path)
        os.write(out, json.dumps(found).encode())
    except NotOpenedError as reason:
        return int(reason.args[0])
    except (pypdf.errors.LimitReachedError, MemoryError):
        return LARGE
    # Damage makes the libraries raise anything, panics of typst included.
    except BaseException:
        return DAMAGED
    return 0


def _pages(path: Path, pypdf: ModuleType, most_pages: int) -> dict[str, object]:
    """Whether each page lies on its side; tried by drawing them all once."""
    content = path.read_bytes()
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotOpenedError(ENCRYPTED)
    number = len(reader.pages)
    if number > most_pages:
        raise NotOpenedError(LARGE)
    if not number:
        raise NotOpenedError(DAMAGED)
    wide = []
    for page in reader.pages:
        drawing = page.get_contents()
        if drawing is not None and len(drawing.get_data()) > MOST_DRAWING:
            raise NotOpenedError(LARGE)
        box, turned = page.cropbox, page.rotation % 180 != 0
        wide.append((box.width > box.height) != turned)
    told = json.dumps({"path": f"/{path.name}", "pages": number})
    typst.Compiler(TRIAL, root=path.parent, ignore_system_fonts=True).compile(
        format="pdf", sys_inputs={"told": told}
    )
    return {"wide": wide}


def _picture(path: Path) -> dict[str, object]:
    """The picture as a JPEG no larger than paper can show, beside the file it came from."""
    pillow = importlib.import_module("PIL.Image")
    with pillow.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
        picture.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
        picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
        ground = pillow.new("RGB", picture.size, "white")
        over = picture.convert("RGBA")
        ground.paste(over, mask=over)
        ground.save(path.with_suffix(".jpg"), "JPEG", quality=QUALITY)
        return {"picture": f"{path.name}.jpg", "is_wide": picture.width > picture.height}


def bind(folder: Path) -> None:
    """The pack itself, of papers that were checked."""
    limit(BIND_MEMORY, BIND_SECONDS)
    told = sys.stdin.read()
    typst.Compiler(
        folder / "sittings/typst/pack.typ", root=folder, ignore_system_fonts=True
    ).compile(
        output=folder / "bound.pdf",
        format="pdf",
        sys_inputs={"pack": told},
        timestamp=datetime.fromisoformat(json.loads(told)["timestamp"]),
    )


def main() -> None:
    """What the words it was started with ask for."""
    os.nice(5)
    if sys.argv[1] == "check":
        check(Path(sys.argv[3]), int(sys.argv[4]))
    else:
        bind(Path(sys.argv[3]))


if __name__ == "__main__":
    main()
