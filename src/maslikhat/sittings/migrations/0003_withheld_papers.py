"""Papers and questions of the plan whose words are covered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0002_covered_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="holds_covered",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="planitem",
            name="own_title_en",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="planitem",
            name="own_title_kk",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="planitem",
            name="own_title_ru",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
    ]
