"""Papers that hold covered words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_renewed_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="holds_covered",
            field=models.BooleanField(default=False),
        ),
    ]
