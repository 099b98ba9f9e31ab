"""The budget classification comes with its tables."""

from django.db import migrations

from maslikhat.money import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0001_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
