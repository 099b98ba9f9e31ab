import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("kit", "0001_initial"), ("kit", "0002_timetable_run")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_demo", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="installation_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimetableRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("due_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("name", "due_at"), name="timetable_round_once")
                ],
            },
        ),
    ]
