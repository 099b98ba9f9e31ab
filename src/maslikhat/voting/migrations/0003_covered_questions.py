"""Questions as they were put, where words of them are covered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0002_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="own_motion_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="ballot",
            name="own_motion_kk",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="ballot",
            name="own_motion_ru",
            field=models.TextField(blank=True, default=""),
        ),
    ]
