"""The country comes with the tables: units, names, parents, keys and numbers from places/data."""

from django.db import migrations

from maslikhat.places import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
