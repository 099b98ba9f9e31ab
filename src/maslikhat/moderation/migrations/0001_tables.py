import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("moderation", "0001_initial"), ("moderation", "0002_asked_suspension")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("registry", "0001_all_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Case",
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
                        ("kind", models.CharField(max_length=40)),
                        ("number", models.BigIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "number"), name="case_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
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
                            "act",
                            models.CharField(
                                choices=[
                                    ("hide", "Text hidden"),
                                    ("lock", "Topic locked"),
                                    ("warn", "Warning"),
                                    ("suspend", "Writing suspended"),
                                ],
                                max_length=7,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("insult", "Insult or hatred"),
                                    ("unlawful", "Call to break the law"),
                                    ("personal", "Personal data of others"),
                                    ("spam", "Advertising or the same again and again"),
                                    ("subject", "Not what the room is for"),
                                    ("other", "Something else"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("note", models.CharField(blank=True, default="", max_length=300)),
                        ("by", models.BigIntegerField()),
                        (
                            "office",
                            models.CharField(
                                choices=[
                                    ("operator", "Operator of the portal"),
                                    ("moderator", "Moderator of the portal"),
                                    ("chair", "Head of the maslikhat"),
                                    ("clerk", "Apparatus of the maslikhat"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="moderation.case",
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="registry.council",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="measures",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "made_at"], name="measure_of_case"),
                            models.Index(fields=["user", "act", "until"], name="measure_of_user"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("act__in", ("hide", "lock")), ("ended_at__isnull", True)
                                ),
                                fields=("case", "act"),
                                name="measure_once_while_it_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("act__in", ["hide", "lock", "warn", "suspend"]),
                                    ("office__in", ["operator", "moderator", "chair", "clerk"]),
                                    (
                                        "reason__in",
                                        [
                                            "insult",
                                            "unlawful",
                                            "personal",
                                            "spam",
                                            "subject",
                                            "other",
                                        ],
                                    ),
                                ),
                                name="measure_words_are_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("act", "suspend"), ("until__isnull", False)),
                                    models.Q(
                                        models.Q(("act", "suspend"), _negated=True),
                                        ("until__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_has_an_end_if_a_suspension",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("council__isnull", True),
                                        ("office__in", ("operator", "moderator")),
                                    ),
                                    models.Q(
                                        ("council__isnull", False),
                                        ("office__in", ("chair", "clerk")),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_of_a_council_by_its_own",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appeal",
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
                        ("words", models.TextField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "The measure stands"),
                                    ("overturned", "The measure is undone"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("answer", models.TextField(blank=True, default="")),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_by", models.BigIntegerField(blank=True, null=True)),
                        (
                            "measure",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeal",
                                to="moderation.measure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "")),
                                fields=["made_at"],
                                name="appeal_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("outcome__in", ["upheld", "overturned"]),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_decided_with_an_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                            "reason",
                            models.CharField(
                                choices=[
                                    ("insult", "Insult or hatred"),
                                    ("unlawful", "Call to break the law"),
                                    ("personal", "Personal data of others"),
                                    ("spam", "Advertising or the same again and again"),
                                    ("subject", "Not what the room is for"),
                                    ("other", "Something else"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("is_groundless", models.BooleanField(default=False)),
                        ("asks_suspension", models.BooleanField(default=False)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="moderation.case",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["case", "made_at"],
                                name="report_open",
                            ),
                            models.Index(fields=["user", "made_at"], name="report_of_user"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("asks_suspension", False), ("closed_at__isnull", True)
                                ),
                                fields=("case", "user"),
                                name="report_once_while_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("asks_suspension", True), ("closed_at__isnull", True)
                                ),
                                fields=("case",),
                                name="report_asks_once_while_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        [
                                            "insult",
                                            "unlawful",
                                            "personal",
                                            "spam",
                                            "subject",
                                            "other",
                                        ],
                                    )
                                ),
                                name="report_reason_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_groundless", False),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="report_groundless_only_when_decided",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
