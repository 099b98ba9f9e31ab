"""The order of changes on PostgreSQL: a sequence, for many write at once."""

from typing import Any

from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE SEQUENCE search_change")


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP SEQUENCE search_change")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_tables")]
    operations = [migrations.RunPython(make, drop)]
