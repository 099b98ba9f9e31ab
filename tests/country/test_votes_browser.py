"""A vote by name in a real browser: kept while the link is lost, received once, late when late."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser
from tests.country.conftest import served
from tests.country.test_killed import rows, run
from tests.country.test_votes_killed import CLOSE, PREPARE

pytestmark = browser.MARKS
WAITING = re.compile("Kept on this device, not yet received")


@pytest.fixture(scope="module")
def hall(chromium: Browser) -> Iterator[tuple[Browser, str, served, list[dict[str, object]]]]:
    """A browser, the address of a portal with two open votes, and who may vote in them."""
    portal = served("votes-browser")
    told = json.loads(run(portal.environment, "-c", PREPARE).splitlines()[-1])
    with portal as address:
        yield chromium, address, portal, told


def voter(hall, place: int) -> tuple[BrowserContext, Page]:
    """The page of the vote in the hands of this elector."""
    opened, address, _portal, told = hall
    context = opened.new_context(base_url=address, viewport={"width": 360, "height": 740})
    cookie = {"name": "sessionid", "value": told[place]["cookie"], "url": address}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"/en/votes/{told[place]['ballot']}/")
    return context, page


def kept(page: Page) -> list[str]:
    """The votes that this device has not got rid of."""
    found = page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('vote:'))")
    return [str(name) for name in found]


def test_three_buttons_fill_the_width_of_a_phone_and_answer_with_a_receipt(hall) -> None:
    context, page = voter(hall, 0)
    buttons = page.locator("[data-cast] button")
    assert buttons.count() == 3
    widths = [box["width"] for box in (buttons.nth(n).bounding_box() for n in range(3)) if box]
    assert min(widths) > 270
    buttons.nth(1).click()
    expect(page.locator("#told")).to_have_text(re.compile(r"Received at \d\d:\d\d:\d\d: Against\."))
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "true")
    assert kept(page) == []
    context.close()


def test_a_vote_without_a_link_is_kept_and_received_once_when_it_is_back(hall) -> None:
    context, page = voter(hall, 1)
    context.set_offline(True)
    page.locator("[data-cast] button").first.click()
    expect(page.locator("#told")).to_have_text(WAITING)
    assert len(kept(page)) == 1
    context.set_offline(False)
    expect(page.locator("#told")).to_have_text(re.compile("Received at .*: For"), timeout=15_000)
    assert kept(page) == []
    context.close()


def test_an_answer_that_is_lost_makes_no_second_vote(hall) -> None:
    context, page = voter(hall, 2)
    before = rows(hall[2].environment, "SELECT count(*) FROM voting_vote")[0][0]
    # The server receives it, and the device never hears.
    page.route("**/cast/", lambda route: (route.fetch(), route.abort()), times=1)
    page.locator("[data-cast] button").first.click()
    expect(page.locator("#told")).to_have_text(re.compile("Received at"), timeout=15_000)
    assert rows(hall[2].environment, "SELECT count(*) FROM voting_vote")[0][0] == before + 1
    context.close()


def test_without_a_script_the_form_votes_alike(hall) -> None:
    opened, address, _portal, told = hall
    context = opened.new_context(base_url=address, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": told[3]["cookie"], "url": address}])
    page = context.new_page()
    page.goto(f"/en/votes/{told[3]['ballot']}/")
    page.locator("[data-cast] button").nth(2).click()
    expect(page.locator("p.said").first).to_have_text(re.compile(r"Received at .*: Abstained\."))
    context.close()


def test_what_is_kept_until_after_closing_is_received_as_late(hall) -> None:
    """The last of the module: it closes the votes."""
    context, page = voter(hall, 4)
    page.route("**/cast/", lambda route: route.abort())
    page.locator("[data-cast] button").first.click()
    expect(page.locator("#told")).to_have_text(WAITING)
    run(hall[2].environment, "-c", CLOSE)
    page.unroute("**/cast/")
    sentence = re.compile("after closing, and not counted")
    expect(page.locator("#told")).to_have_text(sentence, timeout=40_000)
    assert kept(page) == []
    page.reload()
    expect(page.locator("#late")).to_contain_text("not counted")
    context.close()
