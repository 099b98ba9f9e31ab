"""Words that the apparatus covers or leaves open by hand, and titles as they were written."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_results"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="own_title_en",
            field=models.CharField(blank=True, default="", max_length=700),
        ),
        migrations.AddField(
            model_name="decision",
            name="own_title_kk",
            field=models.CharField(blank=True, default="", max_length=700),
        ),
        migrations.AddField(
            model_name="decision",
            name="own_title_ru",
            field=models.CharField(blank=True, default="", max_length=700),
        ),
        migrations.CreateModel(
            name="Mask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("until", models.CharField(blank=True, default="", max_length=300)),
                ("kind", models.CharField(blank=True, default="", max_length=12)),
                ("because", models.CharField(blank=True, default="", max_length=300)),
                ("by", models.BigIntegerField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="masks",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("decision", "words", "until", "kind"),
                        name="mask_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("because", ""),
                                (
                                    "kind__in",
                                    [
                                        "iin",
                                        "document",
                                        "phone",
                                        "email",
                                        "card",
                                        "account",
                                        "address",
                                        "birth_day",
                                        "name",
                                        "health",
                                        "other",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("kind", ""),
                                ("until", ""),
                                models.Q(("because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mask_has_a_kind_or_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="mask_has_words"
                    ),
                ],
            },
        ),
    ]
