"""An open page of a topic misses nothing and shows nothing twice, on a bad line too."""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from subprocess import PIPE

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import browser
from tests.country.conftest import served
from tests.country.test_browser import entered
from tests.forks import Started

pytestmark = browser.MARKS
TOPIC = 1
AFTER = re.compile(r"/after/\?")
CHANGED = re.compile(r"/changed/\?")
HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
Say = Callable[[str], None]


@pytest.fixture(scope="module")
def talk() -> Iterator[tuple[str, Say]]:
    """A portal in which deputies say what they are told to: its address, and how to tell them."""
    place = served("talking")
    with place as address:
        worker = Started(["-m", "tests.country.talk"], place.environment, stdin=PIPE, stdout=PIPE)

        def say(line: str) -> None:
            worker.stdin.write(f"{line}\n")
            worker.stdin.flush()
            assert worker.stdout.readline() == "done\n", line

        yield address, say
        worker.stdin.close()
        worker.wait(20)
        worker.stdout.close()


@pytest.fixture
def context(chromium: Browser, talk: tuple[str, Say]) -> Iterator[BrowserContext]:
    made = entered(chromium, talk[0], "visitor")
    yield made
    made.close()


@pytest.fixture
def say(talk: tuple[str, Say]) -> Say:
    return talk[1]


def listening(context: BrowserContext) -> Page:
    """The last page of the topic, with its stream open."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"/en/dialogue/topics/{TOPIC}/")
    while further := page.locator("nav.pager a[rel=next]").all():
        further[0].click()
    expect(page.locator("html[data-live-state=open]")).to_have_count(1)
    return page


def word() -> str:
    return f"w{uuid.uuid4().hex[:8]}"


def shown(page: Page, text: str) -> Counter[str]:
    """How often each text with this word stands on the page."""
    return Counter(page.locator("article.post .body").filter(has_text=text).all_inner_texts())


def once(text: str, count: int) -> Counter[str]:
    return Counter(f"{text} {number}." for number in range(1, count + 1))


def last_of(page: Page, text: str, count: int) -> None:
    """Wait until the last text of these stands on the page."""
    expect(page.locator("article.post").last).to_contain_text(f"{text} {count}.", timeout=30_000)


class Held:
    """A line on which the first answer is on its way until it is let go."""

    def __init__(self, page: Page, address: re.Pattern[str]) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(address, self.take)

    def take(self, route: Route) -> None:
        """Only the first is kept back."""
        self.routes.append(route)
        if len(self.routes) > 1:
            route.continue_()

    def let_go(self, while_on_its_way: Callable[[], None]) -> None:
        """Have the portal answer, then something happen, and only then the answer arrive."""
        answer = self.routes[0].fetch()
        while_on_its_way()
        self.page.wait_for_timeout(500)
        self.routes[0].fulfill(response=answer)

    def wait(self) -> None:
        for _ in range(100):
            if self.routes:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("nothing was asked")


def test_replies_that_come_while_others_are_fetched_are_shown_once(
    context: BrowserContext, say: Say
) -> None:
    page, text, more = listening(context), word(), word()
    held = Held(page, AFTER)
    say(f"reply {TOPIC} 1 {text}")
    held.wait()
    held.let_go(lambda: say(f"reply {TOPIC} 2 {more}"))
    last_of(page, more, 2)
    page.wait_for_timeout(500)
    assert shown(page, text) == once(text, 1)
    assert shown(page, more) == once(more, 2)


@pytest.mark.parametrize("how", ["no answer", "an error"])
def test_a_fetch_that_fails_is_tried_again(context: BrowserContext, say: Say, how: str) -> None:
    page, text = listening(context), word()
    failures: list[str] = []

    def fail_twice(route: Route) -> None:
        if len(failures) == 2:
            route.continue_()
            return
        failures.append(route.request.url)
        if how == "an error":
            route.fulfill(status=503, body="<p>Later</p>")
        else:
            route.abort("connectionreset")

    page.route(AFTER, fail_twice)
    say(f"reply {TOPIC} 3 {text}")
    last_of(page, text, 3)
    assert len(failures) == 2
    assert shown(page, text) == once(text, 3)


def test_a_burst_of_replies_is_shown_whole_and_once(context: BrowserContext, say: Say) -> None:
    page, text = listening(context), word()
    say(f"reply {TOPIC} 40 {text}")
    last_of(page, text, 40)
    page.wait_for_timeout(500)
    assert shown(page, text) == once(text, 40)


def test_a_hundred_and_twenty_replies_missed_are_all_fetched(
    context: BrowserContext, say: Say
) -> None:
    page, text = listening(context), word()
    page.evaluate(HIDE, "hidden")
    page.wait_for_timeout(300)
    say(f"reply {TOPIC} 120 {text}")
    page.evaluate(HIDE, "visible")
    last_of(page, text, 120)
    page.wait_for_timeout(500)
    assert shown(page, text) == once(text, 120)


def test_of_three_changes_in_a_row_none_is_lost(context: BrowserContext, say: Say) -> None:
    page, text = listening(context), word()
    say(f"reply {TOPIC} 3 {text}")
    last_of(page, text, 3)
    posts = [int((one.get_attribute("id") or "")[5:]) for one in page.locator("article.post").all()]
    first, second, third = posts[-3:]
    held, changed = Held(page, CHANGED), word()
    say(f"edit {changed} {first}")
    held.wait()

    def two_more() -> None:
        for post in (second, third):
            say(f"edit {changed} {post}")
            page.wait_for_timeout(200)

    held.let_go(two_more)
    for post in (first, second, third):
        body = page.locator(f"#post-{post} .body")
        expect(body).to_have_text(f"{changed} {post}.", timeout=15_000)


def test_a_change_of_a_reply_that_is_still_on_its_way_is_not_lost(
    context: BrowserContext, say: Say
) -> None:
    page, text, changed = listening(context), word(), word()
    say(f"reply {TOPIC} 1 {text}")
    last_of(page, text, 1)
    before = int((page.locator("article.post").last.get_attribute("id") or "")[5:])
    held = Held(page, AFTER)
    say(f"reply {TOPIC} 1 {text}x")
    held.wait()
    held.let_go(lambda: say(f"edit {changed} {before + 1}"))
    expect(page.locator(f"#post-{before + 1} .body")).to_have_text(
        f"{changed} {before + 1}.", timeout=15_000
    )


@pytest.mark.parametrize("which", ["the first", "the last"])
def test_every_page_of_a_topic_says_live_that_it_is_closed_and_that_it_goes_on(
    chromium: Browser, talk: tuple[str, Say], which: str
) -> None:
    address, say = talk
    say(f"reply {TOPIC} 55 {word()}")
    context = entered(chromium, address, "deputy-city")
    page, later = context.new_page(), context.new_page()
    for one in (page, later):
        one.goto(f"/kk/dialogue/topics/{TOPIC}/")
        if which == "the last":
            one.locator("nav.pager a[rel=next]").click()
        expect(one.locator("html[data-live-state=open]")).to_have_count(1)
        if one is page:
            one.locator("#reply textarea").fill("Менің сөзім")
            say(f"close {TOPIC}")
            expect(one.locator("#closing .closed")).to_be_visible()
            expect(one.locator("#reply .primary")).to_be_hidden()
    expect(later.locator("#reply")).to_have_count(0)
    say(f"reopen {TOPIC}")
    expect(page.locator("#reply .primary")).to_be_visible()
    expect(page.locator("#closing")).to_have_text(re.compile(r"^\s*$"), use_inner_text=True)
    assert page.locator("#reply textarea").input_value() == "Менің сөзім"
    later.locator("#closing a").click()
    expect(later.locator("#reply .primary")).to_be_visible()
    context.close()
