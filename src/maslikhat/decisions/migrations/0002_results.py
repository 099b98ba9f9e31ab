"""An index for each result of a vote that only few decisions have."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=Q(adopted_on__isnull=False)
                & (Q(votes_against__gt=0) | Q(votes_abstained__gt=0)),
                fields=["-moved_on", "-id"],
                name="decision_opposed",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=Q(rejected_on__isnull=False),
                fields=["-moved_on", "-id"],
                name="decision_not_adopted",
            ),
        ),
    ]
