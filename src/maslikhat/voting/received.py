"""What every vote passes: questions made once, and rows written by statements made once.

A country votes within the same ten seconds; Django's making of the same seven statements would take
most of them.
"""

import datetime as dt
import uuid

from django.db import connection
from django.db.models import FilteredRelation, Q

from maslikhat.kit.prepared import PreparedThings
from maslikhat.voting.models import Ballot, Box, Elector, Option, Vote

# What is asked of a ballot and an elector while a vote is received; all else stays unread.
_NEEDED = (
    "ballot__council_id",
    "ballot__mode",
    "ballot__state",
    "ballot__opened_at",
    "ballot__closed_at",
    "ballot__may_change",
    "ballot__is_election",
    "person_id",
    "is_present",
    "recused_because",
    "has_voted",
)
_electors = PreparedThings(
    lambda ballot, person, place: (
        # The stubs know no relation that is made here.
        Elector.objects.filter(ballot=ballot, person=person)  # type: ignore[misc, no-redef]
        .annotate(
            chosen=FilteredRelation("ballot__options", condition=Q(ballot__options__place=place))
        )
        .select_related("ballot", "chosen")
        .only(*_NEEDED)
        .select_for_update(no_key=True, of=("ballot",))
    )
)
_options = PreparedThings(lambda ballot: Option.objects.filter(ballot=ballot))
_votes = PreparedThings(lambda elector: Vote.objects.filter(elector=elector))
_FIELDS = [field for field in Vote._meta.local_concrete_fields if not field.primary_key]
_INSERT = (
    f"INSERT INTO {Vote._meta.db_table}"  # noqa: S608 - our own names
    f" ({', '.join(str(field.column) for field in _FIELDS)})"
    f" VALUES ({', '.join(['%s'] * len(_FIELDS))}) RETURNING id"
)
_MARK = (
    f"UPDATE {Elector._meta.db_table} SET has_voted = %s"  # noqa: S608
    " WHERE id = %s AND has_voted = %s"
)
_BOX = f"SELECT version, sealed FROM {Box._meta.db_table} WHERE ballot_id = %s"  # noqa: S608
_SEAL = (
    f"UPDATE {Box._meta.db_table} SET version = version + 1, sealed = %s"  # noqa: S608
    " WHERE ballot_id = %s AND version = %s"
)


def elector_locked(ballot: int, person: int | None, place: int = 0) -> Elector | None:
    """The elector with the ballot under its lock, as both stand now; None who is none.

    The choice at `place` comes as `chosen`. The lock serialises casting with closing: no vote
    lands after the tally.
    """
    found = _electors(ballot, person, place) if person is not None else []
    return found[0] if found else None


def option_at(ballot: Ballot, place: int) -> Option | None:
    """The choice at this place; None where there is none.

    Of a secret vote the database is asked for all of them: what it notes of a slow question would
    say who chose what.
    """
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
    """One more vote."""
    vote = Vote(
        elector=elector,
        option=option,
        key=key,
        made_at=made_at,
        received_at=received_at,
        is_late=is_late,
    )
    values = [one.get_db_prep_save(getattr(vote, one.attname), connection) for one in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        (vote.pk,) = cursor.fetchone()
    return vote


def box_of(ballot: Ballot) -> tuple[int, bytes]:
    """How often the box was written, and what is sealed in it; read under the ballot's lock."""
    with connection.cursor() as cursor:
        cursor.execute(_BOX, [ballot.pk])
        version, sealed = cursor.fetchone()
    return version, bytes(sealed)


def write_box(ballot: Ballot, version: int, sealed: bytes) -> None:
    """The box anew as a whole, over the version that was read."""
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, [sealed, ballot.pk, version])
        assert cursor.rowcount == 1, (ballot.pk, version)


def mark_once(elector: Elector) -> bool:
    """Mark that the elector has voted; False when that is marked already, by whoever sent twice."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [True, elector.pk, False])
        return bool(cursor.rowcount)
