"""The pages of the record: a document recognised or not, and an entry with its proof."""

import json
import re
from hashlib import sha256
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.languages import Said
from maslikhat.kit.transactions import writing
from maslikhat.ledger import registers, sealer
from maslikhat.ledger.actions import record
from maslikhat.ledger.models import Entry
from maslikhat.ledger.registers import Kind, Thing
from tests.ledger.test_sealer import Clerk

pytestmark = pytest.mark.django_db
FILE = b"A decision of the maslikhat"
DIGEST = sha256(FILE).hexdigest()
OPEN, SHUT = 41, 42


def show(numbers, lang):
    """Of the things of these tests one is open to all."""
    within = Said("Abay Regional Maslikhat", "en")
    return {
        n: Thing(Said("Decision 8", "en"), f"/{lang}/d/{n}/", within) for n in numbers if n == OPEN
    }


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    acts = {"tests.publish": "It was published", "tests.adopt": "It was adopted"}
    kind = Kind("Decision", show, acts, of_no_file={"tests.adopt"})
    monkeypatch.setitem(registers.kinds, "ledger.entry", kind)


def publish(subject: int, digest: str = DIGEST, act: str = "tests.publish") -> Entry:
    with writing():
        record(Clerk(), act, Entry(pk=subject), digest=digest)
    sealer.seal()
    return Entry.objects.latest("pk")


def page(query: str = "", lang: str = "en", status: int = 200, part: bool = False) -> str:
    headers = {"HX-Request": "true"} if part else {}
    answer = Client().get(f"/{lang}/verify/{query}", headers=headers)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_a_file_that_was_published_is_recognised_with_what_when_and_where():
    entry = publish(OPEN)
    for given in (DIGEST, DIGEST.upper(), f" {DIGEST} "):
        html = page(f"?sha256={given}")
        assert "Recognised" in html and "Abay Regional Maslikhat" in html
        assert 'href="/en/d/41/">Decision 8' in html and "It was published" in html
        assert f"/en/verify/{entry.pk}/" in html


@pytest.mark.parametrize("part", [False, True])
def test_what_is_shut_is_answered_as_what_was_never_there(part):
    publish(SHUT)
    publish(OPEN, act="tests.draft")
    other = sha256(b"another file").hexdigest()
    answers = [page(f"?sha256={digest}", part=part) for digest in (DIGEST, other)]
    assert "Not published here" in answers[0]
    tokens = r'name="csrfmiddlewaretoken" value="\w+"'
    first, second = (re.sub(tokens, "", text) for text in answers)
    assert first.replace(DIGEST, other) == second


def test_what_is_shut_does_not_crowd_out_what_is_open():
    publish(OPEN)
    with writing():
        for _ in range(60):
            record(Clerk(), "tests.publish", Entry(pk=SHUT), digest=DIGEST)
    assert "Decision 8" in page(f"?sha256={DIGEST}")


def test_a_hash_of_what_was_decided_is_not_said_to_be_that_of_a_file():
    entry = publish(OPEN, act="tests.adopt")
    for html in (page(f"?sha256={DIGEST}"), page(f"{entry.pk}/")):
        assert DIGEST in html
        assert "this file, to the last bit" not in html and "Hash of the file" not in html


@pytest.mark.parametrize("digest", ["abc", "g" * 64, "0" * 63, "0" * 65, "<script>"])
def test_what_is_no_hash_is_refused_with_a_sentence(digest):
    assert "64 signs" in page(f"?sha256={digest}", status=400)


def test_a_file_sent_without_a_script_is_hashed_and_not_kept(settings):
    publish(OPEN)
    answer = Client().post(
        "/en/verify/file/", {"file": SimpleUploadedFile("decision.pdf", FILE)}, follow=True
    )
    assert answer.redirect_chain == [(f"/en/verify/?sha256={DIGEST}", 302)]
    assert "Recognised" in answer.content.decode()
    assert Client().post("/en/verify/file/").status_code == 422
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post("/en/verify/file/", {"file": SimpleUploadedFile("d", FILE)}).status_code == 403
    )


def test_the_entries_of_a_thing_are_listed_for_its_link():
    first, second = publish(OPEN), publish(OPEN, digest="")
    html = page(f"?kind=ledger.entry&number={OPEN}")
    assert html.index(f"/en/verify/{second.pk}/") < html.index(f"/en/verify/{first.pk}/")


def test_a_thing_that_is_shut_is_not_there():
    publish(SHUT)
    for number in (SHUT, 43):
        page(f"?kind=ledger.entry&number={number}", status=404)
    page("?kind=tests.unknown&number=1", status=404)
    for query in ("?kind=x&number=1", "?kind=a.b&number=-1", "?kind=a.b", "?kind=a.b&number=x"):
        page(query, status=400)


def test_an_entry_is_shown_with_all_that_a_browser_needs_to_check_it():
    entry = publish(OPEN)
    html = page(f"{entry.pk}/")
    assert "Decision 8" in html and DIGEST in html
    proof = json.loads(unescape(re.search(r'data-proof="(.*?)"', raw(entry))[1]))
    assert sha256(b"\0" + proof["bytes"].encode()).hexdigest() == proof["leaf"]
    assert proof["head"].startswith(f"maslikhat-record/v1\n{proof['size']}\n")
    assert set(proof) == {
        "bytes", "leaf", "index", "size", "path", "root", "head", "signature", "public"
    }  # fmt: skip


def raw(entry: Entry) -> str:
    return Client().get(f"/en/verify/{entry.pk}/").content.decode()


def test_an_entry_of_what_is_shut_tells_no_act_no_kind_and_no_number():
    entry = publish(SHUT)
    html = page(f"{entry.pk}/")
    assert "not open to everyone" in html
    for word in ("tests.publish", "ledger.entry", DIGEST, entry.salt, f'"{SHUT}"', "Decision 8"):
        assert word not in html


@pytest.mark.parametrize("number", ["999999999999", "9" * 40, "0"])
def test_an_entry_that_is_not_there_is_not_found(number):
    publish(OPEN)
    page(f"{number}/", status=404)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_pages_ask_a_fixed_number_of_queries(lang):
    entry = publish(OPEN)
    for address in (f"?sha256={DIGEST}", f"?kind=ledger.entry&number={OPEN}", f"{entry.pk}/"):
        page(address, lang)
        with CaptureQueriesContext(connection) as few:
            page(address, lang)
        assert len(few) <= 6, [query["sql"] for query in few]
