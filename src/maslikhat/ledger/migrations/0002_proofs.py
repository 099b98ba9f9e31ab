from django.db import migrations, models

from maslikhat.ledger import merkle

BATCH = 10_000


def keep_nodes(apps, schema_editor):
    """Whole subtrees over the leaves that are there already."""
    leaves, nodes = apps.get_model("ledger", "Leaf"), apps.get_model("ledger", "Node")
    tree, expected = merkle.Growing(), 0
    while True:
        span = leaves.objects.filter(index__gte=expected, index__lt=expected + BATCH)
        found = list(span.order_by("index").values_list("index", "hash"))
        for index, leaf in found:
            if index != expected:
                # What is torn is for `maslikhat verify` to name, and nothing is built on it.
                return
            tree.add(bytes(leaf))
            expected += 1
        for height, index, node in tree.nodes:
            nodes.objects.create(height=height, index=index, hash=node)
        tree.nodes.clear()
        if len(found) < BATCH:
            return


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="salt",
            field=models.CharField(default="", max_length=32),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "kind"], name="entry_of_thing"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("digest", ""), _negated=True),
                fields=["digest"],
                name="entry_by_digest",
            ),
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=16, unique=True)),
                ("public", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("height", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("height", "index"), name="one_node_a_place")
                ],
            },
        ),
        migrations.RunPython(keep_nodes, migrations.RunPython.noop, elidable=True),
    ]
