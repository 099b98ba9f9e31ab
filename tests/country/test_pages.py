"""Every page of the demo in three languages: valid, light, strict, and wholly in its language."""

import gzip
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.test import Client

from tests import browser
from tests.country.addresses import everywhere
from tests.country.conftest import Enter
from tests.country.test_access import table

LANGUAGES = ("kk", "ru", "en")
HEAVIEST = 60 * 1024
# What is answered to programs, and is no page.
MACHINES = (
    "healthz", "record:", "commitments:feed", "decisions:feed", "decisions:xml", "voting:feed",
    "sittings:feed",
    "sittings:council_calendar", "sittings:commission_calendar", "sittings:deputy_calendar",
    "sittings:offline", "sittings:printed_agenda",
)  # fmt: skip
# Role → the pages that this one alone shows in full.
ROLES = ("visitor", "clerk", "deputy-regional", "operator")


def pages(role: str) -> list[str]:
    """The names of the addresses that answer this role with a page."""
    answers = table()
    return [
        name
        for (name, method), statuses in answers.items()
        if method == "GET" and statuses[role] == 200 and not name.startswith(MACHINES)
    ]


def read(client: Client, address: str) -> str:
    """The page at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    """One of those whose pages are looked at."""
    return str(request.param)


@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_in_their_language_light_and_strict(enter: Enter, role: str, lang: str) -> None:
    client, addresses = enter(role), everywhere(lang)
    titles = defaultdict(list)
    for name in pages(role):
        html = read(client, addresses[name])
        assert f'<html lang="{lang}">' in html, name
        assert len(gzip.compress(html.encode())) <= HEAVIEST, name
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\b(src|type)=)", html), name
        assert not re.search(r'(src|href|action)="(https?:)?//(?!localhost)', _own(html)), name
        titles[re.search(r"<title>(.*?)</title>", html, re.S)[1].strip()].append(name)  # type: ignore[index]
    assert not [names for names in titles.values() if len(names) > 3], titles


def _own(html: str) -> str:
    """The page without links that only lead elsewhere: they load nothing."""
    return re.sub(r"<a [^>]*>", "", html)


@pytest.mark.django_db
@pytest.mark.nu
@pytest.mark.skipif(not browser.nu(), reason="the Nu HTML checker is not here")
def test_pages_are_valid_html(enter: Enter, role: str, tmp_path: Path) -> None:
    for lang in LANGUAGES:
        client, addresses = enter(role), everywhere(lang)
        for name in pages(role):
            file = tmp_path / f"{lang}-{name.replace(':', '-')}.html"
            file.write_text(read(client, addresses[name]))
    assert browser.html_errors(tmp_path) == []


@pytest.mark.django_db
def test_nothing_of_the_interface_is_left_in_english(enter: Enter, role: str) -> None:
    """A sentence that the English page shares with the Kazakh or Russian one is not translated."""
    client, addresses = enter(role), {lang: everywhere(lang) for lang in LANGUAGES}
    for name in pages(role):
        english = _sentences(read(client, addresses["en"][name]))
        for lang in ("kk", "ru"):
            shared = english & _sentences(read(client, addresses[lang][name]))
            assert not shared, (lang, name, sorted(shared)[:5])


def _sentences(html: str) -> set[str]:
    """Runs of Latin words in the text of a page, but for what is marked as another language."""
    text = re.sub(r"<(script|style|code|svg)\b.*?</\1>", " ", html, flags=re.S)
    body = text.split("<body>")[-1]
    text = re.sub(r'<(\w+)\b[^>]*\blang="[^"]*"[^>]*>.*?</\1>', " ", body, flags=re.S)
    text = re.sub(r'(aria-label|title|placeholder)="([^"]*)"', r">\2<", text)
    found = re.findall(r">([^<>]+)<", text)
    return {one.strip() for one in found if len(re.findall(r"[A-Za-z]{2,}", one)) >= 2}
