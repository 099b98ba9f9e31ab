"""Links that stand alone on their line: marked when a text is drawn, filled in when it is read.

The mark has no language and asks nothing: which card a reader gets, if any, is decided when that
reader's page asks for it. Without a script it is a plain link, until the reader asks for the page
with its cards.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import quote, unquote

from django.urls import reverse
from django.utils.html import escape

from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import own_page

MOST_CARDS = 10
_ALONE = re.compile(
    r" {0,3}(?:<?(?P<bare>[^\s<>()\[\]]{2,400})>?|\[[^\]\n]{1,300}\]\((?P<to>\S{2,400})\))\s*"
)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_PARAGRAPH = re.compile(r'<p>(<a href="([^"]*)"[^>]*>[^<]*</a>)</p>')
_ASKED = re.compile(r'<p data-hx-get="/[a-z]{2}/cards/\?to=([^"]*)"[^>]*>.*?</p>')
# Nobody's text has it: a "<" that was typed is kept as "&lt;".
_MARK = '<p data-hx-get="/-/cards/?to='


def set_apart(body: str) -> str:
    """The Markdown with every own address that stands alone on a line as a paragraph of its own."""
    if "/" not in body:
        return body
    return "\n".join(_lines(body))


def _lines(body: str) -> Iterator[str]:
    fence, left = "", MOST_CARDS
    for line in body.split("\n"):
        opened = _FENCE.match(line)
        if opened and fence in {"", opened[1]}:
            fence = "" if fence else opened[1]
        found = _ALONE.fullmatch(line) if left and not fence and "/" in line else None
        page = own_page(found["bare"] or found["to"]) if found else None
        if found is None or page is None:
            yield line
            continue
        left -= 1
        yield ""
        yield f"[{page.path}]({page.path})" if found["bare"] else line
        yield ""


def marked(html: str) -> str:
    """The drawn text in which the paragraphs that are one own link ask for its card."""
    left = MOST_CARDS

    def mark(found: re.Match[str]) -> str:
        nonlocal left
        page = own_page(unescape(found[2])) if left else None
        if page is None:
            return found[0]
        left -= 1
        to = escape(quote(page.path))
        return f'{_MARK}{to}" data-hx-trigger="revealed" data-hx-swap="outerHTML">{found[1]}</p>'

    return _PARAGRAPH.sub(mark, html) if "<p><a " in html else html


def for_reader(html: str) -> str:
    """The same where its cards are asked for in the reader's language."""
    if _MARK not in html:
        return html
    asked = reverse("kit:card")
    assert reader_language() in asked
    return html.replace(_MARK, f'<p data-hx-get="{asked}?to=')


def asks_for_cards(html: str) -> bool:
    """Whether a text, as a reader has it, asks for a card."""
    return _ASKED.search(html) is not None


def filled(html: str, drawn: Callable[[str], str]) -> str:
    """The text with its cards in it: `drawn` is the HTML of that of a path, empty where the link
    stays a link."""

    def fill(found: re.Match[str]) -> str:
        return drawn(unquote(unescape(found[1]))) or found[0]

    return _ASKED.sub(fill, html)
