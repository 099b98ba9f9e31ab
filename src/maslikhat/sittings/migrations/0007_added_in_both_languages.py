"""By what an item was added after the notice is said in both official languages."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

KAZAKH = frozenset("әғқңөұүһі")
TEXT = {"blank": True, "default": "", "max_length": 300}


def part(apps: Any, _editor: Any) -> None:
    """What was written in one field goes to its language: Kazakh where a letter of it says so."""
    items = apps.get_model("sittings", "Item").objects
    for number, text in items.exclude(added_under="").values_list("pk", "added_under"):
        lang = "kk" if KAZAKH & set(text.casefold()) else "ru"
        items.filter(pk=number).update(**{f"added_under_{lang}": text})


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0006_items_added_after_the_notice"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="item", name="item_added_under_something"),
        *(
            migrations.AddField(
                model_name="item", name=f"added_under_{lang}", field=models.CharField(**TEXT)
            )
            for lang in ("kk", "ru", "en")
        ),
        migrations.RunPython(part, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="item", name="added_under"),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                name="item_added_under_something",
                condition=Q(added_under_kk="", added_under_ru="", added_under_en="")
                | Q(added_at__isnull=False),
            ),
        ),
    ]
