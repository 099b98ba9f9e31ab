"""Each rule gets its own article, or says that the regulations set it; the Kurultai gets rules."""

from django.db import migrations, models

from maslikhat.voting import reference


def correct(apps, schema_editor):
    reference.correct(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("voting", "0004_replaced_tellers")]

    operations = [
        migrations.AddField(
            model_name="votingrule",
            name="is_for_national",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="votingrule",
            name="article",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        *(
            migrations.AlterField(
                model_name="votingrule",
                name=f"law_{lang}",
                field=models.CharField(blank=True, default="", max_length=200),
            )
            for lang in ("en", "kk", "ru")
        ),
        migrations.RunPython(correct, migrations.RunPython.noop),
    ]
