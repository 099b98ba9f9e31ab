"""Hostile queries: every page gets each value for each parameter that it asks for."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from zlib import crc32

import pytest
from django.http import QueryDict
from django.http.request import HttpHeaders

from tests.country.addresses import everywhere
from tests.country.test_access import table
from tests.country.test_bad_input import HERE, LANGUAGES, PART, ROLES, faults, readers

# A page that gets one of these opens as it does without; of those it may refuse each.
SHAPES = ("?page[]=1", "?on[a][b]=1", "?&&&=&=&")
BROKEN = ("?page=1&page=2&page=x", "?%00=1", "?%ff=1")
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The parameters of addresses that pages asked for."""
    found: set[str] = set()

    class Watched(QueryDict):
        def __contains__(self, key: object) -> bool:
            found.add(str(key))
            return super().__contains__(key)

        def __getitem__(self, key: str) -> Any:
            found.add(key)
            return super().__getitem__(key)

        def get(self, key: str, default: Any = None) -> Any:
            found.add(key)
            return super().get(key, default)

        def getlist(self, key: str, default: Any = None) -> Any:
            found.add(key)
            return super().getlist(key, default)

    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Watched)
    return found


@pytest.fixture
def headers_read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The headers that pages looked at."""
    found: set[str] = set()
    of_headers = HttpHeaders.__getitem__

    def watched(headers: HttpHeaders, key: str) -> str:
        found.add(key)
        return of_headers(headers, key)

    monkeypatch.setattr(HttpHeaders, "__getitem__", watched)
    return found


def queries(name: str, keys: set[str], *, is_part: bool) -> Iterator[str]:
    """Each value for each of these parameters, or every third, and what may be refused."""
    for key in sorted(keys):
        third = crc32(f"{name} {key}".encode()) % 3
        yield from (f"?{key}={value}" for value in (HERE[third::3] if is_part else HERE))
    yield BROKEN[crc32(name.encode()) % len(BROKEN)]


@pytest.fixture(scope="module")
def tried() -> set[tuple[str, ...]]:
    """Name, query, and what else was said: what one of the five has tried, the next need not."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_no_query_brings_a_page_down(
    asked: set[str], headers_read: set[str], tried: set[tuple[str, ...]], role: str
) -> None:
    """Each page gets each value for whatever it asks; its part, that reads alike, every third.

    A page has a part when it opens otherwise for htmx: it looks whether htmx asks.
    """
    found, shapes, turn = [], cycle(SHAPES), readers(role)
    addresses = {lang: everywhere(lang) for lang in LANGUAGES}
    names = [name for (name, method), by in table().items() if method == "GET" and by[role] == 200]
    for name in names:
        headers_read.clear()
        for part in ({}, PART):
            if part and "HX-Request" not in headers_read:
                continue
            asked.clear()
            (client, lang), shape = next(turn), next(shapes)
            opened = client.get(addresses[lang][name] + shape, **part)
            assert opened.status_code == 200, (name, part, opened.status_code)
            # What was sent is gone through, whether it is asked for or not.
            keys = asked - QueryDict(shape[1:]).keys()
            for query in queries(name, keys, is_part=bool(part)):
                if (name, query, *part) in tried:
                    continue
                tried.add((name, query, *part))
                client, lang = next(turn)
                found += faults(client, lang, "GET", addresses[lang][name] + query, **part)
    assert not found, "\n".join(found)
    assert len({query for _name, query, *part in tried if not part}) > 20 * len(HERE)
    assert len({name for name, _query, *part in tried if part}) > 20
