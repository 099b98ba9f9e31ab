import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("live", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Revocation",
            fields=[
                ("channel", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("event", models.BigIntegerField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=64)),
                ("ref", models.CharField(default="", max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["channel", "id"], name="event_by_channel")],
            },
        ),
    ]
