"""What a topic may be turned into: upper rooms say it, the page shows it to who may."""

from collections.abc import Iterator

import pytest

from maslikhat.dialogue import actions, registers
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.registers import Entry, Matter, ways_from
from maslikhat.registry.standing import standing
from tests.dialogue.cast import Cast
from tests.serving import queries

pytestmark = pytest.mark.usefixtures("english")


def address(matter: Matter) -> str:
    post = f"&post={matter.post}" if matter.post else ""
    return f"/en/inquiries/start/?topic={matter.topic}{post}"


@pytest.fixture(autouse=True)
def nothing() -> Iterator[None]:
    """What upper rooms have filled in is theirs to test."""
    known = dict(registers.turn_into)
    registers.turn_into.clear()
    yield
    registers.turn_into.clear()
    registers.turn_into.update(known)


@pytest.fixture
def inquiry(nothing: None) -> None:
    """As an upper room would fill the register."""
    registers.turn_into["inquiry"] = Entry(
        label="Inquiry",
        address=address,
        may=lambda user, topic: bool(standing(user).deputy_of) and topic.kind != "announcement",
    )


def test_nothing_stands_on_the_page_while_no_room_has_filled_it(cast: Cast, topic: Topic) -> None:
    page = cast.client("viktor").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "Turn into" not in page


@pytest.mark.usefixtures("inquiry")
def test_each_post_shows_the_ways_of_its_own(cast: Cast, topic: Topic) -> None:
    reply = actions.reply(topic, by=cast.dana, body="We asked the akimat.", language="en")
    gone = actions.reply(topic, by=cast.dana, body="Gone", language="en")
    actions.blank(gone, by=cast.operator, reason="court")
    client, base = cast.client("viktor"), f"/en/dialogue/topics/{topic.pk}/"
    way = f"/en/inquiries/start/?topic={topic.pk}&amp;post="
    for address in (base, f"{base}after/?after=0", f"{base}changed/?posts={reply.pk},{gone.pk}"):
        for part in ("viktor", "citizen", "operator", "anonymous"):
            answer = cast.client(part).get(address, headers={"HX-Request": "true"})
            html = answer.content.decode()
            assert (f'{way}{reply.pk}"' in html) == (part == "viktor"), (address, part)
            assert f'{way}{gone.pk}"' not in html
    words = {"body": "And we", "language": "en"}
    html = client.post(f"{base}reply/", words, headers={"HX-Request": "true"}).content.decode()
    assert f'{way}{topic.posts.latest("pk").pk}"' in html


@pytest.mark.usefixtures("inquiry")
def test_who_may_finds_the_way_and_others_no_box(cast: Cast, topic: Topic) -> None:
    for part in ("viktor", "citizen", "operator", "anonymous"):
        page = cast.client(part).get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
        assert ("Turn into" in page) == (part == "viktor"), part
        assert (f"/en/inquiries/start/?topic={topic.pk}" in page) == (part == "viktor"), part


@pytest.mark.usefixtures("inquiry")
def test_it_costs_no_query(cast: Cast, topic: Topic) -> None:
    page = f"/en/dialogue/topics/{topic.pk}/"
    for part in ("anonymous", "viktor"):
        client = cast.client(part)
        queries(client, page)
        with_it = queries(client, page)
        entry = registers.turn_into.pop("inquiry")
        assert queries(client, page) == with_it
        registers.turn_into["inquiry"] = entry


@pytest.mark.usefixtures("inquiry")
def test_a_post_is_turned_by_its_own_number(cast: Cast, topic: Topic) -> None:
    assert ways_from(topic, cast.viktor)(7) == [
        (f"/en/inquiries/start/?topic={topic.pk}&post=7", "Inquiry")
    ]
    assert ways_from(topic, cast.citizen)(None) == []
