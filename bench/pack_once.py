"""The demo, one process: the pack of a sitting of 300 pages, as JSON.

Thirty papers of ten pages each, like those that an apparatus sends: tables, some lying on their
side. The time is from the words of the pack to the file on disk, the papers' own checks included.
"""

import io
import json
import tempfile
import time
from pathlib import Path
from statistics import median

import django

django.setup()

import typst  # noqa: E402 - after the settings
from django.db import transaction  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from maslikhat.demo import sittings as demo  # noqa: E402
from maslikhat.demo.cast import REGION, user_of  # noqa: E402
from maslikhat.demo.questions import WATER  # noqa: E402
from maslikhat.registry.models import Council  # noqa: E402
from maslikhat.sittings import actions  # noqa: E402
from maslikhat.sittings.models import Sitting  # noqa: E402
from maslikhat.sittings.packs.binding import bound  # noqa: E402
from maslikhat.sittings.packs.contents import pack_of  # noqa: E402

PAPERS, PAGES, ROUNDS = 30, 10, 3
SHEET = """#set page(paper: "a4", flipped: {flipped})
#for page in range({pages}) {{
  pagebreak(weak: true)
  [= Paper {name}, part #page]
  table(columns: 6, ..range(150).map(at => str(at * 1237 + {name})))
}}
"""


def paper(number: int) -> bytes:
    """A table of ten pages."""
    flipped = "true" if number % 3 == 0 else "false"
    source = SHEET.format(flipped=flipped, pages=PAGES, name=number)
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def with_papers() -> Sitting:
    """A sitting of ten items with three papers each."""
    council, clerk = Council.objects.get(code=REGION), user_of("clerk")
    assert clerk is not None
    sitting = demo.convened_now(council, clerk, "98", [WATER] * (PAPERS // 3))
    for number, item in enumerate([*sitting.items.in_order()] * 3, 1):
        file, name = io.BytesIO(paper(number)), f"Paper {number}"
        actions.attach_document(sitting, by=clerk, file=file, name=name, item=item)
    # The portal has looked through them: the pack is measured.
    sitting.documents.update(text="", holds_covered=False)
    return sitting


def timed() -> dict[str, float]:
    """Seconds to make the pack, its pages, and its size in megabytes."""
    sitting, spent, pages, size = with_papers(), [], 0, 0
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="maslikhat-bench-") as folder:
            begun = time.perf_counter()
            made = bound(pack_of(sitting, None), Path(folder))
            spent.append(time.perf_counter() - begun)
            assert not made.left_out, made.left_out
            pages, size = len(PdfReader(made.file).pages), made.file.stat().st_size
    return {"seconds": median(spent), "pages": pages, "megabytes": size / 2**20}


if __name__ == "__main__":
    with transaction.atomic():
        print(json.dumps(timed()))
        # The portal is measured further as it was.
        transaction.set_rollback(True)
