"""Jobs that wait in the queue are found where they stand now."""

from typing import Any

from django.db import migrations

MOVED = {
    "maslikhat.commitments.delivering.deliver": "maslikhat.commitments.joint.delivering.deliver",
    "maslikhat.commitments.jointly.withdraw_letters": (
        "maslikhat.commitments.joint.withdrawing.withdraw_letters"
    ),
}


def move(apps: Any, schema_editor: Any) -> None:
    """Letters that were asked for before the modules moved are made all the same."""
    jobs = apps.get_model("django_tasks_database", "DBTaskResult").objects
    jobs = jobs.using(schema_editor.connection.alias)
    for before, now in MOVED.items():
        jobs.filter(task_path=before).update(task_path=now)


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0011_filters_within_indexes"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
