"""The first rows of a file stand beside it, for headings that are not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0009_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="firsts",
            field=models.JSONField(default=list),
        ),
    ]
