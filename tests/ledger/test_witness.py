"""A witness follows a portal, and sees a record that is not the one it knew."""

import datetime as dt
import json
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from lxml import etree

from maslikhat.ledger import keys, sealer, witness
from maslikhat.ledger.actions import rotate_key
from maslikhat.ledger.canon import head_bytes, note_text
from maslikhat.ledger.models import Entry, Head
from maslikhat.ledger.witness import ForkedError, State, UnansweredError
from tests.ledger.test_sealer import write

pytestmark = pytest.mark.django_db


class Portal:
    """The portal as a witness hears it; what it says can be bent."""

    def __init__(self) -> None:
        self.bent: dict[str, bytes] = {}

    def ask(self, path: str) -> bytes:
        if path.split("?")[0] in self.bent:
            return self.bent[path.split("?")[0]]
        content: bytes = Client().get(f"/api/v1/record/{path}").content
        return content

    def tell(self, path: str, told: Any) -> None:
        self.bent[path] = json.dumps(told).encode()

    def show(self, *notes: str) -> None:
        """Let the feed show these notes alone."""
        feed = etree.Element("{http://www.w3.org/2005/Atom}feed")
        for note in notes:
            entry = etree.SubElement(feed, "{http://www.w3.org/2005/Atom}entry")
            etree.SubElement(entry, "{http://www.w3.org/2005/Atom}summary").text = note
        self.bent["heads.atom"] = etree.tostring(feed)


@pytest.fixture
def portal() -> Portal:
    grow(3)
    return Portal()


def grow(count: int) -> None:
    write(count)
    sealer.seal()


def note(size: int, root: bytes, key: Ed25519PrivateKey | None = None) -> str:
    """A head that the portal's key, or another, signs for a record that is not this one."""
    key = key or keys.signing_key(Head.objects.latest("size").key_id)
    content = head_bytes(size, root, dt.datetime(2026, 11, 28, tzinfo=dt.UTC))
    return note_text(content, key.sign(content), key.public_key().public_bytes_raw())


def test_a_record_that_grows_is_followed(portal):
    state = witness.follow(portal.ask, State())
    for count in (1, 300, 2):
        grow(count)
        before, state = state, witness.follow(portal.ask, state)
        assert witness.note_of(state.note).size > witness.note_of(before.note).size
    assert witness.follow(portal.ask, state) == state
    assert witness.note_of(state.note).size == Head.objects.latest("size").size


def test_what_is_known_is_kept_in_a_file(portal, tmp_path):
    path = tmp_path / "state.json"
    assert witness.load(path) == State()
    state = witness.follow(portal.ask, State())
    witness.save(path, state)
    assert witness.load(path) == state


def test_a_key_that_took_over_on_the_record_is_followed(portal):
    state = witness.follow(portal.ask, State())
    for _ in range(2):
        rotate_key(keys.new_key(), by=None)
        sealer.seal()
        grow(2)
    state = witness.follow(portal.ask, state)
    assert len(state.keys) == 3
    grow(1)
    witness.follow(portal.ask, state)
    # Who begins after the rotations comes to the same.
    assert witness.follow(portal.ask, State()).keys == state.keys


def test_the_first_key_can_be_told_beforehand(portal):
    first = Head.objects.earliest("size").key_id
    assert witness.follow(portal.ask, State(), first).keys
    with pytest.raises(ForkedError, match="not among"):
        witness.follow(portal.ask, State(), "0" * 16)


def test_two_roots_over_the_same_entries_are_a_fork(portal):
    state = witness.follow(portal.ask, State())
    forged = note(Head.objects.latest("size").size, b"\1" * 32)
    portal.show(forged)
    with pytest.raises(ForkedError, match="different roots") as forked:
        witness.follow(portal.ask, state)
    assert forked.value.notes == (state.note, forged)


def test_a_record_rewritten_and_grown_is_a_fork_whatever_proof_is_given(portal):
    state = witness.follow(portal.ask, State())
    size = Head.objects.latest("size").size
    grow(2)
    proof = json.loads(portal.ask(f"consistency?first={size}&second={size + 2}"))
    portal.show(note(size + 2, b"\2" * 32))
    for path in (proof["path"], [], ["00" * 32], "nothing", None):
        portal.tell("consistency", {"path": path})
        with pytest.raises(ForkedError, match="entries"):
            witness.follow(portal.ask, state)
    portal.tell("consistency", {"error": "There is no head over so many leaves."})
    with pytest.raises(ForkedError, match="does not prove"):
        witness.follow(portal.ask, state)


def test_a_record_that_has_become_shorter_is_a_fork(portal):
    older = portal.ask("heads.atom")
    grow(2)
    state = witness.follow(portal.ask, State())
    portal.bent["heads.atom"] = older
    with pytest.raises(ForkedError, match="and now has"):
        witness.follow(portal.ask, state)


def test_a_head_of_a_stranger_is_not_taken(portal):
    state = witness.follow(portal.ask, State())
    stranger = Ed25519PrivateKey.generate()
    portal.show(note(Head.objects.latest("size").size + 1, b"\3" * 32, stranger))
    with pytest.raises(ForkedError, match="not signed by"):
        witness.follow(portal.ask, state)
    # Nor when the portal lists the key, with some entry that does not bring it in.
    told = json.loads(portal.ask("keys"))
    public = stranger.public_key().public_bytes_raw().hex()
    entry = Entry.objects.latest("pk").pk
    portal.tell("keys", {"keys": [*told["keys"], {"public": public, "entry": entry}]})
    with pytest.raises((ForkedError, UnansweredError)):
        witness.follow(portal.ask, state)


def test_an_entry_for_a_key_must_stand_under_the_old_keys_head(portal):
    """A portal that makes the entry up cannot prove it."""
    state = witness.follow(portal.ask, State())
    rotate_key(keys.new_key(), by=None)
    sealer.seal()
    grow(1)
    told = json.loads(portal.ask("keys"))
    entry = told["keys"][-1]["entry"]
    proof = json.loads(portal.ask(f"proof/{entry}"))
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    values = json.loads(proof["bytes"])
    values[8] = sha256(stranger).hexdigest()
    proof["bytes"] = json.dumps(values, separators=(",", ":"))
    told["keys"][-1]["public"] = stranger.hex()
    portal.tell("keys", told)
    portal.tell(f"proof/{entry}", proof)
    with pytest.raises(ForkedError, match="No entry of the record brings in"):
        witness.follow(portal.ask, state)


def test_a_signature_that_is_bent_is_seen(portal):
    state = witness.follow(portal.ask, State())
    grow(1)
    head = Head.objects.latest("size")
    public = keys.public_key(head.key_id).public_bytes_raw()
    content = head_bytes(head.size, bytes(head.root), head.at)
    portal.show(note_text(content, b"\0" * 64, public))
    with pytest.raises(ForkedError, match="not signed by"):
        witness.follow(portal.ask, state)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><summary>&b;</summary></entry></feed>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><summary>a\n\nb</summary></entry></feed>",
    ],
)
def test_what_is_no_feed_proves_nothing(portal, content):
    portal.bent["heads.atom"] = content
    with pytest.raises(UnansweredError):
        witness.follow(portal.ask, State())


def test_a_head_over_nothing_proves_nothing(portal):
    portal.show(note(0, b"\0" * 32))
    with pytest.raises(UnansweredError, match="no head"):
        witness.follow(portal.ask, State())


@pytest.mark.parametrize("entry", ["x", [], None, float("inf")])
def test_a_key_without_its_entry_proves_nothing(portal, entry):
    state = witness.follow(portal.ask, State())
    stranger = Ed25519PrivateKey.generate()
    portal.show(note(Head.objects.latest("size").size + 1, b"\3" * 32, stranger))
    told = json.loads(portal.ask("keys"))["keys"]
    public = stranger.public_key().public_bytes_raw().hex()
    portal.tell("keys", {"keys": [*told, {"public": public, "entry": entry}]})
    with pytest.raises(UnansweredError):
        witness.follow(portal.ask, state)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'{"keys": []}', b'{"keys": [{"public": "zz"}]}', b"[" * 100_000],
)
def test_what_are_no_keys_prove_nothing(portal, content):
    portal.bent["keys"] = content
    with pytest.raises(UnansweredError):
        witness.follow(portal.ask, State())
