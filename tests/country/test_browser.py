"""Every page in a real browser: for all readers (axe), at 320 px, by script and without it."""

import os
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests import browser
from tests.conftest import KIND
from tests.country.addresses import everywhere
from tests.country.conftest import Enter
from tests.country.test_pages import LANGUAGES, pages, read

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not browser.chromium(), reason="Chromium is not here"),
    pytest.mark.skipif(not browser.axe(), reason="axe-core is not here"),
]
# One smoke journey on PostgreSQL; the look of the pages does not depend on the database.
on_sqlite = pytest.mark.skipif(KIND != "sqlite", reason="pages look alike on both databases")
ROLES = ("visitor", "clerk", "deputy-regional", "operator")
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# The part of a page that is not the same on all, but for the token of its forms.
OWN = re.compile(r"<main\b.*</main>", re.S)
TOKEN = re.compile(r'<input[^>]*name="csrfmiddlewaretoken"[^>]*>')


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this module."""
    # Its driver keeps an event loop in this thread; the tests read the database in between.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser.chromium(), args=browser.ARGUMENTS
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def entered(chromium: Browser, portal: str, role: str, **options: Any) -> BrowserContext:
    """A fresh browser profile in the hands of a role."""
    context = chromium.new_context(**{"viewport": NARROW, "base_url": portal, **options})
    if role != "visitor":
        page = context.new_page()
        page.goto("/en/sign-in/")
        page.locator(f'form[action="/demo/enter/{role}/"] button').click()
        page.wait_for_url("**/desk/")
        page.close()
    return context


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What was looked at: a page that another role sees alike is not looked at twice."""
    return set()


def unseen(client: Client, lang: str, seen: set[str], role: str) -> Iterator[tuple[str, str]]:
    """The name and address of each page of the role whose own part is not among the seen."""
    addresses = everywhere(lang)
    for name in pages(role):
        found = OWN.search(read(client, addresses[name]))
        assert found, name
        own = TOKEN.sub("", found[0])
        if own not in seen:
            seen.add(own)
            yield name, addresses[name]


def failed(request: Request) -> Iterator[str]:
    """What failed; the icon may still be on its way when the next page is opened."""
    if request.failure != "net::ERR_ABORTED":
        yield f"request: {request.url}: {request.failure}"


@on_sqlite
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_pages_pass_axe_and_fit_a_narrow_phone(
    chromium: Browser, portal: str, enter: Enter, seen: set[str], role: str, lang: str
) -> None:
    script = browser.axe()
    assert script
    context = entered(chromium, portal, role)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.extend(failed(request)))
    for name, address in unseen(enter(role), lang, seen, role):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            faults.append(f"{name}: {wide} px too wide")
        page.evaluate(script.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        faults += [
            f"{name}: {fault['id']}: {fault['nodes'][0]['html'][:120]}"
            for fault in found["violations"]
        ]
    context.close()
    assert not faults, "\n".join(faults)


@on_sqlite
@pytest.mark.parametrize("role", ["visitor", "deputy-city"])
def test_wide_pages_pass_axe_too(chromium: Browser, portal: str, role: str) -> None:
    script = browser.axe()
    assert script
    context = entered(chromium, portal, role, viewport=WIDE)
    page, addresses, faults = context.new_page(), everywhere("ru"), []
    for name in pages(role):
        page.goto(addresses[name])
        page.evaluate(script.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        faults += [f"{name}: {f['id']}: {f['nodes'][0]['html'][:120]}" for f in found["violations"]]
    context.close()
    assert not faults, "\n".join(faults)


@on_sqlite
@pytest.mark.parametrize("role", ["visitor", "deputy-city", "clerk"])
def test_pages_are_whole_and_fit_a_phone_without_scripts(
    chromium: Browser, portal: str, role: str
) -> None:
    context = entered(chromium, portal, role, java_script_enabled=False)
    page, addresses, faults = context.new_page(), everywhere("kk"), []
    for name in pages(role):
        page.goto(addresses[name])
        if page.locator("main h1").count() != 1 or not page.locator("main h1").is_visible():
            faults.append(f"{name}: no heading is seen")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            faults.append(f"{name}: {wide} px too wide")
    context.close()
    assert not faults, "\n".join(faults)


@on_sqlite
def test_dark_pages_have_contrast_too(chromium: Browser, portal: str) -> None:
    script = browser.axe()
    assert script
    context = entered(chromium, portal, "visitor", color_scheme="dark")
    page, addresses, faults = context.new_page(), everywhere("kk"), []
    for name in pages("visitor"):
        page.goto(addresses[name])
        page.evaluate(script.read_text())
        found = page.evaluate("axe.run({runOnly: ['color-contrast']})")
        faults += [f"{name}: {f['nodes'][0]['html'][:120]}" for f in found["violations"]]
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_deputy_answers_a_deputy_of_another_council(
    chromium: Browser, portal: str, scripts: bool
) -> None:
    words = f"Біздің тәжірибеміз {uuid.uuid4().hex[:8]}"
    first = entered(chromium, portal, "deputy-city", java_script_enabled=scripts)
    page = first.new_page()
    page.goto("/kk/dialogue/start/")
    _start(page, words)
    address = page.url
    first.close()
    second = entered(chromium, portal, "deputy-district", java_script_enabled=scripts)
    page = second.new_page()
    page.goto(address)
    page.locator("textarea[name=body]").fill(f"{words}: жауап")
    page.locator("form#reply button, form:has(textarea[name=body]) button.primary").first.click()
    expect(page.locator("article.post").nth(1)).to_contain_text(f"{words}: жауап")
    second.close()
    visitor = entered(chromium, portal, "visitor", java_script_enabled=scripts)
    page = visitor.new_page()
    page.goto(address.split("?")[0])
    expect(page.locator("h1")).to_have_text(words)
    visitor.close()


@on_sqlite
def test_what_others_do_appears_without_loading_the_page_anew(
    chromium: Browser, portal: str
) -> None:
    words = f"Тікелей {uuid.uuid4().hex[:8]}"
    first, second = (entered(chromium, portal, role) for role in ("deputy-city", "deputy-district"))
    asking, elsewhere, answering = first.new_page(), first.new_page(), second.new_page()
    asking.goto("/kk/dialogue/start/")
    _start(asking, words)
    asking.goto(asking.url.split("?")[0])
    elsewhere.goto("/kk/councils/")
    before = int("0" + re.sub(r"\D", "", elsewhere.locator("#notices").inner_text()))
    for page in (asking, elsewhere):
        page.evaluate("window.same = true")
        # A page in the background is hidden, and hears nothing.
        page.bring_to_front()
        expect(page.locator("html[data-live-state=open]")).to_have_count(1)
    asking.bring_to_front()
    answering.goto(asking.url)
    answering.locator("textarea[name=body]").fill("Бірінші сөз")
    answering.locator("form#reply button.primary").click()
    reply = asking.locator("article.post").nth(1)
    expect(reply).to_contain_text("Бірінші сөз")
    answering.locator("article.post").nth(1).locator("a[href$='/edit/']").click()
    answering.locator("textarea[name=body]").fill("Түзетілген сөз")
    answering.locator("form:has(textarea[name=body]) button.primary").click()
    expect(reply).to_contain_text("Түзетілген сөз")
    answering.bring_to_front()
    answering.goto(asking.url)
    expect(answering.locator("html[data-live-state=open]")).to_have_count(1)
    asking.bring_to_front()
    reply.locator("form[action$='/useful/'] button").click()
    answering.bring_to_front()
    own = answering.locator("article.post").nth(1)
    expect(own.locator("footer")).to_contain_text("1", timeout=10_000)
    elsewhere.bring_to_front()
    expect(elsewhere.locator("#notices")).to_contain_text(str(before + 1), timeout=20_000)
    assert all(page.evaluate("window.same") for page in (asking, elsewhere))
    for context in (first, second):
        context.close()


def _start(page: Page, words: str) -> None:
    """Fill in the form of a new topic in the room of the whole country and send it."""
    page.locator("input[name=title]").fill(words)
    page.locator("textarea[name=body]").fill(f"{words}: мәтін")
    page.locator("select[name=room]").select_option("national")
    page.locator("select[name=rubric]").select_option("environment")
    page.locator("form:has(textarea[name=body]) button.primary").click()
    page.wait_for_url("**/dialogue/topics/**")


@on_sqlite
def test_filters_answer_without_loading_the_page_anew(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto("/en/councils/")
    page.evaluate("window.same = true")
    page.locator("select[name=level]").select_option("city")
    expect(page.locator("#councils [role=status]")).to_have_text("38 maslikhats found")
    assert page.evaluate("window.same") is True
    assert "level=city" in page.url
    context.close()


@on_sqlite
def test_the_text_grows_and_stays_large(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto("/kk/")
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.locator("label[for=size-3]").click()
    page.goto("/kk/about/")
    large = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert large > usual * 1.3
    context.close()
