"""Copies made anew; masks of published copies have a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_conclusions_of_sittings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="mask",
            name="mask_has_a_kind_or_a_reason",
        ),
        migrations.AddField(
            model_name="publication",
            name="renewed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="mask",
            constraint=models.CheckConstraint(
                condition=models.Q(
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
                    models.Q(("kind", ""), ("until", ""), models.Q(("because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="mask_has_a_kind_or_a_reason",
            ),
        ),
    ]
