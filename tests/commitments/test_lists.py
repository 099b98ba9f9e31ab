"""Lists of commitments: filters are answered within an index, names come after what is found."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.commitments.course import Kind
from maslikhat.commitments.lists import chosen, read, rows_of
from tests.commitments.cast import Cast

pytestmark = pytest.mark.django_db
FILTERS = {
    "rubric": ("", "roads"),
    "kind": ("", "mandate"),
    "state": ("", "closed", "reported"),
}


@pytest.mark.once
@pytest.mark.parametrize("region", [False, True])
def test_filters_are_counted_without_reading_a_row(cast: Cast, region: bool) -> None:
    assert cast.council.unit is not None
    assert cast.council.unit.parent is not None
    place = cast.council.unit.parent.kato if region else ""
    for values in product(*FILTERS.values()):
        asked = {"place": place, **dict(zip(FILTERS, values, strict=True))}
        rows = chosen(read(asked)).order_by()
        plan = next(line for line in rows.values("pk").explain().splitlines() if "U0" not in line)
        assert "COVERING INDEX" in plan, (asked, plan)


def test_names_are_put_beside_what_was_found(cast: Cast) -> None:
    made = [cast.send(kind) for kind in (Kind.INQUIRY, Kind.RECOMMENDATION, Kind.MANDATE)]
    page = chosen(read({}))[1:]
    with CaptureQueriesContext(connection) as asked:
        rows = rows_of(page)
    assert [row.pk for row in rows] == [one.pk for one in reversed(made)][1:]
    assert [query["sql"].count("JOIN") for query in asked] == [3]
    found = asked[0]["sql"].partition(" IN (SELECT ")[2].partition("LIMIT")[0]
    assert found
    assert "JOIN" not in found
