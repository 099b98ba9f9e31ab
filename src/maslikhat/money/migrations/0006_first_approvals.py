"""A plan that was never changed is first approved by what approved it; of others it is not known."""

from django.db import migrations
from django.db.models import F


def copy(apps, schema_editor):
    plans = apps.get_model("money", "EnvironmentPlan").objects.using(schema_editor.connection.alias)
    plans.filter(first_approved_on=F("approved_on")).update(
        first_decision=F("decision"), first_approved_as=F("approved_as")
    )


class Migration(migrations.Migration):
    dependencies = [("money", "0005_amounts_that_were")]
    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
