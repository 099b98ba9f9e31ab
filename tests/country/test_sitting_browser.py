"""A sitting in real browsers: what the chair does, a visitor sees without doing anything."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import browser
from tests.country.conftest import served
from tests.country.test_browser import entered, on_sqlite
from tests.country.test_killed import run

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not browser.chromium(), reason="Chromium is not here"),
    on_sqlite,
]
LIVE = """
import json
import django
django.setup()
from maslikhat.sittings.models import Sitting
print(json.dumps([one.pk for one in Sitting.objects.running()]))
"""


@pytest.fixture(scope="module")
def hall() -> Iterator[tuple[Browser, str, str]]:
    """A browser, the address of a portal, and the path of the sitting that goes on there."""
    portal = served("sitting")
    (number,) = json.loads(run(portal.environment, "-c", LIVE).splitlines()[-1])
    with sync_playwright() as playwright, portal as address:
        opened = playwright.chromium.launch(
            executable_path=browser.chromium(), args=browser.ARGUMENTS
        )
        yield opened, address, f"/en/sittings/{number}/"
        opened.close()


def on_the_page(hall: tuple[Browser, str, str], role: str) -> tuple[BrowserContext, Page]:
    """The sitting as this role has it, its stream open."""
    opened, address, path = hall
    context = entered(opened, address, role)
    page = context.new_page()
    page.goto(address + path)
    expect(page.locator("html")).to_have_attribute("data-live-state", "open")
    return context, page


def test_a_visitor_follows_the_floor_and_the_stage(hall: tuple[Browser, str, str]) -> None:
    chairs, chair = on_the_page(hall, "chair")
    visitors, visitor = on_the_page(hall, "visitor")
    chair.get_by_role("button", name="End the speech").click()
    expect(visitor.locator("#floor .tag.live")).to_have_count(0)
    chair.get_by_role("button", name="Give the floor").click()
    expect(visitor.locator("#floor .tag.live")).to_have_text("Question to the speaker")
    chair.get_by_role("button", name="End the speech").click()
    chair.get_by_text("Other steps").click()
    chair.get_by_role("button", name="Announce the break").click()
    expect(visitor.get_by_text("There is a break.")).to_be_visible()
    chair.get_by_role("button", name="Go on").click()
    expect(visitor.get_by_text("There is a break.")).to_have_count(0)
    visitors.close()
    chairs.close()
