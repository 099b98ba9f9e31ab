"""Journeys in a real browser, by script and without it: deputies who talk, and what they see."""

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser

pytestmark = browser.NEEDED
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


def entered(chromium: Browser, portal: str, role: str, **options: Any) -> BrowserContext:
    """A fresh browser profile in the hands of a role."""
    context = chromium.new_context(**{"viewport": NARROW, "base_url": portal, **options})
    if role != "visitor":
        page = context.new_page()
        page.goto("/en/sign-in/")
        page.locator(f'form[action="/demo/enter/{role}/"] button').click()
        page.wait_for_url("**/desk/")
        page.close()
    return context


# The one that is gone on PostgreSQL too.
@pytest.mark.both
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_deputy_answers_a_deputy_of_another_council(
    chromium: Browser, portal: str, scripts: bool
) -> None:
    words = f"Біздің тәжірибеміз {uuid.uuid4().hex[:8]}"
    first = entered(chromium, portal, "deputy-city", java_script_enabled=scripts)
    page = first.new_page()
    page.goto("/kk/dialogue/start/")
    _start(page, words)
    address = page.url
    first.close()
    second = entered(chromium, portal, "deputy-district", java_script_enabled=scripts)
    page = second.new_page()
    page.goto(address)
    page.locator("textarea[name=body]").fill(f"{words}: жауап")
    page.locator("form#reply button, form:has(textarea[name=body]) button.primary").first.click()
    expect(page.locator("article.post").nth(1)).to_contain_text(f"{words}: жауап")
    second.close()
    visitor = entered(chromium, portal, "visitor", java_script_enabled=scripts)
    page = visitor.new_page()
    page.goto(address.split("?")[0])
    expect(page.locator("h1")).to_have_text(words)
    visitor.close()


@pytest.mark.once
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_link_on_a_printed_invitation_lets_the_deputy_in(
    chromium: Browser, portal: str, scripts: bool
) -> None:
    clerk = entered(chromium, portal, "clerk")
    page = clerk.new_page()
    page.goto("/en/councils/550000000/manage/invitations/")
    page.locator("form[action$='/invite/'] button").first.click()
    code = page.locator(".code").first.inner_text().replace("-", "")
    clerk.close()
    deputy = entered(chromium, portal, "visitor", java_script_enabled=scripts)
    page = deputy.new_page()
    page.goto(f"/kk/join/{code}/")
    page.locator("main form button.primary").click()
    expect(page).to_have_url(re.compile("/kk/account/$"))
    deputy.close()


@pytest.mark.once
def test_the_address_on_a_printed_invitation_stands_in_one_line(
    chromium: Browser, portal: str
) -> None:
    clerk = entered(chromium, portal, "clerk", viewport={"width": 794, "height": 1123})
    page = clerk.new_page()
    page.goto("/en/councils/550000000/manage/invitations/")
    page.locator("form[action$='/invite/'] button").last.click()
    page.emulate_media(media="print")
    lines = page.locator(".slip p", has_text="http").evaluate_all("""all => all.map(one => {
      const range = document.createRange(), text = one.firstChild;
      range.setStart(text, text.data.indexOf("http"));
      range.setEnd(text, text.data.indexOf("/join/") + 6);
      return range.getClientRects().length;
    })""")
    assert lines == [1, 1]
    clerk.close()


@pytest.mark.once
def test_what_others_do_appears_without_loading_the_page_anew(
    chromium: Browser, portal: str
) -> None:
    words = f"Тікелей {uuid.uuid4().hex[:8]}"
    first, second = (entered(chromium, portal, role) for role in ("deputy-city", "deputy-district"))
    asking, elsewhere, answering = first.new_page(), first.new_page(), second.new_page()
    asking.goto("/kk/dialogue/start/")
    _start(asking, words)
    asking.goto(asking.url.split("?")[0])
    elsewhere.goto("/kk/councils/")
    before = int("0" + re.sub(r"\D", "", elsewhere.locator("#notices").inner_text()))
    for page in (asking, elsewhere):
        page.evaluate("window.same = true")
        # A page in the background is hidden, and hears nothing.
        page.bring_to_front()
        expect(page.locator("html[data-live-state=open]")).to_have_count(1)
    asking.bring_to_front()
    answering.goto(asking.url)
    answering.locator("textarea[name=body]").fill("Бірінші сөз")
    answering.locator("form#reply button.primary").click()
    reply = asking.locator("article.post").nth(1)
    expect(reply).to_contain_text("Бірінші сөз")
    answering.locator("article.post").nth(1).locator("a[href$='/edit/']").click()
    answering.locator("textarea[name=body]").fill("Түзетілген сөз")
    answering.locator("form:has(textarea[name=body]) button.primary").click()
    expect(reply).to_contain_text("Түзетілген сөз")
    answering.bring_to_front()
    answering.goto(asking.url)
    expect(answering.locator("html[data-live-state=open]")).to_have_count(1)
    asking.bring_to_front()
    reply.locator("form[action$='/useful/'] button").click()
    answering.bring_to_front()
    own = answering.locator("article.post").nth(1)
    expect(own.locator("footer")).to_contain_text("1", timeout=10_000)
    elsewhere.bring_to_front()
    expect(elsewhere.locator("#notices")).to_contain_text(str(before + 1), timeout=20_000)
    assert all(page.evaluate("window.same") for page in (asking, elsewhere))
    for context in (first, second):
        context.close()


def _start(page: Page, words: str) -> None:
    """Fill in the form of a new topic in the room of the whole country and send it."""
    page.locator("input[name=title]").fill(words)
    page.locator("textarea[name=body]").fill(f"{words}: мәтін")
    page.locator("select[name=room]").select_option("national")
    page.locator("select[name=rubric]").select_option("environment")
    page.locator("form:has(textarea[name=body]) button.primary").click()
    page.wait_for_url("**/dialogue/topics/**")


@pytest.mark.once
def test_filters_answer_without_loading_the_page_anew(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto("/en/councils/")
    page.evaluate("window.same = true")
    page.locator(".choice > summary").click()
    page.locator("select[name=level]").select_option("city")
    expect(page.locator("#councils [role=status]")).to_have_text("38 maslikhats found")
    assert page.evaluate("window.same") is True
    assert "level=city" in page.url
    context.close()


@pytest.mark.once
def test_the_text_grows_and_stays_large(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto("/kk/")
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.locator("label[for=size-3]").click()
    page.goto("/kk/about/")
    large = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert large > usual * 1.3
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("path", ["", "commitments/", "councils/550000000/", "deputies/"])
def test_the_largest_text_fits_a_phone(chromium: Browser, portal: str, path: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto(f"/kk/{path}", wait_until="networkidle")
    page.locator("label[for=size-3]").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


# The words of headings and tiles that no longer stand whole in their boxes.
CUT_WORDS = """() => [
  ...document.querySelectorAll("h1, .tiles span:not(.hidden-text)")
].flatMap(box =>
  [...box.textContent.matchAll(/\\p{L}+/gu)].filter(word => {
    const range = document.createRange();
    range.setStart(box.firstChild, word.index);
    range.setEnd(box.firstChild, word.index + word[0].length);
    const [first, ...more] = range.getClientRects();
    const around = (box.closest("a") ?? box).getBoundingClientRect();
    return more.length || first.left < around.left || first.right > around.right;
  }).map(word => word[0]))"""


@pytest.mark.once
@pytest.mark.parametrize("path", ["", "councils/", "find/"])
def test_the_largest_text_cuts_no_word_on_a_phone(
    chromium: Browser, portal: str, path: str
) -> None:
    context = entered(chromium, portal, "visitor", viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"/kk/{path}")
    page.locator("label[for=size-3]").click()
    assert page.evaluate(CUT_WORDS) == []
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("path", ["sign-in/", "dialogue/", "councils/", "honours/?page=2"])
def test_a_button_is_as_tall_as_a_thumb(chromium: Browser, portal: str, path: str) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto(f"/kk/{path}")
    tall = "all => all.map(one => one.getBoundingClientRect().height).filter(height => height)"
    assert min(page.locator(".btn").evaluate_all(tall)) >= 44
    context.close()


@pytest.mark.once
def test_the_way_to_a_page_of_the_account_stands_above_its_name(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "clerk", viewport=WIDE)
    page = context.new_page()
    page.goto("/kk/account/password/")
    left = "one => one.getBoundingClientRect().left"
    assert page.locator(".crumbs").evaluate(left) == page.locator("h1").evaluate(left)
    context.close()


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("visitor", "join/"),
        ("visitor", "sign-up/"),
        ("clerk", "councils/550000000/manage/convocation/"),
    ],
)
def test_the_token_of_a_form_pushes_nothing_down(
    chromium: Browser, portal: str, role: str, path: str
) -> None:
    context = entered(chromium, portal, role)
    page = context.new_page()
    page.goto(f"/kk/{path}")
    card = page.locator("main .card").first
    inset = card.evaluate("""card => card.querySelector(".field").getBoundingClientRect().top
      - card.getBoundingClientRect().top - parseFloat(getComputedStyle(card).paddingTop)""")
    assert inset <= 1
    context.close()


@pytest.mark.once
def test_a_title_of_one_long_word_fits_a_phone_wherever_it_stands(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "deputy-city")
    page = context.new_page()
    page.goto("/kk/dialogue/start/")
    _start(page, f"{uuid.uuid4().hex[:8]}{'ұзынсөз' * 20}")
    topic = page.url.split("?")[0]
    for address in (
        topic, f"{topic}poll/open/", "/kk/dialogue/", "/kk/notices/follows/",
        topic.replace("dialogue/topics", "sittings/suggest"),
    ):  # fmt: skip
        page.goto(address)
        expect(page.locator("main")).to_contain_text("ұзынсөзұзынсөз")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    context.close()


@pytest.mark.once
def test_the_long_address_of_a_file_fits_a_phone(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "clerk")
    page = context.new_page()
    page.goto("/kk/money/import/")
    page.fill("[name=year]", "2026")
    page.fill("[name=day]", "2026-01-15")
    page.fill("[name=link]", f"https://budget.example.kz/{'0123456789' * 6}")
    told = {"name": "budget.csv", "mimeType": "text/csv", "buffer": b"code,name,approved\n01,X,1\n"}
    page.set_input_files("[name=file]", files=[told])
    page.locator("main form button[type=submit], main form button.primary").first.click()
    expect(page.locator("main dd", has_text="0123456789")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("path", ["councils/550000000/history/", "commitments/figures/"])
def test_the_tab_of_the_page_is_in_view_on_a_phone(
    chromium: Browser, portal: str, path: str
) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto(f"/kk/{path}")
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.9)
    context.close()


@pytest.mark.once
def test_long_and_short_names_of_a_list_begin_at_one_edge_on_a_phone(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "clerk")
    page = context.new_page()
    page.goto("/kk/councils/550000000/manage/constituencies/")
    left = "all => [...new Set(all.map(one => one.getClientRects()[0].left))]"
    assert len(page.locator("main table td a").evaluate_all(left)) == 1
    context.close()


@pytest.mark.once
def test_the_figures_of_a_body_stand_apart_from_what_is_said_before_them(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "visitor")
    page = context.new_page()
    page.goto("/kk/bodies/1/")
    edge = "(one, side) => one.getBoundingClientRect()[side]"
    said = page.locator("#owed > .note").evaluate(edge, "bottom")
    assert page.locator("#owed > .facts-list").evaluate(edge, "top") - said >= 8
    context.close()
