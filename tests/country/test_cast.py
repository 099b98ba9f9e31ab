"""The nine of the demo read letters in three languages, the same ones each time it is built."""

import pytest

from maslikhat.demo.cast import ROLES, user_of

pytestmark = pytest.mark.django_db


def test_the_cast_is_written_to_in_three_languages() -> None:
    users = {role: user_of(role) for role in ROLES}
    languages = {role: user.language for role, user in users.items() if user}
    others = {"citizen": "ru", "deputy-city": "ru", "national": "en"}
    assert languages == {role: others.get(role, "kk") for role in ROLES}
