"""Nothing that is kept links a person and a choice: rows, journals, logs, record, events, backup.

Two portals vote in the same order with the same totals and other choices: whatever they keep must
be the same but for moments and numbers of chance. Then the bytes on disk are searched for every key
and for every opened box.
"""

import json
import re
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import forks
from tests.cli.portals import done, rows
from tests.conftest import KIND, copy_portal

pytestmark = pytest.mark.both

SCRIPT = "tests.voting.secrets_script"
# The same totals, ten for, five against and two abstained, by other persons.
ONE = [1, 2, 1, 1, 3, 1, 2, 1, 1, 2, 1, 3, 1, 2, 1, 2, 1]
OTHER = ONE[::-1][3:] + ONE[::-1][:3]
# Numbers of chance or of the clock, by table; their place, not their content, is compared.
CHANCE = {
    "voting_box": {"sealed"},
    "django_tasks_db_dbtaskresult": {"id", "args_kwargs"},
    "ledger_entry": {"salt", "digest"},
    # Over all that is compared here, and over the moment.
    "search_entry": {"digest"},
    "voting_ballot": {"digest"},
}
# Sessions bear random names; the record's tree is made of moments.
LEFT_OUT = {"accounts_session", "ledger_leaf", "ledger_head", "ledger_node", "sqlite_sequence"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")


def vote(name: str, choices: list[int], end: str) -> tuple[dict[str, str], dict[str, Any], str]:
    """The portal, what was seen from outside, and the log of the voting."""
    environment = copy_portal(name) | {"SINCE": str(time.time())}
    command = ["-m", SCRIPT, ",".join(map(str, choices)), end]
    ended = forks.run(command, environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    log = ended.stderr.partition("voting\n")[2].partition("voted\n")[0]
    return environment, json.loads(ended.stdout.splitlines()[-1]), log


@pytest.fixture(scope="module")
def stays() -> tuple[dict[str, str], dict[str, Any], str]:
    """A portal in which the ballot is still open."""
    return vote("secret-open", ONE, "stay")


@pytest.fixture(scope="module")
def closed() -> tuple[dict[str, str], dict[str, Any], str]:
    """A portal in which it is closed."""
    return vote("secret-one", ONE, "close")


@pytest.fixture(scope="module")
def otherwise() -> tuple[dict[str, str], dict[str, Any], str]:
    """The same with the choices of others."""
    return vote("secret-other", OTHER, "close")


def tables(environment: dict[str, str]) -> list[str]:
    question = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if KIND == "postgresql":
        question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    found = {str(name) for (name,) in rows(environment, question)} - LEFT_OUT
    assert {"voting_elector", "voting_option", "ledger_entry", "live_event"} <= found
    return sorted(found)


def content(environment: dict[str, str], table: str) -> list[list[str]]:
    """The rows of a table in the order in which they lie, without moments and chance."""
    columns = f"SELECT name FROM pragma_table_info('{table}')"
    if KIND == "postgresql":
        columns = (
            "SELECT column_name FROM information_schema.columns "
            f"WHERE table_name = '{table}' ORDER BY ordinal_position"
        )
    names = [str(name) for (name,) in rows(environment, columns)]
    place = "ctid" if KIND == "postgresql" else "rowid"
    found = rows(environment, f'SELECT * FROM "{table}" ORDER BY {place}')
    return [
        [
            "…" if name in CHANCE.get(table, ()) or MOMENT.match(str(value)) else str(value)
            for name, value in zip(names, row, strict=True)
        ]
        for row in found
    ]


def test_two_portals_that_differ_in_who_chose_what_keep_the_same(closed, otherwise) -> None:
    assert sorted(ONE) == sorted(OTHER)
    assert ONE != OTHER
    compared = 0
    for table in tables(closed[0]):
        one, other = content(closed[0], table), content(otherwise[0], table)
        assert one == other, table
        compared += len(one)
    assert compared > 1000


def test_the_log_of_the_two_is_the_same(closed, otherwise) -> None:
    def plain(log: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in log.splitlines()]
        return [{k: v for k, v in line.items() if k not in {"ms", "request"}} for line in lines]

    assert plain(closed[2]) == plain(otherwise[2])
    assert {line["route"] for line in plain(closed[2])} == {"en/votes/<int:number>/cast-secretly/"}
    assert len(plain(closed[2])) == len(ONE)


def test_while_it_is_open_a_vote_changes_the_elector_and_the_box_alone(stays) -> None:
    environment, _told, _log = stays
    if KIND != "postgresql":
        pytest.skip("SQLite keeps no numbers of transactions in its rows")
    electors = "SELECT xmin::text FROM voting_elector WHERE has_voted"
    by_vote = {xmin for (xmin,) in rows(environment, electors)}
    # Each took part in a transaction of its own: the order of taking part can be read, and no more.
    assert len(by_vote) == len(ONE)
    touched = {
        table
        for table in tables(environment)
        for (xmin,) in rows(environment, f'SELECT xmin::text FROM "{table}"')
        if xmin in by_vote
    }
    assert touched == {"voting_elector", "voting_box"}
    assert rows(environment, "SELECT count(*) FROM voting_box") == [(1,)]


def test_the_record_and_the_events_have_nothing_of_a_single_vote(closed) -> None:
    environment, told, _log = closed
    entries = "SELECT act FROM ledger_entry WHERE kind = 'voting.ballot' ORDER BY id"
    acts = [act for (act,) in rows(environment, entries)]
    assert acts == ["voting.prepare", "voting.open_ballot", "voting.close_ballot"]
    events = f"SELECT ref FROM live_event WHERE channel = 'ballot:{told['ballot']}' ORDER BY id"
    assert [ref for (ref,) in rows(environment, events)] == [
        "stage:prepared",
        "stage:opened",
        "stage:ended",
    ]


def on_disk(environment: dict[str, str]) -> bytes:
    """Every byte of the database: its file and journal, or all a cluster has written since."""
    if KIND == "postgresql":
        with psycopg.connect(environment["MASLIKHAT_DATABASE_URL"], autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            (folder,) = connection.execute("SHOW data_directory").fetchone()
        files, journal = list(Path(folder).rglob("*")), "pg_wal/"
    else:
        files, journal = sorted((Path(environment["MASLIKHAT_VAR"]) / "seen").iterdir()), "-wal"
    found = {path: written(path, float(environment["SINCE"])) for path in files}
    assert any(journal in str(path) and content for path, content in found.items())
    return b"\0".join(found.values())


def written(path: Path, since: float) -> bytes:
    """What a file holds, unless it is older; databases beside this one come and go."""
    try:
        return path.read_bytes() if path.stat().st_mtime >= since and path.is_file() else b""
    except FileNotFoundError:
        return b""


def plaintexts(told: dict[str, Any]) -> list[bytes]:
    """Every version of the box as it was before it was sealed."""
    return [b"".join(n.to_bytes(2, "big") for n in opened) for opened in told["opened"]]


def test_old_versions_of_the_box_are_on_disk_and_what_opens_them_is_not(stays, closed) -> None:
    for environment, told, _log in (stays, closed):
        content = on_disk(environment)
        # The eye sees: SQLite's journal and PostgreSQL's pages keep what was there before.
        kept = [sealed for sealed in told["boxes"] if bytes.fromhex(sealed) in content]
        assert len(kept) > len(ONE) // 2
        assert not [key for key in told["keys"] if bytes.fromhex(key) in content]
        assert not [key for key in told["keys"] if key.encode() in content]
        # A box of few votes is mostly zeros, as any page is: the full ones tell.
        full = [plain for plain in plaintexts(told)[4:] if plain in content]
        assert full == []


def test_the_key_moves_on_with_each_vote(stays) -> None:
    _environment, told, _log = stays
    assert len(set(told["keys"])) == len(ONE) + 1
    assert told["key_is_there"]


def test_the_order_in_a_box_says_nothing_of_the_order_of_votes(stays) -> None:
    opened = stays[1]["opened"]
    assert [sorted(filter(None, box)) for box in opened] == [
        sorted(ONE[: number + 1]) for number in range(len(ONE))
    ]
    # Where the newest vote lies is a matter of chance: had each been added at the end of those
    # before it, all boxes would begin alike.
    assert len({tuple(box[:3]) for box in opened}) > 3


def test_no_backup_has_a_key_of_a_ballot(stays, tmp_path: Path) -> None:
    environment, told, _log = stays
    archive = tmp_path / "portal.tar"
    done(environment, "backup", archive)
    content = archive.read_bytes()
    assert b"keys/record.pem" in content or b"keys/secret_key" in content
    assert not [key for key in told["keys"] if bytes.fromhex(key) in content]
    assert f"{told['ballot']}.key".encode() not in content


def test_when_it_is_closed_the_key_is_gone_and_the_box_with_it(closed) -> None:
    environment, told, _log = closed
    assert not told["key_is_there"]
    assert rows(environment, "SELECT count(*) FROM voting_box") == [(0,)]
    left = [p.name for p in (Path(environment["MASLIKHAT_VAR"]) / "keys" / "ballots").iterdir()]
    assert left == []
