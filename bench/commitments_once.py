"""One filling and asking of so many commitments; prints JSON (see bench.commitments)."""

import datetime as dt
import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.commitments import actions, tasks  # noqa: E402
from maslikhat.commitments.joint import delivering  # noqa: E402
from maslikhat.commitments.models import Commitment, Joint  # noqa: E402
from maslikhat.kit.bulk import insert_rows  # noqa: E402
from maslikhat.kit.days import today  # noqa: E402
from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.notices.models import Happening  # noqa: E402
from maslikhat.places.models import Unit  # noqa: E402
from maslikhat.registry.models import (  # noqa: E402
    Body,
    Convocation,
    Council,
    Mandate,
    Party,
    Person,
    Role,
)
from maslikhat.registry.standing import offices_changed  # noqa: E402
from maslikhat.rubrics.models import Rubric  # noqa: E402

BATCH, ROUNDS = 20_000, 5
# Bodies and their officials are there as long.
FROM = dt.date(2001, 1, 1)
# Each list is asked for so often that one moment of a busy machine is not their p99.
LISTED = 30
COLUMNS = [
    str(field.column)
    for field in Commitment._meta.concrete_fields
    if not field.primary_key and not field.generated
]
# What has ended, and what is still owed: of old matters few wait.
STATES = ("closed",) * 70 + ("answered",) * 12 + ("confirmed",) * 10 + ("reported",) * 2
OWED = ("sent", "registered", "promised", "disputed", "reopened")
chance = random.Random(6)


def bodies() -> list[Body]:
    """Two bodies for each maslikhat, each with an official who is reminded."""
    with writing():
        for council in Council.objects.exclude(unit=None):
            for name in ("әкімдік", "бөлім"):
                words = {"name_kk": f"{name} {council.pk}", "name_ru": f"{name} {council.pk}"}
                body = Body.objects.create(unit=council.unit, kind="akimat", from_day=FROM, **words)
                official = User.objects.create(username=f"official {body.pk}")
                Role.objects.create(
                    user=official, kind="official", rank="head", body=body, from_day=FROM
                )
    return list(Body.objects.select_related("unit"))


def mandate() -> Mandate:
    """One deputy, in whose name the inquiries are."""
    council = Council.objects.exclude(unit=None)[0]
    with writing():
        convocation = Convocation.objects.create(
            council=council, number="VIII", from_day=dt.date(2023, 3, 28)
        )
        person = Person.objects.create(surname_kk="А", given_kk="Б", surname_ru="А", given_ru="Б")
        return Mandate.objects.create(
            convocation=convocation,
            person=person,
            kind="list",
            party=Party.objects.all()[0],
            from_day=dt.date(2023, 3, 28),
        )


def rows(commitments: int, of: Mandate) -> Iterator[list[Any]]:
    """Letters of the last three years as rows of the table."""
    councils = Council.objects.exclude(unit=None).select_related("unit")
    known = {one.unit_id: (one.pk, _region(one.unit)) for one in councils if one.unit}
    asked = [(body.pk, *known[body.unit_id]) for body in bodies() if body.unit_id in known]
    rubrics, now = list(Rubric.objects.values_list("pk", flat=True)), today()
    made_at: Any = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made_at = connection.ops.adapt_datetimefield_value(made_at)
    for number in range(commitments):
        body, council, region = chance.choice(asked)
        state = chance.choice(OWED) if number % 17 == 0 else chance.choice(STATES)
        sent = now - dt.timedelta(days=chance.randrange(90, 1100))
        due = sent + dt.timedelta(days=30)
        if state in OWED:
            sent, due = (
                now - dt.timedelta(days=65),
                now + dt.timedelta(days=chance.randrange(-60, 40)),
            )
        is_heard = state not in {"sent", "registered", "reopened"}
        is_inquiry = number % 3 == 0
        days = chance.randrange(3, 60)
        told = {
            "kind": "inquiry" if is_inquiry else "recommendation",
            "council_id": council,
            "region_id": region,
            "author": "deputy" if is_inquiry else "council",
            "mandate_id": of.pk if is_inquiry else None,
            "addressee_id": body,
            "language": "kk",
            "title": f"Мәселе № {number}",
            "text": "Мәселе қашан шешіледі?",
            "rubric_id": chance.choice(rubrics),
            "source": "own",
            "state": state,
            "sent_on": sent,
            "due_on": due,
            "promised_on": due if state == "promised" else None,
            "grace_on": None,
            "answered_on": sent + dt.timedelta(days=days) if is_heard else None,
            "answer_due_on": due if is_heard else None,
            "answer_days": days if is_heard else None,
            "moved_on": sent + dt.timedelta(days=days),
            "by": 1,
            "made_at": made_at,
            "key": uuid.uuid4() if connection.vendor == "postgresql" else uuid.uuid4().hex,
        }
        yield [told.get(column, None if column.endswith("_id") else "") for column in COLUMNS]


def _region(unit: Unit) -> int | None:
    return unit.pk if unit.is_regional else unit.parent_id


def fill(commitments: int) -> None:
    """The table as the acts of so many letters would have left it."""
    made = rows(commitments, mandate())
    while batch := list(islice(made, BATCH)):
        with writing():
            insert_rows(Commitment, COLUMNS, batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses() -> list[str]:
    """The list, each filter, and several of them at once."""
    region = Council.objects.exclude(unit=None).filter(level="regional")[3]
    body = Body.objects.order_by("pk")[50]
    queries = (
        "", "state=overdue", "state=owed", "state=closed", "state=disputed", "kind=inquiry",
        "rubric=waste", "rubric=environment", f"body={body.pk}", f"council={region.code}",
        f"place={region.code}", f"place={region.code}&state=overdue", "page=100",
        f"place={region.code}&rubric=roads&kind=inquiry", "rubric=water&state=disputed",
        f"council={region.code}&state=owed", f"body={body.pk}&state=overdue",
        # Few or none of the million answer to these, and no filter alone has few.
        "kind=mandate&state=closed", "rubric=roads&kind=mandate&state=closed",
        "rubric=roads&kind=inquiry&state=reported", "kind=mandate&state=owed",
        f"place={region.code}&state=reported", f"place={region.code}&kind=mandate",
    )  # fmt: skip
    return [f"/kk/commitments/?{query}" for query in queries]


def ask(client: Client, address: str) -> float:
    """Milliseconds of one page, to its last byte."""
    start = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return (time.perf_counter() - start) * 1000


def jointly(client: Client) -> dict[str, float]:
    """A joint inquiry to 228 bodies: sending, the letters, the page of its table and its files."""
    of = Mandate.objects.get()
    with writing():
        user = User.objects.create(username="deputy")
        Person.objects.filter(pk=of.person_id).update(user=user)
    offices_changed(user.pk)
    text = "Мәселе қашан шешіледі?" * 40
    told: dict[str, Any] = {"language": "kk", "title": "Мәселе", "text": text}
    made = [actions.draft_joint(of.convocation.council, by=user, **told) for _ in range(2)]
    # The first, to one body, warms up what is read once.
    sent_alone(made[0], user, 1)
    sent, letters, writes = sent_alone(made[1], user, 228)
    address = f"/kk/commitments/joint/{made[1].pk}/"
    pages = [
        min(ask(client, address + part) for _ in range(ROUNDS))
        for part in ("", "answers.csv", "answers.xlsx")
    ]
    assert Commitment.objects.filter(joint=made[1]).count() == 228
    names = ("joint_page_ms", "joint_csv_ms", "joint_workbook_ms")
    return {
        "joint_sent_ms": sent * 1000,
        "joint_letters_seconds": letters,
        "joint_longest_write_ms": max(writes) * 1000,
        **dict(zip(names, pages, strict=True)),
    }


def sent_alone(joint: Joint, user: User, many: int) -> tuple[float, float, list[float]]:
    """Seconds of sending, of making the letters, and of each transaction of these."""
    actions.address_joint(joint, by=user, bodies=list(Body.objects.order_by("pk")[:many]))
    sent = clocked(lambda: actions.send_joint(joint, by=user, out_number="7"))
    writes: list[float] = []
    return sent, clocked(lambda: delivered(joint.pk, writes)), writes


def delivered(number: int, writes: list[float]) -> None:
    """The letters, with the seconds of each transaction put into `writes`."""

    @contextmanager
    def measured() -> Iterator[None]:
        with writing():
            start = time.perf_counter()
            yield
            writes.append(time.perf_counter() - start)

    delivering.writing = measured  # type: ignore[attr-defined]
    delivering.deliver.func(number)


def clocked(work: Callable[[], object]) -> float:
    """Seconds it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Fill, ask, print."""
    settings.ALLOWED_HOSTS = ["testserver"]
    fill(int(sys.argv[1]))
    client, asked = Client(), addresses()
    for address in asked:
        ask(client, address)
    times = [(ask(client, address), address) for _ in range(LISTED) for address in asked]
    ordered = sorted(times)
    region = Council.objects.exclude(unit=None).filter(level="regional")[3]
    figures = ask(client, f"/kk/commitments/figures/?by=body&place={region.code}")
    start = time.perf_counter()
    tasks.remind.func("", "")
    clock = time.perf_counter() - start
    found = {
        "commitments": int(sys.argv[1]),
        "p50": ordered[len(ordered) // 2][0],
        "p99": ordered[len(ordered) * 99 // 100][0],
        "slowest": ordered[-1][0],
        "slowest_address": ordered[-1][1],
        "figures": figures,
        "clock_seconds": clock,
        **jointly(client),
        "rung": Happening.objects.filter(act__startswith="commitments.due_").count(),
    }
    print(json.dumps(found))
    for address in asked:
        some = sorted(ms for ms, one in times if one == address)
        print(f"{some[len(some) // 2]:7.1f} ms {address}", file=sys.stderr)


if __name__ == "__main__":
    main()
