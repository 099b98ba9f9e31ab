"""Categories of the financing of the deficit, and the non-oil deficit as a part of a budget."""

from django.db import migrations

from maslikhat.kit.keys import KeyField
from maslikhat.money import reference

PARTS = [
    (part, part)
    for part in (
        "receipts", "spending", "net_lending", "lending", "repayment", "assets_balance", "assets",
        "sale", "deficit", "non_oil", "financing", "loans", "loans_repaid", "leftovers",
    )
]  # fmt: skip


def load(apps, schema_editor):
    reference.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("money", "0007_version_decided_later")]
    operations = [
        migrations.AlterField(
            model_name="line",
            name="part",
            field=KeyField(choices=PARTS, max_length=14),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
