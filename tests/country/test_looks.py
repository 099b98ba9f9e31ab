"""Every page in a real browser: for all readers (axe), at 320 px, wide, dark, without scripts."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, Request

from tests import browser
from tests.country.addresses import everywhere
from tests.country.conftest import Enter
from tests.country.test_browser import WIDE, entered
from tests.country.test_pages import LANGUAGES, ROLES, made

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
# Whether there is anything that this rule judges: what axe calls scrollable by more than 13 px.
SCROLLS = """() => [...document.querySelectorAll("*")].some(element => {
  const isWide = element.scrollWidth > element.clientWidth + 13;
  const isLong = element.scrollHeight > element.clientHeight + 13;
  if (!isWide && !isLong) return false;
  const { overflowX, overflowY } = getComputedStyle(element);
  const scrolls = overflow => ["auto", "scroll"].includes(overflow);
  return (isWide && scrolls(overflowX)) || (isLong && scrolls(overflowY));
})"""
# Both at once: each question of a page takes ten milliseconds.
WIDE_AND_SCROLLS = f"() => [{TOO_WIDE}, ({SCROLLS})()]"
# Numbers one of each kind of element with words of its own, in the order of the kinds it returns.
# What a style sheet can tell apart is a kind: the element and all around it, by name and class.
NUMBER_KINDS = """() => {
  const kinds = new Set();
  const told = ["class", "style", "fill", "role", "aria-current", "aria-pressed", "disabled"];
  const named = part => part.localName + told.map(name => part.getAttribute(name) ?? "").join(".");
  const isWords = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.body.querySelectorAll("*")) {
    const isField = element.matches("input, select, textarea");
    if (!isField && ![...element.childNodes].some(isWords)) continue;
    let kind = "";
    for (let part = element; part; part = part.parentElement) kind += named(part) + ">";
    if (!kinds.has(kind)) element.setAttribute("data-of-kind", kinds.size);
    kinds.add(kind);
  }
  return [...kinds];
}"""

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
def kinds_dark() -> set[str]:
    """The same, on a dark screen."""
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
    """What axe finds on the page that was opened last, of colours on elements of no known kind."""
    yield from _found(page, name, is_new=True, rules={OF_COLOUR: {"enabled": False}})
    yield from faults_of_colour(page, name, kinds)


def faults_of_colour(page: Page, name: str, kinds: set[str]) -> Iterator[str]:
    """What words on elements of no known kind are hard to read; the kinds are known then."""
    here = page.evaluate(NUMBER_KINDS)
    fresh = [[f'[data-of-kind="{n}"]'] for n, kind in enumerate(here) if kind not in kinds]
    kinds.update(here)
    if fresh:
        yield from _found(page, name, {"include": fresh}, runOnly=[OF_COLOUR])


def faults_in_the_dark(page: Page, name: str, kinds: set[str]) -> Iterator[str]:
    """The same on a dark screen; afterwards it is day again."""
    page.emulate_media(color_scheme="dark")
    yield from faults_of_colour(page, f"{name} in the dark", kinds)
    page.emulate_media(color_scheme="light")


def _found(
    page: Page,
    name: str,
    where: dict[str, object] | None = None,
    *,
    is_new: bool = False,
    **options: object,
) -> Iterator[str]:
    # Nothing here plays, so nothing is loaded for it.
    asked = {"resultTypes": ["violations"], "preload": False, **options}
    asks = (
        f"axe.run({json.dumps(where or {'include': [['html']]})}, {json.dumps(asked)})"
        ".then(found => found.violations)"
    )
    # Most pages need it not: it comes to a page with the first question.
    found = None if is_new else page.evaluate(f"'axe' in window ? {asks} : null")
    if found is None:
        found = page.evaluate(f"{_axe()};\n{asks}")
    for fault in found:
        yield f"{name}: {fault['id']}: {fault['nodes'][0]['html'][:120]}"


@cache
def _axe() -> str:
    script = browser.axe()
    assert script
    return script.read_text()


def test_pale_words_are_found_once_on_each_kind_of_element(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
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


def test_words_that_are_pale_in_the_dark_alone_are_found_there(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "visitor")
    page, dark = context.new_page(), "p { color: #555; background: #333 }"
    page.set_content(
        f"<style>@media (prefers-color-scheme: dark) {{ {dark} }}</style>"
        "<main><h1>Words</h1><p>Words</p></main>"
    )
    assert not list(faults_of_colour(page, "page", set()))
    assert list(faults_in_the_dark(page, "page", set()))
    assert not list(faults_of_colour(page, "page", set()))
    context.close()


def test_axe_is_asked_about_regions_where_it_would_find_one(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
    page, found = context.new_page(), []
    words = {"few": "Words", "wide": "W" * 300, "long": "Words<br>" * 30}
    for told, overflow in product(words.values(), ("auto", "scroll", "hidden", "visible")):
        style = f"width: 200px; height: 200px; overflow: {overflow}"
        page.set_content(f'<main><div style="{style}"><p>{told}</p></div></main>')
        found.append(bool(list(_found(page, "page", runOnly=OF_LENGTH))))
        assert page.evaluate(SCROLLS) == found[-1]
    assert found == [False] * 4 + [True, True, False, False] * 2
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
    kinds_dark: set[str],
    role: str,
    lang: str,
) -> None:
    """All rules judge each shape once; how far the words of a language reach is asked of each page.

    The rules ask for tags, colours, and whether there are words, not which; they are the same on a
    page of the same shape in another language. Colours are judged once for each kind of element,
    by day, and what a visitor sees also in the dark.
    """
    context = entered(chromium, portal, role)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.extend(failed(request)))
    for name, address, html in unseen(enter, role, lang, seen):
        page.goto(address)
        wide, scrolls = page.evaluate(WIDE_AND_SCROLLS)
        if wide > 0:
            faults.append(f"{name}: {wide} px too wide")
        own = shape(html)
        if own not in shapes:
            faults += faults_of(page, name, kinds)
        elif scrolls:
            faults += _found(page, name, runOnly=OF_LENGTH)
        shapes.add(own)
        if (role, lang) == ("visitor", "kk"):
            faults += faults_in_the_dark(page, name, kinds_dark)
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
    context = entered(chromium, portal, role, viewport=WIDE)
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
