"""Markdown from strangers."""

import itertools
import re
import sys
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from maslikhat.kit.markdown import shown, to_html
from maslikhat.kit.refusals import Refused

TAGS = {
    *("p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
# What a browser takes for the kind of an address, after it has dropped tabs and line ends.
KIND = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
HARMFUL = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)//",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext></p><img src=x onerror=alert(1)></math>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<p style='position:fixed'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,x'></object><embed src=x>",
    "<form action=//evil.example><input name=a autofocus onfocus=alert(1)></form>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.gif)",
    '![x](x "onerror=alert(1)")',
    '[x](https://a.kz "onmouseover=alert(1)")',
    '[x](https://a.kz/"onmouseover="alert(1))',
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```<script>\n<img src=x onerror=alert(1)>\n```",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<script\x00>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e<script>alert(1)</script>",
]


class Seen(HTMLParser):
    """The tags and attributes of a page, as a browser's parser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def is_harmless(html: str) -> bool:
    """Only the tags, attributes and kinds of links that are allowed."""
    seen = Seen(html)
    links = [value for _tag, name, value in seen.attributes if name == "href"]
    kinds = [KIND.match(re.sub(r"[\t\r\n]", "", link)) for link in links]
    plain = {("a", "href"), ("a", "rel"), ("a", "title"), ("ol", "start")}
    return (
        set(seen.tags) <= TAGS
        and {(tag, name) for tag, name, _value in seen.attributes} <= plain
        and {kind[1].lower() for kind in kinds if kind} <= {"https", "http", "mailto"}
    )


def test_the_measure_of_harm_sees_harm() -> None:
    for html in (
        "<a href='java\tscript:x'>",
        "<img src=x>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<script>",
        "<svg/>",
    ):
        assert not is_harmless(html)


@pytest.mark.parametrize("source", HARMFUL)
def test_nothing_harmful_comes_through(source: str) -> None:
    for text in (source, f"> {source}", f"- a\n  - {source}", f"**{source}**", f"a\n\n{source}\nb"):
        assert is_harmless(to_html(text)), to_html(text)


@given(st.lists(st.sampled_from([*HARMFUL, "[", "](", ")", "<", ">", "`", "*", "&#x", "\n", '"'])))
def test_no_medley_of_harm_comes_through(parts: list[str]) -> None:
    assert is_harmless(to_html("".join(parts)))


@given(st.text(max_size=200))
def test_whatever_is_written_becomes_harmless_html(source: str) -> None:
    assert is_harmless(to_html(source))


def test_a_link_says_that_we_do_not_vouch_for_it() -> None:
    html = to_html("[a](https://a.kz/?b=1&c=2) <https://b.kz> [m](mailto:a@b.kz) [in](/kk/)")
    seen = Seen(html)
    assert [v for _t, n, v in seen.attributes if n == "href"] == [
        "https://a.kz/?b=1&c=2", "https://b.kz", "mailto:a@b.kz", "/kk/",
    ]  # fmt: skip
    assert [v for _t, n, v in seen.attributes if n == "rel"] == ["nofollow ugc noopener"] * 4


def test_headings_begin_below_the_pages_own() -> None:
    source = "\n\n".join(f"{'#' * level} Level {level}" for level in range(1, 7))
    assert Seen(to_html(source)).tags == ["h3", "h4", "h5", "h6", "h6", "h6"]
    assert Seen(to_html("One\n===\n\nTwo\n---")).tags == ["h3", "h4"]


def test_what_markdown_can_say_is_said() -> None:
    html = to_html("*a* **b** ~~c~~ `d`\n\n3. x\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---")
    for part in ("<em>a</em>", "<strong>b</strong>", "<s>c</s>", "<code>d</code>",
                 '<ol start="3">', "<blockquote>", "<td>1</td>", "<hr>"):  # fmt: skip
        assert part in html


PATTERNS = [
    "a", "a\n", "a\n\n", ">", "> ", "- ", "- a\n", "1. a\n", "* - +\n", "[", "![", "[a](", "[]",
    "<", "<a", "<b>*", "*", "*_", "*a _b ", "a**b", "~~a", "`", "``", "&", "&#x41;", "\\", "\\\n",
    "  \n", "#\n", "***\n", "a|b\n-|-\n", "[a]: b\n", "[a]:\n", "[\n", "[[# ", ">[a]: b\n\\\n",
    "> > [a]: b\na\n", "[a](<", "![a]", "]", "(", "|\n", '"', "\t", "<a@b.kz>", "```\n", ":\n- ",
]  # fmt: skip
WHOLE = [
    "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 9000,
    "|a" * 8 + "\n" + "|-" * 8 + "\n" + "|\n" * 9900,
    "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|b" * 3_000,
    "".join("  " * n + "- a\n" for n in range(130)),
    "".join("`" * n + "a" for n in range(198)),
    "[" * 499 + "a" * 19_000,
    "[\n" * 499 + "a\n" * 2_400,
    ">" * 19 + "a\n" * 2_900,
    "[" * 5_000 + "]" * 5_000,
]


def steps_of(source: str) -> int:
    """How many functions are called to draw a text harmless, or to refuse it with a sentence.

    They are the same however busy the machine is; five millions take some 0.2 s.
    """
    calls = itertools.count()
    sys.setprofile(lambda *_call: next(calls))
    try:
        html = to_html(source[:20_000])
    except Refused as refused:
        assert refused.status == 422
        html = SafeString()
    finally:
        sys.setprofile(None)
    assert len(html) < 250_000 and is_harmless(html)
    return next(calls)


@pytest.mark.parametrize(
    "source",
    [*(pattern * 20_000 for pattern in PATTERNS), *WHOLE],
    ids=lambda source: f"{source[:6]!r}×{len(source)}",
)
def test_the_longest_and_deepest_text_is_done_or_refused_at_once(source: str) -> None:
    assert steps_of(source) < 5_000_000


@given(
    st.lists(st.tuples(st.sampled_from(PATTERNS), st.integers(1, 400)), min_size=2, max_size=4),
    st.integers(1, 1_000),
)
@settings(max_examples=60)
def test_no_medley_of_patterns_takes_long(parts: list[tuple[str, int]], times: int) -> None:
    medley = "".join(pattern * count for pattern, count in parts)[:2_000]
    assert steps_of(medley * times) < 5_000_000


@pytest.mark.parametrize(
    "source",
    [
        "a\n" * 3_001,
        "*a " * 4_001,
        "> " * 30 + "a",
        "".join("  " * n + "- a\n" for n in range(15)),
        "|a" * 10 + "\n" + "|-" * 10 + "\n" + "|b" * 10 + "\n|" * 260,
        "[" * 499 + "a" * 19_000,
        "-\n\n" * 1_400 + "&" * 9_000 + '"' * 6_000 + "<" * 40_000,
    ],
    ids=["lines", "marks", "quotes", "lists", "cells", "brackets", "html"],
)
def test_a_text_too_tangled_is_refused_and_shown_as_it_was_typed(source: str) -> None:
    with pytest.raises(Refused) as refused:
        to_html(source)
    assert refused.value.status == 422
    assert set(Seen(shown(source)).tags) <= {"p", "br"}
    assert is_harmless(shown(source + "<script>alert(1)</script>"))


def test_what_people_write_at_length_is_drawn() -> None:
    table = "|a|b|c|d|\n|-|-|-|-|\n" + "|1|2|3|4|\n" * 400
    assert to_html(table).count("<td>") == 1_600
    assert to_html("[a](https://a.kz/b/c) **b**\n" * 600).count("<a ") == 600
    assert to_html("> - 1. *Word* [x] and so on\n" * 300).count("<em>") == 300
    assert to_html("A line of words.\n" * 1_100).count("words") == 1_100
