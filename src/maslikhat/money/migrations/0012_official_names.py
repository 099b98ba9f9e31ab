"""Each code says in which languages its name has a source."""

from django.db import migrations, models

from maslikhat.money import reference


def mark(apps, schema_editor):
    reference.mark_official(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0011_name_of_336")]
    operations = [
        migrations.AddField(
            model_name="code",
            name="official",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
