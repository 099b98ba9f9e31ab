"""A step by which who asked turns to somebody else about an answer that was judged wanting."""

from django.db import migrations, models

ACTS = [
    "send", "register", "redirect", "extend", "answer", "promise", "assess", "report_done",
    "confirm", "dispute", "close", "reopen", "pass_on", "withdraw", "attach", "turn",
]  # fmt: skip
RECIPIENTS = [
    ("chair", "Chair of the maslikhat"),
    ("commission", "Standing commission"),
    ("prosecutor", "Prosecutor's office"),
    ("national", "Deputy of the national chamber"),
]


class Migration(migrations.Migration):
    """To whom, by a word and by name."""

    dependencies = [("commitments", "0007_grace_of_what_was_entered_late")]

    operations = [
        migrations.RemoveConstraint("step", "step_words_are_known"),
        migrations.AlterField(
            "step",
            "act",
            models.CharField(max_length=11, choices=[(act, act) for act in ACTS]),
        ),
        migrations.AddField(
            "step",
            "turned_to",
            models.CharField(blank=True, choices=RECIPIENTS, default="", max_length=10),
        ),
        migrations.AddField(
            "step", "recipient", models.CharField(blank=True, default="", max_length=300)
        ),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                name="step_words_are_known",
                condition=models.Q(
                    act__in=ACTS,
                    assessment__in=("", "full", "partial", "formal", "off"),
                    voice__in=("", "author", "deputy", "resident"),
                    turned_to__in=("", "chair", "commission", "prosecutor", "national"),
                ),
            ),
        ),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                name="step_turns_to_somebody",
                condition=models.Q(act="turn") & ~models.Q(turned_to="") & ~models.Q(recipient="")
                | ~models.Q(act="turn") & models.Q(turned_to="", recipient=""),
            ),
        ),
    ]
