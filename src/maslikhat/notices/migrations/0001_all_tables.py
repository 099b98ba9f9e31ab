import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0001_tables"),
        ("notices", "0002_happening_of_thing"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Happening",
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
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("by", models.BigIntegerField(default=0)),
                        ("act", models.CharField(max_length=60)),
                        ("kind", models.CharField(max_length=40)),
                        ("number", models.BigIntegerField()),
                        ("part_kind", models.CharField(blank=True, default="", max_length=40)),
                        ("part_number", models.BigIntegerField(default=0)),
                        ("sources", models.JSONField(default=list)),
                        ("spread_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "number", "at"], name="happening_of_thing")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                        ("user", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("digest", "Digest"),
                                    ("immediate", "Immediate"),
                                    ("direct", "Direct"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("period", models.DateField(blank=True, null=True)),
                        ("happening", models.BigIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sending", "Sending"),
                                    ("sent", "Sent"),
                                    ("nothing", "nothing left to say, or nowhere to send it"),
                                    ("failed", "Failed"),
                                ],
                                default="waiting",
                                max_length=7,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("refusals", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("error", models.CharField(blank=True, default="", max_length=80)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "sending"))),
                                fields=["next_at"],
                                name="delivery_due",
                            ),
                            models.Index(fields=["made_at"], name="delivery_made"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "period"), name="delivery_of_period_once"
                            ),
                            models.UniqueConstraint(
                                fields=("user", "happening"), name="delivery_of_happening_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("happening__isnull", True),
                                        ("kind", "digest"),
                                        ("period__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "digest"), _negated=True),
                                        ("happening__isnull", False),
                                        ("period__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="delivery_is_of_a_period_or_a_happening",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Arrangement",
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
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("daily", "Every day at 8:00"),
                                    ("weekly", "Once a week at 8:00"),
                                    ("never", "Never"),
                                ],
                                default="daily",
                                max_length=6,
                            ),
                        ),
                        ("weekday", models.PositiveSmallIntegerField(default=0)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("messenger", "Messages to the phone"),
                                ],
                                default="mail",
                                max_length=9,
                            ),
                        ),
                        ("direct", models.BooleanField(default=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="arrangement",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("channel__in", ["mail", "messenger"]),
                                    ("rhythm__in", ["daily", "weekly", "never"]),
                                    ("weekday__range", (0, 6)),
                                ),
                                name="arrangement_words_are_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Follow",
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
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("digest", "In the digest"),
                                    ("immediate", "At once by mail"),
                                    ("inbox", "Only here"),
                                ],
                                default="digest",
                                max_length=9,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follows",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "number"], name="follow_of_thing")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "number"), name="follow_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["digest", "immediate", "inbox"])),
                                name="follow_mode_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressee",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "happening",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addressees",
                                to="notices.happening",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "happening"), name="addressee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                        ("part_kind", models.CharField(blank=True, default="", max_length=40)),
                        ("part_number", models.BigIntegerField(default=0)),
                        ("via_kind", models.CharField(blank=True, default="", max_length=40)),
                        ("via_number", models.BigIntegerField(default=0)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("direct", "Direct"),
                                    ("immediate", "Immediate"),
                                    ("digest", "Digest"),
                                    ("inbox", "Inbox"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "delivery",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="notices.delivery",
                            ),
                        ),
                        (
                            "happening",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="notices.happening",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["user", "kind", "number", "-id"], name="notice_of_user"
                            ),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["user", "kind", "number"],
                                name="notice_unread",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("delivery__isnull", True),
                                    ("mode", "digest"),
                                    ("read_at__isnull", True),
                                ),
                                fields=["user", "at"],
                                name="notice_awaiting_digest",
                            ),
                            models.Index(fields=["at"], name="notice_at"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "happening"), name="notice_once"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
