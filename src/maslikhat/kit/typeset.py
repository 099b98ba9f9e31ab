"""Papers as tagged PDF (PDF/UA-1), the same bytes for the same words.

typst draws them from a template; the words are handed over as JSON and never pasted into markup. A
file is made without the fonts of the machine and without its clock, so that its hash can be made
anew. Signs that the fonts lack are shown as a square.
"""

import datetime as dt
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

# What stands on the frame of every paper (`typst/frame.typ`).
FRAME = {
    "kk": {
        "verify": "Осы файлды тексеру:",
        "demo": "ДЕМО: тұлғалар, мәтіндер мен сомалар ойдан шығарылған.",
    },
    "ru": {
        "verify": "Проверить этот файл:",
        "demo": "ДЕМО: лица, тексты и суммы вымышлены.",
    },
    "en": {
        "verify": "Check this file:",
        "demo": "DEMO: persons, texts and amounts are invented.",
    },
}
# The folder that templates see, so that they share what stands in another's.
ROOT = Path(__file__).parents[1]
# What the fonts within typst have: tried sign by sign, as PDF/UA refuses a sign without a shape.
_SHOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u04ff\u2010-\u2027"
    "\u2030-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20c0\u2116\u2122\u2150-\u2184"
    "\u2190-\u22ff]"
)
# Signs without a shape of their own: they turn, join and part what stands around them.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
SQUARE = "□"


class Template:
    """A template, with its fonts kept between papers: ten times faster than anew each time."""

    def __init__(self, path: Path, name: str) -> None:
        """The template reads its words as JSON from `sys.inputs` under this name."""
        self._name = name
        self._compiler = typst.Compiler(path, root=ROOT, ignore_system_fonts=True)
        # Not made for threads.
        self._one_at_a_time = threading.Lock()

    def pdf(self, told: Mapping[str, Any], day: dt.date) -> bytes:
        """The paper with these words, dated with `day`."""
        words = json.dumps(told, ensure_ascii=False, sort_keys=True)
        with self._one_at_a_time:
            made = self._compiler.compile(
                format="pdf",
                sys_inputs={self._name: words},
                pdf_standards="ua-1",
                timestamp=dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC),
            )
        assert isinstance(made, bytes)
        return made

    def png(self, told: Mapping[str, Any]) -> bytes:
        """The first page with these words as a picture, a point a pixel."""
        words = json.dumps(told, ensure_ascii=False, sort_keys=True)
        with self._one_at_a_time:
            made = self._compiler.compile(format="png", ppi=72, sys_inputs={self._name: words})
        assert isinstance(made, bytes)
        return made


def frame(
    lang: str, title: str, council: str, day: dt.date, verify_address: str, *, is_demo: bool
) -> dict[str, Any]:
    """What the frame of a paper shows, in kk, ru or en: whose, of which day, where to check it."""
    return {
        "lang": lang,
        "document_title": shown(title),
        "council": shown(council),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "verify_words": FRAME[lang]["verify"],
        "verify_address": shown(verify_address),
        "demo": FRAME[lang]["demo"] if is_demo else "",
    }


def shown(text: str) -> str:
    """The text in signs that the fonts have, a square for each other."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _SHOWN.sub(SQUARE, " ".join(text.split()))
