import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "cache_key",
                            models.CharField(max_length=255, primary_key=True, serialize=False),
                        ),
                        ("value", models.TextField()),
                        ("expires", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        ("username", models.CharField(max_length=64, unique=True)),
                        ("email", models.EmailField(blank=True, max_length=254, null=True)),
                        ("language", models.CharField(default="kk", max_length=2)),
                        ("is_active", models.BooleanField(default=True)),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(
                                    ("email__isnull", False), models.Q(("email", ""), _negated=True)
                                ),
                                name="user_email_unique",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("username"),
                                name="user_username_unique_in_any_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["kk", "ru", "en"])),
                                name="user_language_is_spoken_here",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40,
                                primary_key=True,
                                serialize=False,
                                verbose_name="session key",
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        (
                            "expire_date",
                            models.DateTimeField(db_index=True, verbose_name="expire date"),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("device", models.CharField(default="", max_length=64)),
                        ("network", models.CharField(default="", max_length=43)),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "abstract": False,
                    },
                ),
            ]
        ),
    ]
