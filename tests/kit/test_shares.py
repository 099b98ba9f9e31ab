"""A share is told only where there is enough to tell one, and never rounds to all or to nothing."""

import pytest

from maslikhat.kit.shares import Share


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 0, None),
        (4, 4, None),
        (5, 5, 100),
        (0, 5, 0),
        (1, 1000, 1),
        (999, 1000, 99),
        (2, 3, None),
        (1, 8, 13),
        (5, 8, 63),
        (10, 15, 67),
    ],
)
def test_a_share_in_whole_per_cent(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


def test_of_what_is_not_wholly_known_there_are_numbers_alone() -> None:
    assert Share(10, 15, is_known=False).percent is None
