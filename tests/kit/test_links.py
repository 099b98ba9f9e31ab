"""Numbers in addresses: what names one, and that none is too large to be looked for."""

import pytest
from django.core.exceptions import BadRequest

from maslikhat.accounts.models import User
from maslikhat.kit.links import LARGEST_NUMBER, number_asked, number_named

NO_NUMBERS = ("", "-1", "+1", "1.0", " 1", "x", "٣", "²", "9" * 19)


def test_a_number_is_up_to_eighteen_digits() -> None:
    for text, number in (("0", 0), ("17", 17), ("007", 7), ("9" * 18, 10**18 - 1)):
        assert number_asked(text) == number_named(text, "topic") == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_nothing_or_a_bad_request(text: str) -> None:
    assert number_asked(text) == 0
    with pytest.raises(BadRequest, match="topic"):
        number_named(text, "topic")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [LARGEST_NUMBER, LARGEST_NUMBER + 1, 10**30])
def test_a_lookup_by_a_number_too_large_for_a_row_finds_nothing(number: int) -> None:
    assert User.objects.filter(pk=number).first() is None
    assert not User.objects.filter(pk=number).exists()
    assert User.objects.filter(pk=number).update(is_active=True) == 0
