"""A teller who is replaced stays in the table, with the reason."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("voting", "0003_digest_of_results")]

    operations = [
        migrations.AlterModelOptions(name="teller", options={"ordering": ("place", "pk")}),
        migrations.RemoveConstraint(model_name="teller", name="teller_once"),
        migrations.RemoveConstraint(model_name="teller", name="teller_place"),
        migrations.AddField(
            model_name="teller",
            name="replaced_because",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.AddConstraint(
            model_name="teller",
            constraint=models.UniqueConstraint(
                condition=Q(replaced_because=""), fields=("ballot", "person"), name="teller_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="teller",
            constraint=models.UniqueConstraint(
                condition=Q(replaced_because=""), fields=("ballot", "place"), name="teller_place"
            ),
        ),
    ]
