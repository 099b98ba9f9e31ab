"""Files that hold covered words: nobody but the council's own people has their bytes."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from maslikhat.decisions.extraction import extracted
from maslikhat.decisions.masks import covered_words
from maslikhat.decisions.models import Mask
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused

BUSY = 429
# Of a longer text the beginning is read.
LONGEST = 300_000


class Stored(Protocol):
    """A file of a room: where it lies, what it is called, when it was put."""

    sha256: str
    name: str
    made_at: dt.datetime


def text_in(file: Stored) -> str:
    """The words of a file; a scan, a picture and what cannot be read have none.

    Raises Refused (429) while too many are read at once.
    """
    path = uploads.path_of(file.sha256)
    if not path.exists():
        return ""
    try:
        return extracted(path.read_bytes(), file.name.rsplit(".", 1)[-1], longest=LONGEST).text
    except Refused as refusal:
        if refusal.status == BUSY:
            raise
        return ""


def holds_covered(file: Stored, text: str, shown: str, masks: Sequence[Mask]) -> bool:
    """Whether covered words stand in a file or in its name: `text` is what was read in it, `shown`
    what everyone reads of that.

    Where nothing can be read in it, whether words were covered since it was put: who put it before
    had not looked for them.
    """
    if covered_words(file.name, [mask.wanted for mask in masks]) != file.name:
        return True
    if text:
        return shown != text
    return any(mask.kind and mask.made_at > file.made_at for mask in masks)
