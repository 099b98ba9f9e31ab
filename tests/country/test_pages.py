"""Every page of the demo in three languages: valid, light, strict, and wholly in its language."""

import gzip
import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import pytest

from tests import browser
from tests.country.addresses import everywhere
from tests.country.conftest import Enter
from tests.country.test_access import table

LANGUAGES = ("kk", "ru", "en")
HEAVIEST = 60 * 1024
# What is answered to programs, and is no page.
MACHINES = (
    "healthz", "record:", "commitments:answer_letter", "commitments:feed", "commitments:joint_csv",
    "commitments:event_feed", "commitments:joint_feed", "commitments:letter",
    "commitments:joint_workbook", "decisions:feed", "decisions:xml", "money:table", "voting:feed",
    "money:card", "money:country_table", "money:region_table", "money:years_table",
    "money:changes_table",
    "sittings:feed",
    "sittings:council_calendar", "sittings:commission_calendar", "sittings:deputy_calendar",
    "sittings:offline", "sittings:printed_agenda",
)  # fmt: skip
# Role → the pages that this one alone shows in full.
ROLES = ("visitor", "clerk", "deputy-regional", "operator")
# What a page says and weighs does not depend on the database; that it answers is in test_access.
pytestmark = [pytest.mark.once, pytest.mark.django_db]


def pages(role: str) -> list[str]:
    """The names of the addresses that answer this role with a page."""
    answers = table()
    return [
        name
        for (name, method), statuses in answers.items()
        if method == "GET" and statuses[role] == 200 and not name.startswith(MACHINES)
    ]


# Role and language → name → the page, made once in a worker.
_made: dict[tuple[str, str], dict[str, str]] = {}


def made(enter: Enter, role: str, lang: str) -> dict[str, str]:
    """All pages of a role in a language, by name."""
    if (role, lang) not in _made:
        client, addresses, found = enter(role), everywhere(lang), {}
        for name in pages(role):
            answer = client.get(addresses[name])
            assert answer.status_code == 200, (name, answer.status_code)
            found[name] = answer.content.decode()
        _made[role, lang] = found
    return _made[role, lang]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_in_their_language_light_and_strict(enter: Enter, role: str, lang: str) -> None:
    titles = defaultdict(list)
    for name, html in made(enter, role, lang).items():
        assert f'<html lang="{lang}">' in html, name
        assert len(gzip.compress(html.encode())) <= HEAVIEST, name
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*\b(src|type)=)", html), name
        assert not re.search(r'(src|href|action)="(https?:)?//(?!localhost)', _own(html)), name
        assert ">-----" not in html, f"{name}: a choice that nobody has made yet is a word"
        titles[re.search(r"<title>(.*?)</title>", html, re.S)[1].strip()].append(name)  # type: ignore[index]
    assert not [names for names in titles.values() if len(names) > 3], titles


def _own(html: str) -> str:
    """The page without links that only lead elsewhere: they load nothing."""
    return re.sub(r"<a [^>]*>", "", html)


@pytest.mark.nu
@pytest.mark.skipif(not browser.nu(), reason="the Nu HTML checker is not here")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_valid_html(enter: Enter, lang: str, tmp_path: Path) -> None:
    seen: set[str] = set()
    for role in ROLES:
        for name, html in made(enter, role, lang).items():
            if html not in seen:
                seen.add(html)
                (tmp_path / f"{role}-{name.replace(':', '-')}.html").write_text(html)
    assert browser.html_errors(tmp_path) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_nothing_of_the_interface_is_left_in_english(enter: Enter, role: str, lang: str) -> None:
    """A sentence that the English page shares with the Kazakh or Russian one is not translated."""
    english = made(enter, role, "en")
    for name, html in made(enter, role, lang).items():
        shared = _sentences(english[name]) & _sentences(html)
        assert not shared, (name, sorted(shared)[:5])


def _sentences(html: str) -> set[str]:
    """Runs of Latin words in the text of a page, but for what is marked as another language."""
    text = re.sub(r"<(script|style|code|svg)\b.*?</\1>", " ", html, flags=re.S)
    body = text.split("<body>")[-1]
    text = re.sub(r'<(\w+)\b[^>]*\blang="[^"]*"[^>]*>.*?</\1>', " ", body, flags=re.S)
    text = re.sub(r'(aria-label|title|placeholder)="([^"]*)"', r">\2<", text)
    found = map(unescape, re.findall(r">([^<>]+)<", text))
    return {one.strip() for one in found if len(re.findall(r"[A-Za-z]{2,}", one)) >= 2}
