"""What every vote by name passes: questions made once, and rows written by statements made once.

A country votes within the same ten seconds; Django's making of the same seven statements would take
most of them.
"""

import datetime as dt
import uuid

from django.db import connection

from maslikhat.kit.prepared import PreparedThings
from maslikhat.voting.models import Ballot, Elector, Option, Vote

_electors = PreparedThings(
    lambda ballot, person: (
        Elector.objects.filter(ballot=ballot, person=person)
        .select_related("ballot")
        .select_for_update(no_key=True, of=("ballot",))
    )
)
_options = PreparedThings(lambda ballot: Option.objects.filter(ballot=ballot))
_votes = PreparedThings(lambda elector: Vote.objects.filter(elector=elector))
_COLUMNS = ("elector_id", "option_id", "key", "made_at", "received_at", "is_late")
_INSERT = (
    f"INSERT INTO {Vote._meta.db_table} ({', '.join(_COLUMNS)})"  # noqa: S608 - our own names
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"
)
_MARK = f"UPDATE {Elector._meta.db_table} SET has_voted = %s WHERE id = %s"  # noqa: S608


def elector_locked(ballot: int, person: int | None) -> Elector | None:
    """The elector with the ballot under its lock, as both stand now; None who is none.

    The lock serialises casting with closing: no vote lands after the tally.
    """
    found = _electors(ballot, person) if person is not None else []
    return found[0] if found else None


def option_at(ballot: Ballot, place: int) -> Option | None:
    """The choice at this place; None where there is none."""
    return next((one for one in _options(ballot.pk) if one.place == place), None)


def votes_of(elector: Elector) -> list[Vote]:
    """What this elector has given in this ballot."""
    return _votes(elector.pk)


def write_vote(
    elector: Elector,
    option: Option,
    *,
    key: uuid.UUID,
    made_at: dt.datetime | None,
    received_at: dt.datetime,
    is_late: bool,
) -> Vote:
    """One more vote; one in time marks the elector as having voted."""
    vote = Vote(
        elector=elector,
        option=option,
        key=key,
        made_at=made_at,
        received_at=received_at,
        is_late=is_late,
    )
    fields = {field.column: field for field in Vote._meta.concrete_fields}
    values = [
        fields[column].get_db_prep_save(getattr(vote, fields[column].attname), connection)
        for column in _COLUMNS
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        (vote.pk,) = cursor.fetchone()
        if not is_late and not elector.has_voted:
            cursor.execute(_MARK, [True, elector.pk])
    return vote
