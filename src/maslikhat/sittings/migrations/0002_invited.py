"""Who was invited to a sitting, besides its body: the minutes name them."""

from django.db import migrations, models

TEXT = {"blank": True, "default": "", "max_length": 4000}


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0001_all_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting", name=f"invited_{lang}", field=models.TextField(**TEXT)
        )
        for lang in ("kk", "ru", "en")
    ]
