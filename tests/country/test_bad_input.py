"""Hostile input gets a sentence in the reader's language: never a 500, and nothing is written."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from http.client import HTTPConnection
from itertools import cycle, product
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from maslikhat.demo.cast import user_of
from maslikhat.ledger.state import newest
from tests.conftest import KIND
from tests.country.addresses import arguments, everywhere, patterns
from tests.country.conftest import VISITOR
from tests.country.test_access import METHODS, table

ROLES = (VISITOR, "citizen", "deputy-regional", "clerk", "operator")
LANGUAGES = ("kk", "ru", "en")
LONG = "ұ" * 10_000
# As they travel: percent-encoded where they are no text.
VALUES = (
    "abc", "-1", "0", "99999999999999999999", str(2**200), "1e9", "%00", "a%00b", "%ff%fe",
    "%ed%a0%80", "%u0000", "2020-13-45", "%D9%A1%D9%A9%D9%A9%D9%A9-01-01", "0001-01-01",
    "9999-12-31", "<script>alert(1)</script>", "'%20OR%201=1--", "..%2F..%2Fetc%2Fpasswd",
    "%E2%80%AE%E2%80%8B", quote(LONG), "//evil.example/", "%0D%0ASet-Cookie:%20a=b", "",
)  # fmt: skip
# As htmx asks.
PART = {"HTTP_HX_REQUEST": "true"}
# What a database may choke on, and not only the page that reads it.
OF_DATABASES = tuple(VALUES[place] for place in (1, 3, 4, 6, 7, 8, 9, 13, 14, 16, 19))
HERE = VALUES if KIND == "sqlite" else OF_DATABASES
NUMBERS = (0, 2**31, 2**63 - 1, 2**63, 2**200)
WORDS = ("0", "none", "a" * 300, "-" * 200)
UNKNOWN = {
    **dict.fromkeys(("number", "year", "pk"), NUMBERS),
    **dict.fromkeys(("code", "kind", "role"), WORDS),
}
# Posted by mail services without a visit: the signed link itself is the permission (RFC 8058).
ONE_CLICK = {"notices:unsubscribe"}
REFUSED = re.compile(r'<div class="(?:refused|wrong)"[^>]*>\s*<p>(.*?)</p>', re.S)
FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*\bname=\"([^\"]+)\"")
LETTERS = {"kk": "[а-яәғқңөұүһі]", "ru": "[а-я]", "en": "[a-z]"}
pytestmark = pytest.mark.django_db


def browser(role: str, lang: str, *, is_strict: bool = False) -> Client:
    """A browser of one of the nine or of a visitor; a fault is answered as it would be served."""
    client = Client(
        enforce_csrf_checks=is_strict,
        raise_request_exception=False,
        headers={"Accept-Language": lang},
    )
    user = user_of(role) if role != VISITOR else None
    if user is not None:
        client.force_login(user)
    return client


def faults(client: Client, lang: str, method: str, address: str, **sent: Any) -> Iterator[str]:
    """What is wrong with the answer; whatever it changed is undone."""
    told = f"{method} {address[:120]} { {key: value[:120] for key, value in sent.items()} }"
    with transaction.atomic():
        before = newest()
        answer = client.generic(method, address, **sent)
        if newest() != before and answer.status_code >= 400:
            yield f"{told}: {answer.status_code}, and something is on the record"
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        yield f"{told}: {answer.status_code}"
    elif answer.status_code >= 400:
        yield from _wordless(told, lang, answer.status_code, answer.content.decode())


def _wordless(told: str, lang: str, status: int, html: str) -> Iterator[str]:
    sentences = [unescape(re.sub("<[^>]+>", "", found)) for found in REFUSED.findall(html)]
    if html.startswith("{"):
        sentences = [json.loads(html)["error"]]
    if not any(sentence.strip() for sentence in sentences):
        yield f"{told}: {status} without a sentence"
    elif not all(re.search(LETTERS[lang], sentence.lower()) for sentence in sentences):
        yield f"{told}: {status} says {sentences} to who reads {lang}"
    elif f'<html lang="{lang}">' not in html and "<html" in html:
        yield f"{told}: {status} on a page in another language than {lang}"


def in_turn(role: str, place: int, name: str = "", method: str = "") -> bool:
    """Whether it is for this role to try what stands at this place: one of the five tries it.

    At an address, one of those who get furthest there.
    """
    may = able(name, method) if name else ROLES
    return may[place % len(may)] == role


@cache
def able(name: str, method: str) -> tuple[str, ...]:
    """Those of the five whom an address does not send away; all, where it sends away each."""
    answers = table()[name, method]
    sent_away = {403, 404, 405}
    return (
        tuple(
            role
            for role in ROLES
            # A visitor is sent to sign in.
            if answers[role] not in (sent_away | {302} if role == VISITOR else sent_away)
        )
        or ROLES
    )


@cache
def taken(name: str) -> tuple[str, ...]:
    """By which of the two methods an address is opened at all."""
    return tuple(m for m in METHODS if set(table()[name, m].values()) != {405})


def readers(role: str) -> Iterator[tuple[Client, str]]:
    """The same person in each language, in turn."""
    return cycle([(browser(role, lang), lang) for lang in LANGUAGES])


@pytest.mark.parametrize("role", ROLES)
def test_no_unknown_thing_brings_a_page_down(role: str) -> None:
    found, turn = [], readers(role)
    addresses = {lang: everywhere(lang) for lang in LANGUAGES}
    things = ((name, *thing) for name, _route in patterns() for thing in _unknown(name))
    for place, (name, kwargs, tail) in enumerate(things):
        methods = taken(name)
        # What stands after an address makes it none, whatever the method: they take turns.
        for method in methods[-(place % 2) :][:1] if tail else methods:
            if in_turn(role, place, name, method):
                client, lang = next(turn)
                with translation.override(lang):
                    address = reverse(name, kwargs=kwargs) if kwargs else addresses[lang][name]
                found += faults(client, lang, method, f"{address}{tail}")
    assert not found, "\n".join(found)


def _unknown(name: str) -> Iterator[tuple[dict[str, object], str]]:
    """What may stand in the place of what the address names, and what may stand after it."""
    kept = _kwargs(name)
    for key in kept:
        yield from (({**kept, key: value}, "") for value in UNKNOWN.get(key, ()))
    yield from (({}, f"{tail}/") for tail in ("%00", "%ff%fe", quote(LONG), "%E2%80%AE"))


def _kwargs(name: str) -> dict[str, object]:
    route = dict(patterns())[name]
    known = arguments(name)
    return {key: known[key] for key in re.findall(r"<(?:\w+:)?(\w+)>", route) if key in known}


NAMED = base64.b64encode(b"a\x00b/../\xd0\xb0.pdf").decode()
HEADERS: tuple[dict[str, str], ...] = (
    PART,
    {**PART, "HTTP_HX_CURRENT_URL": "//evil.example/\xff", "HTTP_REFERER": "x"},
    {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_LENGTH": "9" * 15},
    {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_LENGTH": "9", "HTTP_UPLOAD_OFFSET": "\xb2"},
    {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_LENGTH": "9",
     "HTTP_UPLOAD_METADATA": f"filename {NAMED}"},
    {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_LENGTH": "1", "HTTP_UPLOAD_OFFSET": "0",
     "HTTP_UPLOAD_METADATA": "filename " + "A" * 3_000},
    {"HTTP_LAST_EVENT_ID": "9" * 40, "HTTP_ACCEPT_LANGUAGE": "k" * 5_000,
     "HTTP_RANGE": "bytes=9-1"},
)  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_no_header_and_no_method_brings_a_page_down(role: str) -> None:
    """Faults alone: what a part of a page answers is no page with a sentence."""
    found, client = [], browser(role, "en")
    addresses = everywhere("en")
    methods = cycle(("GET", "POST", "GET", "HEAD", "PATCH", "DELETE", "OPTIONS", "PUT"))
    sent = {"data": b"\xff", "content_type": "application/offset+octet-stream"}
    names = [name for name, _route in patterns()]
    for place, (name, headers) in enumerate(product(names, HEADERS)):
        if not in_turn(role, place):
            continue
        method = next(methods)
        with transaction.atomic():
            before = newest()
            answer = client.generic(method, addresses[name], **sent, **headers)
            if answer.status_code >= 500 or (answer.status_code >= 400 and newest() != before):
                found.append(f"{method} {addresses[name]} {headers}: {answer.status_code}")
            transaction.set_rollback(True)
    assert not found, "\n".join(found)


FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=limit"
CUT = b'--limit\r\nContent-Disposition: form-data; name="body"\r\n\r\nhalf a '
# What is no form at all.
BODIES = (
    (b'{"body": "x", "post": 1}', "application/json"),
    (b"[1, 2", "application/json"),
    (b"body=x", "text/plain"),
    (b"<a/>", "application/xml"),
    (b"body=x", "multipart/form-data"),
    (b"\x00\xff\xfe", "multipart/form-data; boundary=" + "b" * 200),
    (CUT, PARTS),
    (CUT.replace(b"body", b'file"; filename="../../x\x00.csv') + b"\r\n--limit--", PARTS),
    (b"body=%00", FORM),
    (b"body=%ff%fe", FORM),
    (b"\xff\xfe\x00=1", FORM),
    (b"body=x", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"body=x", "application/x-www-form-urlencoded; charset=no-such"),
    ("&".join(f"field{n}=1" for n in range(2_100)).encode(), FORM),
)


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_no_body_that_is_no_form_brings_an_act_down(role: str) -> None:
    found, turn = [], readers(role)
    addresses = {lang: everywhere(lang) for lang in LANGUAGES}
    names = [name for name, _route in patterns() if "POST" in taken(name)]
    for place, (name, (body, kind)) in enumerate(product(names, BODIES)):
        if in_turn(role, place, name, "POST"):
            client, lang = next(turn)
            sent = {"data": body, "content_type": kind}
            found += faults(client, lang, "POST", addresses[lang][name], **sent)
    assert not found, "\n".join(found)


def fields_of(client: Client, address: str) -> list[str]:
    """The names of the fields on a page that has forms."""
    html = client.get(address).content.decode(errors="replace")
    return sorted(set(FIELD.findall(html)) - {"csrfmiddlewaretoken", "text-size"})


def forms(role: str) -> list[str]:
    """The names of the addresses that take a form from this role and refuse an empty one."""
    refusing = {400, 409, 422}
    return [n for (n, method), by in table().items() if method == "POST" and by[role] in refusing]


@pytest.mark.parametrize("role", ROLES)
def test_no_field_brings_a_form_down_and_nothing_is_written(role: str) -> None:
    found, turn = [], readers(role)
    addresses = {lang: everywhere(lang) for lang in LANGUAGES}
    reader = browser(role, "en")
    everything = sorted({f for n in forms(role) for f in fields_of(reader, addresses["en"][n])})
    known = [*everything, "post", "body", "language", "key", "reason", "day", "year"]
    known_to = {other: forms(other) for other in ROLES}
    for place, (name, value) in enumerate(product(forms(role), HERE)):
        # Who else has this form tries the other values.
        others = [other for other in ROLES if name in known_to[other]]
        if others[place % len(others)] != role:
            continue
        client, lang = next(turn)
        sent = [[f"{field}={value}" for field in known]]
        # Nobody asks for a field of such a name: one value is as good as another.
        sent += [[f"{known[0]}[]={value}"] * 3] if value == HERE[0] else []
        before = newest()
        for fields in sent:
            told = {"data": "&".join(fields).encode(), "content_type": FORM}
            found += faults(client, lang, "POST", addresses[lang][name], **told)
        assert newest() == before
    assert not found, "\n".join(found)


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_no_form_from_elsewhere_is_taken(role: str) -> None:
    """Without the token of the form, or with an Origin that is not ours, nothing is done."""
    foreign = ({}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"})
    addresses = everywhere("en")
    names = [name for name, method in table() if method == "POST" and name not in ONE_CLICK]
    client = browser(role, "en", is_strict=True)
    for place, (name, headers) in enumerate(product(names, foreign)):
        if not in_turn(role, place):
            continue
        client.cookies["csrftoken"] = "k" * 32
        token = {"csrfmiddlewaretoken": "k" * 32} if headers else {}
        before = newest()
        answer = client.post(addresses[name], token, **headers)
        assert answer.status_code in {403, 405}, (name, headers, answer.status_code)
        assert newest() == before, name
        assert not list(_wordless(name, "en", answer.status_code, answer.content.decode()))


TEXTS = {
    "deputy-regional": ("dialogue:reply", "dialogue:start", "dialogue:edit"),
    "clerk": ("registry:found_commission", "registry:found_group", "registry:edit_person"),
    VISITOR: ("account_login", "account_reset_password", "registry:join"),
}


@pytest.mark.parametrize("role", TEXTS)
def test_any_text_in_the_fields_of_texts_is_taken_or_refused(role: str) -> None:
    """As a deputy who posts and starts topics, as a clerk who founds and names, as a visitor."""
    addresses = {lang: everywhere(lang) for lang in LANGUAGES}
    clients = {lang: browser(role, lang) for lang in LANGUAGES}
    fields = {n: fields_of(clients["en"], addresses["en"][n]) for n in TEXTS[role]}

    @settings(max_examples=30)
    @given(text=st.text(max_size=300), lang=st.sampled_from(LANGUAGES))
    def hold(text: str, lang: str) -> None:
        client, found = clients[lang], []
        chosen = {"room": "national", "language": lang, "body": text, "kind": "standing"}
        for name in TEXTS[role]:
            sent = {**dict.fromkeys(fields[name], text), **chosen}
            form = urlencode(sent, errors="surrogatepass").encode()
            told = {"data": form, "content_type": FORM}
            found += faults(client, lang, "POST", addresses[lang][name], **told)
        query = urlencode({"q": text}, errors="surrogatepass")
        for name in ("portal:councils", "portal:deputies", "portal:find"):
            found += faults(client, lang, "GET", f"{addresses[lang][name]}?{query}")
        assert not found, "\n".join(found)

    hold()


# As they come over the wire, where no client has put them right.
RAW = (
    "/en/councils/\xff\xfe/", "/en/councils/%00/", "/en/councils/?q=\xff", "/en/%", "/en/%zz/?%",
    "//evil.example/en/", "/en/councils/../../../etc/passwd", "/en/?" + "a=1&" * 2_000,
    "/en/dialogue/?page=" + "9" * 6_000, "/static/../portal.sqlite3", "/static/%00",
    "/healthz?on=x", "/" + "a/" * 3_000, "/en/?on=%ff", "/xx/", "/en/councils/?level=%00", "*",
)  # fmt: skip


@pytest.mark.once
def test_the_portal_as_it_is_served_stands_against_what_no_browser_sends(portal: str) -> None:
    parts = urlsplit(portal)
    for path, method in product(RAW, ("GET", "POST", "PUT", "DELETE", "TRACE", "NONSENSE")):
        connection = HTTPConnection("127.0.0.1", parts.port or 80, timeout=20)
        connection._encode_request = lambda line: line.encode("latin-1")  # type: ignore[attr-defined]
        connection._validate_path = lambda path: None  # type: ignore[attr-defined]
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", f"localhost:{parts.port}")
        connection.putheader("Content-Length", "0")
        connection.endheaders()
        assert connection.getresponse().status < 500, (method, path[:80])
        connection.close()
