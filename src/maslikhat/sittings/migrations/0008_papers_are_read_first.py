"""Papers of sittings wait till they are looked through, as those of decisions do."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def read(apps: Any, _editor: Any) -> None:
    """What is there was read when it was put, and stays as open or withheld as it is."""
    apps.get_model("sittings", "Document").objects.update(text="")


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0007_added_in_both_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="cleared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="cleared_because",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="document",
            name="cleared_by",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="text",
            field=models.TextField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="document",
            name="holds_covered",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(read, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                name="document_cleared_with_a_reason",
                condition=Q(cleared_at=None, cleared_by=None, cleared_because="")
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_because="")),
            ),
        ),
    ]
