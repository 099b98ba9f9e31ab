"""The tables of a room are made together, and a database that made them singly is not behind."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import CASCADE, BigAutoField, CharField, ForeignKey

from maslikhat.cli.migrate import WHILE_FEW, bring_up
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

INTO_THE_SEA = CreateTables(
    [
        CreateModel("River", [KEY, ("sea", ForeignKey("waters.sea", CASCADE))]),
        TOGETHER.tables[1],
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


def with_a_sea() -> ProjectState:
    """What is drawn before: the sea, and a ship that sails it."""
    state = ProjectState()
    for name, fields in {"Sea": [], "Ship": [("sea", ForeignKey("waters.sea", CASCADE))]}.items():
        state.add_model(ModelState("waters", name, [KEY, *fields]))
    assert state.apps.get_models()
    return state


def delayed(state: ProjectState) -> ProjectState:
    """As a step leaves it that touches no relation: what is further off is not drawn anew."""
    state.add_field("waters", "ship", "flag", CharField(default="", max_length=9), True)
    assert state.is_delayed
    return state


def known_to(state: ProjectState, name: str) -> list[str]:
    """The models that point to this one, as it knows them itself."""
    related = state.apps.get_model("waters", name)._meta.related_objects
    return sorted(one.related_model._meta.label for one in related)


def drawn_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models that are drawn from now on."""
    names, draw = [], ModelState.render
    monkeypatch.setattr(
        ModelState, "render", lambda self, apps: names.append(self.name) or draw(self, apps)
    )
    return names


@pytest.mark.once
def test_what_is_new_is_drawn_once_beside_what_was_drawn(monkeypatch):
    singly, together = with_a_sea(), with_a_sea()
    for table in INTO_THE_SEA.tables:
        table.state_forwards("waters", singly)
    drawn = drawn_in(monkeypatch)
    INTO_THE_SEA.state_forwards("waters", together)
    assert together == singly
    for name in ("Sea", "Ship", "River", "Bank"):
        assert known_to(together, name) == known_to(singly, name)
        model = together.apps.get_model("waters", name)
        assert model._meta.apps is together.apps
        fields = singly.apps.get_model("waters", name)._meta.get_fields()
        assert sorted(map(str, model._meta.get_fields())) == sorted(map(str, fields))
    assert known_to(together, "Sea") == ["waters.River", "waters.Ship"]
    assert drawn == ["River", "Bank"]


@pytest.mark.once
@pytest.mark.parametrize("makes", [ProjectState.clone, delayed])
def test_what_was_drawn_for_another_state_or_in_part_is_drawn_anew(makes, monkeypatch):
    state = makes(with_a_sea())
    drawn = drawn_in(monkeypatch)
    INTO_THE_SEA.state_forwards("waters", state)
    assert known_to(state, "Sea") == ["waters.River", "waters.Ship"]
    assert sorted(drawn) == ["Bank", "River", "Sea", "Ship"]
    assert not state.is_delayed


@pytest.mark.django_db
def test_apps_of_many_steps_go_before_the_many_tables():
    order = list(MigrationRecorder.Migration.objects.order_by("pk").values_list("app", flat=True))
    rooms = set(order) - {*WHILE_FEW, "accounts"}
    assert order.index("accounts") == 0
    last = max(n for n, app in enumerate(order) if app in WHILE_FEW)
    assert last < min(order.index(app) for app in rooms)


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
