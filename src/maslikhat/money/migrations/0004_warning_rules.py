"""The rules of warnings come with their tables."""

from django.db import migrations

from maslikhat.money import reference


def load(apps, schema_editor):
    reference.load_rules(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0003_warnings")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
