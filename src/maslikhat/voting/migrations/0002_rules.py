"""The rules of voting come with their table."""

from django.db import migrations

from maslikhat.voting import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("voting", "0001_all_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
