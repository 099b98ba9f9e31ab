"""Texts from strangers, on one line or several."""

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import line


def test_a_line_that_grows_by_being_composed_is_as_long_as_it_is_then() -> None:
    # A letter of Devanagari that NFC always writes as two.
    assert line("\u0958" * 3, 6) == "\u0915\u093c" * 3
    with pytest.raises(Refused, match="6"):
        line("\u0958" * 4, 6)
