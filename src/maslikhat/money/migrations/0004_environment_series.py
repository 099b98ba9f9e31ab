"""The codes of the environment's money come to where the classification already is."""

from django.db import migrations

from maslikhat.money import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0003_environment_plan")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
