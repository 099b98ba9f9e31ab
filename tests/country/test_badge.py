"""The number in the header is of what the reader may see now, and cheap to count again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.demo.cast import REGION, ROLES, user_of
from maslikhat.dialogue.actions import reply, start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.notices import badge, registers, sight
from maslikhat.notices.actions import follow, mark_all_read
from maslikhat.notices.models import Notice
from maslikhat.registry.actions import end_mandate
from maslikhat.registry.models import Council, Mandate
from tests.worker import drain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_what_a_reader_may_see_goes_by_the_offices_alone(role: str) -> None:
    """The SQL of it is kept: made anew for the same person it is the same, and asks nothing."""
    conditions = []
    for _time in range(2):
        user = user_of(role)
        assert user is not None
        for ask in registers.offices:
            ask(user)
        with CaptureQueriesContext(connection) as captured:
            conditions.append(Notice.objects.filter(sight.seen_by(user)).query.sql_with_params())
        assert not captured.captured_queries
    assert conditions[0] == conditions[1]


def test_who_loses_the_mandate_is_told_no_more_of_closed_rooms() -> None:
    deputy, chair, clerk = map(user_of, ("deputy-regional", "chair", "clerk"))
    assert deputy and chair and clerk
    room = RoomRef.of(Council.objects.get(code=REGION), is_closed=True)
    words = {"title": "Behind the door", "body": "Among ourselves.", "language": "en"}
    topic = start_topic(room, by=chair, **words)
    mark_all_read(by=deputy)
    follow("dialogue.topic", topic.pk, by=deputy)
    reply(topic, by=chair, body="And among us alone.", language="en")
    drain("default")
    assert badge.unread(deputy) == 1
    mandate = Mandate.objects.on().get(person__user=deputy)
    end_mandate(mandate, by=clerk, reason="resigned", to_day=today())
    assert badge.unread(deputy) == 0
