"""The record as a file: checked without a database, by the house and by a stranger's program."""

import datetime as dt
import gzip
import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maslikhat.ledger import exported, keys, registers, sealer
from maslikhat.ledger.actions import rotate_key
from maslikhat.ledger.canon import head_bytes
from maslikhat.ledger.models import Entry, Head
from maslikhat.ledger.registers import Kind
from tests.ledger import rfc6962
from tests.ledger.copies import drop_triggers
from tests.ledger.test_machines import show
from tests.ledger.test_sealer import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.jsonl.gz"


@pytest.fixture
def entries() -> list[Entry]:
    """Five heads, with a key that takes over between them."""
    made = []
    for number in range(5):
        made += write(5)
        if number == 2:
            rotate_key(keys.new_key(), by=None)
        sealer.seal()
    return made


def lines_of(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def findings(path: Path, lines: list[bytes]) -> list[str]:
    """What is wrong with these lines, as a plain file."""
    plain = path.with_name("plain.jsonl")
    plain.write_bytes(b"".join(lines))
    return exported.check(plain).walked.findings


def stranger(lines: list[bytes]) -> tuple[int, int]:
    """A checker written from docs/record.md alone; how many leaves and heads it found right."""
    told = [json.loads(line) for line in lines]
    assert told[0]["format"] == "maslikhat-record-export/1"
    public = {line["key"]: bytes.fromhex(line["public"]) for line in told if "public" in line}
    hashes, heads, turn, heir = [], 0, "", ""
    for line in told:
        if "leaf" in line:
            assert line["leaf"] == len(hashes)
            if "bytes" in line:
                content = line["bytes"].encode("ascii")
                assert sha256(b"\0" + content).hexdigest() == line["hash"]
                values = json.loads(content)
                assert values[1] == line["entry"]
                if values[4] == "ledger.rotate_key":
                    heir = values[8][:16]
                    assert sha256(public[heir]).hexdigest() == values[8]
            hashes.append(bytes.fromhex(line["hash"]))
        elif "head" in line:
            heads += 1
            assert line["head"] == len(hashes)
            assert root(hashes).hex() == line["root"]
            turn = turn or line["key"]
            assert line["key"] == turn
            encoded = b64encode(bytes.fromhex(line["root"])).decode()
            text = f"maslikhat-record/v1\n{line['head']}\n{encoded}\n{line['at']}\n"
            key = Ed25519PublicKey.from_public_bytes(public[turn])
            key.verify(bytes.fromhex(line["signature"]), text.encode())
            turn, heir = heir or turn, ""
    digest = sha256(b"".join(lines[:-1])).hexdigest()
    assert told[-1] == {"end": len(hashes), "heads": heads, "sha256": digest}
    return len(hashes), heads


def root(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    k = rfc6962.split(len(hashes))
    return rfc6962.node(root(hashes[:k]), root(hashes[k:]))


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_file_is_found_right_by_the_house_and_by_a_stranger(entries, path, is_whole):
    written = exported.write(path, is_whole=is_whole)
    read = exported.check(path)
    assert read.walked.findings == []
    assert (read.walked.leaves, read.walked.heads) == (written.leaves, written.heads)
    assert stranger(lines_of(path)) == (written.leaves, written.heads)
    assert read.first_key == Head.objects.earliest("size").key_id
    assert read.shut == written.shut == (0 if is_whole else written.leaves - 1)
    assert len(read.keys) == 2


def test_a_file_for_all_gives_what_is_open_and_of_the_rest_the_hash(entries, path, monkeypatch):
    kind = Kind("Thing", show, {"tests.write": "It was written"})
    monkeypatch.setitem(registers.kinds, "ledger.entry", kind)
    exported.write(path, is_whole=False)
    assert exported.check(path).shut == 0
    monkeypatch.delitem(registers.kinds, "ledger.entry")
    exported.write(path, is_whole=False)
    text = b"".join(lines_of(path))
    assert b"tests.write" not in text
    assert not any(
        entry.salt.encode() in text for entry in Entry.objects.exclude(act__startswith="ledger")
    )


def test_every_bit_that_is_flipped_is_seen_and_the_entry_is_named(entries, path):
    exported.write(path, is_whole=True)
    lines = lines_of(path)
    at = next(n for n, line in enumerate(lines) if f'"entry":{entries[7].pk},'.encode() in line)
    bent = lines[at].replace(b"[2,", b"[1,", 1)
    assert findings(path, [*lines[:at], bent, *lines[at + 1 :]])[0].startswith(
        f"entry {entries[7].pk}: its leaf"
    )
    bent = lines[at].replace(b"tests.write", b"tests.wrote")
    finding = findings(path, [*lines[:at], bent, *lines[at + 1 :]])[0]
    assert finding.startswith(f"entry {entries[7].pk}: its leaf") and "entry was changed" in finding


def test_the_hash_of_a_shut_entry_cannot_be_changed_either(entries, path):
    exported.write(path, is_whole=False)
    lines = lines_of(path)
    at = next(n for n, line in enumerate(lines) if f'"entry":{entries[7].pk},'.encode() in line)
    told = json.loads(lines[at])
    told["hash"] = f"{int(told['hash'][0], 16) ^ 1:x}{told['hash'][1:]}"
    found = findings(path, [*lines[:at], json.dumps(told).encode() + b"\n", *lines[at + 1 :]])
    assert "its root is not the root" in found[0]


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_flipped_bit_of_a_whole_file_passes(whole_file, data):
    lines, scratch = whole_file
    content = bytearray(b"".join(lines))
    at = data.draw(st.integers(0, len(content) - 1))
    bit = data.draw(st.integers(0, 7))
    content[at] ^= 1 << bit
    plain = scratch / "bent.jsonl"
    plain.write_bytes(bytes(content))
    assert exported.check(plain).walked.findings


@pytest.fixture
def whole_file(entries, path):
    exported.write(path, is_whole=True)
    return lines_of(path), path.parent


def test_a_bit_flipped_in_the_packed_file_is_seen(entries, path):
    exported.write(path, is_whole=True)
    content = bytearray(path.read_bytes())
    for at in range(10, len(content), max(len(content) // 60, 1)):
        content[at] ^= 16
        path.write_bytes(bytes(content))
        assert exported.check(path).walked.findings, at
        content[at] ^= 16


def bent_leaf(line: bytes, content: str | int) -> bytes:
    """The line of a leaf with something else for the bytes of its entry, and their hash."""
    told = json.loads(line)
    if isinstance(content, str):
        content %= told["entry"]
        told["hash"] = sha256(b"\0" + content.encode()).hexdigest()
    return json.dumps({**told, "bytes": content}).encode() + b"\n"


def test_lines_that_are_missing_twice_there_or_moved_are_named(entries, path):
    exported.write(path, is_whole=True)
    lines = lines_of(path)
    for bent in (
        lines[:-1],
        lines[1:],
        [*lines, lines[-1]],
        [*lines[:9], *lines[10:]],
        [*lines[:9], lines[9], *lines[9:]],
        [*lines[:9], lines[10], lines[9], *lines[11:]],
        [*lines[:9], b'"a"\n', *lines[9:]],
        [*lines[:9], b"{}\n", *lines[9:]],
        [*lines[:9], b"x" * 100_000 + b"\n", *lines[9:]],
        [*lines[:9], b'{"leaf":' + b"[" * 16_000 + b"\n", *lines[9:]],
        [lines[0].replace(b'"size": ', b'"size": 1e999'), *lines[1:]],
        [*lines[:9], bent_leaf(lines[9], 5), *lines[10:]],
        [
            *lines[:9],
            bent_leaf(lines[9], '[2,%d,"",0,"ledger.rotate_key","ledger.key"]'),
            *lines[10:],
        ],
        [],
    ):
        found = findings(path, bent)
        assert found and "damaged" in found[0]


def test_a_head_by_the_old_key_after_the_new_one_took_over_is_named(entries, path):
    exported.write(path, is_whole=True)
    lines = lines_of(path)
    heads = [n for n, line in enumerate(lines) if line.startswith(b'{"head"')]
    told = json.loads(lines[heads[-1]])
    old = json.loads(lines[heads[0]])["key"]
    at = dt.datetime.fromisoformat(told["at"])
    content = head_bytes(told["head"], bytes.fromhex(told["root"]), at)
    signed = {"key": old, "signature": keys.signing_key(old).sign(content).hex()}
    lines[heads[-1]] = json.dumps(told | signed).encode() + b"\n"
    finding = findings(path, lines)[0]
    assert finding.startswith(f"head over {told['head']}: the key {old} signed it")


def test_what_was_changed_in_the_database_is_seen_in_its_file(entries, path):
    drop_triggers()
    Entry.objects.filter(pk=entries[7].pk).update(actor=8)
    exported.write(path, is_whole=True)
    [finding] = exported.check(path).walked.findings
    assert finding.startswith(f"entry {entries[7].pk}: its leaf")
