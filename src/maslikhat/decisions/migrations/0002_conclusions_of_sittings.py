"""From which item of a commission's sitting a conclusion came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_tables"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_concluded_with_a_day",
        ),
        migrations.AddField(
            model_name="referral",
            name="item",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("concluded_by", None),
                        ("concluded_on", None),
                        ("item", None),
                        ("outcome", ""),
                    ),
                    models.Q(
                        ("concluded_by__isnull", False),
                        ("concluded_on__isnull", False),
                        ("outcome__in", ["for", "remarks", "against"]),
                    ),
                    _connector="OR",
                ),
                name="referral_concluded_with_a_day",
            ),
        ),
    ]
