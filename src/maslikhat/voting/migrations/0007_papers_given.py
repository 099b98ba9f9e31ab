"""A teller of papers counts how many were given out as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voting", "0006_rule_cites_one_article")]

    operations = [
        migrations.AddField(
            model_name="count",
            name="given",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
