import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("rubrics", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Rubric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name_kk", models.CharField(max_length=120)),
                ("name_ru", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="rubrics.rubric",
                    ),
                ),
            ],
        ),
    ]
