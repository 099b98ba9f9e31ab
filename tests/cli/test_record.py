"""The record from the command line: exported, checked elsewhere, followed, signed by a new key."""

import gzip
import json
import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from subprocess import DEVNULL

import pytest

from tests.cli.portals import done, empty, folder, maslikhat, refused, rows
from tests.cli.test_commands import MARK, wait_for
from tests.conftest import copy_portal
from tests.forks import Started
from tests.ledger import copies
from tests.postgres import free_port

pytestmark = pytest.mark.both

FORGE = """
import datetime as dt, json
from maslikhat.ledger.canon import head_bytes, note_text
head = Head.objects.latest("size")
key = keys.signing_key(head.key_id)
content = head_bytes(head.size, b"\\7" * 32, dt.datetime.now(dt.UTC))
print(json.dumps(note_text(content, key.sign(content), key.public_key().public_bytes_raw())))
"""
INTERRUPTED = """
from pathlib import Path
from maslikhat.ledger import exported
folder = Path({folder!r})
def interrupt(leaves):
    print(len(list(folder.iterdir())), end=" ")
    raise KeyboardInterrupt
try:
    exported.write(folder / "record.jsonl.gz", is_whole=False, progress=interrupt)
except KeyboardInterrupt:
    print(len(list(folder.iterdir())))
"""


@pytest.fixture(scope="module")
def portal() -> dict[str, str]:
    made = copy_portal("recorded")
    copies.run(made, MARK + "; write(6); sealer.seal()")
    return made


@pytest.mark.once
def test_an_exported_record_is_checked_on_a_machine_without_a_database(portal, tmp_path):
    for words in ([], ["--whole"]):
        path = tmp_path / f"record{len(words)}.jsonl.gz"
        told = done(portal, "record", "export", path, *words)
        assert "6 entries" in told and ("keep it secret" in told) == bool(words)
        machine = empty("stranger")
        assert "The record is whole." in done(machine, "verify", path)
        assert not folder(machine, "portal.sqlite3").exists()
    assert "is there already" in refused(portal, "record", "export", path)


@pytest.mark.once
def test_a_file_that_was_changed_is_named_and_fails(portal, tmp_path):
    path = tmp_path / "record.jsonl.gz"
    done(portal, "record", "export", "--whole", path)
    lines = gzip.decompress(path.read_bytes()).replace(b"tests.write", b"tests.wrote", 1)
    plain = tmp_path / "record.jsonl"
    plain.write_bytes(lines)
    ended = maslikhat(portal, "verify", plain)
    assert ended.returncode == 1
    assert "its leaf 0 does not match it" in ended.stdout and "NOT whole" in ended.stdout
    ended = maslikhat(portal, "verify", path, "--key", "0" * 16)
    assert ended.returncode == 1 and "it signed first" in ended.stdout
    assert "cannot be read" in refused(portal, "verify", tmp_path / "nowhere")


@pytest.mark.once
def test_an_export_that_is_interrupted_leaves_nothing(portal, tmp_path):
    long = copy_portal("recorded_long")
    copies.run(long, MARK + "; many(11_000); sealer.seal()")
    # Files in the folder when the first part is written, and after the interruption.
    assert copies.run(long, INTERRUPTED.format(folder=str(tmp_path))).splitlines()[-1] == "1 0"


def test_a_new_key_signs_and_the_record_stays_whole(portal, tmp_path):
    rotated = copy_portal("rotated")
    copies.run(rotated, MARK + "; write(2); sealer.seal()")
    told = done(rotated, "record", "rotate-key")
    copies.run(rotated, "write(1); sealer.seal()")
    [(key,)] = rows(rotated, "SELECT key_id FROM ledger_head ORDER BY size DESC LIMIT 1")
    assert key in told
    assert "The record is whole." in done(rotated, "verify")
    path = tmp_path / "record.jsonl.gz"
    done(rotated, "record", "export", path)
    assert "The record is whole." in done(rotated, "verify", path)
    assert folder(rotated, f"keys/record-{key}.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.once
def test_a_witness_follows_a_portal_and_shouts_when_it_forked(tmp_path):
    served = copy_portal("witnessed")
    copies.run(served, MARK + "; write(5); sealer.seal()")
    port, state = free_port(), tmp_path / "witness.json"
    command = ["-m", "maslikhat.cli", "run"]
    process = Started(command, served | {"PORT": str(port)}, stdout=DEVNULL)
    stranger = {k: v for k, v in os.environ.items() if not k.startswith("MASLIKHAT_DATABASE")}
    stranger["MASLIKHAT_VAR"] = str(tmp_path / "var")
    look = ("witness", f"http://localhost:{port}", "--state", state, "--once")
    try:
        wait_for(port, process)
        assert "5 entries" in done(stranger, *look)
        assert done(stranger, *look) == ""
        forged = copies.run(served, FORGE)
        known = json.loads(state.read_text())
        state.write_text(json.dumps(known | {"note": json.loads(forged)}))
        ended = maslikhat(stranger, *look)
        assert ended.returncode == 1
        assert "THE RECORD OF THIS PORTAL IS NOT WHAT IT WAS" in ended.stderr
        evidence = tmp_path / "witness.json.forked.json"
        notes = json.loads(evidence.read_text())["notes"]
        assert notes[0] == json.loads(forged) and len(notes) == 2
        # What was known stays as it was.
        assert json.loads(state.read_text())["note"] == json.loads(forged)
        # Where the evidence cannot be kept it is said all the same.
        evidence.unlink()
        evidence.mkdir()
        ended = maslikhat(stranger, *look)
        assert ended.returncode == 1 and "Traceback" not in ended.stderr
        assert "IS NOT WHAT IT WAS" in ended.stderr and "cannot be written" in ended.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    ended = maslikhat(stranger, *look)
    assert ended.returncode == 3 and "Nothing can be said" in ended.stderr


@pytest.mark.once
def test_a_witness_of_what_is_no_portal_is_refused(portal, tmp_path):
    for address in ("file:///etc/passwd", "maslikhat.example", "https://", "http://["):
        ended = maslikhat(portal, "witness", address, "--state", tmp_path / "s.json", "--once")
        assert ended.returncode == 1 and "is no address of a portal" in ended.stderr
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    address = f"http://localhost:{free_port()}"
    ended = maslikhat(portal, "witness", address, "--state", broken, "--once")
    assert ended.returncode == 1 and "cannot be read" in ended.stderr


class Torn(BaseHTTPRequestHandler):
    """Ends each answer before its end."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"64\r\n<feed")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.once
def test_an_answer_that_breaks_off_proves_nothing_and_ends_no_witness(tmp_path):
    with HTTPServer(("localhost", 0), Torn) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"http://localhost:{server.server_port}"
        words = ("witness", address, "--state", tmp_path / "s.json", "--once")
        ended = maslikhat(dict(os.environ), *words)
    assert ended.returncode == 3 and "Nothing can be said" in ended.stderr
