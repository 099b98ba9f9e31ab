"""A promise stands beside the day that is owed: it has a column of its own and moves no other."""

from typing import Any

from django.db import migrations, models

OWED = models.Q(owed_on__isnull=False)
TAKEN = models.Q(state="promised") & (
    models.Q(assessment__in=["full", "partial"])
    | models.Q(assessment="", answered_on__lte=models.F("answer_due_on"))
)
INDEXES = {
    "commitment_owed": ["owed_on", "id"],
    "commitment_owed_in": ["region", "owed_on", "id"],
    "commitment_owed_to": ["council", "owed_on", "id"],
    "commitment_owed_by": ["addressee", "owed_on", "id"],
    "commitment_owed_about": ["rubric", "state", "-moved_on", "-id"],
}


def part(apps: Any, schema: Any) -> None:
    """The day that was owed before a promise moved it is owed again; the promise stands beside."""
    commitments = apps.get_model("commitments", "Commitment").objects
    steps = apps.get_model("commitments", "Step").objects.filter(due_on__isnull=False)
    promised = set(steps.filter(act="promise").values_list("commitment", flat=True))
    for row in commitments.filter(pk__in=promised).only("state", "due_on", "promised_on"):
        owed = steps.filter(commitment=row.pk).order_by("-number")
        set_by = owed.exclude(act="promise").values_list("due_on", flat=True)
        told = owed.filter(act="promise").values_list("due_on", flat=True)
        row.due_on = set_by.first() or row.due_on
        row.promised_on = told.first() if row.state == "promised" else None
        row.save(update_fields=["due_on", "promised_on"])


class Migration(migrations.Migration):
    """Of the commitments the column, the clock it belongs to, and what is promised already."""

    dependencies = [("commitments", "0005_joint_about_a_figure")]

    operations = [
        migrations.AddField("commitment", "promised_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(part, migrations.RunPython.noop),
        *(migrations.RemoveIndex("commitment", name) for name in INDEXES),
        migrations.RemoveField("commitment", "owed_on"),
        migrations.AddField(
            "commitment",
            "owed_on",
            models.GeneratedField(
                expression=models.Case(
                    models.When(TAKEN, then=models.F("promised_on")),
                    models.When(
                        state__in=["disputed", "promised", "registered", "reopened", "sent"],
                        then=models.F("due_on"),
                    ),
                    models.When(
                        state__in=["answered", "promised", "reported"],
                        assessment__in=["formal", "off"],
                        then=models.F("due_on"),
                    ),
                ),
                output_field=models.DateField(null=True),
                db_persist=True,
            ),
        ),
        *(
            migrations.AddIndex("commitment", models.Index(fields=on, name=name, condition=OWED))
            for name, on in INDEXES.items()
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                name="commitment_promised_has_a_day",
                condition=models.Q(state="promised", promised_on__isnull=False)
                | ~models.Q(state="promised") & models.Q(promised_on=None),
            ),
        ),
    ]
