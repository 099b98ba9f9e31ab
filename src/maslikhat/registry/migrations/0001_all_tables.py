import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("registry", "0001_initial"),
        ("registry", "0003_moderator"),
        ("registry", "0004_offices_within_bodies"),
        ("registry", "0001_tables"),
        ("registry", "0003_subjects_of_commissions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("places", "0001_tables"),
        ("rubrics", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Award",
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
                        ("code", models.CharField(max_length=32, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("medal", "Medal"),
                                    ("diploma", "Diploma"),
                                    ("letter", "Letter of thanks"),
                                    ("title", "Honorary title"),
                                    ("badge", "Badge"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "National"),
                                    ("regional", "Regional"),
                                    ("district", "District or city"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("awarding_body_kk", models.CharField(max_length=255)),
                        ("awarding_body_ru", models.CharField(max_length=255)),
                        (
                            "awarding_body_en",
                            models.CharField(blank=True, default="", max_length=255),
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
                                name="registry_award_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Body",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("akimat", "Akimat"),
                                    ("akim_office", "Akim's office"),
                                    ("department", "Department"),
                                    ("section", "Section"),
                                    ("ministry", "Ministry"),
                                    ("other", "Other body"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("sort_kk", maslikhat.kit.keys.KeyField(max_length=255)),
                        ("sort_ru", maslikhat.kit.keys.KeyField(max_length=255)),
                        ("sort_en", maslikhat.kit.keys.KeyField(max_length=255)),
                        ("work_email", models.EmailField(blank=True, default="", max_length=254)),
                        ("website", models.URLField(blank=True, default="", max_length=255)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="registry.body",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
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
                                name="registry_body_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Council",
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
                        ("code", models.CharField(max_length=16, unique=True)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "National"),
                                    ("regional", "Regional"),
                                    ("city", "City"),
                                    ("district", "District"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("sort_kk", maslikhat.kit.keys.KeyField(max_length=255)),
                        ("sort_ru", maslikhat.kit.keys.KeyField(max_length=255)),
                        ("sort_en", maslikhat.kit.keys.KeyField(max_length=255)),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="councils",
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
                                name="registry_council_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "national"), ("unit__isnull", True)),
                                    models.Q(
                                        models.Q(("level", "national"), _negated=True),
                                        ("unit__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="council_of_a_unit_unless_national",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Convocation",
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
                        ("number", models.CharField(max_length=8)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="convocations",
                                to="registry.council",
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
                                name="registry_convocation_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("council", "number"), name="convocation_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council",),
                                name="convocation_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Constituency",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "units",
                            models.ManyToManyField(
                                blank=True, related_name="constituencies", to="places.unit"
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="constituencies",
                                to="registry.council",
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
                                name="registry_constituency_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("council", "number", "from_day"), name="constituency_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council", "number"),
                                name="constituency_number_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commission",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("standing", "Standing commission"),
                                    ("temporary", "Temporary commission"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "convocation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commissions",
                                to="registry.convocation",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commissions",
                                to="registry.council",
                            ),
                        ),
                        (
                            "subjects",
                            models.ManyToManyField(
                                blank=True, related_name="commissions", to="rubrics.rubric"
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
                                name="registry_commission_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                        ("code", models.CharField(max_length=16, unique=True)),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        ("short_kk", models.CharField(max_length=64)),
                        ("short_ru", models.CharField(max_length=64)),
                        ("short_en", models.CharField(blank=True, default="", max_length=64)),
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
                                name="registry_party_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Group",
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
                            "kind",
                            models.CharField(
                                choices=[("faction", "Faction"), ("deputy_group", "Deputy group")],
                                max_length=12,
                            ),
                        ),
                        ("name_kk", models.CharField(max_length=255)),
                        ("name_ru", models.CharField(max_length=255)),
                        ("name_en", models.CharField(blank=True, default="", max_length=255)),
                        (
                            "convocation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="registry.convocation",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="registry.council",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="registry.party",
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
                                name="registry_group_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "faction"), ("party__isnull", False)),
                                    models.Q(("kind", "deputy_group"), ("party__isnull", True)),
                                    _connector="OR",
                                ),
                                name="group_faction_has_a_party",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "faction"), ("to_day__isnull", True)),
                                fields=("convocation", "party"),
                                name="group_one_faction_a_party",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeadTitle",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("national", "National"),
                                    ("regional", "Regional"),
                                    ("city", "City"),
                                    ("district", "District"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title_kk", models.CharField(max_length=64)),
                        ("title_ru", models.CharField(max_length=64)),
                        ("title_en", models.CharField(max_length=64)),
                        ("acting_kk", models.CharField(max_length=64)),
                        ("acting_ru", models.CharField(max_length=64)),
                        ("acting_en", models.CharField(max_length=64)),
                        ("basis", models.CharField(default="", max_length=255)),
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
                                name="registry_headtitle_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("level", "from_day"), name="headtitle_one_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("surname_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("given_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("patronymic_kk", models.CharField(blank=True, default="", max_length=64)),
                        ("surname_ru", models.CharField(blank=True, default="", max_length=64)),
                        ("given_ru", models.CharField(blank=True, default="", max_length=64)),
                        ("patronymic_ru", models.CharField(blank=True, default="", max_length=64)),
                        ("surname_en", models.CharField(blank=True, default="", max_length=64)),
                        ("given_en", models.CharField(blank=True, default="", max_length=64)),
                        ("patronymic_en", models.CharField(blank=True, default="", max_length=64)),
                        ("sort_kk", maslikhat.kit.keys.KeyField(db_index=True, max_length=255)),
                        ("sort_ru", maslikhat.kit.keys.KeyField(db_index=True, max_length=255)),
                        ("sort_en", maslikhat.kit.keys.KeyField(db_index=True, max_length=255)),
                        ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("about_kk", models.TextField(blank=True, default="")),
                        ("about_ru", models.TextField(blank=True, default="")),
                        ("about_en", models.TextField(blank=True, default="")),
                        ("reception_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("reception_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("reception_en", models.CharField(blank=True, default="", max_length=255)),
                        ("work_email", models.EmailField(blank=True, default="", max_length=254)),
                        ("work_phone", models.CharField(blank=True, default="", max_length=32)),
                        ("photo", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("surname_kk", ""), _negated=True),
                                        models.Q(("given_kk", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("surname_ru", ""), _negated=True),
                                        models.Q(("given_ru", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="person_is_named_in_kazakh_or_russian",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("birth_year__isnull", True),
                                    ("birth_year__range", (1900, 2100)),
                                    _connector="OR",
                                ),
                                name="person_birth_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("single", "Single-mandate constituency"),
                                    ("list", "Party list"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("term_ended", "The term ended (Law 148, art. 5)"),
                                    (
                                        "convocation_dissolved",
                                        "The whole maslikhat ended early (Law 148, art. 23)",
                                    ),
                                    ("council_ended", "The council itself ceased to exist"),
                                    (
                                        "other_office",
                                        "Elected or appointed to other work (Law 148, art. 20)",
                                    ),
                                    ("citizenship", "Lost citizenship (Law 148, art. 20)"),
                                    ("died", "Died (Law 148, art. 20)"),
                                    ("court", "Decision of a court (Law 148, art. 20)"),
                                    ("moved", "Moved away from the territory (Law 148, art. 20)"),
                                    ("resigned", "Resigned (Law 148, art. 20)"),
                                    ("convicted", "Convicted by a court (Law 148, art. 20)"),
                                    (
                                        "absences",
                                        "Absent without good reason from more than three sessions in a row (Law 148, art. 20)",
                                    ),
                                    (
                                        "left_party",
                                        "Left the party or was expelled from it (Law 148, art. 20)",
                                    ),
                                    (
                                        "party_ceased",
                                        "The party ceased to exist (Law 148, art. 20)",
                                    ),
                                    (
                                        "recalled_by_party",
                                        "Recalled by the party (Law 148, art. 20)",
                                    ),
                                    ("recalled", "Recalled by the voters (Law 148, art. 20)"),
                                ],
                                default="",
                                max_length=24,
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="registry.constituency",
                            ),
                        ),
                        (
                            "convocation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mandates",
                                to="registry.convocation",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="registry.party",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mandates",
                                to="registry.person",
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
                                name="registry_mandate_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("constituency__isnull", False), ("kind", "single")),
                                    models.Q(
                                        ("constituency__isnull", True),
                                        ("kind", "list"),
                                        ("party__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="mandate_kind_says_how_it_was_won",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_reason", ""), ("to_day__isnull", True)),
                                    models.Q(
                                        ("to_day__isnull", False),
                                        models.Q(("end_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mandate_ends_for_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("person",),
                                name="mandate_one_open_a_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("constituency",),
                                name="mandate_one_open_a_constituency",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMember",
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
                        ("is_leader", models.BooleanField(default=False)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="registry.group",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_places",
                                to="registry.mandate",
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
                                name="registry_groupmember_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("group", "mandate"),
                                name="group_member_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_leader", True), ("to_day__isnull", True)),
                                fields=("group",),
                                name="group_one_leader",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommissionMember",
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
                            "position",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair of the commission"),
                                    ("deputy_chair", "Deputy chair of the commission"),
                                    ("secretary", "Secretary of the commission"),
                                    ("member", "Member of the commission"),
                                ],
                                default="member",
                                max_length=12,
                            ),
                        ),
                        (
                            "commission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="registry.commission",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commission_places",
                                to="registry.mandate",
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
                                name="registry_commissionmember_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("commission", "mandate"),
                                name="commission_member_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("position", "chair"), ("to_day__isnull", True)),
                                fields=("commission",),
                                name="commission_one_chair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                            "rank",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "head",
                                        "Head of the body, or who acts for the head on the portal",
                                    ),
                                    ("registrar", "Registrar: enters letters and hands them out"),
                                    ("executor", "Executor: answers what is handed over"),
                                ],
                                default="",
                                max_length=9,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=120)),
                        ("position", models.CharField(blank=True, default="", max_length=120)),
                        ("email", models.EmailField(blank=True, default="", max_length=254)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("join", "First entry"),
                                    ("restore", "Restoring access"),
                                    ("office", "An office in a body"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="registry.body",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="registry.council",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="invitations_made",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("council__isnull", False),
                                        ("person__isnull", False),
                                        ("purpose", "join"),
                                    ),
                                    models.Q(
                                        ("council__isnull", False),
                                        ("purpose", "restore"),
                                        ("user__isnull", False),
                                    ),
                                    models.Q(
                                        ("body__isnull", False),
                                        ("council", None),
                                        ("person", None),
                                        ("purpose", "office"),
                                        ("rank__in", ("head", "registrar", "executor")),
                                    ),
                                    _connector="OR",
                                ),
                                name="invitation_joins_a_person_or_restores_a_user",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at__isnull", True),
                                    ("revoked_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="invitation_used_or_revoked_not_both",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Headship",
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
                        ("is_acting", models.BooleanField(default=False)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="headships",
                                to="registry.council",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="headships",
                                to="registry.person",
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
                                name="registry_headship_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council",),
                                name="headship_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bestowal",
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
                        ("day", models.DateField()),
                        ("basis_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("basis_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("basis_en", models.CharField(blank=True, default="", max_length=255)),
                        ("number", models.CharField(blank=True, default="", max_length=32)),
                        ("event_kk", models.CharField(blank=True, default="", max_length=255)),
                        ("event_ru", models.CharField(blank=True, default="", max_length=255)),
                        ("event_en", models.CharField(blank=True, default="", max_length=255)),
                        ("event_day", models.DateField(blank=True, null=True)),
                        ("citation_kk", models.TextField(blank=True, default="")),
                        ("citation_ru", models.TextField(blank=True, default="")),
                        ("citation_en", models.TextField(blank=True, default="")),
                        (
                            "presented_by_kk",
                            models.CharField(blank=True, default="", max_length=255),
                        ),
                        (
                            "presented_by_ru",
                            models.CharField(blank=True, default="", max_length=255),
                        ),
                        (
                            "presented_by_en",
                            models.CharField(blank=True, default="", max_length=255),
                        ),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bestowals",
                                to="registry.award",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bestowals",
                                to="registry.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award", "person", "day", "number"), name="bestowal_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Residence",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="residences",
                                to="places.unit",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="residences",
                                to=settings.AUTH_USER_MODEL,
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
                                name="registry_residence_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("user",),
                                name="residence_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Role",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("operator", "Operator of the portal"),
                                    ("clerk", "Clerk of the council"),
                                    ("official", "Official of the body"),
                                    ("moderator", "Moderator of the portal"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "rank",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "head",
                                        "Head of the body, or who acts for the head on the portal",
                                    ),
                                    ("registrar", "Registrar: enters letters and hands them out"),
                                    ("executor", "Executor: answers what is handed over"),
                                ],
                                default="",
                                max_length=9,
                            ),
                        ),
                        ("name", models.CharField(blank=True, default="", max_length=120)),
                        ("position", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="registry.body",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="registry.council",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to=settings.AUTH_USER_MODEL,
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
                                name="registry_role_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__isnull", True),
                                        ("council__isnull", True),
                                        ("kind__in", ("operator", "moderator")),
                                    ),
                                    models.Q(
                                        ("body__isnull", True),
                                        ("council__isnull", False),
                                        ("kind", "clerk"),
                                    ),
                                    models.Q(
                                        ("body__isnull", False),
                                        ("council__isnull", True),
                                        ("kind", "official"),
                                    ),
                                    _connector="OR",
                                ),
                                name="role_is_held_where_it_belongs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "official"),
                                        ("rank__in", ("head", "registrar", "executor")),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "official"), _negated=True),
                                        ("name", ""),
                                        ("position", ""),
                                        ("rank", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="role_rank_is_of_an_official",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "operator"), ("to_day__isnull", True)),
                                fields=("user",),
                                name="role_once_operator",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "clerk"), ("to_day__isnull", True)),
                                fields=("user", "council"),
                                name="role_once_clerk",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "official"), ("to_day__isnull", True)),
                                fields=("user", "body"),
                                name="role_once_official",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "moderator"), ("to_day__isnull", True)),
                                fields=("user",),
                                name="role_once_moderator",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seats",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("basis", models.CharField(max_length=255)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="registry.council",
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
                                name="registry_seats_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0)), name="seats_are_some"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_day__isnull", True)),
                                fields=("council",),
                                name="seats_one_open",
                            ),
                            models.UniqueConstraint(
                                fields=("council", "from_day"), name="seats_one_a_day"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
