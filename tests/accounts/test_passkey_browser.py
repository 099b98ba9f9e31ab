"""A passkey made and used in a real browser, under the real server and its strict policy."""

import signal
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import browser, forks
from tests.accounts.conftest import PASSWORD
from tests.conftest import copy_portal
from tests.postgres import free_port

pytestmark = browser.MARKS

SERVE = (
    "import sys; from maslikhat.gateway.serve import serve; serve('localhost', int(sys.argv[1]))"
)
MAKE = f"""
import django; django.setup()
from maslikhat.accounts import actions
user = actions.make_user(by=None, username='aigul')
actions.set_password(user, by=user, password={PASSWORD!r})
"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server with its own copy of the portal, and one user."""
    port = str(free_port())
    environment = {**copy_portal("passkey"), "PORT": port}
    made = forks.run(["-c", MAKE], environment)
    assert made.returncode == 0, made.stderr
    server = forks.Started(["-c", SERVE, port], environment)
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/kk/sign-in/")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {address}")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of Chromium with a virtual authenticator that recognises its owner."""
    page = chromium.new_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    page.context.close()


def test_a_passkey_is_made_and_signs_in_alone(site: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if "Policy" in line.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(f"{site}/en/sign-in/?next=/en/account/")
    page.get_by_label("E-mail or sign-in number").fill("aigul")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{site}/en/account/passkeys/")
    assert page.get_by_text("Chrome, Linux").is_visible()

    page.goto(f"{site}/en/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/en/sign-in/?next=/en/account/")
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_text("Your sign-in number: aigul").wait_for()
    assert said == []
