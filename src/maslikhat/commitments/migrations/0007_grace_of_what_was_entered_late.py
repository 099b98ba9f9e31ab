"""What is entered after its day was over is overdue before everyone only after a grace."""

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
RUNNING = models.Q(state__in=["disputed", "promised", "registered", "reopened", "sent"]) | models.Q(
    state__in=["answered", "promised", "reported"], assessment__in=["formal", "off"]
)


class Migration(migrations.Migration):
    """The column, and the day after which it is overdue, which follows from it."""

    dependencies = [("commitments", "0006_promises_beside_the_clock")]

    operations = [
        migrations.AddField("commitment", "grace_on", models.DateField(blank=True, null=True)),
        *(migrations.RemoveIndex("commitment", name) for name in INDEXES),
        migrations.RemoveField("commitment", "owed_on"),
        migrations.AddField(
            "commitment",
            "owed_on",
            models.GeneratedField(
                expression=models.Case(
                    models.When(TAKEN, then=models.F("promised_on")),
                    models.When(
                        RUNNING & models.Q(grace_on__gt=models.F("due_on")),
                        then=models.F("grace_on"),
                    ),
                    models.When(RUNNING, then=models.F("due_on")),
                ),
                output_field=models.DateField(null=True),
                db_persist=True,
            ),
        ),
        *(
            migrations.AddIndex("commitment", models.Index(fields=on, name=name, condition=OWED))
            for name, on in INDEXES.items()
        ),
    ]
