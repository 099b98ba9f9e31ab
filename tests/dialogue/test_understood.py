"""Announcements that ask to be read and understood: by whom, once, and who sees who has not."""

import datetime as dt
import re
from typing import Any

import pytest

from maslikhat.dialogue import actions
from maslikhat.dialogue.circles import circle_of
from maslikhat.dialogue.models import GroupMember, RoomRef, Topic, Understood
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.notices.models import Notice
from tests.dialogue.cast import Cast
from tests.dialogue.test_groups import end_mandate, enter, found, person
from tests.serving import queries
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FRAGMENT = {"HX-Request": "true"}
WORDS: dict[str, Any] = {"title": "The sitting is moved", "body": "To Friday.", "language": "en"}


def announce(cast: Cast, room: RoomRef | None = None, until: dt.date | None = None) -> Topic:
    """An announcement of the chair, in the council's public room unless another is named."""
    place = room or RoomRef.of(cast.abai)
    return actions.announce(place, by=cast.chair, until=until, **WORDS)


def circle(topic: Topic) -> set[str]:
    return {one.surname_en.lower() for one in circle_of(topic)}


def test_the_council_is_asked_at_once_and_each_confirms_once(cast: Cast) -> None:
    topic = announce(cast)
    assert circle(topic) == {"aigerim", "serik"}
    drain()
    told = Notice.objects.filter(happening__act="dialogue.ask_understood")
    assert set(told.values_list("user", "mode")) == {
        (cast.aigerim.pk, "direct"),
        (cast.serik.pk, "direct"),
    }
    first = actions.understand(topic, by=cast.aigerim)
    assert actions.understand(topic, by=cast.aigerim) == first
    assert Entry.objects.filter(act="dialogue.understand", actor=cast.aigerim.pk).count() == 1
    assert Event.objects.filter(channel=f"topic:{topic.pk}", ref="understood").count() == 1


@pytest.mark.parametrize("part", ["chair", "viktor", "dana", "former", "operator", "clerk"])
def test_nobody_outside_the_circle_confirms(cast: Cast, part: str) -> None:
    topic = announce(cast)
    user = cast.users[part]
    assert user is not None
    with pytest.raises(Refused) as refusal:
        actions.understand(topic, by=user)
    assert refusal.value.status == 403
    assert not Understood.objects.exists()


def test_what_does_not_ask_is_not_confirmed(cast: Cast, topic: Topic) -> None:
    with pytest.raises(Refused):
        actions.understand(topic, by=cast.aigerim)


def test_only_who_keeps_a_room_with_a_circle_asks(cast: Cast) -> None:
    for room, part in (
        (RoomRef.of(cast.abai), "aigerim"), (RoomRef.of(cast.abay_district), "chair"),
        (RoomRef.of(), "chair"), (RoomRef.of(cast.rubric), "chair"),
        (RoomRef.of(cast.abai), "clerk"),
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.announce(room, by=getattr(cast, part), **WORDS)
    with pytest.raises(Hidden):
        actions.announce(RoomRef.of(cast.abai, is_closed=True), by=cast.viktor, **WORDS)
    assert not Topic.objects.exists()


def test_a_clerk_asks_on_an_announcement_of_a_deputy_and_nowhere_else(cast: Cast) -> None:
    words: dict[str, Any] = {"title": "A word to all", "body": "Text", "language": "en"}
    room = RoomRef.of(cast.abai)
    said = actions.start_topic(room, by=cast.aigerim, kind="announcement", **words)
    talk = actions.start_topic(room, by=cast.serik, kind="experience", **words)
    wide = actions.start_topic(RoomRef.of(), by=cast.serik, kind="announcement", **words)
    for topic, part in ((talk, "clerk"), (wide, "operator"), (said, "aigerim")):
        with pytest.raises(Refused):
            actions.ask_understood(topic, by=getattr(cast, part))
    with pytest.raises(Refused, match="passed"):
        actions.ask_understood(said, by=cast.clerk, until=today() - dt.timedelta(days=1))
    assert actions.ask_understood(said, by=cast.clerk, until=today()).asks_understood
    drain()
    later = actions.ask_understood(said, by=cast.clerk, until=today() + dt.timedelta(days=1))
    assert later.understood_until == today() + dt.timedelta(days=1)
    drain()
    # The author, who follows the own topic, hears of it as well; who is asked hears at once.
    asked = Notice.objects.filter(happening__act="dialogue.ask_understood", mode="direct")
    assert set(asked.values_list("user", flat=True)) == {cast.chair.pk, cast.serik.pk}
    with pytest.raises(Hidden):
        closed = cast.start("closed", "Behind a door")
        actions.ask_understood(closed, by=cast.operator)


def test_what_is_to_be_confirmed_stays_in_its_room(cast: Cast) -> None:
    topic = announce(cast)
    with pytest.raises(Refused, match="stays here"):
        actions.move(topic, RoomRef.of(), by=cast.chair)


def test_the_circle_is_of_today_and_after_the_day_of_that_day(cast: Cast) -> None:
    topic = announce(cast)
    end_mandate(cast.serik)
    assert circle(topic) == {"aigerim"}
    topic.understood_until = dt.date(2026, 7, 15)
    assert circle(topic) == {"aigerim", "serik", "former"}


def test_the_circle_of_a_commission_and_of_a_group(cast: Cast) -> None:
    seat = cast.ecology.members.get().mandate
    room = RoomRef.of(cast.ecology, is_closed=True)
    words: dict[str, Any] = {
        "title": "A word",
        "body": "Text",
        "language": "en",
        "kind": "announcement",
    }
    topic = actions.start_topic(room, by=cast.aigerim, **words)
    assert circle(topic) == set() and seat.person == person(cast.aigerim)
    group = found(cast, is_closed=True)
    enter(cast, group, "viktor")
    dana = enter(cast, group, "dana")
    actions.invite(group, person(cast.serik), by=cast.aigerim)
    topic = actions.announce(RoomRef.of(group, is_closed=True), by=cast.aigerim, **WORDS)
    assert circle(topic) == {"viktor", "dana"}
    actions.understand(topic, by=cast.viktor)
    end_mandate(cast.viktor)
    assert circle(topic) == {"dana"}
    actions.remove_member(dana, by=cast.aigerim)
    assert circle(topic) == set()
    assert GroupMember.objects.present().count() == 2
    with pytest.raises(Hidden):
        actions.understand(topic, by=cast.serik)


def test_names_are_for_the_circle_and_the_keepers_and_numbers_for_all(cast: Cast) -> None:
    topic = announce(cast, until=today())
    actions.understand(topic, by=cast.aigerim)
    address = f"/en/dialogue/topics/{topic.pk}/"
    for part in ("anonymous", "viktor", "citizen", "former", "dana"):
        page = cast.client(part).get(address).content.decode()
        assert "1 of 2 deputies" in page, part
        assert "Serik" not in page and "Have not yet" not in page, part
        assert "/understand/" not in page, part
    for part in ("chair", "clerk", "aigerim", "serik", "operator"):
        page = cast.client(part).get(address).content.decode()
        assert "Serik" in page and "Have not yet" in page, part
        assert ("/understand/" in page) == (part == "serik"), part


def test_an_open_page_fetches_the_numbers_anew(cast: Cast, topic: Topic) -> None:
    asking = announce(cast)
    address = f"/en/dialogue/topics/{asking.pk}/understood/"
    client = cast.client("anonymous")
    part = client.get(address, headers=FRAGMENT).content.decode()
    assert "0 of 2" in part and f'data-live-on="topic:{asking.pk}"' in part
    assert client.get(address)["Location"] == f"/en/dialogue/topics/{asking.pk}/"
    other = f"/en/dialogue/topics/{topic.pk}/understood/"
    assert client.get(other, headers=FRAGMENT).status_code == 302
    closed = announce(cast, RoomRef.of(cast.abai, is_closed=True))
    hidden = f"/en/dialogue/topics/{closed.pk}/understood/"
    for part_of in ("anonymous", "viktor", "operator"):
        answer = cast.client(part_of).get(hidden, headers=FRAGMENT)
        assert answer.status_code == 404


def test_it_costs_a_visitor_one_query_where_it_is_asked_and_none_elsewhere(cast: Cast) -> None:
    client = cast.client("anonymous")
    asking = announce(cast)
    words = {**WORDS, "title": "Roads", "body": "What do they cost?"}
    topic = actions.start_topic(RoomRef.of(cast.abai), by=cast.chair, **words)
    plain, more = [f"/ru/dialogue/topics/{one.pk}/" for one in (topic, asking)]
    for address in (plain, more):
        queries(client, address)
    assert queries(client, more) == queries(client, plain) + 1 <= 6
    for part in ("chair", "aigerim", "viktor"):
        reader = cast.client(part)
        queries(reader, more)
        assert queries(reader, more) <= 12


def test_it_is_asked_and_confirmed_on_the_pages(cast: Cast) -> None:
    chair, serik = cast.client("chair"), cast.client("serik")
    words = {
        "kind": "announcement", "room": f"council-{cast.abai.pk}-closed", "asks_understood": "on",
        "until": (today() + dt.timedelta(days=3)).isoformat(), **WORDS,
    }  # fmt: skip
    assert 'name="asks_understood"' not in serik.get("/en/dialogue/start/").content.decode()
    assert chair.post("/en/dialogue/start/", words | {"kind": "experience"}).status_code == 422
    assert chair.post("/en/dialogue/start/", words | {"until": "never"}).status_code == 422
    assert chair.post("/en/dialogue/start/", words | {"room": "national"}).status_code == 403
    looked = chair.post("/en/dialogue/start/", words | {"look": "1"}).content.decode()
    assert re.search(r'name="asks_understood"[^>]* checked', looked)
    assert f'value="{words["until"]}"' in looked
    assert serik.post("/en/dialogue/start/", words).status_code == 302
    assert not Topic.objects.filter(asks_understood=True).exists()
    assert chair.post("/en/dialogue/start/", words).status_code == 302
    topic = Topic.objects.get(asks_understood=True)
    answer = serik.post(f"/en/dialogue/topics/{topic.pk}/understand/")
    assert answer["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    for wrong in ({"until": "x"}, {"until": "2020-01-01"}):
        asked = chair.post(f"/en/dialogue/topics/{topic.pk}/ask-understood/", wrong)
        assert asked.status_code == 422
    assert (
        chair.post(f"/en/dialogue/topics/{topic.pk}/ask-understood/", {"until": ""}).status_code
        == 302
    )
    topic.refresh_from_db()
    assert topic.understood_until is None
