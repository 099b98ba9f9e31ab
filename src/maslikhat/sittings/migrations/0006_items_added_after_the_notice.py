"""An item that was put after the notice was sent bears the moment, and by what it was added."""

import datetime as dt
from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

# What was entered later after its beginning was brought over.
IN_HURRY = dt.timedelta(days=1)


def mark(apps: Any, _editor: Any) -> None:
    """Those that are there already bear the moment; by what they were added nobody has said.

    What was brought over was all put after its notice, and is left out.
    """
    items = apps.get_model("sittings", "Item").objects
    sittings = apps.get_model("sittings", "Sitting").objects
    led = sittings.filter(made_at__lte=F("starts_at") + IN_HURRY, convened_at__isnull=False)
    for number, convened_at in led.values_list("pk", "convened_at"):
        late = items.filter(sitting=number, made_at__gt=convened_at)
        late.update(added_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0005_motions_in_one_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="added_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="added_under",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                name="item_added_under_something",
                condition=Q(added_under="") | Q(added_at__isnull=False),
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
