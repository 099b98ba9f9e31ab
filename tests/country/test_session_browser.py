"""A whole sitting in six browsers: a deputy loses the link, the portal is killed in a vote."""

import json
import re
import uuid

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser
from tests.country.test_browser import NARROW, entered
from tests.country.test_killed import killed, rows, run

pytestmark = browser.MARKS
# A sitting of one question is convened; three deputies, who are neither clerk nor chair, come in.
PREPARE = """
import json
import django
django.setup()
from django.test import RequestFactory
from maslikhat.accounts.actions import begin_session
from maslikhat.accounts.sessions import SessionStore
from maslikhat.demo import sittings as demo
from maslikhat.demo.cast import REGION, user_of
from maslikhat.demo.questions import WATER
from maslikhat.registry.models import Council, Mandate
from maslikhat.sittings import actions

council = Council.objects.get(code=REGION)
clerk, chair = user_of("clerk"), user_of("chair")
sitting = demo.convened_now(council, clerk, "Six", [WATER])
actions.move(sitting.items.get(), by=clerk, kind="main", texts=WATER.titles)
entered = Mandate.objects.on().of(council).filter(person__user__isnull=False)
cookies = []
for mandate in entered.exclude(person__user=chair).select_related("person__user")[:3]:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    begin_session(request, mandate.person.user, by=mandate.person.user)
    request.session.save()
    cookies.append(request.session.session_key)
print(json.dumps({"sitting": sitting.pk, "cookies": cookies}))
"""


def deputy(chromium: Browser, address: str, cookie: str) -> tuple[BrowserContext, Page]:
    """A deputy's phone."""
    context = chromium.new_context(viewport=NARROW, base_url=address)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    return context, context.new_page()


def listening(page: Page, path: str) -> Page:
    """The page with its stream open."""
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("data-live-state", "open", timeout=15_000)
    return page


def test_a_whole_sitting_in_six_browsers(chromium: Browser) -> None:
    portal = killed(f"session-{uuid.uuid4().hex[:6]}")
    told = json.loads(run(portal.environment, "-c", PREPARE).splitlines()[-1])
    path = f"/en/sittings/{told['sitting']}/"
    with portal as address:
        clerk = listening(entered(chromium, address, "clerk").new_page(), path)
        chair = listening(entered(chromium, address, "chair").new_page(), path)
        visitor = listening(entered(chromium, address, "visitor").new_page(), path)
        phones = [deputy(chromium, address, cookie) for cookie in told["cookies"]]
        contexts, pages = zip(*phones, strict=True)
        for page in pages:
            listening(page, path)
            page.get_by_role("button", name="I am in the hall").click()
        clerk.goto(f"{path}attendance/")
        clerk.get_by_role("button", name="All others are in the hall").click()
        chair.get_by_role("button", name="Open the sitting").click()
        expect(visitor.get_by_text("In progress")).to_be_visible()
        chair.get_by_role("button", name="Call item 1").click()
        expect(visitor.locator("#now")).to_contain_text("drinking water")
        expect(pages[0].get_by_role("button", name="Ask for the floor")).to_be_visible()
        pages[0].get_by_role("button", name="Ask for the floor").click()
        chair.get_by_role("button", name="Give the floor").click()
        expect(visitor.locator("#floor .tag.live")).to_have_text("Debate")
        chair.get_by_role("button", name="End the speech").click()
        chair.get_by_role("button", name="Put to the vote").click()
        vote = re.sub(r"^https?://[^/]+", "", chair.url)
        for page in pages:
            page.goto(vote)
        visitor.goto(vote)
        pages[0].get_by_role("button", name="For", exact=True).click()
        expect(pages[0].locator("#told")).to_have_text(re.compile("Received at"))
        expect(visitor.locator("#progress b")).to_have_text(re.compile(r"^\s*1 of "))
        contexts[1].set_offline(True)
        pages[1].get_by_role("button", name="For", exact=True).click()
        expect(pages[1].locator("#told")).to_have_text(re.compile("Kept on this device"))
        portal.kill()
        # While nobody answers, another votes: the device keeps it.
        pages[2].get_by_role("button", name="Against", exact=True).click()
        expect(pages[2].locator("#told")).to_have_text(re.compile("Kept on this device"))
    with portal:
        contexts[1].set_offline(False)
        for page in pages[1:]:
            expect(page.locator("#told")).to_have_text(re.compile("Received at"), timeout=60_000)
        listening(visitor, vote)
        expect(visitor.locator("#progress b")).to_have_text(re.compile(r"^\s*3 of "))
        listening(chair, vote)
        chair.get_by_role("button", name="Close the vote and count").click()
        expect(visitor.get_by_text("Not adopted").first).to_be_visible(timeout=15_000)
        chair.goto(path)
        chair.get_by_label("What became of the item").select_option(label="Not adopted")
        chair.get_by_role("button", name="End the item").click()
        chair.get_by_role("button", name="Close the sitting").first.click()
        visitor.goto(f"{path}minutes/")
        expect(visitor.get_by_text(re.compile("Result: Not adopted"))).to_be_visible()
        expect(visitor.get_by_text(re.compile(r"^For \(2\):"))).to_be_visible()
        expect(visitor.get_by_text(re.compile(r"^Against \(1\):"))).to_be_visible()
    votes = "SELECT count(*) FROM voting_vote JOIN voting_elector ON voting_elector.id = elector_id"
    assert rows(portal.environment, f"{votes} WHERE ballot_id = {vote.split('/')[3]}") == [(3,)]
    for context in chromium.contexts:
        context.close()
