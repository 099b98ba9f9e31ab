import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.db import migrations, models

import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("places", "0001_initial"), ("places", "0003_hidden_until_done")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="KatoImport",
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
                        (
                            "state",
                            models.CharField(
                                choices=[("staged", "Staged"), ("done", "Done")],
                                default="staged",
                                max_length=8,
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("rows", models.PositiveIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("touched_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="FindKey",
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
                        ("key", maslikhat.kit.keys.KeyField(max_length=120)),
                        ("kato", models.CharField(max_length=9)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "kato"), name="find_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
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
                        ("kato", models.CharField(max_length=9, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("country", "Country"),
                                    ("region", "Region"),
                                    ("republican_city", "Republican City"),
                                    ("rayon", "Rayon"),
                                    ("oblast_city", "Oblast City"),
                                    ("leased_city", "Leased City"),
                                    ("city_district", "City District"),
                                    ("sub_district", "Sub District"),
                                    ("settlement", "Settlement"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=120)),
                        ("name_ru", models.CharField(max_length=120)),
                        ("name_en", models.CharField(blank=True, default="", max_length=120)),
                        ("kato_name_kk", models.CharField(blank=True, default="", max_length=120)),
                        ("kato_name_ru", models.CharField(blank=True, default="", max_length=120)),
                        ("sort_kk", maslikhat.kit.keys.KeyField(max_length=160)),
                        ("sort_ru", maslikhat.kit.keys.KeyField(max_length=160)),
                        (
                            "sort_en",
                            maslikhat.kit.keys.KeyField(blank=True, default="", max_length=160),
                        ),
                        ("has_council", models.BooleanField(default=False)),
                        ("iso", models.CharField(blank=True, default="", max_length=6)),
                        ("centre_kk", models.CharField(blank=True, default="", max_length=80)),
                        ("centre_ru", models.CharField(blank=True, default="", max_length=80)),
                        ("centre_en", models.CharField(blank=True, default="", max_length=80)),
                        ("from_day", models.DateField(blank=True, null=True)),
                        ("to_day", models.DateField(blank=True, null=True)),
                        ("basis", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "came_with",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="places.katoimport",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="places.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("kato"), 9
                                ),
                                name="unit_code_has_nine_characters",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_day__isnull", True),
                                    ("from_day__isnull", True),
                                    ("to_day__gt", models.F("from_day")),
                                    _connector="OR",
                                ),
                                name="unit_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "country"), ("parent__isnull", True)),
                                    models.Q(
                                        models.Q(("kind", "country"), _negated=True),
                                        ("parent__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="unit_only_the_country_has_no_parent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("has_council", False),
                                    (
                                        "kind__in",
                                        ["region", "republican_city", "rayon", "oblast_city"],
                                    ),
                                    _connector="OR",
                                ),
                                name="unit_council_only_where_the_law_gives_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StagedChange",
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
                        ("is_renamed", models.BooleanField()),
                        ("name_kk", models.CharField(max_length=120)),
                        ("name_ru", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("kato_name_kk", models.CharField(max_length=120)),
                        ("kato_name_ru", models.CharField(max_length=120)),
                        ("sort_kk", maslikhat.kit.keys.KeyField(max_length=160)),
                        ("sort_ru", maslikhat.kit.keys.KeyField(max_length=160)),
                        ("sort_en", maslikhat.kit.keys.KeyField(max_length=160)),
                        (
                            "taken_in",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staged",
                                to="places.katoimport",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="places.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="places.unit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Indicator",
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
                        ("key", models.CharField(max_length=40)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("value", models.DecimalField(decimal_places=1, max_digits=15)),
                        ("unit_of_measure", models.CharField(max_length=40)),
                        ("source", models.CharField(max_length=300)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="places.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "key", "year"), name="indicator_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1900), ("year__lte", 2200)),
                                name="indicator_year_is_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitName",
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
                        ("kk", models.CharField(max_length=120)),
                        ("ru", models.CharField(max_length=120)),
                        ("en", models.CharField(blank=True, default="", max_length=120)),
                        ("basis", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="names",
                                to="places.unit",
                            ),
                        ),
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
                                name="places_unitname_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("unit", "from_day"), name="unit_name_begins_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("unit",),
                                name="unit_name_one_is_current",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitParent",
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
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="past_children",
                                to="places.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parents",
                                to="places.unit",
                            ),
                        ),
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
                                name="places_unitparent_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("unit", "from_day"), name="unit_parent_begins_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("unit",),
                                name="unit_parent_one_is_current",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
