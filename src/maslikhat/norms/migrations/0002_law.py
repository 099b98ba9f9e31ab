"""The numbers of the law and the calendar come with their tables."""

from django.db import migrations

from maslikhat.norms import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("norms", "0001_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
