"""The administrator of the environment in a city of republican significance has its name."""

from django.db import migrations

from maslikhat.money import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0010_first_rows")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
