"""A backup made under load comes back whole; a damaged one is refused and touches nothing."""

import hashlib
import io
import json
import stat
import tarfile
import time
from pathlib import Path

import pytest

from maslikhat.cli import archive
from tests.cli.portals import done, empty, folder, maslikhat, refused, rows
from tests.conftest import KIND, copy_portal
from tests.ledger import copies

pytestmark = pytest.mark.both

TABLES = ("ledger_entry", "ledger_leaf", "ledger_head", "django_migrations")
WRITERS = """
from maslikhat.kit.uploads import store
stop = threading.Event()
def work(number):
    count = 0
    while not stop.is_set():
        write(1)
        count += 1
        if count % 20 == 0: store(b"%d of %d" % (count, number))
    connection.close()
    counts.append(count)
counts = []
threads = [threading.Thread(target=work, args=[n]) for n in range(4)]
threads.append(threading.Thread(target=sealer.run, args=[stop]))
for thread in threads: thread.start()
print("writing", flush=True)
sys.stdin.read()
stop.set()
for thread in threads: thread.join()
print(sum(counts), flush=True)
"""


@pytest.fixture(scope="module")
def portal() -> dict[str, str]:
    """A portal with a sealed record, two files and keys."""
    environment = copy_portal("backed_up")
    script = "many(3000); sealer.seal(); write(4)\n"
    script += "from maslikhat.kit.uploads import store; store(b'one'); store(b'two' * 99999)"
    copies.run(environment, script)
    return environment


@pytest.fixture(scope="module")
def backup(portal, tmp_path_factory) -> Path:
    """An archive of that portal."""
    path = tmp_path_factory.mktemp("archive") / "portal.tar"
    done(portal, "backup", path)
    return path


def content(environment: dict[str, str]) -> dict[str, object]:
    """Everything that a portal is."""
    told: dict[str, object] = {
        table: rows(environment, f"SELECT * FROM {table} ORDER BY 1") for table in TABLES
    }
    for name in ("files", "keys"):
        place = folder(environment, name)
        told[name] = {
            str(path.relative_to(place)): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }
    return told


def test_a_restored_portal_is_the_one_that_was_backed_up(portal, backup):
    machine = empty("machine")
    printed = done(machine, "restore", backup)
    assert "All counts are equal." in printed
    assert "The record is whole." in printed
    assert "4 wait for the sealer" in printed
    assert content(machine) == content(portal)
    assert len(content(machine)["files"]) == 2
    for path in folder(machine, "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert not list(folder(machine).glob(".*"))
    # The record goes on where it was, and is still guarded.
    script = "sealer.seal(); print(triggers.missing(), verify.walk().unsealed)"
    assert copies.run(machine, script) == "[] 0"
    assert "All counts are equal." in done(machine, "backup", backup.with_name("second.tar")) + (
        done(machine, "restore", "--replace", backup.with_name("second.tar"))
    )


def test_the_archive_is_for_its_owner_alone_and_says_what_is_in_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))
    assert names[-1] == "manifest.json"
    assert manifest["database"] == KIND
    assert manifest["counts"]["ledger_entry"] == 3004
    assert "ledger.0001_tables" in manifest["migrations"]
    assert set(manifest["members"]) == set(names[:-1])
    assert set(manifest["versions"]) == {"maslikhat", "django", "python"}
    assert not [path for path in backup.parent.iterdir() if path.name.startswith(".")]


def test_a_backup_under_load_is_one_moment(tmp_path):
    busy = copy_portal("busy")
    copies.run(busy, "many(60000); sealer.seal()")
    writers = copies.start(busy, WRITERS, typed=True)
    writers.stdout.readline()
    time.sleep(1)
    before = rows(busy, "SELECT count(*) FROM ledger_entry")[0][0]
    done(busy, "backup", tmp_path / "busy.tar")
    after = rows(busy, "SELECT count(*) FROM ledger_entry")[0][0]
    output, _ = writers.communicate("", timeout=60)
    assert writers.returncode == 0
    machine = empty("machine_of_busy")
    printed = done(machine, "restore", tmp_path / "busy.tar")
    assert "All counts are equal." in printed
    assert "The record is whole." in printed
    restored = rows(machine, "SELECT count(*) FROM ledger_entry")[0][0]
    assert before <= restored < after <= before + int(output)
    with tarfile.open(tmp_path / "busy.tar") as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert manifest["counts"]["ledger_entry"] == restored


@pytest.mark.skipif(KIND != "sqlite", reason="pg_dump reads a snapshot and locks no row")
def test_others_write_between_two_steps_of_a_backup(tmp_path):
    stepped = copy_portal("stepped")
    script = f"""
import sqlite3
from pathlib import Path
from maslikhat.cli import stores
from maslikhat.cli.stores import sqlite
class Stepping(sqlite3.Connection):
    def backup(self, target, *, pages):
        super().backup(target, pages=50, progress=lambda *_: write(1))
sqlite._opened = lambda path: sqlite3.connect(path, isolation_level=None, factory=Stepping)
many(5000)
before = Entry.objects.count()
counted = stores.here().snapshot(Path({str(tmp_path / "copy")!r}))["ledger_entry"]
print(counted - before, Entry.objects.count() - before > 5)
"""
    assert copies.run(stepped, script) == "0 True"


def damages(whole: bytes) -> dict[str, bytes]:
    """Ways in which an archive comes back from a shelf."""
    middle = len(whole) // 2
    flips = [10, 200, 700, middle, len(whole) - 900, len(whole) - 300, len(whole) - 40]
    ways = {
        f"a bit flipped at {at}": whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
        for at in flips
    }
    cuts = [0, 50, 512, middle, len(whole) - 1, len(whole) - 100, len(whole) - 2000]
    ways |= {f"cut off at {at}": whole[:at] for at in cuts}
    return ways | {"added to": whole + b"\n", "another file": b"not an archive at all" * 99}


def test_a_damaged_archive_is_refused_and_nothing_is_touched(backup, tmp_path):
    machine = empty("untouched")
    path = tmp_path / "damaged.tar"
    for way, damaged in damages(backup.read_bytes()).items():
        path.write_bytes(damaged)
        with pytest.raises(archive.Refused, match="damaged or cut short"):
            archive.check(path, lambda done: None)
        if way in {"a bit flipped at 700", "cut off at 512"}:
            assert "damaged or cut short" in refused(machine, "restore", path), way
    assert not folder(machine, "files").exists()
    assert not folder(machine, "portal.sqlite3").exists()


def sealed(path: Path, members: dict[str, bytes], *, told: dict[str, object] | None = None) -> Path:
    """An archive whose seal is right, whatever is in it."""
    out = io.BytesIO()
    listed = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
    }
    manifest = {"format": 1, "database": KIND, "migrations": [], "counts": {}, "members": listed}
    manifest["versions"] = {"maslikhat": "9.9"}
    text = json.dumps({**manifest, **(told or {})}).encode()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in {**members, "manifest.json": text}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    content = out.getvalue()
    path.write_bytes(content + archive._SEAL.format(hashlib.sha256(content).hexdigest()).encode())
    return path


@pytest.mark.parametrize(
    "name",
    ["../outside", "/tmp/outside", "keys/../../outside", "files/ab/../../../outside", "keys/.x",
     "files/ab/" + "c" * 64, "database.sqlite3/x", "keys/a\nb", "other"],
)  # fmt: skip
def test_a_name_that_leaves_the_portal_is_refused(name, tmp_path):
    path = sealed(tmp_path / "a.tar", {name: b"x"})
    with pytest.raises(archive.Refused, match="what no backup does"):
        archive.unpack(path, tmp_path / "unpacked", lambda done: None)


def test_a_link_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("keys/record.pem")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(archive.Refused, match="what no backup does"):
        archive.unpack(path, tmp_path / "unpacked", lambda done: None)


def test_a_manifest_that_tells_of_other_members_is_refused(tmp_path):
    path = sealed(tmp_path / "a.tar", {"keys/a": b"x"}, told={"members": {}})
    with pytest.raises(archive.Refused, match="manifest"):
        archive.unpack(path, tmp_path / "unpacked", lambda done: None)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"migrations": ["ledger.0002_proofs", "ledger.0999_later"]}, "(ledger.0999_later)"),
        ({"database": "another"}, "This backup is of another"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_is_touched(tmp_path, told, sentence):
    machine = empty("unfitting")
    path = sealed(tmp_path / "a.tar", {"keys/record.pem": b"x"}, told=told)
    assert sentence in refused(machine, "restore", path)
    assert not folder(machine, "keys/record.pem").exists()
    assert not list(folder(machine).glob(".restore*"))


def test_a_database_that_cannot_be_loaded_leaves_the_old_portal(backup, tmp_path):
    portal = copy_portal("kept")
    copies.run(portal, "write(3); sealer.seal()")
    before = content(portal)
    member = "database.dump" if KIND == "postgresql" else "database.sqlite3"
    with tarfile.open(backup) as tar:
        database = bytearray(tar.extractfile(member).read())
    # Unreadable to the database, though the archive itself is whole.
    database[: len(database) // 2] = b"\0" * (len(database) // 2)
    path = sealed(tmp_path / "a.tar", {member: bytes(database), "keys/record.pem": b"new"})
    refused(portal, "restore", "--replace", path)
    assert content(portal) == before
    assert not [place for place in folder(portal).iterdir() if place.name.startswith(".")]


def test_a_portal_is_not_overwritten_unless_that_is_meant(portal, backup):
    other = copy_portal("other")
    copies.run(other, "write(1); sealer.seal()")
    before = content(other)
    assert "--replace" in refused(other, "restore", backup)
    assert content(other) == before
    assert "All counts are equal." in done(other, "restore", "--replace", backup)
    assert content(other) == content(portal)


def test_a_portal_that_is_running_is_not_replaced(backup):
    running = copy_portal("running")
    process = copies.start(
        running, "write(1)\nprint('up', flush=True)\nsys.stdin.read()", typed=True
    )
    process.stdout.readline()
    sentence = refused(running, "restore", "--replace", backup)
    process.communicate("", timeout=30)
    assert "Stop" in sentence


def test_a_backup_that_is_there_is_not_overwritten(portal, backup):
    before = backup.read_bytes()
    assert "is there already" in refused(portal, "backup", backup)
    assert backup.read_bytes() == before


def test_a_killed_or_interrupted_backup_leaves_nothing_under_its_name(portal, tmp_path):
    path = tmp_path / "never.tar"
    script = f"""
import signal, os
from maslikhat.cli import archive, main
def end(*_): os.kill(os.getpid(), signal.SIGTERM); time.sleep(5)
archive.Writer.seal = end
main(["backup", {str(path)!r}])
"""
    process = copies.start(portal, script)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_file_damaged_on_disk_is_named_and_still_backed_up(tmp_path):
    rotten = copy_portal("rotten")
    digest = copies.run(rotten, "from maslikhat.kit.uploads import store; print(store(b'sound'))")
    place = folder(rotten, "files") / digest[:2] / digest
    place.write_bytes(b"rotten")
    ended = maslikhat(rotten, "backup", tmp_path / "a.tar")
    assert ended.returncode == 1
    assert f"DAMAGED on disk: file {digest}" in ended.stdout
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert f"files/{digest[:2]}/{digest}" in tar.getnames()


def test_a_file_that_is_removed_meanwhile_does_not_stop_a_backup(tmp_path):
    """Listed and not there any more: as a name is that leads nowhere."""
    tidied = copy_portal("tidied")
    name = "ab" + "0" * 62
    place = folder(tidied, "files") / "ab"
    place.mkdir(parents=True)
    (place / name).symlink_to(place / "gone")
    done(tidied, "backup", tmp_path / "a.tar")
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert f"files/ab/{name}" not in tar.getnames()


@pytest.mark.skipif(KIND != "sqlite", reason="a damaged file is SQLite's trouble")
def test_a_damaged_database_is_not_backed_up_and_can_be_replaced(backup, tmp_path):
    broken = copy_portal("broken")
    copies.run(broken, "many(5000)")
    place = folder(broken, "portal.sqlite3")
    content = bytearray(place.read_bytes())
    content[: 4096 * 4] = b"\7" * 4096 * 4
    place.write_bytes(content)
    assert "damaged" in refused(broken, "backup", tmp_path / "a.tar")
    assert list(tmp_path.iterdir()) == []
    assert "All counts are equal." in done(broken, "restore", "--replace", backup)


@pytest.mark.skipif(KIND != "postgresql", reason="needs pg_dump")
def test_without_pg_dump_the_refusal_names_the_package(portal, tmp_path):
    script = f"""
from pathlib import Path
from maslikhat.cli import main
from maslikhat.cli.stores import postgresql
postgresql.HOMES = Path("/nowhere")
os.environ["PATH"] = ""
main(["backup", {str(tmp_path / "a.tar")!r}])
"""
    process = copies.start({**portal, "PATH": ""}, script, complaints=True)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "apt-get install postgresql-client" in complaint
    assert list(tmp_path.iterdir()) == []
