"""The terms in which a body answers a public council came with the commitments."""

from django.db import migrations

from maslikhat.norms import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("norms", "0002_law")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
