"""Every page in a real browser: for all readers (axe), at 320 px, wide, dark, without scripts."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests import browser
from tests.country.addresses import everywhere
from tests.country.conftest import Enter
from tests.country.test_browser import WIDE, entered
from tests.country.test_pages import LANGUAGES, ROLES, made, pages

pytestmark = [
    *browser.MARKS,
    pytest.mark.django_db,
    pytest.mark.skipif(not browser.axe(), reason="axe-core is not here"),
]
# The part of a page that is not the same on all, but for the token of its forms.
OWN = re.compile(r"<main\b.*</main>", re.S)
TOKEN = re.compile(r'<input[^>]*name="csrfmiddlewaretoken"[^>]*>')
# The one rule whose answer depends on how long the words are.
OF_LENGTH = ["scrollable-region-focusable"]
# The one rule that asks for colours: it takes most of the time, and asks for no words.
OF_COLOUR = "color-contrast"
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
# Marks one of each kind of element with words of its own that is not among the known; their kinds.
# What a style sheet can tell apart is a kind: the element and all around it, by name and class.
MARK_NEW = """known => {
  const kinds = new Set(known), fresh = [];
  const told = ["class", "style", "fill", "role", "aria-current", "aria-pressed", "disabled"];
  const named = part => part.localName + told.map(name => part.getAttribute(name) ?? "").join(".");
  const isWords = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.body.querySelectorAll("*")) {
    const isField = element.matches("input, select, textarea");
    if (!isField && ![...element.childNodes].some(isWords)) continue;
    let kind = "";
    for (let part = element; part; part = part.parentElement) kind += named(part) + ">";
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    fresh.push(kind);
    element.setAttribute("data-new", "");
  }
  return fresh;
}"""
NEW = {"include": [["[data-new]"]]}


# What a page says, and where it leads: the rest is its shape.
WORDS = re.compile(r">[^<]*[^<\s][^<]*<")
WORDED = re.compile(
    r'\b(href|action|src|value|content|title|alt|abbr|placeholder|aria-label|data-[a-z-]+)="[^"]+"'
)
# One of the three is as good as another, for a page, a passage, and in the list of languages.
OF_LANGUAGE = re.compile(r' lang="(kk|ru|en)"| aria-current="true"')


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What was looked at: a page that another role sees alike is not looked at twice."""
    return set()


@pytest.fixture(scope="module")
def seen_wide() -> set[str]:
    """The same, in a wide window."""
    return set()


@pytest.fixture(scope="module")
def seen_plain() -> set[str]:
    """The same, without scripts."""
    return set()


@pytest.fixture(scope="module")
def shapes() -> set[str]:
    """The shapes of the pages that axe has judged."""
    return set()


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    """The kinds of elements whose colours axe has judged."""
    return set()


@pytest.fixture(scope="module")
def kinds_wide() -> set[str]:
    """The same, in a wide window."""
    return set()


def shape(html: str) -> str:
    """A page without its words; that there are some somewhere, or none, is part of its shape."""
    html = OF_LANGUAGE.sub(lambda mark: " lang" if mark[1] else "", TOKEN.sub("", html))
    return WORDED.sub(r'\1="x"', WORDS.sub(">x<", html))


def unseen(enter: Enter, role: str, lang: str, seen: set[str]) -> Iterator[tuple[str, str, str]]:
    """Name, address and text of each page of the role whose own part is not among the seen."""
    addresses = everywhere(lang)
    for name, html in made(enter, role, lang).items():
        found = OWN.search(html)
        assert found, name
        own = TOKEN.sub("", found[0])
        if own not in seen:
            seen.add(own)
            yield name, addresses[name], html


def failed(request: Request) -> Iterator[str]:
    """What failed; the icon may still be on its way when the next page is opened."""
    if request.failure != "net::ERR_ABORTED":
        yield f"request: {request.url}: {request.failure}"


def faults_of(page: Page, name: str, kinds: set[str]) -> Iterator[str]:
    """What axe finds on the page that is open, of colours on elements of no known kind."""
    yield from _found(page, name, rules={OF_COLOUR: {"enabled": False}})
    yield from faults_of_colour(page, name, kinds)


def faults_of_colour(page: Page, name: str, kinds: set[str]) -> Iterator[str]:
    """What words on elements of no known kind are hard to read; the kinds are known then."""
    fresh = page.evaluate(MARK_NEW, list(kinds))
    kinds.update(fresh)
    if fresh:
        yield from _found(page, name, NEW, runOnly=[OF_COLOUR])


def _found(
    page: Page, name: str, where: dict[str, object] | None = None, **options: object
) -> Iterator[str]:
    # Nothing here plays, so nothing is loaded for it.
    asked = {"resultTypes": ["violations"], "preload": False, **options}
    found = page.evaluate(
        f"axe.run({json.dumps(where or {'include': [['html']]})}, {json.dumps(asked)})"
    )
    for fault in found["violations"]:
        yield f"{name}: {fault['id']}: {fault['nodes'][0]['html'][:120]}"


def looked_at(chromium: Browser, portal: str, role: str, **options: Any) -> BrowserContext:
    """A browser of this role in which axe is at hand on every page."""
    context = entered(chromium, portal, role, **options)
    script = browser.axe()
    assert script
    context.add_init_script(path=script)
    return context


def test_pale_words_are_found_once_on_each_kind_of_element(chromium: Browser, portal: str) -> None:
    context = looked_at(chromium, portal, "visitor")
    page, kinds = context.new_page(), set()
    for pale, wanted in ((2, 1), (1, 0)):
        page.set_content(
            "<main><h1>Words</h1>"
            + '<p class="pale" style="color: #ccc">Pale</p>' * pale
            + "</main>"
        )
        found = list(faults_of_colour(page, "page", kinds))
        assert [fault.split(": ")[1] for fault in found] == [OF_COLOUR] * wanted
    page.set_content('<main><div style="background: #555"><p>Words</p></div></main>')
    assert list(faults_of_colour(page, "page", kinds))
    context.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_pass_axe_and_fit_a_narrow_phone(
    chromium: Browser,
    portal: str,
    enter: Enter,
    seen: set[str],
    shapes: set[str],
    kinds: set[str],
    role: str,
    lang: str,
) -> None:
    """All rules judge each shape once; how far the words of a language reach is asked of each page.

    The rules ask for tags, colours, and whether there are words, not which; they are the same on a
    page of the same shape in another language. Colours are judged once for each kind of element.
    """
    context = looked_at(chromium, portal, role)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.extend(failed(request)))
    for name, address, html in unseen(enter, role, lang, seen):
        page.goto(address)
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            faults.append(f"{name}: {wide} px too wide")
        own = shape(html)
        if own in shapes:
            faults += _found(page, name, runOnly=OF_LENGTH)
        else:
            faults += faults_of(page, name, kinds)
        shapes.add(own)
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "deputy-city"])
@pytest.mark.parametrize("lang", ["ru"])
def test_wide_pages_pass_axe_too(
    chromium: Browser,
    portal: str,
    enter: Enter,
    seen_wide: set[str],
    kinds_wide: set[str],
    role: str,
    lang: str,
) -> None:
    context = looked_at(chromium, portal, role, viewport=WIDE)
    page, faults = context.new_page(), []
    for name, address, _html in unseen(enter, role, lang, seen_wide):
        page.goto(address)
        faults += faults_of(page, name, kinds_wide)
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "deputy-city", "clerk"])
@pytest.mark.parametrize("lang", ["kk"])
def test_pages_are_whole_and_fit_a_phone_without_scripts(
    chromium: Browser, portal: str, enter: Enter, seen_plain: set[str], role: str, lang: str
) -> None:
    context = entered(chromium, portal, role, java_script_enabled=False)
    page, faults = context.new_page(), []
    for name, address, _html in unseen(enter, role, lang, seen_plain):
        page.goto(address)
        if page.locator("main h1").count() != 1 or not page.locator("main h1").is_visible():
            faults.append(f"{name}: no heading is seen")
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            faults.append(f"{name}: {wide} px too wide")
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", ["kk"])
def test_dark_pages_have_contrast_too(chromium: Browser, portal: str, lang: str) -> None:
    context = looked_at(chromium, portal, "visitor", color_scheme="dark")
    page, addresses, faults = context.new_page(), everywhere(lang), []
    kinds: set[str] = set()
    for name in pages("visitor"):
        page.goto(addresses[name])
        faults += faults_of_colour(page, name, kinds)
    context.close()
    assert not faults, "\n".join(faults)
