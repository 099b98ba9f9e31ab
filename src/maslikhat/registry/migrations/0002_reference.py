"""The register comes with the country's councils, titles, parties and awards."""

from django.db import migrations

from maslikhat.registry import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_all_tables"), ("places", "0002_country")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
