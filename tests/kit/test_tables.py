"""The tables of a room are made together, and a database that made them singly is not behind."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models import CASCADE, BigAutoField, ForeignKey

from maslikhat.cli.migrate import bring_up
from maslikhat.cli.readiness import unapplied
from maslikhat.kit.refusals import Refused
from maslikhat.kit.tables import CreateTables

KEY = ("id", BigAutoField(primary_key=True))
TOGETHER = CreateTables(
    [
        CreateModel("River", [KEY]),
        CreateModel("Bank", [KEY, ("river", ForeignKey("waters.river", CASCADE))]),
    ]
)


@pytest.mark.once
def test_tables_are_made_in_their_order_and_dropped_from_the_last():
    steps = []
    editor = SimpleNamespace(
        connection=connection,
        create_model=lambda model: steps.append(f"create {model._meta.db_table}"),
        delete_model=lambda model: steps.append(f"drop {model._meta.db_table}"),
    )
    before = ProjectState()
    assert not before.apps.get_models()
    after = before.clone()
    TOGETHER.state_forwards("waters", after)
    TOGETHER.database_forwards("waters", editor, before, after)
    assert after.apps.get_model("waters", "Bank")._meta.get_field("river").related_model
    TOGETHER.database_backwards("waters", editor, after, before)
    assert steps == [
        "create waters_river",
        "create waters_bank",
        "drop waters_bank",
        "drop waters_river",
    ]


@pytest.mark.once
@pytest.mark.django_db
def test_a_database_from_before_the_tables_were_gathered_lacks_nothing():
    recorder, gathered = MigrationRecorder(connection), MigrationLoader(None).replacements
    assert gathered
    for (app, name), migration in gathered.items():
        recorder.record_unapplied(app, name)
        for replaced in migration.replaces:
            recorder.record_applied(*replaced)
    assert unapplied() == []


@pytest.mark.once
@pytest.mark.django_db
def test_a_database_that_went_a_part_of_the_way_is_refused_with_a_sentence():
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("registry", "0001_all_tables")
    recorder.record_applied("registry", "0001_tables")
    recorder.record_unapplied("registry", "0003_subjects_of_commissions")
    recorder.record_unapplied("registry", "0004_offices_within_bodies")
    for ask in (unapplied, bring_up):
        with pytest.raises(Refused, match="older than this version can bring up"):
            ask()
