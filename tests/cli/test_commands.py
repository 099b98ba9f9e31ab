"""What an operator types: the right status, a sentence, and nothing half-done."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.cli.portals import done, empty, folder, maslikhat, refused, rows
from tests.conftest import KIND, TEMPLATE, copy_portal
from tests.ledger import copies
from tests.postgres import free_port

pytestmark = pytest.mark.both

REAL = {"MASLIKHAT_HOSTS": "localhost", "MASLIKHAT_SECRET_KEY": "s" * 60}
MARK = "from maslikhat.kit import installation; installation.mark(is_demo=True)"


def real(environment: dict[str, str]) -> dict[str, str]:
    """A portal that is no demo, told its names and its secret."""
    return {**{k: v for k, v in environment.items() if k != "MASLIKHAT_DEMO"}, **REAL}


@pytest.fixture(scope="module")
def portal() -> dict[str, str]:
    return copy_portal("commanded")


@pytest.mark.once
def test_without_a_word_the_command_says_what_it_knows(portal):
    assert maslikhat(portal).returncode == 2
    assert maslikhat(portal, "dance").returncode == 2
    told = done(portal, "--help")
    for word in ("run", "demo", "import", "verify", "backup", "restore", "check", "migrate"):
        assert word in told


@pytest.mark.once
def test_the_rest_is_handed_to_django(portal):
    assert done(portal, "manage", "version").strip().startswith("5.2")


def test_the_server_refuses_to_start_without_a_database():
    machine = empty("nothing")
    sentence = refused(machine, "run")
    assert "maslikhat migrate" in sentence
    if KIND == "sqlite":
        assert "maslikhat demo" in sentence
        assert not folder(machine, "portal.sqlite3").exists()


def test_migrate_makes_a_database_for_its_owner_and_may_be_repeated():
    """The portal that all others are copies of was made by it, on an empty machine."""
    made = TEMPLATE.root / TEMPLATE.name
    # Style sheets are everyone's.
    kept = [made, *(path for path in made.rglob("*") if "static" not in path.parts)]
    assert "secret_key" in {path.name for path in kept}
    assert KIND != "sqlite" or "portal.sqlite3" in {path.name for path in kept}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
    machine = copy_portal("migrated")
    assert "No migrations to apply" in done(machine, "migrate")
    assert "The portal is fit to serve." in done(real(machine), "check")


def test_migrate_ends_the_maslikhat_of_a_unit_that_has_ended():
    machine = copy_portal("ended_unit")
    end = "Unit.objects.filter(kato='191800000').update(to_day=dt.date(2026, 1, 1))"
    words = f"import datetime as dt; from maslikhat.places.models import Unit; {end}"
    done(machine, "manage", "shell", "--no-imports", "-c", words)
    done(machine, "migrate")
    ended = "SELECT count(*) FROM registry_council WHERE code = '191800000' AND to_day IS NOT NULL"
    assert rows(machine, ended) == [(1,)]


@pytest.mark.once
def test_the_server_refuses_a_real_database_that_is_told_neither_names_nor_secret(portal):
    bare = {k: v for k, v in portal.items() if k != "MASLIKHAT_DEMO"}
    sentence = refused(bare, "run")
    assert "MASLIKHAT_HOSTS and MASLIKHAT_SECRET_KEY" in sentence
    assert "MASLIKHAT_SECRET_KEY" in refused({**bare, "MASLIKHAT_HOSTS": "example.kz"}, "run")
    assert "MASLIKHAT_DEMO" in refused({**bare, **REAL, "MASLIKHAT_DEMO": "1"}, "run")


@pytest.mark.once
def test_the_demo_is_not_served_beyond_this_machine():
    demo = copy_portal("demo_mark")
    copies.run(demo, MARK)
    for host in ("0.0.0.0", "192.0.2.7", "portal.example.kz", "::"):
        assert "MASLIKHAT_DEMO_PUBLIC=1" in refused(demo, "run", "--host", host)
    assert "The portal is fit to serve." in done(demo, "check")


@pytest.mark.once
@pytest.mark.parametrize(
    ("port", "sentence"),
    [("0", "is no port"), ("65536", "is no port"), ("-1", "a number"), ("http", "a number")],
)
def test_a_port_that_is_none_is_refused(portal, port, sentence):
    assert sentence in refused({**portal, "PORT": port}, "run")


def test_the_server_answers_seals_runs_jobs_and_stops_when_told():
    served = copy_portal("served")
    copies.run(served, MARK + "; write(5)")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "maslikhat.cli", "run"],
        env=served | {"PORT": str(port)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        wait_for(port, process)
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=10).read()
        except urllib.error.HTTPError as error:
            error.close()
        end = time.time() + 15
        while time.time() < end and not rows(
            served,
            "SELECT 1 FROM ledger_leaf WHERE index >= 4"
            if KIND == "postgresql"
            else 'SELECT 1 FROM ledger_leaf WHERE "index" >= 4',
        ):
            time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert "Traceback" not in output, output
    assert copies.run(served, "print(state()['sealed'] == state()['size'] >= 5)") == "True"


def wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    for _ in range(300):
        assert process.poll() is None, process.stdout.read()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not listen in 30 s")


def test_verify_names_what_was_changed_and_fails():
    tampered = copy_portal("tampered")
    copies.run(tampered, "write(6); sealer.seal()")
    assert "The record is whole." in done(tampered, "verify")
    script = """
from tests.ledger.copies import drop_triggers
drop_triggers()
entry = Entry.objects.order_by("id")[3]
Entry.objects.filter(pk=entry.pk).update(actor=8)
print(entry.pk)
"""
    entry = copies.run(tampered, script)
    ended = maslikhat(tampered, "verify")
    assert ended.returncode == 1
    assert f"entry {entry}: its leaf" in ended.stdout
    assert "NOT whole" in ended.stdout
    assert "missing" in maslikhat(tampered, "check").stdout


def test_check_names_a_trigger_of_votes_that_is_missing():
    unguarded = copy_portal("unguarded_votes")
    on = " ON voting_vote" if KIND == "postgresql" else ""
    name = "voting_vote_append_only" if KIND == "postgresql" else "voting_vote_no_update"
    script = f"with connection.cursor() as c: c.execute('DROP TRIGGER {name}{on}')"
    copies.run(unguarded, script)
    ended = maslikhat(unguarded, "check")
    assert ended.returncode == 1
    assert f"WRONG  votes and counts are append-only: missing {name}" in ended.stdout
    assert "ok     the record is append-only" in ended.stdout


@pytest.mark.once
def test_check_names_a_key_that_others_may_read():
    open_keys = copy_portal("open_keys")
    copies.run(open_keys, MARK + "; write(1); sealer.seal()")
    folder(open_keys, "keys/record.pem").chmod(0o644)
    ended = maslikhat(open_keys, "check")
    assert ended.returncode == 1
    assert "others may read record.pem" in ended.stdout


@pytest.mark.once
def test_the_first_operator_comes_in_at_the_command_line_and_no_second():
    machine = real(copy_portal("operated"))
    assert "password" in refused(machine, "operator", "Aigul", typed="short\n").lower()
    assert rows(machine, "SELECT * FROM accounts_user") == []
    password = "a long sentence nobody guesses\n"
    assert "aigul is an operator" in done(machine, "operator", "Aigul", typed=password)
    assert rows(machine, "SELECT kind FROM registry_role") == [("operator",)]
    assert "aigul" in refused(machine, "operator", "berik", typed=password)
    done(machine, "operator", "aigul", typed="another long sentence of hers\n")
    assert rows(machine, "SELECT count(*) FROM registry_role") == [(1,)]
    [(is_demo,)] = rows(machine, "SELECT is_demo FROM kit_installation")
    assert not is_demo


@pytest.mark.once
def test_an_import_names_a_file_that_is_not_there(portal):
    assert "There is no file" in refused(portal, "import", "kato", "nowhere.csv")
    assert maslikhat(portal, "import").returncode == 2


@pytest.mark.once
def test_a_bad_classifier_is_refused_with_its_row(portal, tmp_path):
    path = tmp_path / "kato.csv"
    path.write_text("te,ab,cd\n1,2,3\n")
    assert refused(portal, "import", "kato", path)
    assert refused(portal, "import", "deputies", "999999999", path)


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path):
    if KIND == "postgresql":
        url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    else:
        (tmp_path / "portal.sqlite3").write_bytes(b"this is no database" * 1000)
        url = f"sqlite:///{tmp_path}/portal.sqlite3"
    machine = {**empty("unanswered"), "MASLIKHAT_DATABASE_URL": url}
    why = "Connection refused" if KIND == "postgresql" else "not a database"
    for words in (["verify"], ["backup", tmp_path / "a.tar"]):
        ended = maslikhat(machine, *words)
        assert ended.returncode == 1
        [line] = ended.stderr.splitlines()
        assert line.startswith("maslikhat: The database "), line
        assert why in line


def test_what_an_interrupted_demo_left_is_cleared_and_a_whole_one_stays():
    look = "from maslikhat.cli import demo; from maslikhat.cli.stores import here\n"
    assert copies.run(empty("no_demo"), look + "print(demo._is_there())") == "False"
    look += "print(demo._is_there(), here().is_empty())"
    half = copy_portal("half_demo")
    assert copies.run(half, look) == "False False"
    copies.run(half, MARK)
    assert copies.run(half, look) == "False True"
    whole = copy_portal("whole_demo")
    copies.run(whole, MARK + "; installation.finish()")
    assert copies.run(whole, look) == "True False"
    assert "is there already" in refused(whole, "demo")


@pytest.mark.once
def test_a_demo_that_is_there_is_served_as_it_is():
    port = free_port()
    whole = {**copy_portal("served_demo"), "PORT": str(port)}
    copies.run(whole, MARK + "; installation.finish(); write(5)")
    process = subprocess.Popen(
        [sys.executable, "-m", "maslikhat.cli", "demo", "--serve"],
        env=whole, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        wait_for(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert copies.run(whole, "print(Entry.objects.count())") == "5"


@pytest.mark.once
def test_no_demo_is_built_into_a_real_portal():
    owned = copy_portal("owned")
    copies.run(owned, "from maslikhat.kit import installation; installation.mark(is_demo=False)")
    assert "real portal" in refused(owned, "demo", "--serve")
    used = copy_portal("used")
    copies.run(
        used, "from maslikhat.accounts.models import User; User.objects.create(username='a')"
    )
    assert "has users" in refused(used, "demo")
