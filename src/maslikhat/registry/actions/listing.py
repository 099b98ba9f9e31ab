"""The act that enters a whole list of deputies at once."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.days import today
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.finding import tell_people
from maslikhat.registry.guards import FARTHEST, allow, end_of, locked_convocation, refuse_if
from maslikhat.registry.imports import DeputyRow
from maslikhat.registry.models import Convocation, Mandate, Person
from maslikhat.registry.permissions import may_import_deputies
from maslikhat.registry.plans import Planned, plan
from maslikhat.registry.standing import offices_changed

TEXTS = tuple(
    f"{part}_{lang}"
    for part in ("surname", "given", "patronymic", "about", "reception")
    for lang in LANGUAGES
)
PERSON = ("id", *TEXTS, "sort_kk", "sort_ru", "sort_en", "birth_year", "work_email", "work_phone",
          "photo", "user_id")  # fmt: skip
MANDATE = ("person_id", "convocation_id", "kind", "constituency_id", "party_id", "from_day",
           "to_day", "end_reason")  # fmt: skip


class Imported(NamedTuple):
    """How many persons and mandates came new, and how many rows were there already."""

    persons: int
    mandates: int
    same: int


@atomic
def import_deputies(
    convocation: Convocation, rows: Sequence[DeputyRow], *, by: User, digest: str
) -> Imported:
    """Enter the deputies of a list: all of them or, when one row is wrong, none.

    `digest` is the SHA-256 (hex) of the file. The same list a second time changes nothing. One
    entry of the record, with the count of mandates, stands for the list.
    """
    allow(may_import_deputies(by, convocation.council))
    convocation = locked_convocation(convocation)
    refuse_if(
        any(row.from_day and row.from_day > today() + FARTHEST for row in rows),
        _("This day lies too far ahead."),
    )
    _hold(convocation, rows)
    made = plan(convocation, rows, by=by)
    if made.errors:
        first = made.errors[0]
        raise Refused(
            _("Row %(line)s: %(sentence)s Nothing has been entered.")
            % {"line": first.line, "sentence": first.sentence}
        )
    if not made.entered:
        return Imported(0, 0, made.same)
    persons = _enter_persons(made.entered)
    insert_rows(
        Mandate,
        MANDATE,
        [_mandate(planned, number, convocation) for planned, number in persons],
    )
    offices_changed(None, *(one.person.user_id for one in made.entered if one.person))
    tell_people(number for _planned, number in persons)
    record(by, "registry.import_deputies", convocation, count=len(persons), digest=digest)
    fresh = sum(planned.person is None for planned in made.entered)
    return Imported(fresh, len(persons), made.same)


def _hold(convocation: Convocation, rows: Sequence[DeputyRow]) -> None:
    """Hold whom the list may mean: another council may elect one of them at the same moment."""
    if not connection.features.has_select_for_update:
        return
    known = Mandate.objects.of(convocation.council).values("person")
    numbers = [row.person_id for row in rows if row.person_id]
    meant = Person.objects.filter(Q(pk__in=known) | Q(pk__in=numbers)).order_by("pk")
    list(meant.select_for_update().values_list("pk"))


def _enter_persons(entered: Sequence[Planned]) -> list[tuple[Planned, int]]:
    """Enter who is not yet known; each planned row with the number of its person."""
    fresh = [planned for planned in entered if planned.person is None]
    numbers = iter(reserve_ids(Person, len(fresh)) if fresh else [])
    numbered = [
        (planned, planned.person.pk if planned.person else next(numbers)) for planned in entered
    ]
    if fresh:
        rows = [_person(one.row, number) for one, number in numbered if one.person is None]
        insert_rows(Person, PERSON, rows)
    return numbered


def _person(row: DeputyRow, number: int) -> tuple[object, ...]:
    """The columns PERSON of a row; its names stand in for those of a language it lacks."""
    person = Person(**{text: getattr(row, text) for text in TEXTS})
    keys = [sort_key(person.full_name(lang)) for lang in LANGUAGES]
    texts = [getattr(row, text) for text in TEXTS]
    return (number, *texts, *keys, row.birth_year, row.work_email, row.work_phone, "", None)


def _mandate(
    planned: Planned, person: int, convocation: Convocation
) -> tuple[int | str | dt.date | None, ...]:
    """The columns MANDATE of a planned row."""
    constituency, party, end = planned.constituency, planned.party, end_of(convocation)
    return (
        person,
        convocation.pk,
        Mandate.Kind.SINGLE.value if constituency else Mandate.Kind.LIST.value,
        constituency.pk if constituency else None,
        party.pk if party else None,
        planned.from_day,
        end["to_day"],
        str(end["end_reason"]),
    )
