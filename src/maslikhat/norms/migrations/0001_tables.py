import django.core.validators
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("norms", "0001_initial"), ("norms", "0003_public_councils")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("day", models.DateField(unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("holiday", "Holiday"),
                                    ("day_off", "Day Off"),
                                    ("working", "Working"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name_kk", models.CharField(blank=True, default="", max_length=120)),
                        ("name_ru", models.CharField(blank=True, default="", max_length=120)),
                        ("name_en", models.CharField(blank=True, default="", max_length=120)),
                        ("source", models.CharField(blank=True, default="", max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("from_day", models.DateField()),
                        ("to_day", models.DateField(blank=True, null=True)),
                        ("key", models.CharField(max_length=40)),
                        (
                            "month",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ]
                            ),
                        ),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(31),
                                ]
                            ),
                        ),
                        ("moves_from_weekend", models.BooleanField(default=True)),
                        ("name_kk", models.CharField(max_length=120)),
                        ("name_ru", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("source", models.CharField(max_length=200)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_day__isnull", True),
                                    ("to_day__gt", models.F("from_day")),
                                    _connector="OR",
                                ),
                                name="norms_holiday_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("month", "day", "from_day"), name="holiday_begins_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day__gte", 1),
                                    ("day__lte", 31),
                                    ("month__gte", 1),
                                    ("month__lte", 12),
                                ),
                                name="holiday_month_and_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Norm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("from_day", models.DateField()),
                        ("to_day", models.DateField(blank=True, null=True)),
                        ("key", models.CharField(max_length=60)),
                        ("value", models.CharField(max_length=20)),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("share", "Share"),
                                    ("people", "People"),
                                    ("seats", "Seats"),
                                    ("days", "Days"),
                                    ("working_days", "Working Days"),
                                    ("months", "Months"),
                                    ("years", "Years"),
                                    ("times", "Times"),
                                    ("bodies", "Bodies"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("article", models.CharField(blank=True, default="", max_length=60)),
                        ("law_kk", models.CharField(max_length=200)),
                        ("law_ru", models.CharField(max_length=200)),
                        ("law_en", models.CharField(max_length=200)),
                        ("name_kk", models.CharField(max_length=200)),
                        ("name_ru", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("note_kk", models.CharField(blank=True, default="", max_length=300)),
                        ("note_ru", models.CharField(blank=True, default="", max_length=300)),
                        ("note_en", models.CharField(blank=True, default="", max_length=300)),
                        ("since_is_known", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_day__isnull", True),
                                    ("to_day__gt", models.F("from_day")),
                                    _connector="OR",
                                ),
                                name="norms_norm_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("key", "from_day"), name="norm_begins_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("key",),
                                name="norm_one_is_in_force",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
