"""Items and motions as they were written, where words of them are covered; minutes made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="own_title_en",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="item",
            name="own_title_kk",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="item",
            name="own_title_ru",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="minutes",
            name="renewed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="motion",
            name="own_text_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="motion",
            name="own_text_kk",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="motion",
            name="own_text_ru",
            field=models.TextField(blank=True, default=""),
        ),
    ]
