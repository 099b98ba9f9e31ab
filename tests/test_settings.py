"""What the portal makes of what its environment tells it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from maslikhat.cli.run import WORKS
from maslikhat.kit import env
from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.once
TELL = (
    "from django.conf import settings as said; print(said.PUBLIC_URL, *said.CSRF_TRUSTED_ORIGINS)"
)


def test_the_address_that_people_type_ends_without_a_slash() -> None:
    environment = {**copy_portal("forked"), "MASLIKHAT_PUBLIC_URL": "https://m.kz/"}
    assert forks.run(["-c", TELL], environment).stdout == "https://m.kz https://m.kz\n"


def test_all_threads_that_wait_for_postgresql_leave_a_connection_for_each_work_beside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MASLIKHAT_TRIED", "postgresql:///portal")
    found: dict[str, Any] = env.database("TRIED", Path("portal.sqlite3"))
    # The last is who hears the events.
    assert found["OPTIONS"]["pool"]["max_size"] >= settings.THREADS + len(WORKS) + 1
