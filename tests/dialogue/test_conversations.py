"""Private conversations: who takes part reads and writes, and nobody else knows."""

import re
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.finding import tokens_of
from maslikhat.dialogue.followed import POST, ROOM, TOPIC
from maslikhat.dialogue.models import Conversation, Participant, Post, Room, RoomRef, Topic
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Revocation
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from maslikhat.notices import registers
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Notice
from maslikhat.registry.models import Mandate
from maslikhat.search import follower
from maslikhat.search.asking import Asked, find, suggest
from maslikhat.search.question import parse
from maslikhat.search.registers import tokens_of as all_tokens
from tests.dialogue.cast import Cast, make_deputy
from tests.dialogue.test_closed_rooms import ask, seen
from tests.dialogue.test_groups import end_mandate, person
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SECRET = "secretword"
OTHERS = ("anonymous", "operator", "clerk", "chair", "serik", "dana", "former", "citizen")
# What pages say is proved on one database, but for one who is let in elsewhere.
ON_PAGES = [one if one == "serik" else pytest.param(one, marks=pytest.mark.once) for one in OTHERS]


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def write(cast: Cast, *parts: str, key: uuid.UUID | None = None) -> Topic:
    """A conversation that Aigerim begins."""
    others = [person(getattr(cast, part)) for part in parts or ("viktor",)]
    return actions.start_conversation(
        others, by=cast.aigerim, title="A secretword", body="A secretword text", language="en",
        key=key,
    )  # fmt: skip


def conversation_of(topic: Topic) -> Conversation:
    return Conversation.objects.get(rooms=topic.room_id)


def test_deputies_of_any_councils_talk_and_are_told_at_once(cast: Cast) -> None:
    topic = write(cast, "viktor", "dana")
    drain()
    told = Notice.objects.filter(kind=TOPIC).values_list("user", "mode")
    assert set(told) == {(cast.viktor.pk, "direct"), (cast.dana.pk, "direct")}
    Notice.objects.all().delete()
    actions.reply(topic, by=cast.dana, body="We have.", language="en")
    drain()
    heard = Notice.objects.values_list("user", "mode")
    assert set(heard) == {(cast.aigerim.pk, "digest"), (cast.viktor.pk, "digest")}


def test_a_form_sent_twice_begins_one(cast: Cast) -> None:
    key = uuid.uuid4()
    assert write(cast, key=key) == write(cast, key=key)
    assert (Conversation.objects.count(), Topic.objects.count()) == (1, 1)
    # The key of another's form opens nothing of theirs.
    mine = actions.start_conversation(
        [person(cast.dana)], by=cast.viktor, title="Another", body="b", language="en", key=key
    )
    assert mine.pk != Topic.objects.earliest("pk").pk


def test_a_form_opened_again_and_filled_anew_begins_another(cast: Cast) -> None:
    key = uuid.uuid4()
    first = write(cast, key=key)
    assert write(cast, "dana", key=key) == write(cast, "dana", key=key) != first
    for _time in range(2):
        actions.start_conversation(
            [person(cast.viktor)], by=cast.aigerim, title="Else", body="b", language="en", key=key
        )
    assert Topic.objects.filter(title="Else").count() == 1
    assert Conversation.objects.count() == 3


def test_a_form_sent_again_after_an_answer_leads_to_its_conversation(cast: Cast) -> None:
    client, base = cast.client("aigerim"), "/en/dialogue/conversations/start/"
    sent = {"title": "Between us", "body": "text", "language": "en", "key": str(uuid.uuid4())}
    sent["with"] = person(cast.viktor).pk
    first = client.post(base, sent)
    actions.reply(Topic.objects.get(), by=cast.viktor, body="Yes", language="en")
    assert client.post(base, sent)["Location"] == first["Location"]


def test_it_begins_with_a_preview_and_files_without_a_script_too(cast: Cast) -> None:
    client, base = cast.client("aigerim"), "/en/dialogue/conversations/start/"
    words = {"title": "Between us", "body": "**Bold**", "language": "en"}
    sent = {**words, "with": person(cast.viktor).pk, "preview": "1"}
    page = client.post(base, {**sent, "file": SimpleUploadedFile("plan.txt", b"a plan")})
    html = page.content.decode()
    assert "<strong>Bold</strong>" in html and "plan.txt" in html
    assert not Conversation.objects.exists()
    number = re.search(r'name="files" value="(\d+)" checked', html)[1]  # type: ignore[index]
    del sent["preview"]
    answer = client.post(base, {**sent, "files": number})
    post = Post.objects.get(topic__room__kind="conversation")
    assert answer["Location"] == f"/en/dialogue/topics/{post.topic_id}/"
    assert list(post.attachments.values_list("name", flat=True)) == ["plan.txt"]
    file = f"/en/dialogue/files/{post.attachments.get().pk}/"
    shown = cast.client("viktor").get(file)
    assert shown.getvalue() == b"a plan"  # type: ignore[attr-defined]
    assert cast.client("dana").get(file).status_code == 404


def test_a_conversation_has_one_topic_and_no_keeper(cast: Cast) -> None:
    topic = write(cast)
    for user in (cast.aigerim, cast.viktor):
        with pytest.raises(Refused):
            actions.start_topic(topic.room.ref, by=user, title="A second", body="b", language="en")
        for act in (actions.pin, actions.close):
            with pytest.raises(Refused):
                act(topic, by=user)
        with pytest.raises(Refused):
            actions.move(topic, RoomRef.of(), by=user)
    assert Topic.objects.count() == 1


def test_the_record_tells_kind_and_number_alone(cast: Cast) -> None:
    write(cast)
    entries = Entry.objects.order_by("-pk").values_list("act", "kind")[:2]
    assert list(entries) == [
        ("dialogue.start_conversation", "dialogue.conversation"),
        ("dialogue.start_topic", "dialogue.topic"),
    ]


def test_nobody_writes_to_nobody_to_oneself_or_to_who_cannot_answer(cast: Cast) -> None:
    for others in ([], ["aigerim"], ["former"]):
        persons = [person(getattr(cast, part)) for part in others]
        with pytest.raises(Refused) as refusal:
            actions.start_conversation(
                persons, by=cast.aigerim, title="Title", body="b", language="en"
            )
        assert refusal.value.status == 422
    for part in ("citizen", "former", "operator", "clerk", "official"):
        with pytest.raises(Refused):
            actions.start_conversation(
                [person(cast.viktor)], by=getattr(cast, part), title="Title", body="b",
                language="en",
            )  # fmt: skip
    assert not Conversation.objects.exists()


def test_the_fifty_first_is_refused(cast: Cast) -> None:
    here = Mandate.objects.get(person__user=cast.serik).convocation
    many = [make_deputy(f"Many{number}", here).person for number in range(50)]
    with pytest.raises(Refused, match="50"):
        actions.start_conversation(many, by=cast.aigerim, title="Title", body="b", language="en")
    topic = actions.start_conversation(
        many[:49], by=cast.aigerim, title="Title", body="b", language="en"
    )
    conversation = conversation_of(topic)
    assert Participant.objects.present().count() == 50
    with pytest.raises(Refused, match="50"):
        actions.add_participant(conversation, many[49], by=cast.aigerim)
    assert actions.add_participant(conversation, many[0], by=cast.aigerim)
    left = User.objects.get(person=many[0])
    actions.leave_conversation(conversation, by=left)
    actions.add_participant(conversation, many[49], by=cast.aigerim)
    assert Participant.objects.present().count() == 50


def test_who_is_added_sees_what_was_said_and_who_leaves_sees_nothing(cast: Cast) -> None:
    topic = write(cast)
    conversation = conversation_of(topic)
    with pytest.raises(Hidden):
        actions.add_participant(conversation, person(cast.dana), by=cast.dana)
    added = actions.add_participant(conversation, person(cast.dana), by=cast.viktor)
    assert actions.add_participant(conversation, person(cast.dana), by=cast.viktor) == added
    drain()
    assert Notice.objects.filter(user=cast.dana, number=topic.pk, mode="direct").count() == 1
    page = cast.client("dana").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "A secretword text" in page
    actions.leave_conversation(conversation, by=cast.dana)
    assert Revocation.objects.filter(channel=f"user:{cast.dana.pk}").exists()
    assert cast.client("dana").get(f"/en/dialogue/topics/{topic.pk}/").status_code == 404
    with pytest.raises(Hidden):
        actions.leave_conversation(conversation, by=cast.dana)
    again = actions.add_participant(conversation, person(cast.dana), by=cast.viktor)
    assert again.pk != added.pk
    drain()
    told = Notice.objects.filter(user=cast.dana, happening__act="dialogue.add_participant")
    assert told.count() == 2


def test_who_has_no_mandate_any_more_reads_leaves_and_writes_nothing(cast: Cast) -> None:
    topic = write(cast)
    former = end_mandate(cast.viktor)
    assert Topic.objects.visible_to(former).get() == topic
    with pytest.raises(Refused):
        actions.reply(topic, by=former, body="More", language="en")
    with pytest.raises(Refused):
        actions.add_participant(conversation_of(topic), person(cast.dana), by=former)
    actions.leave_conversation(conversation_of(topic), by=former)
    assert not Topic.objects.visible_to(former).exists()


@pytest.mark.parametrize("part", ON_PAGES)
def test_nobody_else_finds_it_anywhere(cast: Cast, part: str) -> None:
    client = cast.client(part)
    lists = [
        "/en/", "/en/dialogue/", "/en/dialogue/groups/", "/en/notices/", "/healthz",
        f"/en/deputies/{person(cast.aigerim).pk}/", f"/en/councils/{cast.abai.code}/",
    ]  # fmt: skip
    before = {address: what(client, address) for address in lists}
    topic = write(cast)
    post, conversation = topic.posts.get(), conversation_of(topic)
    for address in lists:
        assert what(client, address) == before[address], address
    touched = {
        "topic": f"topics/{topic.pk}/", "after": f"topics/{topic.pk}/after/",
        "reply": f"topics/{topic.pk}/reply/", "read": f"topics/{topic.pk}/read/",
        "room": f"rooms/{topic.room_id}/", "post": f"posts/{post.pk}/",
        "history": f"posts/{post.pk}/history/", "mark_useful": f"posts/{post.pk}/useful/",
        "conversation": f"conversations/{conversation.pk}/",
        "understand": f"topics/{topic.pk}/understand/",
    }  # fmt: skip
    for name, address in touched.items():
        status, text = ask(client, name, f"/en/dialogue/{address}", topic)
        assert status in {404, 302} and SECRET not in text, (name, status)
        assert status == 404 or part == "anonymous", (name, status)
    for act in ("add", "leave"):
        answer = client.post(
            f"/en/dialogue/conversations/{conversation.pk}/{act}/", {"person": topic.author_id}
        )
        assert answer.status_code == (302 if part == "anonymous" else 404)
    assert Participant.objects.present().count() == 2


def what(client: Client, address: str) -> str:
    """What a page says; the sign-in page where it leads there."""
    if client.get(address).status_code == 302:
        return "sign in"
    return re.sub(r'data-live="[^"]*"', "", seen(client, address))


@pytest.mark.parametrize("part", OTHERS)
def test_nobody_else_finds_it_by_search_suggestion_feed_or_following(cast: Cast, part: str) -> None:
    topic = write(cast)
    actions.reply(topic, by=cast.viktor, body="The secretword reply", language="en")
    follower.catch_up()
    user = cast.users[part]
    assert find(Asked(parse(SECRET)), all_tokens(user)).count == 0
    assert not suggest(SECRET, all_tokens(user))
    assert find(Asked(parse(SECRET)), all_tokens(cast.viktor)).count == 2
    page = cast.client(part).get("/en/search/?q=secretword").content.decode()
    assert f"/dialogue/topics/{topic.pk}/" not in page and "A secretword" not in page
    # A feed has no reader: what is private is in none, those who take part included.
    for reader in (part, "viktor"):
        feed = cast.client(reader).get("/en/search/feed/?q=secretword")
        assert feed.status_code == 200 and b"<entry>" not in feed.content
    if user is not None:
        assert tokens_of(user) == frozenset()
        for kind, number in ((TOPIC, topic.pk), (ROOM, topic.room_id)):
            with pytest.raises(Hidden):
                follow(kind, number, by=user)


def test_what_is_shown_of_it_is_what_is_visible(cast: Cast) -> None:
    write(cast)
    readers = [user for user in cast.users.values() if user is not None]
    for kind, rows in ((TOPIC, Topic.objects), (ROOM, Room.objects), (POST, Post.objects)):
        numbers = set(rows.values_list("pk", flat=True))
        shown = registers.kinds[kind].show(numbers, readers, "en")
        visible = registers.kinds[kind].visible
        assert visible is not None
        for reader in readers:
            seen_here = {n for n, t in shown.items() if reader.pk in (t.readers or ())}
            assert seen_here == set(visible(reader).values_list("pk", flat=True)), (kind, reader)


def test_a_post_is_quoted_only_in_its_own_topic(cast: Cast, topic: Topic) -> None:
    hidden = write(cast).posts.get()
    page = cast.client("dana").get(f"/en/dialogue/topics/{topic.pk}/?quote={hidden.pk}")
    assert page.status_code == 200 and SECRET not in page.content.decode()
    # Not even who may read both takes a private word into a public room by a link.
    page = cast.client("viktor").get(f"/en/dialogue/topics/{topic.pk}/?quote={hidden.pk}")
    assert SECRET not in page.content.decode()


def test_it_stands_in_no_list_of_those_who_take_part(cast: Cast) -> None:
    topic = write(cast)
    client = cast.client("viktor")
    for address in ("/en/", "/en/dialogue/", f"/en/deputies/{topic.author_id}/"):
        assert SECRET not in client.get(address).content.decode(), address
    answer = client.get(f"/en/dialogue/rooms/{topic.room_id}/")
    assert answer["Location"] == f"/en/dialogue/conversations/{conversation_of(topic).pk}/"
    assert client.get("/en/dialogue/?kind=conversation").status_code == 400
    assert client.get("/en/dialogue/start/?room=conversation-1-closed").status_code == 404
    assert SECRET in client.get("/en/dialogue/conversations/").content.decode()


def test_a_deputy_is_found_chosen_and_written_to_without_a_script(cast: Cast) -> None:
    client = cast.client("aigerim")
    address = "/en/dialogue/conversations/start/"
    viktor, dana = person(cast.viktor), person(cast.dana)
    page = client.get(f"{address}?with={viktor.pk}").content.decode()
    assert f'name="with" value="{viktor.pk}" checked' in page
    words = {"with": [str(viktor.pk)], "title": "Kept", "body": "Kept text", "language": "ru"}
    page = client.post(address, words | {"q": "dan", "find": "1"}).content.decode()
    assert f'name="with" value="{dana.pk}">' in page and "Kept text" in page
    assert not Topic.objects.exists()
    words["with"] = [str(viktor.pk), str(dana.pk), "x", "9" * 30, "-1"]
    answer = client.post(address, words)
    topic = Topic.objects.get()
    assert answer["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    assert Participant.objects.present().count() == 3
    assert client.post(address, {"title": "No one", "body": "b", "language": "en"}).status_code in {
        422
    }


def test_the_list_shows_what_is_unread_and_whom_it_is_with(cast: Cast) -> None:
    topic = write(cast, "viktor", "dana")
    actions.reply(topic, by=cast.dana, body="One", language="en")
    actions.mark_read(topic, by=cast.viktor, post_id=topic.posts.earliest("pk").pk)
    page = cast.client("viktor").get("/en/dialogue/conversations/").content.decode()
    assert "1 unread" in page and "Aigerim" in page and "Dana" in page
    page = cast.client("dana").get("/en/dialogue/conversations/").content.decode()
    assert "1 unread" in page
    assert "unread" not in cast.client("serik").get("/en/dialogue/conversations/").content.decode()


@pytest.mark.once
def test_the_moderators_see_of_it_what_was_reported_from_inside_and_no_more(cast: Cast) -> None:
    topic = write(cast, "viktor")
    first = topic.posts.get()
    other = actions.reply(topic, by=cast.aigerim, body="Another word", language="en")
    things = "/en/moderation/things/dialogue.post/"
    for part in ("operator", "chair", "clerk", "citizen"):
        for post in (first, other):
            answer = cast.client(part).get(f"{things}{post.pk}/")
            assert answer.status_code == 404, (part, answer.status_code)
    with pytest.raises(Hidden):
        moderation.report(Ref(POST, first.pk), by=cast.citizen, reason="insult")
    moderation.report(Ref(POST, first.pk), by=cast.viktor, reason="insult")
    operator = cast.client("operator")
    assert operator.get(f"{things}{first.pk}/").status_code == 200
    assert operator.get(f"{things}{other.pk}/").status_code == 404
    assert operator.get(f"/en/dialogue/topics/{topic.pk}/").status_code == 404
    for part in ("chair", "clerk", "citizen"):
        assert cast.client(part).get(f"{things}{first.pk}/").status_code == 404, part
    assert f"dialogue.post/{first.pk}/" in operator.get("/en/moderation/").content.decode()
    moderation.hide(Ref(POST, first.pk), by=cast.operator, reason="insult")
    first.refresh_from_db()
    assert first.hidden_at is not None
