"""The database refuses to change or to remove a vote by name and a teller's count."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from maslikhat.voting import actions, triggers
from maslikhat.voting.models import Count, Vote
from tests.conftest import KIND, copy_portal
from tests.ledger import copies
from tests.voting.cast import AGAINST, FOR, Cast, cast_by

STATEMENTS = [
    "UPDATE voting_vote SET option_id = option_id",
    "UPDATE voting_vote SET is_late = NOT is_late",
    "DELETE FROM voting_vote",
    "UPDATE voting_count SET spoiled = spoiled + 1",
    "DELETE FROM voting_count",
]
IF_POSTGRESQL = [
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE voting_vote",
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE voting_count",
    "SET LOCAL session_replication_role = replica; DELETE FROM voting_vote",
    "INSERT INTO voting_vote SELECT * FROM voting_vote ON CONFLICT (id)"
    " DO UPDATE SET option_id = EXCLUDED.option_id",
]
IF_SQLITE = [
    "REPLACE INTO voting_vote SELECT * FROM voting_vote",
    "REPLACE INTO voting_vote (elector_id, option_id, key, received_at, is_late)"
    " SELECT elector_id, option_id, key, received_at, is_late FROM voting_vote",
    "REPLACE INTO voting_count SELECT * FROM voting_count",
]


def given(cast: Cast) -> tuple[Vote, Count]:
    """A vote by name and a count."""
    vote = cast_by(cast.deputy, cast.open(), FOR)
    paper = cast.open(mode="paper", present=18)
    return vote, actions.count(paper, by=cast.deputies[3], numbers=[13, 3, 1], spoiled=1, given=18)


@pytest.mark.parametrize(
    "statement", STATEMENTS + (IF_POSTGRESQL if KIND == "postgresql" else IF_SQLITE)
)
def test_the_database_refuses_to_change_or_remove_a_vote_and_a_count(
    cast: Cast, statement: str
) -> None:
    vote, count = given(cast)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Vote.objects.get() == vote and Vote.objects.get().option_id == vote.option_id
    assert Count.objects.get() == count and Count.objects.get().spoiled == 1


def test_a_changed_vote_is_another_row_and_the_same_sent_twice_is_one(cast: Cast) -> None:
    ballot, key = cast.open(), uuid.uuid4()
    first = cast_by(cast.deputy, ballot, FOR, key=key)
    assert cast_by(cast.deputy, ballot, FOR, key=key) == first
    cast_by(cast.deputy, ballot, AGAINST)
    assert Vote.objects.count() == 2
    assert Vote.objects.counted().get().option.kind == "against"


def test_no_trigger_is_missing_and_one_that_was_emptied_counts_as_missing(cast: Cast) -> None:
    assert triggers.missing() == []
    with connection.cursor() as cursor:
        if KIND == "postgresql":
            cursor.execute("ALTER TABLE voting_vote DISABLE TRIGGER voting_vote_append_only")
            assert triggers.missing() == ["voting_vote_append_only"]
        else:
            cursor.execute("DROP TRIGGER voting_count_no_delete")
            assert triggers.missing() == ["voting_count_no_delete"]
    triggers.create()
    assert triggers.missing() == []


@pytest.mark.both
def test_triggers_survive_a_migration_that_rebuilds_the_table() -> None:
    script = """
from django.core.management import call_command
from maslikhat.voting.models import Vote
from maslikhat.voting.triggers import VOTES
with connection.schema_editor() as editor:
    editor.delete_model(Vote); editor.create_model(Vote)
print(len(VOTES.missing()) > 0)
call_command("migrate", verbosity=0, skip_checks=True)
print(VOTES.missing())
"""
    assert copies.run(copy_portal("votes_rebuilt"), script) == "True\n[]"
