"""The demo is the same country every time: nothing in it comes from the clock or from chance."""

import os
import subprocess
import sys
from random import Random

import pytest
from django.db import transaction

from maslikhat.demo import people
from maslikhat.demo.cast import make_operator
from maslikhat.demo.country import Plan, build_council
from maslikhat.registry.models import Convocation, Council

COUNCILS = {"regional": "110000000", "city": "552200000", "district": "554200000"}
# What the persons of a list, and the seats of councils, are drawn as, in a process of its own.
DRAW = """
import django; django.setup()
from random import Random
from maslikhat.demo import people
from maslikhat.demo.build import SEED
from maslikhat.demo.seats import RANGES, TOTAL_2020, dealt
random = Random(SEED)
levels = ["regional"] * 17 + ["city"] * 36 + ["district"] * 163
print(dealt(levels, TOTAL_2020, random))
print(people.rows(listed=9, constituencies=range(1, 99), returning=[], random=random,
                  parties=people.PARTIES))
"""


def built(code: str) -> list[object]:
    """Everything of a council that is drawn by lot, in the order it was entered; then undone."""
    with transaction.atomic():
        council = Council.objects.get(code=code)
        build_council(Plan(council, 20, 21), by=make_operator(), random=Random(7))
        found: list[object] = []
        for convocation in Convocation.objects.filter(council=council).order_by("from_day"):
            members = convocation.mandates.order_by("pk").values_list(
                "person__surname_kk", "person__given_ru", "person__patronymic_en",
                "person__birth_year", "party__code", "constituency__number", "from_day", "to_day",
            )  # fmt: skip
            found += [convocation.number, list(members)]
        for unit in council.commissions.order_by("pk"):
            places = unit.members.order_by("mandate")
            found += [
                unit.name_kk,
                list(places.values_list("mandate__person__surname_ru", "position")),
            ]
        found.append(list(council.headships.values_list("person__surname_kk", "from_day")))
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("code", COUNCILS.values(), ids=COUNCILS)
def test_a_council_is_built_of_the_same_persons_twice(code: str) -> None:
    first = built(code)
    assert len(first[1]) > 8  # type: ignore[arg-type]
    assert built(code) == first


def test_another_seed_gives_other_persons() -> None:
    drawn = [
        people.rows(
            listed=3, constituencies=[], returning=[], random=Random(n), parties=people.PARTIES
        )
        for n in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_two_processes_draw_the_same_persons() -> None:
    """The order of a set differs from process to process: none may decide anything."""
    drawn = {
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1
    assert len(drawn.pop()) > 10_000
