"""Markdown from strangers, made into safe HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}).enable(
    "table"
)
# Each open bracket is followed to the end of its paragraph: no person writes so many of them.
MOST_BRACKETS = 500
_parser_without_links = MarkdownIt("js-default", {"html": False}).enable("table")
_parser_without_links.disable(["link", "image"])
_TAGS = "p br strong em s code pre blockquote ul ol li a h3 h4 h5 h6 hr table thead tbody tr th td"


def to_html(source: str) -> SafeString:
    """Safe HTML: no script, no style, no images, links marked `nofollow ugc`.

    Headings begin at h3, below the page's own; the longest source accepted is the form's matter.
    A text with more than MOST_BRACKETS opening brackets keeps them as they are: no links in it.
    """
    parser = _parser if source.count("[") <= MOST_BRACKETS else _parser_without_links
    tokens = parser.parse(source.replace("\x00", ""))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it
