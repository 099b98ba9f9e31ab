import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("search", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("number", models.BigIntegerField()),
                ("audience", models.CharField(max_length=40)),
                ("language", models.CharField(blank=True, default="", max_length=2)),
                ("title_kk", models.CharField(blank=True, default="", max_length=300)),
                ("title_ru", models.CharField(blank=True, default="", max_length=300)),
                ("title_en", models.CharField(blank=True, default="", max_length=300)),
                ("text_kk", models.TextField(blank=True, default="")),
                ("text_ru", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                ("slug", models.CharField(blank=True, default="", max_length=64)),
                ("place", models.CharField(blank=True, default="", max_length=9)),
                ("rubric", models.CharField(blank=True, default="", max_length=40)),
                ("moment", models.DateTimeField()),
                ("came_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_gone", models.BooleanField(default=False)),
                ("changed", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="entry_once_a_thing"),
                    models.CheckConstraint(
                        condition=models.Q(("audience", ""), _negated=True),
                        name="entry_has_an_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["", "kk", "ru", "en"])),
                        name="entry_language_is_spoken_here",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_gone", False),
                            models.Q(
                                ("text_en", ""),
                                ("text_kk", ""),
                                ("text_ru", ""),
                                ("title_en", ""),
                                ("title_kk", ""),
                                ("title_ru", ""),
                            ),
                            _connector="OR",
                        ),
                        name="entry_gone_has_no_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("query", models.CharField(max_length=1000)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "query"), name="saved_search_once"),
                    models.CheckConstraint(
                        condition=models.Q(("query", ""), _negated=True),
                        name="saved_search_asks_something",
                    ),
                ],
            },
        ),
    ]
