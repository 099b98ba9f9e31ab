"""The record as programs read it, checked by an implementation that shares nothing with it."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from maslikhat.kit.languages import Said
from maslikhat.ledger import keys, registers, sealer
from maslikhat.ledger.actions import rotate_key
from maslikhat.ledger.models import Entry, Leaf, Node
from maslikhat.ledger.registers import Kind, Thing
from tests.conftest import copy_portal
from tests.ledger import copies, rfc6962
from tests.ledger.copies import drop_triggers
from tests.ledger.test_sealer import write

pytestmark = pytest.mark.django_db
BASE = "/api/v1/record"


def asked(path: str, status: int = 200, **query: object) -> dict[str, Any]:
    answer = Client(headers={"Accept-Language": "en"}).get(f"{BASE}/{path}", query)
    assert answer.status_code == status, answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = answer.json()
    return found


def show(numbers: Any, lang: str) -> dict[int, Thing]:
    """Of the entries that tests write, which speak of thing 41, everyone may see all."""
    return {n: Thing(Said("A thing", "en"), f"/{lang}/thing/{n}/") for n in numbers if n == 41}


@pytest.fixture
def open_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kind = Kind("Thing", show, {"tests.write": "It was written"})
    monkeypatch.setitem(registers.kinds, "ledger.entry", kind)
    yield


@pytest.fixture
def entries() -> list[Entry]:
    """A record of three heads, past 256 leaves."""
    made = write(260)
    sealer.seal()
    for _ in range(2):
        made += write(7)
        sealer.seal()
    return made


def is_signed(note: str, public: str) -> bool:
    """The signed note of a checkpoint, checked from the C2SP text."""
    text, line = note.split("\n\n")
    name, told = line.removeprefix("— ").rstrip("\n").split(" ")
    signature, raw = base64.b64decode(told), bytes.fromhex(public)
    assert signature[:4] == sha256(name.encode() + b"\n\x01" + raw).digest()[:4]
    Ed25519PublicKey.from_public_bytes(raw).verify(signature[4:], f"{text}\n".encode())
    origin, size, root, *_rest = text.split("\n")
    assert name == origin == "maslikhat-record/v1"
    return size.isdigit() and len(base64.b64decode(root)) == 32


def test_an_entry_is_proven_under_the_signed_head_by_another_implementation(open_kind, entries):
    public = {key["key"]: key["public"] for key in asked("keys")["keys"]}
    for entry in (entries[0], entries[255], entries[-1]):
        told = asked(f"proof/{entry.pk}")
        head, leaf = told["head"], bytes.fromhex(told["leaf"])
        assert sha256(b"\0" + told["bytes"].encode("ascii")).digest() == leaf
        values = json.loads(told["bytes"])
        assert values[:2] + values[3:7] == [2, entry.pk, 7, "tests.write", "ledger.entry", 41]
        path = [bytes.fromhex(step) for step in told["path"]]
        root = bytes.fromhex(head["root"])
        assert rfc6962.is_included(leaf, told["index"], head["size"], path, root)
        assert is_signed(head["note"], public[head["key"]])
        assert f"\n{head['size']}\n{base64.b64encode(root).decode()}\n" in head["note"]


def test_a_proof_is_given_for_the_head_that_is_asked_for(entries):
    sizes = [head["size"] for head in asked("heads")["heads"]]
    assert sizes == sorted(sizes, reverse=True)
    told = asked(f"proof/{entries[3].pk}", size=sizes[1])
    assert told["head"]["size"] == sizes[1]
    assert "older than the entry" in asked(f"proof/{entries[-1].pk}", 400, size=sizes[1])["error"]
    assert "no head" in asked(f"proof/{entries[3].pk}", 404, size=sizes[1] - 1)["error"]


def test_a_head_is_proven_to_continue_another(entries):
    heads = asked("heads")["heads"]
    for first in heads:
        told = asked("consistency", first=first["size"], second=heads[0]["size"])
        path = [bytes.fromhex(step) for step in told["path"]]
        roots = [bytes.fromhex(told[which]["root"]) for which in ("first", "second")]
        assert rfc6962.is_consistent(first["size"], heads[0]["size"], path, *roots)


def test_heads_are_listed_by_size_both_ways(entries):
    sizes = [head["size"] for head in asked("heads")["heads"]]
    assert [h["size"] for h in asked("heads", before=sizes[0])["heads"]] == sizes[1:]
    assert [h["size"] for h in asked("heads", after=sizes[-1])["heads"]] == sizes[-2::-1]
    assert asked("head") == asked("heads")["heads"][0]


def test_the_root_can_be_computed_from_the_leaves_alone(entries):
    head = asked("head")
    leaves = asked("leaves", start=0, count=1000)["leaves"]
    assert [leaf["index"] for leaf in leaves] == list(range(head["size"]))
    hashes = [bytes.fromhex(leaf["hash"]) for leaf in leaves]

    def root(span: list[bytes]) -> bytes:
        if len(span) == 1:
            return span[0]
        k = rfc6962.split(len(span))
        return rfc6962.node(root(span[:k]), root(span[k:]))

    assert root(hashes).hex() == head["root"]


def test_an_entry_of_what_is_not_open_to_all_shows_its_hash_alone(entries):
    told = asked(f"entries/{entries[0].pk}")
    assert told == {
        "entry": entries[0].pk,
        "index": Leaf.objects.get(entry=entries[0].pk).index,
        "leaf": bytes(Leaf.objects.get(entry=entries[0].pk).hash).hex(),
        "bytes": None,
    }


def test_an_act_that_is_not_listed_stays_shut_though_its_thing_is_open(monkeypatch, entries):
    monkeypatch.setitem(registers.kinds, "ledger.entry", Kind("Thing", show, {"tests.other": "-"}))
    assert asked(f"proof/{entries[0].pk}")["bytes"] is None
    kind = Kind("Thing", show, {"tests.write": "-"}, {"tests.write": lambda numbers, lang: {}})
    monkeypatch.setitem(registers.kinds, "ledger.entry", kind)
    assert asked(f"proof/{entries[0].pk}")["bytes"] is None


def test_the_leaf_of_a_shut_entry_cannot_be_found_by_guessing(entries):
    """All that the entry says is known to who guesses, but for the salt."""
    entry = Entry.objects.get(pk=entries[0].pk)
    assert len(entry.salt) == 32 and len({e.salt for e in Entry.objects.exclude(salt="")}) > 250
    at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    told = [entry.pk, at, entry.actor, entry.act, entry.kind, entry.subject, entry.count, ""]
    leaf = bytes.fromhex(asked(f"entries/{entry.pk}")["leaf"])
    for guess in ([1, *told], [2, *told], [2, *told, ""]):
        text = json.dumps(guess, separators=(",", ":")).encode()
        assert sha256(b"\0" + text).digest() != leaf
    text = json.dumps([2, *told, entry.salt], separators=(",", ":")).encode()
    assert sha256(b"\0" + text).digest() == leaf


def test_the_keys_are_told_with_the_entry_that_brought_each_in(entries):
    key = rotate_key(keys.new_key(), by=None)
    sealer.seal()
    first, second = asked("keys")["keys"]
    assert (first["entry"], second["first_head"]) == (None, None)
    write(1)
    sealer.seal()
    first, second = asked("keys")["keys"]
    assert second["key"] == key.key_id == asked("head")["key"]
    assert second["first_head"] == asked("head")["size"]
    told = json.loads(asked(f"proof/{second['entry']}")["bytes"])
    assert told[4:6] == ["ledger.rotate_key", "ledger.key"]
    assert told[8] == sha256(bytes.fromhex(second["public"])).hexdigest()
    assert second["verifier"].startswith("maslikhat-record/v1+")


def test_the_feed_has_each_head_with_its_signed_note(entries):
    answer = Client().get(f"{BASE}/heads.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    notes = [
        e.findtext(f"{atom}summary") for e in etree.fromstring(answer.content).iter(f"{atom}entry")
    ]
    assert notes == [head["note"] for head in asked("heads")["heads"]]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("entries/x", {}),
        ("entries/-1", {}),
        ("entries/" + "9" * 40, {}),
        ("proof/1.5", {}),
        ("proof/٣", {}),
        ("heads", {"before": "x"}),
        ("heads", {"after": ""}),
        ("consistency", {}),
        ("consistency", {"first": 1}),
        ("consistency", {"first": 2, "second": 1}),
        ("consistency", {"first": "9" * 30, "second": 1}),
        ("leaves", {"start": 0, "count": 1001}),
        ("leaves", {"start": 0, "count": 0}),
        ("leaves", {"start": -1, "count": 1}),
    ],
)
def test_a_bad_question_is_answered_with_a_sentence(entries, path, query):
    assert len(asked(path, 400, **query)["error"].split()) >= 4


@pytest.mark.parametrize("path", ["entries/999999999999999999", "proof/999999999999999999"])
def test_what_is_not_there_is_said_to_be_not_there(path):
    write(1)
    sealer.seal()
    assert "no sealed entry" in asked(path, 404)["error"]
    assert asked("consistency", 404, first=10**17, second=10**17)["error"]


def test_an_entry_that_waits_for_the_sealer_is_not_there_yet():
    sealer.seal()
    [entry] = write(1)
    assert "sealed in seconds" in asked(f"proof/{entry.pk}", 404)["error"]


def test_a_damaged_record_gives_no_proof_and_no_fault(entries):
    drop_triggers()
    Node.objects.all().delete()
    assert "damaged" in asked(f"proof/{entries[-1].pk}", 409)["error"]


def test_a_proof_asks_for_no_more_when_the_record_is_longer(entries):
    with CaptureQueriesContext(connection) as captured:
        asked(f"proof/{entries[0].pk}")
    assert len(captured) <= 10


@pytest.mark.once
def test_proofs_out_of_seventy_thousand_leaves_hold():
    """Past 65,536 leaves nodes of two heights are read."""
    portal = copy_portal("many_leaves")
    copies.run(portal, "many(70_000); sealer.seal(); write(3); sealer.seal()")
    script = """
import json
from maslikhat.ledger import proofs
heads = list(proofs.heads())
newest, old = heads[0], heads[len(heads) // 2]
found = []
for index in (0, 255, 256, 65_535, 65_536, newest.size - 1):
    leaf = Leaf.objects.get(index=index)
    steps = [s.hex() for s in proofs.inclusion(leaf, newest)]
    found.append([bytes(leaf.hash).hex(), index, newest.size, steps])
path = [s.hex() for s in proofs.consistency(old.size, newest.size)]
print(json.dumps([found, bytes(newest.root).hex(), old.size, bytes(old.root).hex(), path]))
"""
    found, root, size, old, path = json.loads(copies.run(portal, script))
    for leaf, index, of, steps in found:
        told = [bytes.fromhex(step) for step in steps]
        assert rfc6962.is_included(bytes.fromhex(leaf), index, of, told, bytes.fromhex(root))
    steps = [bytes.fromhex(step) for step in path]
    told = bytes.fromhex(old), bytes.fromhex(root)
    assert rfc6962.is_consistent(size, found[0][2], steps, *told)
