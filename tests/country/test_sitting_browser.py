"""A sitting in real browsers: what the chair does, a visitor sees without doing anything."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from maslikhat.sittings.rehearsal.script import BEATS, SECONDS
from tests import browser
from tests.country.conftest import served
from tests.country.test_browser import entered
from tests.country.test_killed import run

pytestmark = browser.MARKS
NOTHING_TO_SCROLL = "document.documentElement.scrollHeight <= window.innerHeight"
OPENED_ANEW = "performance.getEntriesByType('navigation')[0].type === 'reload'"
LIVE = """
import json
import django
django.setup()
from maslikhat.sittings.models import Sitting
print(json.dumps([one.pk for one in Sitting.objects.running()]))
"""


@pytest.fixture(scope="module")
def hall(chromium: Browser) -> Iterator[tuple[Browser, str, str]]:
    """A browser, the address of a portal, and the path of the sitting that goes on there."""
    portal = served("sitting")
    (number,) = json.loads(run(portal.environment, "-c", LIVE).splitlines()[-1])
    with portal as address:
        yield chromium, address, f"/en/sittings/{number}/"


def on_the_page(hall: tuple[Browser, str, str], role: str) -> tuple[BrowserContext, Page]:
    """The sitting as this role has it, its stream open."""
    opened, address, path = hall
    context = entered(opened, address, role)
    page = context.new_page()
    page.goto(address + path)
    expect(page.locator("html")).to_have_attribute("data-live-state", "open")
    return context, page


def test_the_screen_of_the_hall_follows_the_sitting(hall: tuple[Browser, str, str]) -> None:
    opened, address, path = hall
    chairs, chair = on_the_page(hall, "chair")
    walls = opened.new_context(viewport={"width": 1280, "height": 720})
    wall = walls.new_page()
    wall.goto(f"{address}{path}screen/")
    expect(wall.locator("html")).to_have_attribute("data-live-state", "open")
    if chair.get_by_role("button", name="End the speech").count():
        chair.get_by_role("button", name="End the speech").click()
    chair.get_by_text("Other steps").click()
    chair.get_by_role("button", name="Announce the break").click()
    expect(wall.locator(".scene.break [data-left]")).to_have_text(re.compile(r"^1[45]:\d\d$"))
    chair.get_by_role("button", name="Go on").click()
    expect(wall.locator(".scene.break")).to_have_count(0)
    chair.get_by_role("button", name="Put to the vote").first.click()
    expect(wall.locator(".scene.vote")).to_be_visible()
    # The vote has a channel of its own, for which the screen has opened itself anew.
    expect(wall.locator("#screen")).to_have_attribute("data-live-on", re.compile(" ballot:"))
    wall.wait_for_function(OPENED_ANEW)
    expect(wall.locator("html")).to_have_attribute("data-live-state", "open")
    wall.wait_for_function(NOTHING_TO_SCROLL)
    chair.get_by_role("button", name="Close the vote and count").click()
    expect(wall.locator(".scene.result .verdict")).to_be_visible()
    wall.wait_for_function(NOTHING_TO_SCROLL)
    walls.close()
    chairs.close()


# The debate of the rehearsal has ten seconds by its regulations, and lasts longer.
DEBATE = next(
    place for place, beat in enumerate(BEATS) if beat.act == "give_floor" and beat.seconds > SECONDS
)


def test_a_timer_runs_and_says_plainly_when_the_time_is_over(
    hall: tuple[Browser, str, str],
) -> None:
    opened, address, _path = hall
    context = opened.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/sittings/rehearsal/?step={DEBATE}")
    shown, over = page.locator("[data-left]"), page.locator("[data-over]")
    expect(shown).to_have_text(re.compile(r"^00:\d\d$"))
    expect(over).to_be_hidden()
    expect(over).to_be_visible(timeout=15_000)
    expect(over).to_have_text("The time is over")
    expect(shown).to_have_text(re.compile(r"^−00:\d\d$"))
    context.close()
    plain = opened.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{address}/en/sittings/rehearsal/?step={DEBATE}")
    expect(page.get_by_text(re.compile(r"time until \d\d:\d\d:\d\d"))).to_be_visible()
    expect(page.locator("[data-left]")).to_be_hidden()
    page.get_by_role("link", name="Next step").click()
    expect(page.get_by_text("The chair ends the speech.")).to_be_visible()
    plain.close()


def test_the_rehearsal_plays_by_itself(hall: tuple[Browser, str, str]) -> None:
    opened, address, _path = hall
    context = opened.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/sittings/rehearsal/")
    step = page.locator("#rehearsal .caption .eyebrow")
    first = step.inner_text()
    expect(step).not_to_have_text(first, timeout=25_000)
    page.get_by_role("link", name="Pause").click()
    expect(page.get_by_role("link", name="Let it play")).to_be_visible()
    context.close()


def test_a_training_is_taken_by_clicks(hall: tuple[Browser, str, str]) -> None:
    opened, address, _path = hall
    context = opened.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/sittings/rehearsal/deputy/")
    page.get_by_role("button", name="Take no part").click()
    expect(page.get_by_role("alert").filter(has_text="A hint.")).to_contain_text(
        "The item is not being considered. Call it first."
    )
    for words in ("I am in the hall", "Ask a question", "Move an amendment", "Your vote: For"):
        page.get_by_role("button", name=words).click()
        expect(page.locator("#happened")).to_be_visible()
    page.get_by_role("button", name="Your vote: Against").click()
    page.get_by_role("button", name="Take no part").click()
    expect(page.get_by_text("12 for of 25: there is a quorum")).to_be_visible()
    page.get_by_role("button", name="Your vote: For").click()
    expect(page.get_by_text("before the doors are closed")).to_be_visible()
    page.get_by_role("button", name="Your vote: For").click()
    expect(page.get_by_text("1 step was refused on the way.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
