"""Pinned, closed and moved topics: who does it, and what becomes of them."""

from collections.abc import Callable

import pytest

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Notice
from maslikhat.rubrics.models import Rubric
from maslikhat.search import models as search
from tests.dialogue.cast import JOINED, Cast
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ACTS: list[Callable[..., Topic]] = [
    actions.pin, actions.unpin, actions.close, actions.reopen,
]  # fmt: skip


@pytest.fixture
def own(cast: Cast) -> Topic:
    """A topic in the open room of Aigerim's council."""
    return actions.start_topic(
        RoomRef.of(cast.abai), by=cast.aigerim, title="Our roads", body="Dust.", language="en"
    )


@pytest.mark.parametrize("part", ["chair", "clerk", "operator"])
def test_keepers_pin_and_close_and_each_step_is_on_the_record_once(
    cast: Cast, own: Topic, part: str
) -> None:
    by = getattr(cast, part)
    for act in ACTS:
        for _again in range(2):
            act(own, by=by)
        entries = Entry.objects.filter(act=f"dialogue.{act.__name__}", subject=own.pk)
        assert entries.count() == 1, act


@pytest.mark.parametrize(
    "part", ["aigerim", "serik", "viktor", "dana", "clerk_elsewhere", "citizen"]
)
def test_nobody_else_does(cast: Cast, own: Topic, part: str) -> None:
    for act in ACTS:
        with pytest.raises(Refused):
            act(own, by=getattr(cast, part))
    with pytest.raises(Refused):
        actions.move(own, RoomRef.of(), by=getattr(cast, part))
    page = cast.client(part).get(f"/en/dialogue/topics/{own.pk}/").content
    assert b"Keeping the room" not in page


def test_a_pinned_topic_stands_first_in_its_room(cast: Cast, own: Topic) -> None:
    later = actions.start_topic(
        RoomRef.of(cast.abai), by=cast.serik, title="Our wells", body="Dry.", language="en"
    )
    page = f"/en/dialogue/rooms/{own.room_id}/"
    html = cast.client("anonymous").get(page).content.decode()
    assert html.index(later.title) < html.index(own.title)
    actions.pin(own, by=cast.chair)
    html = cast.client("anonymous").get(page).content.decode()
    assert html.index(own.title) < html.index(later.title)


def test_a_closed_topic_is_read_and_takes_no_reply(cast: Cast, own: Topic) -> None:
    actions.close(own, by=cast.chair)
    own.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.reply(own, by=cast.aigerim, body="And yet.", language="en")
    client = cast.client("aigerim")
    page = client.get(f"/en/dialogue/topics/{own.pk}/").content.decode()
    assert "nobody replies" in page and 'id="reply"' not in page
    sent = {"body": "And yet.", "language": "en"}
    answer = client.post(f"/en/dialogue/topics/{own.pk}/reply/", sent)
    assert answer.status_code in {403, 409}
    assert own.posts.count() == 1
    actions.reopen(own, by=cast.chair)
    assert client.post(f"/en/dialogue/topics/{own.pk}/reply/", sent).status_code == 302


def test_a_reply_that_was_under_way_when_the_topic_closed_is_refused(
    cast: Cast, own: Topic
) -> None:
    stale = Topic.objects.select_related("room").get(pk=own.pk)
    actions.close(own, by=cast.chair)
    with pytest.raises(Refused, match="closed"):
        actions.reply(stale, by=cast.aigerim, body="Too late.", language="en")
    own.refresh_from_db()
    assert (own.posts.count(), own.post_count) == (1, 1)


def test_a_topic_moves_with_its_posts_and_its_address(cast: Cast, own: Topic) -> None:
    client = cast.client("operator")
    page = client.get(f"/en/dialogue/topics/{own.pk}/move/").content.decode()
    assert f'value="{RoomRef.of(cast.rubric)}"' in page and "closed" not in page.split("<main")[1]
    moved = client.post(
        f"/en/dialogue/topics/{own.pk}/move/", {"room": str(RoomRef.of(cast.rubric))}
    )
    assert moved.status_code == 302
    own.refresh_from_db()
    assert own.room.rubric == cast.rubric
    assert Entry.objects.order_by("-pk")[0].act == "dialogue.move"


def test_a_topic_that_was_moved_away_meanwhile_is_kept_there(cast: Cast, own: Topic) -> None:
    stale = Topic.objects.select_related("room").get(pk=own.pk)
    actions.move(own, RoomRef.of(cast.rubric), by=cast.operator)
    for act in ACTS:
        with pytest.raises(Refused, match="Only those who keep this room"):
            act(stale, by=cast.chair)
    with pytest.raises(Refused, match="Only those who keep this room"):
        actions.move(stale, RoomRef.of(), by=cast.chair)


def test_no_topic_goes_through_a_closed_door(cast: Cast, own: Topic, closed_topic: Topic) -> None:
    with pytest.raises(Refused, match="everyone may read"):
        actions.move(closed_topic, RoomRef.of(), by=cast.chair)
    with pytest.raises(Refused, match="everyone may read"):
        actions.move(own, RoomRef.of(cast.abai, is_closed=True), by=cast.chair)
    with pytest.raises(Hidden):
        actions.move(own, RoomRef.of(cast.abay_district, is_closed=True), by=cast.chair)
    with pytest.raises(Hidden):
        actions.move(own, RoomRef("rubric", "999999"), by=cast.chair)


def test_the_operator_keeps_no_closed_room(cast: Cast, closed_topic: Topic) -> None:
    for act in ACTS:
        with pytest.raises(Hidden):
            act(closed_topic, by=cast.operator)
        act(closed_topic, by=cast.clerk)


def test_a_topic_is_called_otherwise_and_what_it_was_stays_to_be_read(cast: Cast) -> None:
    """By its author until somebody replies, then by a keeper, of whom the author hears."""
    topic = actions.start_topic(
        cast.rooms()["public"], by=cast.aigerim, title="Helo roads", body="Dust.", language="en",
        kind="question", rubric=Rubric.objects.get(code="waste"),
    )  # fmt: skip
    page, client = f"/en/dialogue/topics/{topic.pk}/", cast.client("aigerim")
    assert "retitle/" in client.get(page).content.decode()
    words = {"title": "Hello roads", "rubric": "roads"}
    assert client.post(f"{page}retitle/", words).status_code == 302
    actions.reply(topic, by=cast.viktor, body="Yes.", language="en")
    drain()
    assert "retitle/" not in client.get(page).content.decode()
    assert client.post(f"{page}retitle/", words).status_code == 403
    operator = cast.client("operator")
    assert operator.get(f"{page}retitle/").status_code == 200
    assert operator.post(f"{page}retitle/", {**words, "title": ""}).status_code == 422
    operator.post(f"{page}retitle/", {**words, "title": "Good roads"})
    drain()
    told = Notice.objects.filter(happening__act="dialogue.retitle")
    assert [one.user for one in told] == [cast.aigerim]
    entry = search.Entry.objects.get(kind="topic", number=topic.pk)
    assert (entry.title_en, entry.rubric) == ("Good roads", "roads")
    text = cast.client("anonymous").get(f"{page}titles/").content.decode()
    assert text.index("<del>Hello</del><ins>Good</ins>") < text.index(
        "<del>Helo</del><ins>Hello</ins>"
    )
    assert text.count("Subject:") == 1 and "titles/" in client.get(page).content.decode()
    # What is taken away is taken away in every form.
    actions.blank(topic.posts.earliest("pk"), by=cast.operator, reason="court")
    assert "Helo" not in cast.client("anonymous").get(f"{page}titles/").content.decode()
    assert set(topic.versions.values_list("title", flat=True)) == {""}


def test_who_left_does_not_read_what_a_closed_topic_is_called_since(
    cast: Cast, closed_topic: Topic
) -> None:
    Topic.objects.update(made_at=JOINED)
    former = Topic.objects.visible_to(cast.former)
    assert former.filter(pk=closed_topic.pk).exists()
    actions.retitle(closed_topic, by=cast.aigerim, title="A new secret")
    assert not former.all().filter(pk=closed_topic.pk).exists()


def test_an_open_page_is_told_that_a_topic_was_closed_and_that_it_goes_on(
    cast: Cast, own: Topic
) -> None:
    def closing(part: str) -> str:
        address = f"/en/dialogue/topics/{own.pk}/changed/?posts="
        answer = cast.client(part).get(address, headers={"HX-Request": "true"})
        return answer.content.decode().partition('id="closing"')[2]

    assert "nobody replies" not in closing("dana")
    actions.close(own, by=cast.chair)
    assert "nobody replies" in closing("dana") and "nobody replies" in closing("anonymous")
    actions.reopen(own, by=cast.chair)
    assert f"/en/dialogue/topics/{own.pk}/?reply=1#reply" in closing("dana")
    assert closing("anonymous") and "#reply" not in closing("anonymous")
