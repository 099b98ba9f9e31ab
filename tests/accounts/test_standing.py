"""Which sessions still stand: asked for all open streams at once."""

from collections.abc import Callable

from django.test import Client

from maslikhat.accounts import actions
from maslikhat.accounts.models import User
from maslikhat.accounts.sessions import BATCH, standing


def key_of(client: Client) -> str:
    key = client.session.session_key
    assert key
    return key


def test_a_session_stands_until_it_is_ended(
    aigul: User, serik: User, signed: Callable[[User], Client]
) -> None:
    first, second, other = key_of(signed(aigul)), key_of(signed(aigul)), key_of(signed(serik))
    keys = {first, second, other}
    assert standing(keys) == keys
    aigul.sessions.earliest("made_at").delete()
    assert len(standing(keys)) == 2
    actions.deactivate(serik, by=None)
    assert other not in standing(keys)


def test_nobody_stands_by_a_key_that_is_unknown_or_signs_nobody_in(
    browser: Callable[..., Client], db: None
) -> None:
    client = browser()
    session = client.session
    session["seen"] = True
    session.save()
    assert session.session_key
    assert standing({session.session_key, "", "x", "ә"}) == set()


def test_the_sessions_of_a_full_server_are_asked_for_in_few_queries(
    aigul: User,
    signed: Callable[[User], Client],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    key = key_of(signed(aigul))
    keys = {key, *(f"other-{n}" for n in range(3 * BATCH - 1))}
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        assert standing(keys) == {key}
