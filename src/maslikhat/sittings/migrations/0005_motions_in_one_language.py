"""A motion comes from the hall in one language; it is completed before it is voted on."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0004_postponed_uncalled"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="motion", name="motion_in_kazakh_and_russian"),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                name="motion_has_a_text", condition=~Q(text_kk="") | ~Q(text_ru="")
            ),
        ),
    ]
