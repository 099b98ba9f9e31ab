"""Filters beside the first are answered within the indexes of the lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0010_events_that_recommend"),
        ("decisions", "0005_cleared_papers"),
        ("dialogue", "0002_titles_before"),
        ("places", "0002_country"),
        ("registry", "0003_subjects_of_commissions"),
        ("rubrics", "0002_subjects"),
        ("sittings", "0006_items_added_after_the_notice"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_of_rubric",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_of_region",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_region_rubric",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_in_state",
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitment_owed",
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["rubric", "-moved_on", "-id", "kind", "state"], name="commitment_of_rubric"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["region", "-moved_on", "-id", "rubric", "kind", "state"],
                name="commitment_of_region",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["state", "-moved_on", "-id", "rubric"], name="commitment_in_state"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["kind", "state", "-moved_on", "-id", "rubric"],
                name="commitment_kind_in_state",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("owed_on__isnull", False)),
                fields=["owed_on", "id", "kind", "rubric"],
                name="commitment_owed",
            ),
        ),
    ]
