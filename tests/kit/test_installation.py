"""What the database says about itself, and questions prepared once."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from maslikhat.kit import installation
from maslikhat.kit.models import Installation
from maslikhat.kit.prepared import Prepared, PreparedThings
from maslikhat.places.models import Unit, UnitName

pytestmark = pytest.mark.django_db


@pytest.fixture
def unmarked(db: None) -> Iterator[None]:
    """A database that has not been marked either way."""
    Installation.objects.all().delete()
    installation.forget()
    yield
    installation.forget()


def test_an_unmarked_database_is_no_demo(unmarked: None) -> None:
    assert installation.found() is None
    assert installation.is_demo() is False


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_mark_is_for_good(unmarked: None, is_demo: bool) -> None:
    assert installation.is_demo() is False
    installation.mark(is_demo=is_demo)
    assert installation.is_demo() is is_demo
    assert installation.mark(is_demo=is_demo).is_demo is is_demo
    with pytest.raises(AssertionError, match="marked"):
        installation.mark(is_demo=not is_demo)
    assert installation.is_demo() is is_demo


def test_a_portal_under_construction_is_not_ready(unmarked: None) -> None:
    assert installation.mark(is_demo=True).ready_at is None
    installation.finish()
    row = installation.found()
    assert row and row.ready_at


def test_there_is_one_mark(unmarked: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(pk=2, is_demo=False, made_at=timezone.now())


def units(parent: int, kind: str) -> "list[dict[str, object]]":
    return list(
        Unit.objects.filter(parent=parent, kind=kind)
        .order_by("-sort_kk")
        .values("id", "name_kk", "from_day", "has_council", "parent__kato")
    )


def test_a_prepared_question_answers_as_the_query_does_for_any_values() -> None:
    ask = Prepared(
        lambda parent, kind: (
            Unit.objects.filter(parent=parent, kind=kind)
            .order_by("-sort_kk")
            .values("id", "name_kk", "from_day", "has_council", "parent__kato")
        )
    )
    asked = set(Unit.objects.exclude(parent=None).values_list("parent", "kind"))
    assert len(asked) > 20
    for parent, kind in sorted(asked)[:30]:
        assert ask(parent, kind) == units(parent, kind) != []
    assert ask(0, "none") == []


def test_a_prepared_question_is_one_query_and_no_words_of_it_are_sql(
    django_assert_num_queries: "object",
) -> None:
    ask = Prepared(lambda name: Unit.objects.filter(name_kk=name).values("id"))
    assert ask("' OR 1=1 --") == []
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert ask("%s") == []


def test_prepared_things_come_with_what_they_belong_to(
    django_assert_num_queries: "object",
) -> None:
    def asked(day: dt.date) -> "object":
        return UnitName.objects.filter(from_day__gte=day).select_related("unit").order_by("pk")

    ask = PreparedThings(asked)  # type: ignore[arg-type]
    for year in (1900, 1997, 2018, 2200):
        wanted = list(asked(dt.date(year, 1, 1)))  # type: ignore[call-overload]
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = ask(dt.date(year, 1, 1))
            told = [(name.pk, name.kk, name.from_day, name.unit.name_kk) for name in found]
        assert told == [(name.pk, name.kk, name.from_day, name.unit.name_kk) for name in wanted]


def test_the_sql_of_a_question_is_made_once_for_all_threads() -> None:
    made, answers = [], []

    def names(unit: int) -> "object":
        made.append(unit)
        return UnitName.objects.filter(unit=unit).select_related("unit").order_by("pk")

    ask = PreparedThings(names)  # type: ignore[arg-type]
    wanted = UnitName.objects.order_by("pk").values_list("unit", flat=True)[0]

    def told() -> None:
        answers.append([(name.pk, name.kk, name.from_day, name.unit.pk) for name in ask(wanted)])
        connection.close()

    thread = threading.Thread(target=told)
    thread.start()
    thread.join()
    answers.append([(name.pk, name.kk, name.from_day, name.unit.pk) for name in ask(wanted)])
    assert answers[0] == answers[1] != []
    assert len(made) == 1


def test_a_value_that_the_question_does_not_use_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match="nowhere"):
        Prepared(lambda one, two: Unit.objects.filter(pk=one).values("id"))(1, 2)
