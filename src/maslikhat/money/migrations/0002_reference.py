"""The budget classification and the rules of warnings come with their tables."""

from django.db import migrations

from maslikhat.money import reference


def load(apps, schema_editor):
    reference.load(apps.get_model)
    reference.load_rules(apps.get_model)


class Migration(migrations.Migration):
    replaces = [("money", "0002_classification"), ("money", "0004_warning_rules")]
    dependencies = [("money", "0001_all_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
