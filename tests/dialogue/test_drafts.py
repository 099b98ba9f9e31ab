"""What is typed and not posted is kept on the server, for its writer alone, until it is posted."""

import datetime as dt
import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from maslikhat.dialogue import actions, tasks
from maslikhat.dialogue.models import Draft, Topic
from maslikhat.dialogue.places import Place
from maslikhat.kit.refusals import Hidden
from maslikhat.kit.timetable import entries
from maslikhat.ledger.state import newest
from maslikhat.registry.models import Mandate
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.django_db
KEEP, DISCARD = "/en/dialogue/drafts/", "/en/dialogue/drafts/discard/"


def keep(client: Client, place: str, body: str = "Half a thought", **words: str) -> int:
    """The answer to a form that is being typed."""
    return client.post(KEEP, {"place": place, "body": body, "language": "ru", **words}).status_code


def typed(client: Client, address: str) -> str:
    """The text with which a form opens."""
    page = client.get(address).content.decode()
    return unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1]).strip()  # type: ignore[index]


def test_a_reply_opens_on_any_device_as_it_was_left(cast: Cast, topic: Topic) -> None:
    before = newest()
    assert keep(cast.client("viktor"), f"topic:{topic.pk}") == 200
    assert newest() == before
    address = f"/en/dialogue/topics/{topic.pk}/"
    other = cast.client("viktor")
    assert typed(other, address) == "Half a thought"
    page = other.get(address).content.decode()
    assert "Discard the draft" in page
    assert '<option value="ru" selected>' in page
    assert typed(cast.client("dana"), address) == ""
    assert "Half a thought" not in cast.client("operator").get(address).content.decode()


def test_a_quotation_comes_after_what_was_typed(cast: Cast, topic: Topic) -> None:
    client = cast.client("viktor")
    keep(client, f"topic:{topic.pk}")
    text = typed(client, f"/en/dialogue/topics/{topic.pk}/?quote={topic.posts.get().pk}")
    assert text.startswith("Half a thought")
    assert "> A public question: text" in text
    # Kept with the quotation, it is not quoted again when the page is opened anew.
    keep(client, f"topic:{topic.pk}", text)
    again = typed(client, f"/en/dialogue/topics/{topic.pk}/?quote={topic.posts.get().pk}")
    assert again == text


def test_a_new_topic_is_kept_with_all_its_fields(cast: Cast) -> None:
    client, room = cast.client("viktor"), f"council-{cast.abay_district.pk}"
    words = {"title": "A title begun", "kind": "proposal", "room": room}
    assert keep(client, "start", **words) == 200
    page = client.get("/en/dialogue/start/").content.decode()
    assert 'value="A title begun"' in page
    assert '<option value="proposal" selected>' in page
    assert f'<option value="{room}" selected>' in page
    assert "Half a thought" in page
    # A topic in the room one came from is another draft.
    assert "Half a thought" not in client.get(f"/en/dialogue/start/?room={room}").content.decode()


def test_a_conversation_is_kept_with_those_it_is_to(cast: Cast) -> None:
    client, base = cast.client("aigerim"), "/en/dialogue/conversations/start/"
    viktor, dana = (
        Mandate.objects.get(person__user=user).person_id for user in (cast.viktor, cast.dana)
    )
    words = {"title": "Between us", "with": [viktor, dana], "language": "ru"}
    sent = {"place": "conversation", "body": "Half a thought", **words}
    assert client.post(KEEP, sent).status_code == 200
    page = client.get(base).content.decode()
    assert typed(client, base) == "Half a thought" and 'value="Between us"' in page
    for number in (viktor, dana):
        assert f'name="with" value="{number}" checked' in page
    # What was begun for these two is not offered on the way from the page of another.
    assert typed(client, f"{base}?with={dana}") == ""
    assert keep(client, f"conversation:{dana}", title="To her alone") == 200
    assert 'value="To her alone"' in client.get(f"{base}?with={dana}").content.decode()
    # Looking for one more keeps what is written, and posts nothing.
    page = client.post(base, {**sent, "q": "Ser", "find": "1"}).content.decode()
    assert "Half a thought" in page and "Between us" in page
    away = client.post(DISCARD, {"place": f"conversation:{dana}"})
    assert away["Location"] == f"{base}?with={dana}"
    assert client.post(base, sent).status_code == 302
    assert not Draft.objects.exists()
    assert keep(cast.client("citizen"), "conversation") == 404


def test_a_change_is_kept_apart_from_the_text(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("aigerim"), topic.posts.get()
    assert keep(client, f"edit:{post.pk}", "A better text") == 200
    assert typed(client, f"/en/dialogue/posts/{post.pk}/edit/") == "A better text"
    page = cast.client("anonymous").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "A better text" not in page


def test_posting_removes_the_draft_and_what_comes_late_makes_none(cast: Cast, topic: Topic) -> None:
    client, place, key = cast.client("viktor"), f"topic:{topic.pk}", str(uuid.uuid4())
    keep(client, place, key=key)
    words = {"body": "A whole thought", "language": "ru", "key": key}
    client.post(f"/en/dialogue/topics/{topic.pk}/reply/", words)
    assert not Draft.objects.exists()
    assert keep(client, place, key=key) == 204
    assert not Draft.objects.exists()
    assert keep(client, place, key=str(uuid.uuid4())) == 200


def test_starting_and_changing_remove_theirs_too(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("aigerim"), topic.posts.get()
    keep(client, "start", title="New")
    keep(client, "start:national", title="New")
    keep(client, f"edit:{post.pk}")
    keep(client, f"topic:{topic.pk}")
    words = {"kind": "proposal", "room": "national", "title": "New", "language": "kk", "body": "T"}
    assert client.post("/en/dialogue/start/", words).status_code == 302
    assert (
        client.post(f"/en/dialogue/posts/{post.pk}/edit/", {"body": "Changed"}).status_code == 302
    )
    assert [draft.place for draft in Draft.objects.all()] == [f"topic:{topic.pk}"]


def test_a_draft_is_thrown_away_without_a_script_too(cast: Cast, topic: Topic) -> None:
    client, place = cast.client("viktor"), f"topic:{topic.pk}"
    keep(client, place)
    answer = client.post(DISCARD, {"place": place, "body": "Half a thought"})
    assert answer["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    assert not Draft.objects.exists()
    assert client.post(DISCARD, {"place": "start:national"})["Location"].endswith("?room=national")


def test_an_empty_text_is_no_draft(cast: Cast, topic: Topic) -> None:
    client, place = cast.client("viktor"), f"topic:{topic.pk}"
    keep(client, place)
    assert keep(client, place, "  \n") == 204
    assert not Draft.objects.exists()


def test_a_change_that_changes_nothing_is_no_draft(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("aigerim"), topic.posts.get()
    assert keep(client, f"edit:{post.pk}", f"{post.body}\r\n") == 204
    assert not Draft.objects.exists()


def test_nobody_keeps_a_draft_where_nothing_may_be_written(
    cast: Cast, topic: Topic, closed_topic: Topic
) -> None:
    post = topic.posts.get()
    for part, place in (
        ("viktor", f"topic:{closed_topic.pk}"),
        ("viktor", "topic:999999"),
        ("viktor", f"edit:{post.pk}"),
        ("citizen", f"topic:{topic.pk}"),
        ("former", "start"),
        ("operator", "start"),
    ):
        assert keep(cast.client(part), place) == 404, (part, place)
    assert keep(cast.client("anonymous"), "start") == 302
    with pytest.raises(Hidden):
        actions.keep_draft(Place.of_reply(closed_topic.pk), by=cast.dana, words={"body": "x"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "place", ["", "topic", "topic:0", "topic:x", "topic:-1", f"topic:{'9' * 30}", "start:", "x:1"]
)
def test_a_place_that_is_none_is_refused(cast: Cast, place: str) -> None:
    assert keep(cast.client("viktor"), place) == 400
    assert cast.client("viktor").post(DISCARD, {"place": place}).status_code == 400


def test_a_text_too_long_to_post_is_kept_and_an_endless_one_is_not(
    cast: Cast, topic: Topic
) -> None:
    client, place = cast.client("viktor"), f"topic:{topic.pk}"
    assert keep(client, place, "x" * 30_000) == 200
    assert keep(client, place, "x" * 40_001) == 422
    assert len(Draft.objects.get().words["body"]) == 30_000


def test_a_person_has_a_hundred_drafts_at_most_and_the_oldest_go(cast: Cast) -> None:
    day = timezone.now() - dt.timedelta(days=1)
    for number in range(100):
        Draft.objects.create(user=cast.viktor, place=f"topic:{number}", saved_at=day)
    Draft.objects.filter(place="topic:7").update(saved_at=day - dt.timedelta(days=1))
    assert keep(cast.client("viktor"), "start") == 200
    assert Draft.objects.count() == 100
    assert not Draft.objects.filter(place="topic:7").exists()


def test_drafts_of_ninety_days_are_swept(cast: Cast) -> None:
    old = timezone.now() - dt.timedelta(days=91)
    Draft.objects.create(user=cast.viktor, place="start", saved_at=old)
    Draft.objects.create(user=cast.dana, place="start")
    assert entries["dialogue.sweep"].job is tasks.sweep
    tasks.sweep.call("", "")
    assert Draft.objects.get().user == cast.dana
