"""Whoever is at a session of a council, each with a browser, and what they do on its pages."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from maslikhat.kit.days import ALMATY
from tests.country.test_browser import NARROW, WIDE, entered

DRAFT, ROADS, HONOUR = "A decision for the test", "О дорогах", "О грамоте"
SECRET, CHAIR, MORE = "Құпия мәселе", "Об избрании", "Дополнительный вопрос"
UNDER = "Regulations, art. 7"


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


def press(page: Page, name: str) -> None:
    """The button or the link of this name, as a person finds it."""
    here = page.get_by_role("button", name=name, exact=True)
    here.or_(page.get_by_role("link", name=name, exact=True)).first.click()


def fill(page: Page, **told: str) -> None:
    """A form by the names of its fields."""
    for name, value in told.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


class Hall:
    """Whoever is at the session, and what each of them does on the pages of it."""

    def __init__(self, chromium: Browser, address: str, told: list[list[str]]) -> None:
        self.clerk = entered(chromium, address, "clerk").new_page()
        self.chair = entered(chromium, address, "chair").new_page()
        self.visitor = entered(chromium, address, "visitor").new_page()
        phones = [deputy(chromium, address, cookie) for cookie, _name in told]
        self.contexts, self.pages = zip(*phones, strict=True)
        self.names = [name for _cookie, name in told]
        self.path = ""

    def plan(self) -> None:
        """The session, its sitting in half an hour, and the agenda."""
        self.clerk.goto("/en/sittings/")
        press(self.clerk, "Plan a session")
        fill(self.clerk, number="77")
        press(self.clerk, "Go on to the sitting")
        begins = dt.datetime.now(ALMATY) + dt.timedelta(minutes=30)
        fill(self.clerk, starts_at=f"{begins:%Y-%m-%dT%H:%M}", hall_kk="Зал", hall_ru="Зал")
        press(self.clerk, "Plan the sitting")
        self.path = re.sub(r"^https?://[^/]+", "", self.clerk.url)
        self.put(kind="Draft decision", decision=DRAFT)
        self.put(title_kk="Жолдар", title_ru=ROADS)
        self.put(title_kk="Грамота", title_ru=HONOUR)
        self.put(title_kk=SECRET, title_ru=SECRET, is_closed=True)
        election = {"kind": "Election", "office": "Chair of a commission"}
        self.put(**election, title_kk="Сайлау", title_ru=CHAIR)

    def put(self, *, is_closed: bool = False, **told: str) -> None:
        """A question comes onto the agenda."""
        press(self.clerk, "Put a question on the agenda")
        fill(self.clerk, **told)
        if is_closed:
            self.clerk.get_by_label("It is considered behind closed doors").check()
        press(self.clerk, "Put on the agenda")

    def convene(self, paper: Path) -> None:
        """Notice, materials, and a question that comes after the notice."""
        press(self.clerk, "Convene the sitting")
        fill(self.clerk, although="Urgent")
        press(self.clerk, "Send the notice")
        press(self.clerk, "Put a paper there")
        self.clerk.locator("main [name=file]").set_input_files(paper)
        fill(self.clerk, name="Анықтама")
        press(self.clerk, "Put the paper there")
        press(self.clerk, "Send the materials")
        self.clerk.get_by_text("Other steps").click()
        self.put(title_kk="Қосымша", title_ru=MORE, added_under_kk=UNDER, added_under_ru=UNDER)
        self.visitor.goto(self.path)
        expect(self.visitor.locator("#agenda .note").filter(has_text=UNDER)).to_be_visible()
        expect(self.visitor.locator("main")).not_to_contain_text(SECRET)
        # An invitation is in the inbox; the calendar of the deputy has the sitting.
        self.pages[0].goto("/en/notices/")
        expect(self.pages[0].locator("main")).to_contain_text("convened a sitting")

    def gather(self) -> None:
        """One is in the hall, one at the link, one excused by the clerk, all others there."""
        for page, where in zip(
            self.pages, ("I am in the hall", "I take part remotely"), strict=False
        ):
            page.goto(self.path)
            press(page, where)
        self.pages[2].goto(self.path)
        press(self.pages[2], "I am in the hall")
        self.clerk.set_viewport_size(WIDE)
        self.clerk.goto(f"{self.path}attendance/")
        left = "all => all.map(one => one.getBoundingClientRect().left)"
        assert len(set(self.clerk.locator("ul.attendance select").evaluate_all(left))) == 1
        self.clerk.set_viewport_size(NARROW)
        unsaid = self.clerk.locator("ul.attendance form").filter(has_text="not said yet").first
        unsaid.locator("select").select_option("excused:illness")
        unsaid.get_by_role("button", name="Note").click()
        press(self.clerk, "All others are in the hall")
        listening(self.chair, self.path)
        listening(self.visitor, self.path)
        press(self.chair, "Open the sitting")
        expect(self.visitor.get_by_text("In progress")).to_be_visible()

    def call(self, number: int) -> None:
        """The chair calls the next item; the visitor sees it come up."""
        self.chair.goto(self.path)
        press(self.chair, f"Call item {number}")
        expect(self.visitor.locator(".now .eyebrow")).to_contain_text(f"Item {number}")

    def speak(self) -> None:
        """A deputy asks for the floor, has it with a timer, and there is a break afterwards."""
        self.pages[0].goto(self.path)
        press(self.pages[0], "Ask for the floor")
        listening(self.chair, self.path)
        press(self.chair, "Give the floor")
        expect(self.visitor.locator("#floor .tag.live")).to_have_text("Debate")
        expect(self.visitor.locator("#floor [data-left]")).to_have_text(re.compile(r"^0\d:\d\d$"))
        press(self.chair, "End the speech")
        expect(self.visitor.locator("#floor .tag.live")).to_have_count(0)
        self.chair.get_by_text("Other steps").click()
        press(self.chair, "Announce the break")
        expect(self.visitor.get_by_text("There is a break since")).to_be_visible()
        press(self.chair, "Go on")
        expect(self.visitor.get_by_text("There is a break since")).to_have_count(0)

    def amend(self) -> None:
        """Two amend in one language each; one takes it back, the clerk completes the other."""
        for page, told in (
            (self.pages[1], {"text_ru": "До мая"}),
            (self.pages[2], {"text_kk": "А"}),
        ):
            page.goto(self.path)
            press(page, "Move an amendment")
            fill(page, **told)
            press(page, "Move it")
        press(self.pages[2], "Take the motion back")
        self.clerk.goto(self.path)
        press(self.clerk, "Write it in Kazakh")
        fill(self.clerk, text="Мамырға дейін")
        press(self.clerk, "Save")

    def move(self) -> None:
        """The main motion is entered as the agenda has it."""
        press(self.chair, "Enter a motion")
        press(self.chair, "Move it")

    def put_to_vote(self, mode: str = "") -> str:
        """The address of the vote that the chair opens."""
        if mode:
            self.chair.locator("main [name=mode]").select_option(label=mode)
        press(self.chair, "Put to the vote")
        return self.vote_of(self.chair)

    def vote_of(self, page: Page) -> str:
        """Where the page is, without its host."""
        return re.sub(r"^https?://[^/]+", "", page.url)

    def close(self, vote: str) -> None:
        """The vote is counted."""
        self.chair.goto(vote)
        press(self.chair, "Close the vote and count")

    def end(self) -> None:
        """The item came to what its vote did."""
        self.chair.goto(self.path)
        press(self.chair, "End the item")

    def cast(self, vote: str, place: int, choice: str) -> Locator:
        """A deputy votes by name; where the page says what became of it."""
        self.pages[place].goto(vote)
        return self.chose(place, choice)

    def chose(self, place: int, choice: str) -> Locator:
        """The same on the page that is open."""
        press(self.pages[place], choice)
        return self.pages[place].locator("#told")

    def count(self, vote: str, numbers: Mapping[str, int]) -> None:
        """Two deputies in the hall enter what they have counted, apart."""
        for place in (0, 2):
            page = self.pages[place]
            page.goto(vote)
            for label, number in numbers.items():
                page.get_by_label(label, exact=True).fill(f"{number}")
            press(page, "Enter the count")
            expect(page.get_by_text("Your count is entered.")).to_be_visible()
