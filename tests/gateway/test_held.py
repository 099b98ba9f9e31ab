"""Held pages: given to all for whom they are the same, and to nobody else (law 11)."""

import gzip
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.gateway.conftest import Answer, Portal

pytestmark = pytest.mark.once


def test_a_page_is_made_once_and_given_again(portal: Portal) -> None:
    first, second = portal.get("/ru/t/page/?q=once"), portal.get("/ru/t/page/?q=once")
    assert first.status == second.status == 200
    assert first.body == second.body
    assert "x-request-id" not in second.headers
    assert second.headers["content-security-policy"]


def test_languages_are_never_mixed(portal: Portal) -> None:
    for _ in range(2):
        for language in ("kk", "ru", "en"):
            answer = portal.get(f"/{language}/t/page/?q=languages", Accept_Language="kk")
            assert answer.json()["language"] == language
            assert answer.headers["content-language"] == language


def test_without_a_language_in_the_path_the_browsers_preference_counts(portal: Portal) -> None:
    for _ in range(2):
        for language in ("kk", "ru", "en"):
            answer = portal.get("/t/plain/", Accept_Language=language)
            assert answer.json()["language"] == language


def test_a_language_cookie_is_not_given_a_held_page(portal: Portal) -> None:
    portal.get("/t/plain/", Accept_Language="ru")
    answer = portal.get("/t/plain/", Accept_Language="ru", Cookie="django_language=en")
    assert answer.json()["language"] == "en"
    assert portal.get("/t/plain/", Accept_Language="ru").json()["language"] == "ru"


def test_whoever_has_a_session_is_never_given_a_held_page_and_leaves_none(portal: Portal) -> None:
    path = "/ru/t/page/?q=session"
    signed_in = portal.get(path, Cookie="a=1; sessionid=abc")
    assert signed_in.json()["cookies"] == {"a": "1", "sessionid": "abc"}
    held = portal.get(path)
    assert held.json()["cookies"] == {}
    again = portal.get(path, Cookie="sessionid=abc")
    assert again.json()["cookies"] == {"sessionid": "abc"}
    assert portal.get(path).body == held.body


def test_a_session_behind_a_second_cookie_header_is_seen(portal: Portal) -> None:
    portal.get("/ru/t/page/?q=two")
    with portal.open(
        b"GET /ru/t/page/?q=two HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid=abc\r\n"
        b"Cookie: b=2\r\nConnection: close\r\n\r\n"
    ) as connection:
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b'"sessionid": "abc"' in got


def test_nothing_of_the_first_visitor_reaches_a_held_page(portal: Portal) -> None:
    answer = portal.get("/ru/t/page/?q=first", Cookie="csrftoken=mine", User_Agent="me")
    assert answer.json()["cookies"] == {}
    assert answer.json()["agent"] == ""


def test_who_authorises_is_not_given_a_held_page(portal: Portal) -> None:
    first = portal.get("/ru/t/page/?q=auth")
    assert portal.get("/ru/t/page/?q=auth", Authorization="Bearer x").body != first.body


def test_an_answer_that_sets_a_cookie_is_not_held(portal: Portal) -> None:
    first, second = portal.get("/ru/t/slow_cookie/"), portal.get("/ru/t/slow_cookie/")
    assert first.headers["set-cookie"] != second.headers["set-cookie"]
    first, second = portal.get("/ru/t/session/"), portal.get("/ru/t/session/")
    assert first.headers["set-cookie"].startswith("sessionid=")
    assert first.headers["set-cookie"] != second.headers["set-cookie"]


def test_a_page_with_a_form_token_is_not_held(portal: Portal) -> None:
    tokens = {portal.get("/ru/t/token/").headers["set-cookie"] for _ in range(3)}
    assert len(tokens) == 3


@pytest.mark.parametrize(
    ("name", "status"), [("missing", 404), ("elsewhere", 302), ("broken", 500)]
)
def test_only_a_200_is_held(portal: Portal, name: str, status: int) -> None:
    before = portal.made(name)
    assert [portal.get(f"/ru/t/{name}/").status for _ in range(3)] == [status] * 3
    assert portal.made(name) == before + 3


def test_a_held_page_expires(portal: Portal) -> None:
    first = portal.get("/en/t/short/")
    assert portal.get("/en/t/short/").body == first.body
    time.sleep(1.1)
    assert portal.get("/en/t/short/").json()["made"] == first.json()["made"] + 1  # type: ignore[operator]


def at_once(ask: Callable[[int], Answer], times: int) -> list[Answer]:
    """Ask in as many threads."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(ask, range(times)))


def test_simultaneous_visitors_wait_for_one_render(portal: Portal) -> None:
    before = portal.made("slow")
    answers = at_once(lambda _: portal.get("/kk/t/slow/"), 20)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert portal.made("slow") == before + 1


def test_who_leaves_while_a_page_is_made_takes_it_from_nobody(portal: Portal) -> None:
    before, begun = portal.made("slow"), portal.made("slow begun")
    # The same page as theirs: a page is held for its host.
    same = f"GET /en/t/slow/ HTTP/1.1\r\nHost: 127.0.0.1:{portal.port}\r\n\r\n".encode()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(portal.get, "/en/t/slow/")
        while portal.made("slow begun") == begun:
            assert not first.done(), "it was held already"
        with portal.open(same):
            second = pool.submit(portal.get, "/en/t/slow/")
            time.sleep(0.05)
    assert first.result().status == second.result().status == 200
    assert first.result().body == second.result().body
    assert portal.made("slow") == before + 1


def test_those_who_waited_for_a_page_that_cannot_be_held_get_their_own(portal: Portal) -> None:
    answers = at_once(lambda _: portal.get("/kk/t/slow_cookie/"), 8)
    assert len({answer.headers["set-cookie"] for answer in answers}) == 8


def test_a_fragment_is_held_apart_from_the_page(portal: Portal) -> None:
    page = portal.get("/ru/t/page/?q=hx")
    fragment = portal.get("/ru/t/page/?q=hx", HX_Request="true")
    assert (page.json()["fragment"], fragment.json()["fragment"]) == ("", "true")
    assert portal.get("/ru/t/page/?q=hx", HX_Request="true").body == fragment.body
    assert portal.get("/ru/t/page/?q=hx").body == page.body
    assert {"hx-request", "cookie", "accept-encoding"} <= {
        word.strip().lower() for word in page.headers["vary"].split(",")
    }


def test_head_has_the_headers_and_no_body(portal: Portal) -> None:
    head = portal.get("/ru/t/page/?q=head", method="HEAD")
    page = portal.get("/ru/t/page/?q=head")
    assert head.body == b""
    assert head.headers["content-length"] == page.headers["content-length"] == str(len(page.body))
    assert head.headers["etag"] == page.headers["etag"]


def test_an_undeclared_or_repeated_parameter_is_not_held(portal: Portal) -> None:
    for query in ("?other=1", "?page=1&other=1", "?page=1&page=2", "?page=%ff"):
        answers = [portal.get(f"/ru/t/page/{query}") for _ in range(2)]
        assert answers[0].headers["x-request-id"] != answers[1].headers["x-request-id"]


def test_the_order_of_declared_parameters_does_not_matter(portal: Portal) -> None:
    first = portal.get("/ru/t/page/?q=b&page=1")
    assert portal.get("/ru/t/page/?page=1&q=b").body == first.body
    assert portal.get("/ru/t/page/?page=2&q=b").body != first.body


def test_a_view_that_has_not_opted_in_is_not_held(portal: Portal) -> None:
    assert portal.get("/ru/t/free/").body != portal.get("/ru/t/free/").body


def test_a_wrong_host_is_refused_and_holds_nothing(portal: Portal) -> None:
    for _ in range(2):
        assert portal.get("/ru/t/page/?q=host", Host="evil.example").status == 400
    assert portal.get("/ru/t/page/?q=host", Host="localhost").json()["host"] == "localhost"
    assert portal.get("/ru/t/page/?q=host", Host="127.0.0.1:1").json()["host"] == "127.0.0.1:1"


def test_post_is_not_held(portal: Portal) -> None:
    assert portal.get("/ru/t/page/?q=post", method="POST", body=b"a=1").status == 403


def test_a_held_page_is_compressed_once_and_marked(portal: Portal) -> None:
    plain = portal.get("/ru/t/page/?q=gzip")
    small = portal.get("/ru/t/page/?q=gzip", Accept_Encoding="br, gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) < len(plain.body) / 5
    assert len(gzip.decompress(small.body)) == len(plain.body)
    assert portal.get("/ru/t/page/?q=gzip", Accept_Encoding="gzip").body == small.body
    assert (
        "content-encoding"
        not in portal.get("/ru/t/page/?q=gzip", Accept_Encoding="gzip;q=0").headers
    )
    same = portal.get("/ru/t/page/?q=gzip", If_None_Match=plain.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    assert portal.get("/ru/t/page/?q=gzip", If_None_Match='W/"other"').status == 200


def test_what_is_held_is_bounded_and_the_longest_unused_goes_first(portal: Portal) -> None:
    # 1 MB holds ten pages of 100,000 bytes.
    before = portal.made("heavy")
    for n in range(30):
        portal.get(f"/ru/t/heavy/?n={n}")
        portal.get("/ru/t/heavy/?n=0")
    assert portal.made("heavy") == before + 30
    portal.get("/ru/t/heavy/?n=29")
    assert portal.made("heavy") == before + 30
    portal.get("/ru/t/heavy/?n=1")
    assert portal.made("heavy") == before + 31
