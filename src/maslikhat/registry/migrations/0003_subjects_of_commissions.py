from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0002_reference"),
        ("rubrics", "0002_subjects"),
    ]

    operations = [
        migrations.AddField(
            model_name="commission",
            name="subjects",
            field=models.ManyToManyField(
                blank=True, related_name="commissions", to="rubrics.rubric"
            ),
        ),
    ]
