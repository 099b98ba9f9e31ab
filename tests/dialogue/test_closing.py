"""Whoever loses a seat or an office hears nothing more through a page that was open before."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from maslikhat.accounts.models import User
from maslikhat.kit import timetable
from maslikhat.kit.days import ALMATY, today
from maslikhat.live.channels import opened
from maslikhat.live.models import Revocation
from maslikhat.registry import actions as registry
from maslikhat.registry import tasks
from maslikhat.registry.models import CommissionMember, Headship, Mandate, Role
from tests.dialogue.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TOKEN = re.compile(r'data-live="([^"]+)"')
ONE = dt.timedelta(days=1)


def mandate_of(user: User) -> Mandate:
    return Mandate.objects.get(person__user=user)


def place_of(user: User) -> CommissionMember:
    return CommissionMember.objects.get(mandate__person__user=user)


def listening(cast: Cast, part: str, room: str, lang: str = "en") -> str:
    """The token in a page of the room that this part has open, which hears of its topic."""
    topic = cast.start(room, "A closed question")
    client = cast.client(part)
    html = client.get(f"/{lang}/dialogue/topics/{topic.pk}/").content.decode()
    token = TOKEN.search(html)[1]  # type: ignore[index]
    session = client.session.session_key
    assert session and f"topic:{topic.pk}" in opened(token, session=session).channels
    return f"{session} {token}"


def is_void(kept: str) -> bool:
    """Whether the gateway ends the stream of this token, and opens none by it."""
    session, token = kept.split()
    ticket = opened(token, session=session)
    return Revocation.objects.filter(channel__in=ticket.channels, event__gt=ticket.since).exists()


def end_mandate(cast: Cast) -> object:
    mandate = mandate_of(cast.serik)
    return registry.end_mandate(mandate, by=cast.clerk, reason="resigned", to_day=today())


def convene_anew(cast: Cast) -> object:
    return registry.open_convocation(cast.abai, by=cast.clerk, number="X", first_session=today())


def head(cast: Cast) -> object:
    """Who becomes the head leaves the commissions."""
    aigerim = mandate_of(cast.aigerim).person
    return registry.head_council(cast.abai, aigerim, by=cast.clerk, from_day=today())


def end_headship(cast: Cast) -> object:
    return registry.end_headship(Headship.objects.get(), by=cast.clerk, to_day=today())


def end_role(cast: Cast) -> object:
    role = Role.objects.get(user=cast.clerk)
    return registry.end_role(role, by=cast.operator, to_day=today())


def leave_commission(cast: Cast) -> object:
    return registry.leave_commission(place_of(cast.aigerim), by=cast.clerk, to_day=today())


def end_commission(cast: Cast) -> object:
    return registry.end_commission(cast.ecology, by=cast.clerk, to_day=today())


TAKING: list[tuple[Callable[[Cast], object], str, str]] = [
    (end_mandate, "serik", "closed"),
    (convene_anew, "serik", "closed"),
    (convene_anew, "aigerim", "commission"),
    (head, "aigerim", "commission"),
    (head, "chair", "closed"),
    (end_headship, "chair", "closed"),
    (end_role, "clerk", "closed"),
    (end_role, "clerk", "commission"),
    (leave_commission, "aigerim", "commission"),
    (end_commission, "aigerim", "commission"),
]


@pytest.mark.parametrize(("act", "part", "room"), TAKING)
def test_what_takes_a_seat_or_an_office_away_ends_the_streams(
    act: Callable[[Cast], object], part: str, room: str, cast: Cast
) -> None:
    kept, other = listening(cast, part, room), listening(cast, "dana", "public")
    assert not is_void(kept)
    act(cast)
    assert is_void(kept)
    assert not is_void(other)


def test_a_body_that_ends_takes_the_offices_of_its_officials(cast: Cast) -> None:
    kept = listening(cast, "official", "public")
    body = Role.objects.get(user=cast.official).body
    assert body is not None
    registry.end_body(body, by=cast.operator, to_day=today())
    assert is_void(kept)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_seat_that_ends_at_midnight_is_closed_by_the_timetable(lang: str, cast: Cast) -> None:
    serik = listening(cast, "serik", "closed", lang)
    aigerim, chair = (listening(cast, part, "closed", lang) for part in ("aigerim", "chair"))
    clerk = listening(cast, "clerk", "commission", lang)
    dana = listening(cast, "dana", "public", lang)
    Mandate.objects.filter(person__user=cast.serik).update(to_day=today(), end_reason="term_ended")
    CommissionMember.objects.update(to_day=today())
    Headship.objects.update(to_day=today() - ONE)
    Role.objects.filter(user=cast.clerk).update(to_day=today())
    Mandate.objects.filter(person__user=cast.dana).update(
        to_day=today() + ONE, end_reason="term_ended"
    )
    midnight = timetable.entries["registry.close_ended"].when.last(dt.datetime.now(dt.UTC))
    assert midnight == dt.datetime.combine(today(), dt.time(), ALMATY)
    tasks.close_ended.func((midnight - ONE).isoformat(), midnight.isoformat())
    assert all(is_void(kept) for kept in (serik, aigerim, clerk))
    assert not is_void(chair) and not is_void(dana)
    # A host that slept two nights does both.
    tasks.close_ended.func((midnight - 2 * ONE).isoformat(), midnight.isoformat())
    assert is_void(chair) and not is_void(dana)
