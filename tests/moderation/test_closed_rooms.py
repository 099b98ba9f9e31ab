"""What nobody has reported is read on no page of the moderation by who may not read it anyway."""

from typing import Any

import pytest
from django.test import Client

from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue.models import Post, RoomRef
from maslikhat.moderation import actions, registers
from maslikhat.moderation.models import Case, Measure
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import Person
from tests.dialogue.cast import Cast

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("english")]
# What is asked of bodies stands in no room: everyone reads it (tests/commitments/test_taken.py).
OPEN = {
    "commitments.commitment",
    "commitments.forwarding",
    "commitments.joint",
    "commitments.remark",
    "commitments.step",
}
ACTS = ("dismiss", "hide", "lock", "warn", "suspend")
SENT = {"reason": "insult", "until": "2026-12-30"}
LANGUAGES = ("kk", "ru", "en")
WORDS = {"kk": "Мәтіннің орнына өту", "ru": "Перейти к тексту", "en": "Where it stands"}


@pytest.fixture
def everywhere(cast: Cast, posts: dict[str, Post]) -> dict[str, Post]:
    """A post in a room of each sort: also of a closed group, and of a conversation."""
    names, purposes = {"kk": "Топ", "ru": "Группа", "en": ""}, {"en": "To talk."}
    group = dialogue.found_group(by=cast.aigerim, names=names, purposes=purposes, is_closed=True)
    words: dict[str, Any] = {"by": cast.aigerim, "language": "en"}
    room = RoomRef.of(group, is_closed=True)
    topic = dialogue.start_topic(room, title="badword of a group", body="badword", **words)
    viktor = Person.objects.get(user=cast.viktor)
    talk = dialogue.start_conversation([viktor], title="badword of a talk", body="badword", **words)
    return {**posts, "group": topic.posts.get(), "conversation": talk.posts.get()}


def refs_of(post: Post) -> list[Ref]:
    """The thing of each kind that stands there."""
    numbers = {"dialogue.post": post.pk, "dialogue.topic": post.topic_id}
    assert numbers.keys() == registers.kinds.keys() - OPEN, "a new kind is attacked too"
    return [Ref(kind, number) for kind, number in numbers.items()]


def page_of(client: Client, ref: Ref, lang: str = "en") -> tuple[int, str]:
    answer = client.get(f"/{lang}/moderation/things/{ref.kind}/{ref.number}/")
    return answer.status_code, answer.content.decode()


@pytest.mark.once
def test_an_unreported_thing_is_read_only_by_who_may_go_where_it_stands(
    cast: Cast, everywhere: dict[str, Post]
) -> None:
    for room, post in everywhere.items():
        for part in sorted(cast.users):
            client = cast.client(part)
            goes = client.get(f"/en/dialogue/topics/{post.topic_id}/").status_code == 200
            for ref in refs_of(post):
                status, html = page_of(client, ref)
                assert goes or ("badword" not in html and status != 200), (room, part, ref)
                for act in ACTS if not goes else ():
                    address = f"/en/moderation/things/{ref.kind}/{ref.number}/{act}/"
                    assert client.post(address, SENT).status_code in {302, 404}, (room, part, act)
    assert not Case.objects.exists() and not Measure.objects.exists()


def test_the_head_reads_of_a_commission_what_was_reported_there_and_nothing_else(
    cast: Cast, posts: dict[str, Post]
) -> None:
    post, head = posts["commission"], cast.client("chair")
    other = dialogue.reply(post.topic, by=cast.aigerim, body="otherword", language="en")
    assert page_of(head, Ref("dialogue.post", post.pk))[0] == 404
    actions.report(Ref("dialogue.post", post.pk), by=cast.clerk, reason="insult")
    status, html = page_of(head, Ref("dialogue.post", post.pk))
    assert status == 200 and "badword in commission" in html and "otherword" not in html
    for ref in (Ref("dialogue.post", other.pk), Ref("dialogue.topic", post.topic_id)):
        assert page_of(head, ref)[0] == 404, ref
    actions.warn(Ref("dialogue.post", post.pk), by=cast.clerk, reason="insult")
    assert page_of(head, Ref("dialogue.post", post.pk))[0] == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_leads_the_head_to_a_room_that_is_not_there_for_him(
    lang: str, cast: Cast, posts: dict[str, Post]
) -> None:
    ref = Ref("dialogue.post", posts["commission"].pk)
    actions.report(ref, by=cast.clerk, reason="insult")
    measure = actions.warn(ref, by=cast.clerk, reason="insult")
    for part, is_led in (("chair", False), ("clerk", True)):
        client = cast.client(part)
        for address in (f"things/{ref.kind}/{ref.number}/", f"measures/{measure.pk}/"):
            answer = client.get(f"/{lang}/moderation/{address}")
            html = answer.content.decode()
            assert answer.status_code == 200 and "badword" in html
            assert (f"/dialogue/posts/{ref.number}/" in html) == is_led, (part, address)
            assert (WORDS[lang] in html) == is_led, (part, address)
