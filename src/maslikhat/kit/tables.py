"""Many tables by one step of a migration."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState, StateApps


class CreateTables(Operation):
    """Make the tables of a room together.

    Once the models of a migration are drawn, Django draws each related one anew with every table
    that comes, and here all are related. Drawn together, and beside those drawn before, each model
    is drawn once.
    """

    category = OperationCategory.ADDITION

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Say what there will be, and draw what is new beside what is drawn already."""
        drawn = state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)
        if drawn is not None and not state.is_delayed and _draws_its_own(drawn):
            new = [state.models[app_label, table.name_lower] for table in self.tables]
            drawn.render_multiple(new)
            state.apps = drawn
        # Otherwise all is drawn anew when it is asked for, and nothing is left to draw after.
        state.is_delayed = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make each table in its order."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Drop each, the last first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For who reads the plan of a migration."""
        return f"Create {len(self.tables)} tables"


def _draws_its_own(apps: StateApps) -> bool:
    """Whether no model was drawn for the state of which this one is a copy.

    Such a model would go on to look there for who points to it, and find no new table.
    """
    return all(model._meta.apps is apps for model in apps.get_models(include_auto_created=True))
