"""The official text out of a decision's own file, in the shape that `decisions.articles` reads."""

import re

from django.utils.translation import gettext as _

from maslikhat.decisions.extraction import extracted
from maslikhat.kit.refusals import Refused

# As long as an official text may be.
LONGEST = 1_000_000
KINDS = {"docx", "html", "txt"}
_SPACES = re.compile(r"[ \t\u00a0]+")


def read_text(content: bytes, extension: str) -> str:
    """The text of a DOCX, HTML page or plain text: a line a paragraph, tables as Markdown.

    A PDF is not taken: its lines are those of the paper, not of the text. Refused: 415 a file of
    another kind, damaged or without text, 413 one that is too long.
    """
    if extension not in KINDS:
        raise Refused(
            _("The text of a decision is taken from DOCX, HTML or plain text. Save it so."),
            status=415,
        )
    found = extracted(content, extension, longest=LONGEST)
    if found.is_cut:
        raise Refused(
            _("The text is longer than a decision can be. Attach the file instead."), status=413
        )
    lines = [_SPACES.sub(" ", line).strip() for line in found.text.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not text:
        raise Refused(_("There is no text in the file. Choose another one."), status=415)
    return text
