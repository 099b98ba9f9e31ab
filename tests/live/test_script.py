"""The page's script in a real browser: regions fetch themselves, and hidden tabs let go."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import browser
from tests.live.conftest import Country, Server
from tests.live.reader import eventually
from tests.live.test_doors import open_streams

pytestmark = browser.MARKS
NUMBER = re.compile(r"^[1-9]\d*$")
HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context()
    yield made
    made.close()


@pytest.fixture
def server(country: Country) -> Server:
    return country.servers[0]


def shown(context: BrowserContext, server: Server, name: str) -> Page:
    """The page of this channel, listening; what goes wrong in its script fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"http://localhost:{server.port}/en/t/pages/{name}/")
    expect(page.locator("html[data-live-state=open]")).to_have_count(1)
    return page


def told(page: Page) -> str:
    return page.locator("#region").inner_text()


def test_two_tabs_fetch_what_has_changed(
    country: Country, server: Server, context: BrowserContext
) -> None:
    pages = [shown(context, server, "tabs") for _ in range(2)]
    country.workers[0].do("publish tabs reply:1")
    for page in pages:
        expect(page.locator("#region")).to_have_text(NUMBER)


def test_many_events_are_one_fetch(
    country: Country, server: Server, context: BrowserContext
) -> None:
    page = shown(context, server, "burst")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/region/" in one.url else None)
    country.workers[0].do("many burst 100")
    expect(page.locator("#region")).to_have_text(NUMBER)
    page.wait_for_timeout(500)
    assert 1 <= len(asked) <= 3


def test_what_happens_while_a_region_is_fetched_is_fetched_after_it(
    country: Country, server: Server, context: BrowserContext
) -> None:
    page, held = shown(context, server, "slow"), []

    def keep_back(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/region/**", keep_back)
    country.workers[0].do("publish slow reply:1")
    assert eventually(lambda: page.wait_for_timeout(20) or held)
    answer = held[0].fetch()
    country.workers[0].do("publish slow reply:2")
    page.wait_for_timeout(300)
    held[0].fulfill(response=answer)
    expect(page.locator("#region")).not_to_have_text(re.compile("^0$"))
    first = int(NUMBER.search(answer.text().split(">")[1].split("<")[0])[0])  # type: ignore[index]
    expect(page.locator("#region")).to_have_text(str(first + 1))
    assert len(held) == 2


def test_a_fetch_that_fails_is_tried_again_and_a_refusal_is_not_shown(
    country: Country, server: Server, context: BrowserContext
) -> None:
    page = shown(context, server, "failing")
    answers = [503, 0, 429, 404]
    asked: list[int] = []

    def fail(route: Route) -> None:
        asked.append(answers.pop(0) if answers else 200)
        if asked[-1] == 0:
            route.abort("connectionreset")
        elif asked[-1] == 200:
            route.continue_()
        else:
            route.fulfill(status=asked[-1], body="<p>No</p>")

    page.route("**/region/**", fail)
    country.workers[0].do("publish failing reply:1")
    assert eventually(lambda: page.wait_for_timeout(20) or len(asked) == 4, 20)
    page.wait_for_timeout(1500)
    # What is refused for good is not asked for again, until something more happens.
    assert asked == [503, 0, 429, 404] and told(page) == "0"
    country.workers[0].do("publish failing reply:2")
    expect(page.locator("#region")).to_have_text(NUMBER)


def test_a_hidden_tab_lets_its_stream_go_and_hears_the_rest_when_shown(
    country: Country, server: Server, context: BrowserContext
) -> None:
    page = shown(context, server, "hidden")
    assert eventually(lambda: open_streams(server) == 1)
    page.evaluate(HIDE, "hidden")
    assert eventually(lambda: open_streams(server) == 0)
    country.workers[0].do("publish hidden away")
    page.wait_for_timeout(300)
    assert told(page) == "0"
    page.evaluate(HIDE, "visible")
    expect(page.locator("#region")).to_have_text(NUMBER)
    before = told(page)
    page.evaluate(HIDE, "hidden")
    page.evaluate(HIDE, "visible")
    page.wait_for_timeout(1500)
    # What was heard before is not heard again.
    assert told(page) == before
    assert open_streams(server) == 1


def test_a_page_outlives_a_restart_of_the_server(
    another: Callable[..., Country], context: BrowserContext
) -> None:
    country = another()
    server, worker = country.serve(), country.worker()
    page = shown(context, server, "restart")
    server.kill()
    worker.do("publish restart meanwhile")
    server.start()
    expect(page.locator("#region")).to_have_text(NUMBER, timeout=20_000)


def test_what_failed_without_a_network_is_tried_as_soon_as_there_is_one(
    country: Country, server: Server, context: BrowserContext
) -> None:
    # The longest wait after each failure: 1, 2, 4 seconds.
    context.add_init_script("Math.random = () => 1")
    page = context.new_page()
    page.route("**/live/?t=*", lambda route: route.abort("internetdisconnected"))
    page.goto(f"http://localhost:{server.port}/en/t/pages/offline/")
    page.wait_for_timeout(2000)
    context.set_offline(True)
    page.wait_for_timeout(1500)
    page.unroute("**/live/?t=*")
    context.set_offline(False)
    expect(page.locator("html[data-live-state=open]")).to_have_count(1, timeout=2500)
    context.set_offline(True)
    country.workers[0].do("publish offline reply:1")
    page.wait_for_timeout(3500)
    assert told(page) == "0"
    context.set_offline(False)
    expect(page.locator("#region")).to_have_text(NUMBER, timeout=2500)


def test_a_revoked_page_signs_anew_when_it_may_and_gives_up_when_it_may_not(
    country: Country, server: Server, context: BrowserContext
) -> None:
    worker = country.workers[0]
    page = shown(context, server, "closed")
    worker.do("revoke closed")
    # Everything may have changed: the region fetches itself.
    expect(page.locator("#region")).to_have_text(NUMBER, timeout=20_000)
    expect(page.locator("html[data-live-state=open]")).to_have_count(1, timeout=20_000)
    before = told(page)
    worker.do("publish closed again")
    expect(page.locator("#region")).not_to_have_text(before)
    # The page is still there and is live no more.
    page.evaluate("history.replaceState(null, '', '?still')")
    worker.do("revoke closed")
    expect(page.locator("html[data-live-state=over]")).to_have_count(1, timeout=20_000)
    assert eventually(lambda: open_streams(server) == 0)


def test_without_a_script_the_page_is_whole(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://localhost:{server.port}/en/t/pages/plain/")
    assert told(page) == "0"
    assert page.locator("[data-live]").is_hidden()
    context.close()
