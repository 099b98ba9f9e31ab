"""A file says in what unit its amounts are; those that came before were in thousands of tenge."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0008_financing"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="says_unit",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="source",
            name="unit",
            field=models.CharField(
                choices=[("thousand", "thousand"), ("tenge", "tenge"), ("million", "million")],
                default="thousand",
                max_length=8,
            ),
        ),
    ]
