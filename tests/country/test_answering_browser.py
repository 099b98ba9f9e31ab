"""An official answers in a real browser: what was typed outlives a session and goes once sent."""

import datetime as dt
import uuid

import pytest
from playwright.sync_api import Browser, Page, expect

from maslikhat.kit.days import today
from tests import browser
from tests.country.addresses import everywhere
from tests.country.test_browser import entered

pytestmark = [*browser.MARKS, pytest.mark.django_db]
PROMISE = (today() + dt.timedelta(days=40)).isoformat()
TEXT, SIGNED = "textarea[name=text]", "input[name=signed]"
OFFICE, PROMISED = "select[name=office]", "input[name=promised_on]"


def typing(page: Page, words: str) -> None:
    """The answer form with these words, as a person types them."""
    page.goto(everywhere("kk")["commitments:answer"])
    page.locator(TEXT).click()
    page.keyboard.type(words)
    page.locator(SIGNED).fill("Басқарма басшысы")
    page.locator(OFFICE).select_option("deputy_head")


def kept(page: Page) -> list[str]:
    """The names of what this device keeps of typed words."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('typed:'))"
    )
    return found


def test_an_answer_outlives_a_session_and_goes_once_it_is_sent(
    chromium: Browser, portal: str
) -> None:
    words = f"Жауап {uuid.uuid4().hex[:8]}"
    context = entered(chromium, portal, "official")
    page = context.new_page()
    typing(page, words)
    page.locator(PROMISED).fill(PROMISE)
    page.reload()
    expect(page.locator(TEXT)).to_have_value(words)
    # The session has ended by itself; the form is sent all the same.
    context.clear_cookies(name="sessionid")
    page.locator("#form button.primary").click()
    page.wait_for_url("**/sign-in/**")
    assert len(kept(page)) == 1
    page.locator('form[action="/demo/enter/official/"] button').click()
    # Back at the form, and nothing is to be looked for.
    page.wait_for_url("**/answer/")
    expect(page.locator(TEXT)).to_have_value(words)
    expect(page.locator(SIGNED)).to_have_value("Басқарма басшысы")
    # What was chosen came back too: whose signature it was is no small thing.
    expect(page.locator(OFFICE)).to_have_value("deputy_head")
    expect(page.locator(PROMISED)).to_have_value(PROMISE)
    page.locator("#form button.primary").click()
    expect(page.locator("#course")).to_contain_text(words)
    assert kept(page) == []
    context.close()


def test_what_was_typed_goes_with_who_typed_it(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "official")
    page = context.new_page()
    page.goto(everywhere("kk")["commitments:report_done"])
    page.locator(TEXT).click()
    page.keyboard.type("Жұмыс аяқталды")
    assert len(kept(page)) == 1
    page.goto("/kk/desk/")
    page.locator("form[data-forget] button").click()
    page.wait_for_load_state()
    assert kept(page) == []
    context.close()
