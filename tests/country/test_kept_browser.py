"""A sitting kept on a phone: read with the portal out of reach, and gone with its reader."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests import browser
from tests.country.conftest import served
from tests.country.test_browser import entered
from tests.country.test_killed import run
from tests.sittings.papers import words_of

pytestmark = browser.MARKS
COMING = """
import json
import django
django.setup()
from maslikhat.demo.cast import REGION
from maslikhat.sittings.models import Sitting
found = Sitting.objects.get(session__number="13", council__code=REGION)
print(json.dumps(found.pk))
"""
KEPT = "caches.keys()"
OWN = "For the maslikhat's own people only"


class Hall(NamedTuple):
    """A browser, a portal that can be out of reach, its address, and the path of a sitting."""

    browser: Browser
    portal: served
    address: str
    path: str

    def cut(self) -> None:
        """Nothing of the portal is reached any more, by the page or by its worker."""
        self.portal.__exit__()

    def mend(self) -> None:
        """It is reached again."""
        self.portal.__enter__()


@pytest.fixture(scope="module")
def opened(chromium: Browser) -> Iterator[Hall]:
    """A portal of their own, as each test puts it out of reach."""
    portal = served("kept")
    number = json.loads(run(portal.environment, "-c", COMING).splitlines()[-1])
    with portal as address:
        yield Hall(chromium, portal, address, f"/en/sittings/{number}/")


@pytest.fixture
def hall(opened: Hall) -> Iterator[Hall]:
    """It is within reach when a test begins, whatever became of the last one."""
    yield opened
    if opened.portal.process.poll() is not None:
        opened.mend()


def kept_by(hall: Hall, role: str) -> tuple[BrowserContext, Page]:
    """The sitting kept on the phone of this role."""
    context = entered(hall.browser, hall.address, role)
    page = context.new_page()
    page.goto(hall.path)
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.locator("#take [role=status]")).to_contain_text(
        "Kept on this phone at", timeout=30_000
    )
    return context, page


def is_out_of_reach(page: Page, path: str) -> bool:
    """Whether the browser has nothing to show at an address."""
    try:
        page.goto(path)
    except Error:
        return True
    return False


def test_without_a_network_the_page_and_the_pack_are_there_and_say_when(hall: Hall) -> None:
    context, page = kept_by(hall, "visitor")
    note = page.locator("#kept-note")
    expect(note).to_be_hidden()
    hall.cut()
    page.goto(hall.path)
    expect(note).to_be_visible()
    expect(note).to_contain_text("There is no connection. This page was kept on this phone at: ")
    assert page.locator("#kept-note b").inner_text().count(":") == 1
    expect(page.locator("#agenda")).to_be_visible()
    # With its styles, not bare.
    assert page.locator("#agenda").evaluate("(card) => getComputedStyle(card).borderTopWidth") > "0"
    with page.expect_download() as download:
        page.get_by_role("link", name="The whole pack in one PDF").click()
    pages = words_of(download.value.path().read_bytes())
    assert f"1 / {len(pages)}" in pages[0]
    # Nothing else of the portal passes through the worker.
    for other in ("/en/sittings/", "/en/", "/ru" + hall.path.removeprefix("/en")):
        assert is_out_of_reach(page, other), other
    hall.mend()
    page.goto(hall.path)
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_role("button", name="Remove from this phone")).to_be_hidden()
    assert page.evaluate(KEPT) == []
    context.close()


def test_what_a_deputy_keeps_goes_with_the_deputy(hall: Hall) -> None:
    context, page = kept_by(hall, "deputy-regional")
    (name,) = page.evaluate(KEPT)
    assert name.startswith("kept:") and not name.startswith("kept::")
    hall.cut()
    page.goto(hall.path)
    expect(page.locator("#kept-note")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="The whole pack in one PDF").click()
    assert OWN in words_of(download.value.path().read_bytes())[0].replace("\n", " ")
    hall.mend()
    page.goto("/en/desk/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(KEPT) == []
    hall.cut()
    assert is_out_of_reach(page, hall.path)
    assert is_out_of_reach(page, f"{hall.path}pack.pdf")
    hall.mend()
    context.close()


def test_what_was_withdrawn_goes_from_the_phone_when_the_page_is_opened(hall: Hall) -> None:
    context, page = kept_by(hall, "visitor")
    said = page.locator("#take [role=status]")
    expect(page.get_by_text("nobody can recall from afar")).to_be_visible()
    holds = page.evaluate("async (path) => (await fetch(path)).text()", f"{hall.path}pack.json")
    more = json.dumps({"holds": [*json.loads(holds)["holds"], "f" * 64]})
    for now, words, left in (
        (holds, "It opens at this address", 1),
        (more, "More papers were put since", 1),
        ('{"holds": []}', "so the copy was removed", 0),
    ):
        page.route("**/pack.json", lambda route, _asked, now=now: route.fulfill(body=now))
        page.reload()
        expect(said).to_contain_text(words)
        assert len(page.evaluate(KEPT)) == left
    expect(page.get_by_role("button", name="Remove from this phone")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    ("status", "now", "left"), [(404, "", 0), (200, '{"holds": []}', 0), (503, "", 1)]
)
def test_what_was_withdrawn_goes_from_the_phone_when_any_page_is_opened(
    hall: Hall, status: int, now: str, left: int
) -> None:
    context, page = kept_by(hall, "visitor")
    page.route("**/pack.json", lambda route, _asked: route.fulfill(status=status, body=now))
    with page.expect_response("**/pack.json"):
        page.goto("/en/councils/")
    page.wait_for_function("async (left) => (await caches.keys()).length === left", arg=left)
    context.close()


@pytest.mark.parametrize("next_one", ["visitor", "deputy-city"])
def test_nobody_else_on_the_same_phone_sees_what_was_kept(hall: Hall, next_one: str) -> None:
    context, page = kept_by(hall, "deputy-regional")
    # The session ends without a word: no button was pressed.
    context.clear_cookies()
    if next_one != "visitor":
        page.goto("/en/sign-in/")
        page.locator(f'form[action="/demo/enter/{next_one}/"] button').click()
        page.wait_for_url("**/desk/")
    else:
        page.goto("/en/councils/")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    hall.cut()
    assert is_out_of_reach(page, hall.path)
    hall.mend()
    context.close()


def test_without_a_script_there_are_plain_files(hall: Hall) -> None:
    context = entered(hall.browser, hall.address, "visitor", java_script_enabled=False)
    page = context.new_page()
    page.goto(hall.path)
    expect(page.get_by_role("button", name="Keep on this phone")).to_be_hidden()
    for link in ("The whole pack in one PDF", "The agenda to print, in large text"):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        assert download.value.path().read_bytes().startswith(b"%PDF-")
    context.close()
