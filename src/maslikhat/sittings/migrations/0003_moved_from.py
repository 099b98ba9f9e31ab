"""For when a sitting was announced first, where it has been moved: machines are told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0002_invited"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="moved_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
