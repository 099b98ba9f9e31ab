"""What the portal makes of what its environment tells it."""

import pytest

from tests import forks
from tests.conftest import copy_portal

pytestmark = pytest.mark.once
TELL = (
    "from django.conf import settings as said; print(said.PUBLIC_URL, *said.CSRF_TRUSTED_ORIGINS)"
)


def test_the_address_that_people_type_ends_without_a_slash() -> None:
    env = {**copy_portal("forked"), "MASLIKHAT_PUBLIC_URL": "https://m.kz/"}
    assert forks.run(["-c", TELL], env).stdout == "https://m.kz https://m.kz\n"
