"""Every page in a real browser: for all readers (axe), at 320 px, wide, dark, without scripts."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

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
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What was looked at: a page that another role sees alike is not looked at twice."""
    return set()


def unseen(enter: Enter, role: str, lang: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The name and address of each page of the role whose own part is not among the seen."""
    addresses = everywhere(lang)
    for name, html in made(enter, role, lang).items():
        found = OWN.search(html)
        assert found, name
        own = TOKEN.sub("", found[0])
        if own not in seen:
            seen.add(own)
            yield name, addresses[name]


def failed(request: Request) -> Iterator[str]:
    """What failed; the icon may still be on its way when the next page is opened."""
    if request.failure != "net::ERR_ABORTED":
        yield f"request: {request.url}: {request.failure}"


def faults_of(page: Page, name: str, **options: object) -> Iterator[str]:
    """What axe finds on the page that is open."""
    script = browser.axe()
    assert script
    if not page.evaluate("'axe' in window"):
        page.evaluate(script.read_text())
    asked = {"resultTypes": ["violations"], **options}
    found = page.evaluate(f"axe.run({json.dumps(asked)})")
    for fault in found["violations"]:
        yield f"{name}: {fault['id']}: {fault['nodes'][0]['html'][:120]}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_pass_axe_and_fit_a_narrow_phone(
    chromium: Browser, portal: str, enter: Enter, seen: set[str], role: str, lang: str
) -> None:
    context = entered(chromium, portal, role)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.extend(failed(request)))
    for name, address in unseen(enter, role, lang, seen):
        page.goto(address)
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            faults.append(f"{name}: {wide} px too wide")
        faults += faults_of(page, name)
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "deputy-city"])
@pytest.mark.parametrize("lang", ["ru"])
def test_wide_pages_pass_axe_too(chromium: Browser, portal: str, role: str, lang: str) -> None:
    context = entered(chromium, portal, role, viewport=WIDE)
    page, addresses, faults = context.new_page(), everywhere(lang), []
    for name in pages(role):
        page.goto(addresses[name])
        faults += faults_of(page, name)
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "deputy-city", "clerk"])
@pytest.mark.parametrize("lang", ["kk"])
def test_pages_are_whole_and_fit_a_phone_without_scripts(
    chromium: Browser, portal: str, role: str, lang: str
) -> None:
    context = entered(chromium, portal, role, java_script_enabled=False)
    page, addresses, faults = context.new_page(), everywhere(lang), []
    for name in pages(role):
        page.goto(addresses[name])
        if page.locator("main h1").count() != 1 or not page.locator("main h1").is_visible():
            faults.append(f"{name}: no heading is seen")
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            faults.append(f"{name}: {wide} px too wide")
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", ["kk"])
def test_dark_pages_have_contrast_too(chromium: Browser, portal: str, lang: str) -> None:
    context = entered(chromium, portal, "visitor", color_scheme="dark")
    page, addresses, faults = context.new_page(), everywhere(lang), []
    for name in pages("visitor"):
        page.goto(addresses[name])
        faults += faults_of(page, name, runOnly=["color-contrast"])
    context.close()
    assert not faults, "\n".join(faults)
