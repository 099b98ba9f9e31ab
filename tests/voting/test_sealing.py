"""The box of a secret ballot: sealed under a key that lies elsewhere and moves on."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.voting import sealing
from maslikhat.voting.sealing import KeyLostError

NUMBER = 2**40


@pytest.fixture(autouse=True)
def key() -> None:
    sealing.make_key(NUMBER)
    yield
    sealing.destroy_key(NUMBER)


@given(st.lists(st.integers(0, 300), min_size=3, max_size=145))
def test_what_was_chosen_comes_out_without_its_order(choices: list[int]) -> None:
    sealed = sealing.seal(NUMBER, 0, choices)
    assert sorted(sealing.unseal(NUMBER, 0, sealed)) == sorted(choices)
    assert len(sealed) == len(sealing.seal(NUMBER, 0, [0] * len(choices)))


def test_the_order_is_that_of_chance() -> None:
    choices = list(range(1, 100))
    orders = {tuple(sealing.unseal(NUMBER, 0, sealing.seal(NUMBER, 0, choices))) for _ in range(5)}
    assert len(orders) == 5


def test_the_same_choices_are_never_sealed_alike() -> None:
    assert len({sealing.seal(NUMBER, 0, [1] * 25) for _ in range(50)}) == 50


def test_the_key_is_for_its_owner_alone() -> None:
    path = sealing.path_of(NUMBER)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0


def test_who_takes_the_key_opens_nothing_that_was_sealed_before() -> None:
    before = sealing.seal(NUMBER, 3, [1, 2, 3])
    first = sealing.path_of(NUMBER).read_bytes()
    sealing.move_on(NUMBER, 4)
    assert sealing.path_of(NUMBER).read_bytes()[8:] != first[8:]
    with pytest.raises(KeyLostError):
        sealing.unseal(NUMBER, 3, before)
    after = sealing.seal(NUMBER, 6, [1, 2, 3])
    assert sorted(sealing.unseal(NUMBER, 6, after)) == [1, 2, 3]


def test_a_key_that_is_behind_still_opens_and_never_goes_back() -> None:
    sealed = sealing.seal(NUMBER, 7, [1, 1, 2])
    sealing.move_on(NUMBER, 5)
    assert sorted(sealing.unseal(NUMBER, 7, sealed)) == [1, 1, 2]
    sealing.move_on(NUMBER, 2)
    assert sealing.path_of(NUMBER).read_bytes()[:8] == (5).to_bytes(8, "big")


def test_a_box_opens_for_its_own_ballot_and_version_alone() -> None:
    sealed = sealing.seal(NUMBER, 1, [1, 2, 3])
    with pytest.raises(KeyLostError):
        sealing.unseal(NUMBER, 2, sealed)
    sealing.make_key(NUMBER + 1)
    sealing.path_of(NUMBER + 1).write_bytes(sealing.path_of(NUMBER).read_bytes())
    with pytest.raises(KeyLostError):
        sealing.unseal(NUMBER + 1, 1, sealed)
    sealing.destroy_key(NUMBER + 1)


def test_a_key_that_was_destroyed_does_not_come_back() -> None:
    sealing.destroy_key(NUMBER)
    sealing.move_on(NUMBER, 9)
    assert not sealing.path_of(NUMBER).exists()
    with pytest.raises(KeyLostError):
        sealing.seal(NUMBER, 0, [1])


@pytest.mark.parametrize("content", [b"", b"short", bytes(41)])
def test_a_damaged_key_opens_nothing(content: bytes) -> None:
    sealing.path_of(NUMBER).write_bytes(content)
    with pytest.raises(KeyLostError):
        sealing.seal(NUMBER, 0, [1])


def test_a_key_that_nobody_has_touched_for_an_hour_is_stale() -> None:
    assert NUMBER not in sealing.stale()
    long_ago = time.time() - 3700
    os.utime(sealing.path_of(NUMBER), (long_ago, long_ago))
    assert NUMBER in sealing.stale()
