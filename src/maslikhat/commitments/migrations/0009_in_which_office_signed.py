"""An answer says in which office it was signed."""

from django.db import migrations, models

ACTS = [
    "send", "register", "redirect", "extend", "answer", "promise", "assess", "report_done",
    "confirm", "dispute", "close", "reopen", "pass_on", "withdraw", "attach", "turn",
]  # fmt: skip
OFFICES = [
    ("addressee", "The addressee"),
    ("head", "First head of the body"),
    ("deputy_head", "Deputy of the first head"),
    ("other", "Another official"),
]


class Migration(migrations.Migration):
    """The office; empty of the answers before it was asked."""

    dependencies = [("commitments", "0008_turning_to_somebody_else")]

    operations = [
        migrations.RemoveConstraint("step", "step_words_are_known"),
        migrations.AddField(
            "step",
            "office",
            models.CharField(blank=True, choices=OFFICES, default="", max_length=11),
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
                    office__in=("", "addressee", "head", "deputy_head", "other"),
                ),
            ),
        ),
    ]
