"""Letters on their way: servers that refuse, hang up and are slow; bad addresses; nothing lost."""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db.models import F
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.notices import actions
from maslikhat.notices.letters import sending
from maslikhat.notices.models import Delivery, Notice
from tests.notices.conftest import person
from tests.notices.post_office import PostOffice, post_office
from tests.notices.things import TOPIC, reply
from tests.postgres import free_port
from tests.worker import drain

pytestmark = pytest.mark.django_db
LONG = dt.timedelta(seconds=30)


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """The mail server that the portal is set to."""
    with post_office() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 0.5
        yield server


@pytest.fixture
def ten(db: None, topic: int) -> list[User]:
    """Ten people who each have a letter waiting."""
    users = [person(f"p{number}", "en") for number in range(10)]
    for user in users:
        actions.follow(TOPIC, topic, by=user, mode="immediate")
    reply(topic, None)
    drain("default")
    return users


def pass_time(by: dt.timedelta) -> None:
    """Let `by` pass for every delivery."""
    Delivery.objects.update(next_at=F("next_at") - by, made_at=F("made_at") - by)


def states() -> dict[str, int]:
    """How many deliveries are in which state."""
    found: dict[str, int] = {}
    for state in Delivery.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_every_letter_goes_once_over_one_connection(office: PostOffice, ten: list[User]) -> None:
    sending.send_due(LONG)
    sending.send_due(LONG)
    assert sorted(office.recipients()) == sorted(str(user.email) for user in ten)
    assert office.visits == 1
    assert states() == {"sent": 10}


def test_a_server_that_refuses_connections_loses_nothing(
    office: PostOffice, ten: list[User], settings: Any
) -> None:
    settings.EMAIL_PORT = free_port()
    for tried in range(1, 40):
        sending.send_due(LONG)
        assert states() == {"waiting": 10}
        assert set(Delivery.objects.values_list("tries", "error")) == {
            (tried, "ConnectionRefusedError")
        }
        waits = {d.next_at - timezone.now() for d in Delivery.objects.all()}
        wanted = min(dt.timedelta(hours=1), dt.timedelta(minutes=2 ** (tried - 1)))
        assert all(wanted - dt.timedelta(seconds=30) < wait <= wanted for wait in waits)
        sending.send_due(LONG)
        pass_time(wanted)
    settings.EMAIL_PORT = office.port
    sending.send_due(LONG)
    assert len(set(office.recipients())) == len(office.letters) == 10
    assert states() == {"sent": 10}


def test_a_server_that_hangs_up_on_one_gives_the_others_their_letters(
    office: PostOffice, ten: list[User]
) -> None:
    office.hangs_up = lambda to: to == ten[3].email
    sending.send_due(LONG)
    assert states() == {"sent": 9, "waiting": 1}
    assert Delivery.objects.get(state="waiting").error.startswith("SMTPServerDisconnected")
    office.hangs_up = lambda to: False
    pass_time(dt.timedelta(minutes=1))
    sending.send_due(LONG)
    assert len(set(office.recipients())) == len(office.letters) == 10


def test_a_server_that_hangs_up_on_all_is_left_alone_soon(
    office: PostOffice, ten: list[User]
) -> None:
    office.hangs_up = lambda to: True
    sending.send_due(LONG)
    assert (states(), office.visits) == ({"waiting": 10}, 2)


def test_a_server_that_never_answers_is_left_alone_soon(
    office: PostOffice, ten: list[User]
) -> None:
    office.is_silent = True
    sending.send_due(LONG)
    assert (states(), office.visits) == ({"waiting": 10}, 2)
    office.is_silent = False
    pass_time(dt.timedelta(minutes=1))
    sending.send_due(LONG)
    assert states() == {"sent": 10}


def test_a_bad_address_stops_no_other_and_is_given_up(office: PostOffice, ten: list[User]) -> None:
    bad, full = ten[2].email, ten[6].email
    office.refuses = lambda to: {bad: "550 no such user", full: "452 mailbox full"}.get(to, "")
    sending.send_due(LONG)
    assert len(office.letters) == 8
    for _ in range(4):
        pass_time(dt.timedelta(days=1))
        sending.send_due(LONG)
    assert states() == {"sent": 8, "failed": 1, "waiting": 1}
    failed = Delivery.objects.get(state="failed")
    assert (failed.user, failed.error) == (ten[2].pk, "SMTPRecipientsRefused 550")
    office.refuses = lambda to: ""
    pass_time(dt.timedelta(days=1))
    sending.send_due(LONG)
    assert states() == {"sent": 9, "failed": 1}
    for _ in range(20):
        pass_time(dt.timedelta(days=1))
        sending.send_due(LONG)
    assert len(office.letters) == 9


def test_a_full_mailbox_is_given_up_after_days(office: PostOffice, ten: list[User]) -> None:
    office.refuses = lambda to: "452 mailbox full"
    for _ in range(14):
        assert "failed" not in states()
        sending.send_due(LONG)
        pass_time(dt.timedelta(days=1))
    assert states() == {"failed": 10}


def test_a_letter_that_cannot_be_drawn_stops_no_other(
    office: PostOffice, ten: list[User], settings: Any
) -> None:
    Notice.objects.filter(user=ten[0]).update(at=dt.datetime.max.replace(tzinfo=dt.UTC))
    sending.send_due(LONG)
    assert states() == {"sent": 9, "waiting": 1}
    assert Delivery.objects.get(state="waiting").error == "OverflowError"


def test_what_was_taken_by_a_sender_that_was_killed_comes_back(
    office: PostOffice, ten: list[User]
) -> None:
    assert len(sending.take()) == 10
    sending.send_due(LONG)
    assert office.letters == []
    pass_time(dt.timedelta(minutes=10))
    sending.send_due(LONG)
    assert states() == {"sent": 10}


def test_what_goes_at_once_goes_before_digests(office: PostOffice, ten: list[User]) -> None:
    number = Delivery.objects.create(
        user=ten[0].pk, kind="digest", period="2026-11-22", next_at=timezone.now() - LONG
    ).pk
    assert number not in {delivery.pk for delivery in sending.take()}
    assert [delivery.pk for delivery in sending.take()] == [number]


def test_what_was_read_before_it_was_sent_is_not_sent(
    office: PostOffice, ten: list[User], topic: int
) -> None:
    for user in ten[:4]:
        actions.mark_read(TOPIC, topic, by=user)
    EmailAddress.objects.filter(user=ten[4]).update(verified=False)
    User.objects.filter(pk=ten[5].pk).update(is_active=False)
    sending.send_due(LONG)
    assert states() == {"sent": 4, "nothing": 6}
    assert sorted(office.recipients()) == sorted(str(user.email) for user in ten[6:])


def test_a_letter_sent_twice_bears_the_same_name(office: PostOffice, ten: list[User]) -> None:
    sending.send_due(LONG)
    Delivery.objects.update(state="waiting", next_at=timezone.now())
    sending.send_due(LONG)
    assert len(office.letters) == 20
    assert len({letter["Message-ID"] for letter in office.letters}) == 10


def test_the_logs_hold_no_address_and_no_word_of_a_letter(
    office: PostOffice,
    ten: list[User],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("maslikhat"), "propagate", True)
    office.refuses = lambda to: f"550 <{to}> unknown" if to == ten[0].email else ""
    caplog.set_level("DEBUG")
    sending.send_due(LONG)
    office.is_silent = True
    Delivery.objects.update(state="waiting", next_at=timezone.now())
    sending.send_due(LONG)
    assert "SMTPRecipientsRefused 550" in caplog.text
    for secret in ("example.kz", "p0", "Water"):
        assert secret not in caplog.text
    kept = str(list(Delivery.objects.values()))
    assert "example" not in kept
