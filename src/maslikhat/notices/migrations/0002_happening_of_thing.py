from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="happening",
            index=models.Index(fields=["kind", "number", "at"], name="happening_of_thing"),
        ),
    ]
