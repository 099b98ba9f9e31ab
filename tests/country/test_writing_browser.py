"""Writing in a real browser: drafts, a lost connection, the preview, names, files, keys, cards."""

import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import browser
from tests.country.addresses import everywhere
from tests.country.test_browser import entered

pytestmark = [*browser.MARKS, pytest.mark.django_db]
TEXT = "#reply textarea[name=body]"
STATE = "#reply [data-draft]"


def reading(context: BrowserContext) -> Page:
    """The page of a topic, in which its reader may reply."""
    page = context.new_page()
    page.goto(everywhere("en")["dialogue:topic"])
    return page


def word() -> str:
    """A word that stands nowhere else."""
    return f"Word {uuid.uuid4().hex[:8]}"


def typed(page: Page, text: str) -> None:
    """Type as a person does, with the keys."""
    page.locator(TEXT).click()
    page.keyboard.type(text)


def discard(page: Page) -> None:
    """Throw the draft away, and see that the form is empty."""
    page.locator("#reply [data-discard]").click()
    page.wait_for_selector("p.said")
    expect(page.locator(TEXT)).to_have_value("")


def test_a_draft_opens_on_another_device_and_goes_when_posted(
    chromium: Browser, portal: str
) -> None:
    first, second = (entered(chromium, portal, "deputy-city") for _ in range(2))
    page, text = reading(first), word()
    typed(page, text)
    expect(page.locator(STATE)).to_have_text("The draft is kept.", timeout=15_000)
    other = reading(second)
    expect(other.locator(TEXT)).to_have_value(text)
    expect(other.locator("#reply [data-discard]")).to_be_visible()
    other.locator("#reply button.primary").click()
    expect(other.locator("article.post").last).to_contain_text(text)
    expect(other.locator(TEXT)).to_have_value("")
    page.goto(everywhere("en")["dialogue:topic"])
    expect(page.locator("article.post").last).to_contain_text(text)
    expect(page.locator(TEXT)).to_have_value("")
    expect(page.locator("#reply [data-discard]")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft'))") == []
    for context in (first, second):
        context.close()


def test_what_is_typed_without_a_connection_is_not_lost(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "deputy-district")
    page, text = reading(context), word()
    context.set_offline(True)
    typed(page, text)
    expect(page.locator(STATE)).to_contain_text("No connection", timeout=15_000)
    context.set_offline(False)
    expect(page.locator(STATE)).to_have_text("The draft is kept.", timeout=30_000)
    # The browser is closed at once after the last key: what this device has goes on later.
    typed(page, " and more")
    page.goto(everywhere("en")["dialogue:topic"])
    expect(page.locator(TEXT)).to_have_value(f"{text} and more")
    discard(page)
    context.close()


def test_what_has_no_answer_is_said_at_the_form(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "deputy-district")
    page = reading(context)
    form = page.locator("form[action$='/useful/']").first
    context.set_offline(True)
    form.get_by_role("button").click()
    expect(form).to_contain_text("No answer has come from the portal")
    context.set_offline(False)
    form.get_by_role("button").click()
    expect(page.locator("form[action$='/not-useful/']").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("No answer has come from the portal")
    context.close()


def test_a_quotation_comes_after_what_was_typed_a_moment_ago(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "deputy-regional")
    page, text = reading(context), word()
    typed(page, text)
    # Before the draft has gone to the server.
    page.locator("article.post a[href*='quote=']").first.click()
    page.wait_for_url("**quote=**")
    expect(page.locator(TEXT)).to_have_value(re.compile(rf"^{text}\n\n> .+", re.S))
    quotation = page.locator(TEXT).input_value()
    expect(page.locator(STATE)).to_have_text("The draft is kept.", timeout=15_000)
    page.goto(everywhere("en")["dialogue:topic"])
    expect(page.locator(TEXT)).to_have_value(quotation)
    discard(page)
    context.close()


def test_what_is_typed_into_a_new_conversation_is_not_lost(
    chromium: Browser, portal: str, tmp_path: Path
) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("a;b")
    context = entered(chromium, portal, "deputy-city")
    page, text, address = context.new_page(), word(), "/en/dialogue/conversations/start/"
    page.goto(address)
    page.locator("#by-surname").fill("A")
    page.locator("button[name=find]").click()
    page.locator("input[name=with]:not([disabled])").first.check()
    page.locator("input[name=title]").fill(text)
    page.locator("input[type=file]").set_input_files(table)
    expect(page.locator("[name=files]")).to_be_checked(timeout=15_000)
    context.set_offline(True)
    page.locator("textarea[name=body]").click()
    page.keyboard.type(f"**{text}**")
    expect(page.locator("[data-draft]")).to_contain_text("No connection", timeout=15_000)
    context.set_offline(False)
    expect(page.locator("[data-draft]")).to_have_text("The draft is kept.", timeout=30_000)
    other = entered(chromium, portal, "deputy-city")
    page = other.new_page()
    page.goto(address)
    expect(page.locator("textarea[name=body]")).to_have_value(f"**{text}**")
    expect(page.locator("input[name=with]:checked")).to_have_count(1)
    page.locator("[name=preview]").click()
    expect(page.locator("#preview strong")).to_have_text(text)
    page.locator("form.form button.primary").click()
    page.wait_for_url("**/dialogue/topics/*/")
    expect(page.locator("article.post strong")).to_have_text(text)
    expect(page.locator("article.post .files a")).to_have_text("plan.csv")
    page.goto(address)
    expect(page.locator("textarea[name=body]")).to_have_value("")
    for one in (context, other):
        one.close()


def test_similar_topics_appear_while_the_title_is_typed(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "deputy-city")
    page = context.new_page()
    page.goto(everywhere("en")["dialogue:topic"])
    title = page.locator("h1").inner_text()
    page.goto("/en/dialogue/start/")
    expect(page.locator("#similar a")).to_have_count(0)
    page.locator("#id_title").click()
    page.keyboard.type(title[: len(title) * 2 // 3])
    expect(page.locator("#similar").get_by_role("link", name=title).first).to_be_visible(
        timeout=15_000
    )
    # The words go on and lead elsewhere: what was like the others goes.
    page.locator("#id_title").fill("")
    page.locator("#id_title").press_sequentially("Qwxzv")
    expect(page.locator("#similar a")).to_have_count(0)
    expect(page.locator("#id_title")).to_be_focused()
    context.close()


def test_the_preview_shows_and_posts_nothing(chromium: Browser, portal: str) -> None:
    for scripts in (True, False):
        context = entered(chromium, portal, "national", java_script_enabled=scripts)
        page, text = reading(context), word()
        before = page.locator("article.post").count()
        page.locator(TEXT).fill(f"**{text}**")
        page.get_by_role("button", name="See how it looks").click()
        expect(page.locator("#preview strong")).to_have_text(text)
        expect(page.locator(TEXT)).to_have_value(f"**{text}**")
        assert page.locator("article.post").count() == before
        context.close()


def test_an_at_sign_proposes_whom_to_name(chromium: Browser, portal: str) -> None:
    context = entered(chromium, portal, "deputy-city")
    page = reading(context)
    typed(page, "Ask @ib")
    first = page.locator("#named [role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("Enter")
    expect(page.locator("#named")).to_have_count(0)
    expect(page.locator(TEXT)).to_have_value(
        re.compile(r"^Ask \[Ib[^\]]+\]\(/en/deputies/\d+/\) $")
    )
    typed(page, "@ib")
    expect(page.locator("#named")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#named")).to_have_count(0)
    discard(page)
    context.close()


def test_keys_go_through_a_topic_in_any_layout_and_never_while_typing(
    chromium: Browser, portal: str
) -> None:
    context = entered(chromium, portal, "deputy-city")
    page = reading(context)
    focused = "document.activeElement.id"
    first, second = (f"post-{n}" for n in _numbers(page)[:2])
    press(page, "KeyJ", "о")
    press(page, "KeyJ", "о")
    assert page.evaluate(focused) == second
    press(page, "KeyK", "л")
    assert page.evaluate(focused) == first
    press(page, "Digit7", "?")
    dialog = page.locator("dialog.shortcuts")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    press(page, "KeyR", "к")
    assert page.evaluate("document.activeElement.name") == "body"
    page.keyboard.type("jkr?")
    expect(page.locator(TEXT)).to_have_value("jkr?")
    page.locator(TEXT).fill("")
    # Switched off, they are silent, on the next page too.
    page.locator("[data-open-shortcuts]").click()
    dialog.locator("[data-use-shortcuts]").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.goto(everywhere("ru")["dialogue:topic"])
    press(page, "KeyJ", "о")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    context.close()


@pytest.mark.skipif(not browser.axe(), reason="axe-core is not here")
def test_the_open_composer_passes_axe_and_fits_a_narrow_phone(
    chromium: Browser, portal: str, tmp_path: Path
) -> None:
    script = browser.axe()
    assert script
    table = tmp_path / "table.csv"
    table.write_text("a;b")
    context = entered(chromium, portal, "deputy-regional")
    page = context.new_page()
    page.goto("/kk/dialogue/topics/1/")
    page.locator("article.post a[href*='/councils/']").first.scroll_into_view_if_needed()
    expect(page.locator(".unfolded")).to_be_visible()
    page.locator("#reply input[type=file]").set_input_files(table)
    expect(page.locator("#reply [name=files]")).to_be_checked()
    typed(page, "**x** @аб")
    expect(page.locator("#named")).to_be_visible()
    faults = _faults(page, script)
    page.keyboard.press("Escape")
    page.locator("#reply [name=preview]").click()
    expect(page.locator("#preview strong")).to_be_visible()
    page.locator("[data-open-shortcuts]").click()
    faults += _faults(page, script)
    page.keyboard.press("Escape")
    discard(page)
    context.close()
    assert faults == []


def _faults(page: Page, script: Path) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate(script.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found["violations"]]
    return [f"{wide} px too wide", *faults] if wide > 0 else faults


def press(page: Page, code: str, key: str) -> None:
    """A key at this place that writes that letter, as another layout has it."""
    page.evaluate(
        """([code, key]) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {code, key, bubbles: true, cancelable: true}))""",
        [code, key],
    )


def _numbers(page: Page) -> list[int]:
    return page.evaluate(  # type: ignore[no-any-return]
        "[...document.querySelectorAll('article.post')].map((p) => Number(p.id.slice(5)))"
    )


def test_a_file_goes_on_after_the_connection_broke(
    chromium: Browser, portal: str, tmp_path: Path
) -> None:
    table = tmp_path / "кесте.csv"
    table.write_text("а;ә;б\n" * 200_000)
    parts: list[int] = []

    def cut(route: Route) -> None:
        """Each second part is lost on its way."""
        parts.append(int(route.request.headers["upload-offset"]))
        if len(parts) % 2:
            route.continue_()
        else:
            route.abort("connectionreset")

    context = entered(chromium, portal, "deputy-regional")
    page, text = reading(context), word()
    page.route(
        "**/uploads/*/",
        lambda route: cut(route) if route.request.method == "PATCH" else route.continue_(),
    )
    page.locator("#reply input[type=file]").set_input_files(table)
    chosen = page.locator("#reply [name=files]")
    expect(chosen).to_be_checked(timeout=60_000)
    # No byte was sent twice but those of the parts that were lost.
    assert len(parts) > len(set(parts)) > 3
    page.locator(TEXT).fill(text)
    page.locator("#reply button.primary").click()
    post = page.locator("article.post").last
    expect(post).to_contain_text(text)
    with page.expect_download() as download:
        post.get_by_role("link", name="кесте.csv").click()
    assert download.value.path().read_bytes() == table.read_bytes()
    context.close()


def test_a_file_that_changes_on_the_device_is_not_waited_for(
    chromium: Browser, portal: str, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a;b;c\n" * 200_000)

    def change(route: Route) -> None:
        if route.request.method == "PATCH":
            table.write_text("another")
        route.continue_()

    context = entered(chromium, portal, "deputy-regional")
    page = reading(context)
    page.route("**/uploads/*/", change)
    page.locator("#reply input[type=file]").set_input_files(table)
    expect(page.locator("#reply .files [role=alert]")).to_contain_text("The file was not taken")
    context.close()


def test_a_file_that_is_not_taken_says_why(chromium: Browser, portal: str, tmp_path: Path) -> None:
    program = tmp_path / "plan.pdf"
    program.write_bytes(b"MZ\x00\xff\xfe")
    context = entered(chromium, portal, "deputy-regional")
    page = reading(context)
    page.locator("#reply input[type=file]").set_input_files(program)
    expect(page.locator("#reply .files [role=alert]")).to_contain_text("plain text")
    context.close()


def test_a_link_alone_on_its_line_unfolds_and_without_a_script_stays(
    chromium: Browser, portal: str
) -> None:
    for scripts in (True, False):
        context = entered(chromium, portal, "visitor", java_script_enabled=scripts)
        page = context.new_page()
        page.goto("/ru/dialogue/topics/1/")
        link = page.locator("article.post a[href*='/councils/']").first
        link.scroll_into_view_if_needed()
        expect(page.locator("article.post .unfolded")).to_have_count(1 if scripts else 0)
        if scripts:
            card = page.locator(".unfolded a")
            expect(card).to_have_attribute("href", re.compile(r"^/ru/councils/\d+/$"))
        context.close()
