"""What every request passes: the policy, the log line, text that is text."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.requests import POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]
FORM = "application/x-www-form-urlencoded"
LOGGERS = ("maslikhat", "django.request", "django.security")


class Heard(logging.Handler):
    """What has been said, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Every line of the log, of whichever part."""
    heard = Heard()
    for name in LOGGERS:
        logging.getLogger(name).addHandler(heard)
    yield heard.lines
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(heard)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/kk/",
        "/kk/t/none/",
        "/ru/t/fail/400/",
        "/ru/t/fail/403/",
        "/ru/t/fail/500/",
        "/en/t/refuse/409/",
        "/en/t/file/",
        "/en/t/held/",
        "/en/t/form/?q=%00",
        "/kk",
        "/",
        "/static/none.css",
    ],
)
def test_every_answer_bears_the_strict_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Request-Id"]


def test_the_policy_allows_no_script_or_style_within_a_page_and_no_other_host() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY


def test_an_unknown_host_is_refused_with_the_policy(client: Client) -> None:
    answer = client.get("/kk/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Security-Policy"] == POLICY


def test_the_log_line_says_five_things_and_no_more(client: Client, log: list[str]) -> None:
    client.cookies["choice"] = "cookieword"
    client.post(
        "/kk/t/form/pathword/?q=queryword",
        {"text": "bodyword"},
        REMOTE_ADDR="203.0.113.77",
        headers={"user-agent": "agentword", "referer": "http://testserver/refererword"},
    )
    (line,) = log
    said = json.loads(line)
    assert list(said) == ["route", "method", "status", "ms", "request"]
    assert said["route"] == "kk/t/form/<str:code>/"
    assert (said["method"], said["status"]) == ("POST", 200)
    assert isinstance(said["ms"], float) and said["ms"] >= 0
    for word in ("path", "query", "body", "cookie", "agent", "referer"):
        assert f"{word}word" not in line
    assert "203.0.113.77" not in line


def test_the_answer_bears_the_number_of_its_line(client: Client, log: list[str]) -> None:
    numbers = [client.get("/kk/t/held/")["X-Request-Id"] for _ in range(3)]
    assert [json.loads(line)["request"] for line in log] == numbers
    assert len(set(numbers)) == 3


def test_the_watchers_question_is_not_in_the_log(client: Client, log: list[str]) -> None:
    client.get("/healthz")
    assert log == []


@pytest.mark.parametrize("path", ["/kk/t/fail/500/", "/kk/t/none/", "/kk/t/fail/400/"])
def test_no_line_of_a_mistake_tells_the_address(client: Client, log: list[str], path: str) -> None:
    client.get(f"{path}?q=queryword", headers={"host": "localhost"})
    assert log
    assert not any("queryword" in line or path in line for line in log)


@pytest.mark.parametrize(
    "path",
    ["/en/t/form/?q=%00", "/en/t/form/?%00=a", "/en/t/form/?q=%FF", "/en/t/form/?q=%ED%A0%80",
     "/en/t/form/a%00b/"],
)  # fmt: skip
def test_an_address_that_is_not_text_is_refused_with_a_sentence(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "characters that are not text" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["page=x", "page=2x", "kind=none", "body=x"])
def test_an_address_that_chooses_what_there_is_not_is_refused_for_that(query: str) -> None:
    answer = Client().get(f"/en/commitments/?{query}")
    assert answer.status_code == 400
    assert "this page does not have" in answer.content.decode()


@pytest.mark.parametrize("body", [b"a=%00", b"a=%FF", b"%00=1", b"a=\xff\xfe", b"a=\x00"])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_form_that_is_not_text_is_refused_with_a_sentence(
    client: Client, lang: str, body: bytes
) -> None:
    answer = client.post(f"/{lang}/t/form/", body, content_type=FORM)
    assert answer.status_code == 400
    assert 'class="refused"><p>' in answer.content.decode()
    assert f'lang="{lang}"' in answer.content.decode()


def test_a_form_with_a_nul_among_its_parts_is_refused(client: Client) -> None:
    assert client.post("/en/t/form/", {"a": "x\x00y"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nonsense", "multipart/form-data"),
        (b"nonsense", "multipart/form-data; boundary=" + "x" * 300),
        (b"&".join(b"a%d=1" % n for n in range(3000)), FORM),
        (b"a=" + b"x" * 3_000_000, FORM),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(client: Client, body: bytes, kind: str) -> None:
    answer = client.post("/en/t/form/", body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert 'class="refused"><p>' in answer.content.decode()


def test_a_strange_charset_that_nobody_knows_does_not_fault(client: Client) -> None:
    answer = client.generic("POST", "/en/t/form/", b"a=1", f"{FORM}; charset=nonsense")
    assert answer.json()["fields"] == {"a": ["1"]}


def test_text_of_every_kind_passes_as_it_is(client: Client) -> None:
    text = "Қәнекей, «ә» — 👍 \u202e\u00a0 e\u0301 \r\n\t"
    answer = client.post("/en/t/form/?q=%D3%98", {"text": text})
    assert answer.json() == {"fields": {"text": [text]}, "asked": "Ә"}


def test_a_body_that_is_no_form_is_read_once_by_its_view(client: Client) -> None:
    answer = client.post(
        "/en/t/body/", json.dumps({"text": "x" * 1_000_000}), content_type="application/json"
    )
    assert answer.json() == {"size": 1_000_000}


def test_passing_through_asks_the_database_nothing(
    client: Client, django_assert_num_queries: CaptureQueriesContext
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/kk/t/held/").status_code == 200


def test_a_query_of_raw_bytes_that_are_not_text_is_refused(client: Client) -> None:
    assert client.get("/en/t/form/", QUERY_STRING="q=\xff").status_code == 400
    # The bytes of ә, as a server hands them over.
    assert client.get("/en/t/form/", QUERY_STRING="q=\xd3\x99").json()["asked"] == "ә"


CODECS = ["hex", "rot13", "idna", "punycode", "undefined", "base64", "zlib", "utf-16", "utf-7"]


@pytest.mark.parametrize("codec", CODECS)
def test_no_header_makes_a_query_or_form_be_read_by_another_codec(
    client: Client, codec: str
) -> None:
    kind = f"text/plain; charset={codec}"
    assert client.generic("GET", "/en/t/form/?q=%D3%99", b"", kind).json()["asked"] == "ә"
    form = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xd3\x99\r\n--x--\r\n'
    for kind, body in (
        (f"multipart/form-data; boundary=x; charset={codec}", form),
        (f"multipart/form-data; boundary=x; charset*=utf-8''{codec}", form),
        (f"{FORM}; charset={codec}", b"a=%D3%99"),
    ):
        answer = client.generic("POST", "/en/t/form/", body, kind)
        assert answer.status_code in {200, 400}
        if answer.status_code == 200:
            assert answer.json()["fields"] == {"a": ["ә"]}


def test_what_a_visitor_with_a_session_is_given_is_kept_by_no_cache(client: Client) -> None:
    assert "Cache-Control" not in client.get("/kk/t/held/")
    client.cookies["sessionid"] = "any"
    assert client.get("/kk/t/held/")["Cache-Control"] == "private, no-store"
    assert client.get("/kk/t/none/")["Cache-Control"] == "private, no-store"


def test_a_view_that_says_how_long_it_may_be_kept_is_believed(client: Client) -> None:
    client.cookies["sessionid"] = "any"
    assert client.get("/kk/t/kept/")["Cache-Control"] == "private, max-age=60"
