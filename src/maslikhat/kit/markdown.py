"""Markdown from strangers, made into safe HTML, in a time that is bounded whatever they write."""

from collections.abc import Callable

import nh3
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.utils import EnvType

from maslikhat.kit.refusals import Refused

# No person comes near these; together they bound the work, which could grow as the text's square.
MOST_LINES = 3_000
MOST_MARKS = 4_000
DEEPEST = 20
LARGEST = 200_000
# A step is one look at the beginning of a line, by each quote or list that it stands in.
MOST_STEPS = 20_000
CELL = 8
# So many characters searched for the end of a link's name take as long as a step.
LETTERS_A_STEP = 4
InlineRule = Callable[[StateInline, bool], bool]
_TAGS = "p br strong em s code pre blockquote ul ol li a h3 h4 h5 h6 hr table thead tbody tr th td"


def to_html(source: str) -> SafeString:
    """Safe HTML: no script, no style, no images, links marked `nofollow ugc`.

    Headings begin at h3, below the page's own; the longest source accepted is the form's matter.
    Raises Refused (422) for more than MOST_LINES lines, MOST_MARKS signs of emphasis, DEEPEST
    levels of quotes and lists (a list takes two), LARGEST characters of HTML, or MOST_STEPS of
    work: some 2,000 cells of tables, or some hundred brackets that nobody closes.
    """
    if source.count("\n") >= MOST_LINES or sum(map(source.count, "*_~")) > MOST_MARKS:
        raise _tangled()
    tokens = _parser.parse(source.replace("\x00", ""), {"steps": 0})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    if len(html) > LARGEST:
        raise _tangled()
    clean = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def shown(source: str) -> SafeString:
    """The same for a text that is already kept: one too tangled is shown as it was typed."""
    try:
        return to_html(source)
    except Refused:
        return SafeString(linebreaks(escape(source)))


def _tangled() -> Refused:
    return Refused(
        _("The text has too many lines, marks or table cells, or is nested too deep. Simplify it."),
        status=422,
    )


def _spend(env: EnvType, steps: int) -> None:
    env["steps"] += steps
    if env["steps"] > MOST_STEPS:
        raise _tangled()


def _measured(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule that matches nothing, asked first: it counts, and sees what is nested too deep.

    Deeper text would be dropped by the parser without a word.
    """
    _spend(state.env, 1)
    if state.level > DEEPEST:
        raise _tangled()
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The table rule; every row has as many cells as the line of dashes, however few are typed."""
    dashes = state.getLines(start + 1, start + 2, 0, False).split("|")
    columns = max(1, sum(bool(column.strip()) for column in dashes))
    # Two lines of head, and one row more than may be, to see that there is one.
    rows = (MOST_STEPS - state.env["steps"]) // (CELL * columns) + 3
    found = table(state, start, min(end, start + rows), silent)
    if found and not silent:
        _spend(state.env, CELL * columns * (state.line - start))
    return found


def _counted(rule: InlineRule, mark: str) -> InlineRule:
    """The rule of links or pictures; each open bracket is followed to the end of its paragraph."""

    def counted(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith(mark, state.pos):
            return False
        bracket = state.pos + len(mark) - 1
        end = state.md.helpers.parseLinkLabel(state, bracket)
        searched = (end if end >= 0 else state.posMax) - bracket
        _spend(state.env, 1 + searched // LETTERS_A_STEP)
        return end >= 0 and rule(state, silent)

    return counted


def _made() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    everywhere = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "measured", _measured, {"alt": everywhere})
    parser.inline.ruler.at("link", _counted(link, "["))
    parser.inline.ruler.at("image", _counted(image, "!["))
    return parser


_parser = _made()
