"""Events that recommend, and the letters that point back to them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

EVENTS = [
    ("session", "Session of the maslikhat"),
    ("commission", "Sitting of a commission"),
    ("hearing", "Public hearing"),
    ("conference", "Conference"),
    ("round_table", "Round table"),
    ("public_council", "Public council"),
    ("assembly", "Assembly of the local community"),
]
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """No letter changes: what stands in `occasion` stays the name of an event without a page."""

    dependencies = [
        ("commitments", "0009_in_which_office_signed"),
        ("places", "0001_tables"),
        ("registry", "0001_tables"),
        ("rubrics", "0002_subjects"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=EVENTS, max_length=14)),
                ("title_kk", models.CharField(blank=True, default="", max_length=300)),
                ("title_ru", models.CharField(blank=True, default="", max_length=300)),
                ("title_en", models.CharField(blank=True, default="", max_length=300)),
                ("held_on", models.DateField()),
                (
                    "place",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="places.unit"),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="events", to="registry.council"
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=PROTECT,
                        related_name="events",
                        to="registry.commission",
                    ),
                ),
                ("organiser", models.CharField(blank=True, default="", max_length=300)),
                ("language", models.CharField(max_length=2)),
                (
                    "rubric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=PROTECT,
                        related_name="events",
                        to="rubrics.rubric",
                    ),
                ),
                ("protocol_name", models.CharField(blank=True, default="", max_length=160)),
                (
                    "protocol_sha256",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                ("protocol_type", models.CharField(blank=True, default="", max_length=100)),
                ("protocol_size", models.PositiveBigIntegerField(default=0)),
                ("by", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["-held_on", "-id"], name="event_lately")],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "key"), name="event_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=[word for word, _label in EVENTS]),
                        name="event_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(title_kk="")
                        | ~models.Q(title_ru="")
                        | ~models.Q(title_en=""),
                        name="event_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(commission=None) | models.Q(organiser=""),
                        name="event_has_one_organiser",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            "taken",
            "kind",
            models.CharField(
                choices=[
                    ("letter", "The letter"),
                    ("step", "The text of a step"),
                    ("paper", "The paper"),
                    ("remark", "The body's own word"),
                    ("joint", "The joint inquiry"),
                    ("forwarding", "The referral to another level"),
                    ("minutes", "The minutes of an event"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            "commitment",
            "event",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=PROTECT,
                related_name="recommendations",
                to="commitments.event",
            ),
        ),
        migrations.AddIndex(
            "commitment",
            models.Index(
                condition=models.Q(event__isnull=False),
                fields=["event"],
                name="commitment_of_event",
            ),
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                condition=models.Q(event=None) | models.Q(kind="recommendation", occasion=""),
                name="commitment_event_is_named_once",
            ),
        ),
    ]
