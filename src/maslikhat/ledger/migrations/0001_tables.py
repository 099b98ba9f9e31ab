import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from maslikhat.kit.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("ledger", "0001_initial"), ("ledger", "0002_proofs")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Key",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key_id", models.CharField(max_length=16, unique=True)),
                        ("public", models.BinaryField(max_length=32)),
                    ],
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("actor", models.BigIntegerField()),
                        ("act", models.CharField(max_length=64)),
                        ("kind", models.CharField(max_length=64)),
                        ("subject", models.BigIntegerField()),
                        ("count", models.PositiveIntegerField(null=True)),
                        ("digest", models.CharField(default="", max_length=64)),
                        ("salt", models.CharField(default="", max_length=32)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "kind"], name="entry_of_thing"),
                            models.Index(
                                condition=models.Q(("digest", ""), _negated=True),
                                fields=["digest"],
                                name="entry_by_digest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("size", models.BigIntegerField(unique=True)),
                        ("root", models.BinaryField(max_length=32)),
                        ("at", models.DateTimeField()),
                        ("signature", models.BinaryField(max_length=64)),
                        ("key_id", models.CharField(max_length=16)),
                        ("peaks", models.BinaryField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="head_stands_on_leaves"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Node",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("height", models.PositiveSmallIntegerField()),
                        ("index", models.BigIntegerField()),
                        ("hash", models.BinaryField(max_length=32)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("height", "index"), name="one_node_a_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leaf",
                    fields=[
                        ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("hash", models.BinaryField(max_length=32)),
                        (
                            "entry",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="leaf",
                                to="ledger.entry",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("index__gte", 0)),
                                name="leaf_index_counts_from_zero",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
