"""An item that a sitting ended without is postponed, though it was never called."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0003_withheld_papers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="item", name="item_done_was_called_and_came_to_something"
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                name="item_done_came_to_something",
                condition=Q(done_at=None, outcome="")
                | (Q(done_at__isnull=False, called_at__isnull=False) & ~Q(outcome=""))
                | Q(done_at__isnull=False, called_at=None, outcome="postponed"),
            ),
        ),
    ]
