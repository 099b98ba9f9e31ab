"""Every address × every role answers as docs/access.md says."""

from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction

from maslikhat.ledger import sealer
from tests.conftest import KIND
from tests.country.addresses import everywhere, patterns
from tests.country.conftest import EVERYONE, Enter
from tests.worker import drain

PAGE = Path(__file__).parents[2] / "docs/access.md"
METHODS = ("GET", "POST")
NOT_FOR_IT = 405
Row = tuple[str, str]


@cache
def table() -> dict[Row, dict[str, int]]:
    """The table of docs/access.md: (address, method) → role → status."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert tuple(head[2:]) == EVERYONE
    return {(row[0], row[1]): dict(zip(EVERYONE, map(int, row[2:]), strict=True)) for row in rows}


def answers(enter: Enter, role: str, rows: Iterable[Row]) -> dict[Row, int]:
    """What a role gets at these addresses; whatever a request changes is undone."""
    client, found = enter(role), {}
    # As the jobs and the sealer of a portal that runs have done: else it is not well.
    drain()
    sealer.seal()
    cookies = client.cookies.output()
    for name, method in rows:
        with transaction.atomic():
            ask = client.get if method == "GET" else client.post
            found[name, method] = ask(everywhere()[name]).status_code
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return found


def test_the_table_names_every_address() -> None:
    assert set(table()) == set(product((name for name, _route in patterns()), METHODS))


# By whom each page is made on PostgreSQL too; who may is the same on both.
ON_BOTH = {"visitor", "citizen", "deputy-regional", "clerk", "operator"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role",
    [pytest.param(one, marks=[] if one in ON_BOTH else pytest.mark.once) for one in EVERYONE],
)
def test_every_address_answers_the_role_as_the_table_says(enter: Enter, role: str) -> None:
    wanted = {row: statuses[role] for row, statuses in table().items()}
    if KIND == "postgresql":
        # An address that is not for this method says so before a database is asked for the thing.
        wanted = {row: status for row, status in wanted.items() if status != NOT_FOR_IT}
    found = answers(enter, role, wanted)
    # What differs alone: of a table of some hundred rows nobody sees which one it was.
    assert {row: (found[row], wanted[row]) for row in wanted if found[row] != wanted[row]} == {}


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "operator"])
def test_what_may_be_read_answers_head_as_it_answers_get(enter: Enter, role: str) -> None:
    client, addresses = enter(role), everywhere()
    read = [name for (name, method), to in table().items() if method == "GET" and to[role] == 200]
    assert len(read) > 20
    answers = {name: client.head(addresses[name]) for name in read}
    assert {name: a.status_code for name, a in answers.items() if a.status_code != 200} == {}
    assert not any(answer.content for answer in answers.values())
