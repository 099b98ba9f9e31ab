"""The scripts of the record in a real browser: a file is hashed there, and a proof computed."""

import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests import browser
from tests.cli.test_commands import MARK, wait_for
from tests.conftest import copy_portal
from tests.forks import Started
from tests.ledger import copies
from tests.postgres import free_port

pytestmark = browser.MARKS
# The entry that brings a key in is open to all, and bears the hash of its 32 bytes.
MAKE = (
    MARK
    + """
from maslikhat.ledger.actions import rotate_key
write(300); sealer.seal()
public = keys.new_key()
key = rotate_key(public, by=None); sealer.seal()
print(Entry.objects.get(act="ledger.rotate_key").pk, public.hex())
"""
)


class Served(NamedTuple):
    """A portal under way: its address, the number of an open entry, and the file it is of."""

    address: str
    entry: int
    file: bytes


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    portal, port = copy_portal("record_script"), free_port()
    entry, public = copies.run(portal, MAKE).split()
    command = ["-m", "maslikhat.cli", "run"]
    process = Started(command, portal | {"PORT": str(port)}, stdout=DEVNULL)
    try:
        wait_for(port, process)
        yield Served(f"http://localhost:{port}", int(entry), bytes.fromhex(public))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    opened.close()


def test_a_proof_is_computed_by_the_browser(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/en/verify/{served.entry}/")
    for check in ("leaf", "path", "signature"):
        expect(page.locator(f"[data-check={check}]")).to_have_class("good")
    expect(page.locator("[data-checks]")).to_contain_text("✓ right")


@pytest.mark.parametrize(
    ("part", "check"), [("bytes", "leaf"), ("path", "path"), ("signature", "signature")]
)
def test_a_proof_that_is_bent_is_called_wrong(
    served: Served, page: Page, part: str, check: str
) -> None:
    def bend(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        start = text.index("&#34;", text.index(f"&#34;{part}&#34;: ") + len(part) + 12) + 8
        other = "1" if text[start] == "0" else "0"
        route.fulfill(
            response=answer, body=answer.text()[:start] + other + answer.text()[start + 1 :]
        )

    page.route("**/verify/*/", bend)
    page.goto(f"{served.address}/en/verify/{served.entry}/")
    expect(page.locator(f"[data-check={check}]")).to_have_class("bad")
    expect(page.locator("[data-checks]")).to_contain_text("✗ WRONG")


def test_a_file_is_recognised_by_its_hash_and_never_sent(
    served: Served, page: Page, tmp_path: Path
) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    known, other = tmp_path / "known.bin", tmp_path / "other.bin"
    known.write_bytes(served.file)
    other.write_bytes(served.file + b" ")
    page.goto(f"{served.address}/en/verify/")
    expect(page.get_by_text("The file stays on your device")).to_be_visible()
    page.set_input_files("#file", known)
    expect(page.locator("#answer")).to_contain_text("Recognised")
    expect(page.locator("#answer a").first).to_contain_text("Key ")
    page.set_input_files("#file", other)
    expect(page.locator("#answer")).to_contain_text("Not published here")
    assert all(request.method == "GET" and not request.post_data for request in sent)


def test_without_a_script_the_file_is_sent_and_recognised(
    served: Served, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page, known = context.new_page(), tmp_path / "known.bin"
    known.write_bytes(served.file)
    page.goto(f"{served.address}/en/verify/")
    page.set_input_files("#file", known)
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("#answer")).to_contain_text("Recognised")
    page.goto(f"{served.address}/en/verify/{served.entry}/")
    expect(page.get_by_text("With scripts allowed your browser computes")).to_be_visible()
    context.close()
