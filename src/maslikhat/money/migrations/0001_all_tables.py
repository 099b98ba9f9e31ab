import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import maslikhat.kit.keys
from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("money", "0001_tables"),
        ("money", "0003_warnings"),
        ("money", "0005_amounts_that_were"),
        ("money", "0006_first_approvals"),
        ("money", "0007_version_decided_later"),
        ("money", "0008_financing"),
        ("money", "0009_units"),
        ("money", "0010_first_rows"),
        ("money", "0011_name_of_336"),
        ("money", "0012_official_names"),
    ]

    initial = True

    dependencies = [
        ("decisions", "0001_all_tables"),
        ("places", "0001_tables"),
        ("registry", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Code",
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
                                choices=[("receipts", "receipts"), ("spending", "spending")],
                                max_length=8,
                            ),
                        ),
                        ("code", maslikhat.kit.keys.KeyField(max_length=24)),
                        ("name_kk", models.CharField(max_length=300)),
                        ("name_ru", models.CharField(max_length=300)),
                        ("name_en", models.CharField(blank=True, default="", max_length=300)),
                        ("source", models.CharField(max_length=300)),
                        ("official", models.CharField(blank=True, default="", max_length=8)),
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
                                name="money_code_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "code", "from_day"), name="code_begins_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodeLevel",
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
                                choices=[("receipts", "receipts"), ("spending", "spending")],
                                max_length=8,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("key", models.CharField(max_length=20)),
                        ("width", models.PositiveSmallIntegerField()),
                        ("name_kk", models.CharField(max_length=80)),
                        ("name_ru", models.CharField(max_length=80)),
                        ("name_en", models.CharField(max_length=80)),
                        ("source", models.CharField(max_length=300)),
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
                                name="money_codelevel_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "level", "from_day"), name="code_level_begins_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnvironmentPlan",
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
                        ("first_year", models.PositiveSmallIntegerField()),
                        ("last_year", models.PositiveSmallIntegerField()),
                        ("developed_in", models.PositiveSmallIntegerField()),
                        ("hearing_on", models.DateField(null=True)),
                        ("hearing_link", models.URLField(blank=True, default="", max_length=500)),
                        ("agreed_on", models.DateField(null=True)),
                        ("agreed_with", models.CharField(blank=True, default="", max_length=300)),
                        ("first_approved_on", models.DateField(null=True)),
                        ("approved_on", models.DateField(null=True)),
                        ("approved_as", models.CharField(blank=True, default="", max_length=120)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="environment_plans",
                                to="registry.body",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="environment_plans",
                                to="registry.council",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="environment_plans",
                                to="decisions.decision",
                            ),
                        ),
                        (
                            "first_approved_as",
                            models.CharField(blank=True, default="", max_length=120),
                        ),
                        (
                            "first_decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("council", "first_year"),
                                name="environment_plan_begins_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_year__gte", 2000),
                                    ("last_year__lte", 2200),
                                    ("last_year__gte", models.F("first_year")),
                                ),
                                name="environment_plan_of_a_sane_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("developed_in__gte", 2000),
                                    ("developed_in__lte", models.F("last_year")),
                                ),
                                name="environment_plan_developed_before_it_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_as", ""),
                                        ("approved_on", None),
                                        ("decision", None),
                                        ("first_approved_on", None),
                                    ),
                                    models.Q(
                                        ("approved_on__gte", models.F("first_approved_on")),
                                        ("first_approved_on__isnull", False),
                                        models.Q(
                                            ("decision__isnull", False),
                                            models.Q(("approved_as", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="environment_plan_approved_by_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hearing_link", ""),
                                    ("hearing_link__startswith", "https://"),
                                    _connector="OR",
                                ),
                                name="environment_plan_link_is_https",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_approved_on__isnull", False),
                                    models.Q(("first_approved_as", ""), ("first_decision", None)),
                                    _connector="OR",
                                ),
                                name="environment_plan_first_approved_by_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnvironmentMeasure",
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
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "medium",
                            models.CharField(
                                choices=[
                                    ("air", "Air"),
                                    ("water", "Water"),
                                    ("soil", "Land and soil"),
                                    ("waste", "Waste"),
                                    ("nature", "Plants, animals, protected areas"),
                                    ("watching", "Monitoring and knowledge"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "paid_by",
                            models.CharField(
                                choices=[
                                    ("own", "The region's own budget"),
                                    ("transfer", "Transfers from a higher budget"),
                                    ("others", "Enterprises and others"),
                                ],
                                default="own",
                                max_length=8,
                            ),
                        ),
                        ("title_kk", models.CharField(max_length=300)),
                        ("title_ru", models.CharField(max_length=300)),
                        ("title_en", models.CharField(blank=True, default="", max_length=300)),
                        ("result_kk", models.CharField(blank=True, default="", max_length=500)),
                        ("result_ru", models.CharField(blank=True, default="", max_length=500)),
                        ("result_en", models.CharField(blank=True, default="", max_length=500)),
                        ("codes", models.JSONField(default=list)),
                        ("contractor", models.CharField(blank=True, default="", max_length=300)),
                        ("contract", models.CharField(blank=True, default="", max_length=120)),
                        ("contract_link", models.URLField(blank=True, default="", max_length=500)),
                        (
                            "place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="environment_measures",
                                to="places.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measures",
                                to="money.environmentplan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="measure_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contract_link", ""),
                                    ("contract_link__startswith", "https://"),
                                    _connector="OR",
                                ),
                                name="measure_contract_link_is_https",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mapping",
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
                        ("signature", models.CharField(max_length=64)),
                        ("roles", models.JSONField()),
                        ("by", models.BigIntegerField(null=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "council",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="registry.council",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("council", "signature"), name="money_mapping_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("council__isnull", True)),
                                fields=("signature",),
                                name="money_mapping_of_all_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeasureAmount",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("needed", models.BigIntegerField(null=True)),
                        ("requested", models.BigIntegerField(null=True)),
                        ("allotted", models.BigIntegerField(null=True)),
                        ("spent", models.BigIntegerField(null=True)),
                        (
                            "measure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amounts",
                                to="money.environmentmeasure",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("measure", "year"), name="measure_amount_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("needed__isnull", True), ("needed__gte", 0), _connector="OR"
                                ),
                                name="measure_needed_is_not_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("requested__isnull", True),
                                    ("requested__gte", 0),
                                    _connector="OR",
                                ),
                                name="measure_requested_is_not_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("allotted__isnull", True),
                                    ("allotted__gte", 0),
                                    _connector="OR",
                                ),
                                name="measure_allotted_is_not_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("spent__isnull", True), ("spent__gte", 0), _connector="OR"
                                ),
                                name="measure_spent_is_not_below_zero",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        ("title_kk", models.CharField(max_length=300)),
                        ("title_ru", models.CharField(max_length=300)),
                        ("title_en", models.CharField(blank=True, default="", max_length=300)),
                        ("due_on", models.DateField()),
                        ("reached_on", models.DateField(null=True)),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="money.environmentmeasure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlanReport",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("reported_on", models.DateField()),
                        ("link", models.URLField(blank=True, default="", max_length=500)),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="money.environmentplan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "year"), name="plan_report_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("link", ""), ("link__startswith", "https://"), _connector="OR"
                                ),
                                name="plan_report_link_is_https",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Series",
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
                            "kind",
                            models.CharField(
                                choices=[("receipts", "receipts"), ("spending", "spending")],
                                max_length=8,
                            ),
                        ),
                        ("code", maslikhat.kit.keys.KeyField(max_length=24)),
                        ("source", models.CharField(max_length=300)),
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
                                name="money_series_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("key", "from_day"), name="series_begins_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                                choices=[
                                    ("staging", "Staging"),
                                    ("staged", "Staged"),
                                    ("in_force", "In Force"),
                                    ("dropped", "Dropped"),
                                ],
                                default="staging",
                                max_length=8,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved by the maslikhat"),
                                    ("refined", "Refined by the maslikhat"),
                                    ("corrected", "Corrected by the akimat"),
                                    ("executed", "Report on execution"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("link", models.URLField(blank=True, default="", max_length=500)),
                        ("name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("media_type", models.CharField(max_length=100)),
                        ("language", models.CharField(default="ru", max_length=2)),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("errors", models.PositiveIntegerField(default=0)),
                        ("warnings", models.PositiveIntegerField(default=0)),
                        ("findings", models.JSONField(default=list)),
                        ("headings", models.JSONField(default=list)),
                        ("by", models.BigIntegerField(null=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("touched_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "council",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.council",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_sources",
                                to="decisions.decision",
                            ),
                        ),
                        ("says_unit", models.BooleanField(default=True)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("thousand", "thousand"),
                                    ("tenge", "tenge"),
                                    ("million", "million"),
                                ],
                                default="thousand",
                                max_length=8,
                            ),
                        ),
                        ("firsts", models.JSONField(default=list)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "in_force"), _negated=True),
                                    ("errors", 0),
                                    _connector="OR",
                                ),
                                name="money_source_in_force_has_no_errors",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("link", ""), ("link__startswith", "https://"), _connector="OR"
                                ),
                                name="money_source_link_is_https",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
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
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved by the maslikhat"),
                                    ("refined", "Refined by the maslikhat"),
                                    ("corrected", "Corrected by the akimat"),
                                    ("executed", "Report on execution"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_by", models.BigIntegerField(null=True)),
                        ("reason", models.CharField(blank=True, default="", max_length=500)),
                        (
                            "council",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_versions",
                                to="registry.council",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="money.source",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="decisions.decision",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["council", "year"], name="money_version_of")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "council", "year"),
                                name="money_version_once_a_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), ("withdrawn_at", None)),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="money_version_withdrawn_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wording",
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
                        ("text", models.CharField(max_length=1000)),
                        ("language", models.CharField(max_length=2)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("text", "language"), name="money_wording_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Line",
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
                            "part",
                            maslikhat.kit.keys.KeyField(
                                choices=[
                                    ("receipts", "receipts"),
                                    ("spending", "spending"),
                                    ("net_lending", "net_lending"),
                                    ("lending", "lending"),
                                    ("repayment", "repayment"),
                                    ("assets_balance", "assets_balance"),
                                    ("assets", "assets"),
                                    ("sale", "sale"),
                                    ("deficit", "deficit"),
                                    ("non_oil", "non_oil"),
                                    ("financing", "financing"),
                                    ("loans", "loans"),
                                    ("loans_repaid", "loans_repaid"),
                                    ("leftovers", "leftovers"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("code", maslikhat.kit.keys.KeyField(blank=True, max_length=24)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("sheet", models.PositiveSmallIntegerField()),
                        ("row", models.PositiveIntegerField()),
                        ("approved", models.BigIntegerField(null=True)),
                        ("refined", models.BigIntegerField(null=True)),
                        ("corrected", models.BigIntegerField(null=True)),
                        ("plan", models.BigIntegerField(null=True)),
                        ("plan_commitments", models.BigIntegerField(null=True)),
                        ("commitments", models.BigIntegerField(null=True)),
                        ("unpaid", models.BigIntegerField(null=True)),
                        ("executed", models.BigIntegerField(null=True)),
                        (
                            "version",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="money.version",
                            ),
                        ),
                        (
                            "wording",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="money.wording",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "part", "code"), name="money_line_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WarningRule",
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
                        ("key", models.CharField(max_length=20)),
                        (
                            "code",
                            maslikhat.kit.keys.KeyField(blank=True, default="", max_length=24),
                        ),
                        ("threshold", models.PositiveSmallIntegerField(default=0)),
                        ("month", models.PositiveSmallIntegerField(default=0)),
                        ("day", models.PositiveSmallIntegerField(default=0)),
                        ("grace_days", models.PositiveSmallIntegerField()),
                        ("name_kk", models.CharField(max_length=200)),
                        ("name_ru", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("told_kk", models.CharField(max_length=600)),
                        ("told_ru", models.CharField(max_length=600)),
                        ("told_en", models.CharField(max_length=600)),
                        ("basis_kk", models.CharField(max_length=200)),
                        ("basis_ru", models.CharField(max_length=200)),
                        ("basis_en", models.CharField(max_length=200)),
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
                                name="money_warningrule_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                fields=("key", "code", "month", "from_day"),
                                name="warning_rule_begins_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetWarning",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("about", maslikhat.kit.keys.KeyField(max_length=60)),
                        ("facts", models.JSONField(default=dict)),
                        ("found_on", models.DateField()),
                        ("public_on", models.DateField()),
                        ("ended_on", models.DateField(null=True)),
                        ("explanation", models.TextField(blank=True, default="", max_length=2000)),
                        (
                            "explanation_language",
                            models.CharField(blank=True, default="", max_length=2),
                        ),
                        ("explained_by", models.BigIntegerField(null=True)),
                        ("explained_on", models.DateField(null=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "council",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_warnings",
                                to="registry.council",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="money.version",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="money.warningrule",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("council", "year", "rule", "about"),
                                name="budget_warning_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("public_on__gte", models.F("found_on")),
                                    models.Q(
                                        ("ended_on", None),
                                        ("ended_on__gte", models.F("found_on")),
                                        _connector="OR",
                                    ),
                                ),
                                name="budget_warning_is_public_after_it_is_found",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("explained_by", None),
                                        ("explained_on", None),
                                        ("explanation", ""),
                                    ),
                                    models.Q(
                                        models.Q(("explanation", ""), _negated=True),
                                        ("explained_by__isnull", False),
                                        ("explained_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="budget_warning_explained_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerAmounts",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("needed", models.BigIntegerField(null=True)),
                        ("requested", models.BigIntegerField(null=True)),
                        ("allotted", models.BigIntegerField(null=True)),
                        ("spent", models.BigIntegerField(null=True)),
                        ("until", models.DateTimeField(default=django.utils.timezone.now)),
                        ("by", models.BigIntegerField()),
                        (
                            "hand",
                            models.CharField(
                                choices=[
                                    ("body", "the body that develops the plan"),
                                    ("clerk", "the apparatus of the maslikhat"),
                                    ("operator", "the operator of the portal"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "measure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former_amounts",
                                to="money.environmentmeasure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["measure", "year"], name="former_amounts_of")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="former_amounts_changed_for_a_reason",
                            )
                        ],
                    },
                ),
            ]
        )
    ]
