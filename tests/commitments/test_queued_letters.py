"""Letters of a joint inquiry that wait in the queue while the portal is brought up to date."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django_tasks_db.models import DBTaskResult

from maslikhat.commitments import actions
from maslikhat.commitments.models import Commitment
from tests.commitments.cast import Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db
MOVED = import_module("maslikhat.commitments.migrations.0012_jobs_of_joint_inquiries")


def test_letters_asked_for_before_the_jobs_moved_are_made(cast: Cast) -> None:
    joint = actions.draft_joint(cast.council, by=cast.deputy, language="kk", title="Жол", text="?")
    actions.address_joint(joint, by=cast.deputy, bodies=[cast.body])
    actions.send_joint(joint, by=cast.deputy, out_number="12")
    old, new = next(iter(MOVED.MOVED.items()))
    assert DBTaskResult.objects.filter(task_path=new).update(task_path=old) == 1
    MOVED.move(apps, connection.schema_editor())
    drain()
    assert Commitment.objects.filter(joint=joint).count() == 1
