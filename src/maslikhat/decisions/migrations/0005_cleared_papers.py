"""Papers that the apparatus has looked through; those that nobody has read yet are withheld."""

from django.db import migrations, models
from django.db.models import Q


def withhold(apps, schema_editor):
    """A paper whose words were not looked through yet waits till they are."""
    apps.get_model("decisions", "Attachment").objects.filter(text=None).update(holds_covered=True)


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_withheld_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="cleared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="attachment",
            name="cleared_because",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="attachment",
            name="cleared_by",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="holds_covered",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(withhold, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                name="attachment_cleared_with_a_reason",
                condition=Q(cleared_at=None, cleared_by=None, cleared_because="")
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_because="")),
            ),
        ),
    ]
