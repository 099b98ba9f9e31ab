"""What may be written: titles and bodies that are text, visible, and neither empty nor endless."""

import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import has_control_signs, visible

TITLE_LEAST, TITLE_MOST = 3, 200
BODY_MOST = 20_000
QUOTE_MOST = 600
EXCERPT = 120
PURPOSE_MOST = 1_000
# Where a line, a cell or a paragraph begins or ends there is a space; within a line there is none.
_BREAK = re.compile(r"<(?!/?(?:a|code|em|s|strong)\b)")
_QUOTATION = re.compile(r"(</?blockquote>)")


def clean_title(text: str) -> str:
    """The title on one line with single spaces; refused (422) when it cannot be a title."""
    _refuse_signs(text, allowed="")
    title = " ".join(unicodedata.normalize("NFC", text).split())
    if visible(title) < TITLE_LEAST or len(title) > TITLE_MOST:
        raise Refused(_("A title has from 3 to 200 characters."), status=422)
    return title


def clean_body(text: str) -> str:
    """The text with plain line ends; refused (422) when it is empty, too long or not text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_signs(text, allowed="\n\t")
    body = unicodedata.normalize("NFC", text).strip()
    if not visible(body):
        raise Refused(_("Write something first: the text is empty."), status=422)
    if len(body) > BODY_MOST:
        raise Refused(_("A text has at most 20,000 characters; divide it into two."), status=422)
    return body


def clean_purpose(text: str) -> str:
    """What a group is for; refused (422) when it is empty, too long or not text."""
    purpose = clean_body(text)
    if len(purpose) > PURPOSE_MOST:
        raise Refused(_("A purpose has at most 1000 characters."), status=422)
    return purpose


def beginning(html: str) -> str:
    """The first words of a drawn text, by which a post is called; plain text, on one line.

    What a post only quotes are the words of another: they stand in where there are no own ones.
    """
    own, quotations = words_of(html)
    return Truncator(own or quotations).chars(EXCERPT)


def words_of(html: str) -> tuple[str, str]:
    """The words of a drawn text without its marks, a space where a line or a cell ended: the own
    ones, and those of its quotations."""
    own, quotations, depth = "", "", 0
    for piece in _QUOTATION.split(html):
        depth += (piece == "<blockquote>") - (piece == "</blockquote>")
        own, quotations = (own, quotations + piece) if depth else (own + piece, quotations)
    return _plain(own), _plain(quotations)


def _plain(html: str) -> str:
    return " ".join(unescape(strip_tags(_BREAK.sub(" <", html))).split())


def quoted(body: str, name: str) -> str:
    """The beginning of a text as a quotation in Markdown, under the name of who said it.

    What it quotes itself is left out, so that quotations do not grow into each other.
    """
    own = "\n".join(line for line in body.splitlines() if not line.startswith(">")).strip()
    short = own if len(own) <= QUOTE_MOST else own[:QUOTE_MOST].rsplit(None, 1)[0] + "…"
    lines = "\n".join(f"> {line}".rstrip() for line in short.splitlines())
    return f"> **{name}**\n>\n{lines}\n\n"


def _refuse_signs(text: str, *, allowed: str) -> None:
    if has_control_signs(text, allowed=allowed):
        raise Refused(
            _("The text has control characters. Type it anew, without pasting."), status=422
        )
