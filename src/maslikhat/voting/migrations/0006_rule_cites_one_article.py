"""The database knows that a rule cites one article, or none."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("voting", "0005_one_article")]

    operations = [
        migrations.AddConstraint(
            model_name="votingrule",
            constraint=models.CheckConstraint(
                condition=Q(article="", law_kk="", law_ru="", law_en="")
                | (~Q(article="") & ~Q(article__contains=",") & ~Q(law_kk="") & ~Q(law_ru="")),
                name="rule_cites_one_article",
            ),
        ),
    ]
