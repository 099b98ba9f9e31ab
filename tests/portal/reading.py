"""Reading the portal's pages as a visitor does."""

import re
from html import unescape

from django.test import Client

LANGUAGES = ("kk", "ru", "en")


def page(address: str, client: Client | None = None) -> str:
    """The page at an address, as text."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def words(html: str) -> str:
    """What is read on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def lines(html: str) -> list[list[str]]:
    """The cells of the rows of a page's tables."""
    return [
        [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)]
        for line in re.findall(r"<tr>(.*?)</tr>", html, re.S)
        if "<td" in line
    ]
