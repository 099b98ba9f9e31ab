"""A closed room leaks nowhere: no page, link, list, count or answer betrays it."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import URLPattern

from maslikhat.dialogue import actions, attached
from maslikhat.dialogue.models import Post, ReadMark, Topic
from maslikhat.dialogue.urls import urlpatterns
from tests.dialogue.cast import Cast

STRANGERS = ("anonymous", "citizen", "official", "former", "viktor", "dana", "operator")
STRANGERS += ("clerk_elsewhere",)
# What pages say is proved on one database, but for one who is let in elsewhere.
ON_PAGES = [
    one if one == "viktor" else pytest.param(one, marks=pytest.mark.once) for one in STRANGERS
]
SECRET = "secretword"
TOUCHES = {
    "reply", "read", "mark_useful", "unmark_useful", "accept", "unaccept", "pin", "unpin", "close",
    "reopen", "understand", "ask_understood", "answer_poll", "close_poll", "ask",
}  # fmt: skip
FOR_THE_SIGNED_IN = TOUCHES | {"edit", "blank", "move", "retitle", "open_poll", "peers"}


def addresses(topic: Topic) -> dict[str, str]:
    """Every address of the dialogue that leads into this topic."""
    post = topic.posts.earliest("pk")
    numbers = {"rooms": topic.room_id, "topics": topic.pk, "posts": post.pk}
    attachment = post.attachments.first()
    numbers |= {"files": attachment.pk} if attachment else {}
    found = {}
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        # Of uploads, groups and conversations none leads into the topic.
        if "<" in route and route.split("/")[0] in numbers:
            number = numbers[route.split("/")[0]]
            found[str(pattern.name)] = "/en/dialogue/" + route.replace("<int:number>", str(number))
    return found


def ask(client: Client, name: str, address: str, topic: Topic) -> tuple[int, str]:
    """What comes back, by the method that the address takes."""
    if name in TOUCHES:
        fields = {"body": "Hello", "language": "en", "post": topic.last_post_id, "person": 1}
        answer = client.post(address, fields)
    else:
        answer = client.get(address)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("part", ON_PAGES)
@pytest.mark.parametrize("room", ["closed", "commission"])
def test_a_stranger_gets_404_at_every_address(cast: Cast, part: str, room: str) -> None:
    topic = cast.start(room, "A secretword question")
    post = topic.posts.get()
    actions.edit(post, by=cast.aigerim, body="Another secretword")
    name, content = "secretword.txt", BytesIO(b"A secretword")
    upload = actions.add_upload(by=cast.aigerim, name=name, content=content)
    attached.put_to(post, [upload.pk], by=cast.aigerim)
    topic.refresh_from_db()
    client = cast.client(part)
    for name, address in addresses(topic).items():
        status, text = ask(client, name, address, topic)
        assert SECRET not in text, address
        if part == "operator" and name == "blank":
            # An order asks about no doors; the page shows the number of the post alone.
            assert status == 200
        elif part == "anonymous" and name in FOR_THE_SIGNED_IN:
            # Whether it is there or not: the same way to the sign-in page.
            assert status == ask(client, name, re.sub(r"\d+", "999999", address), topic)[0] == 302
        else:
            assert status == 404, (name, status)
    assert Post.objects.count() == 1
    assert not ReadMark.objects.exists()


@pytest.mark.parametrize("part", ON_PAGES)
def test_no_list_or_count_changes_for_a_stranger(cast: Cast, topic: Topic, part: str) -> None:
    client = cast.client(part)
    lists = [
        "/en/dialogue/",
        "/en/dialogue/?kind=council",
        "/en/dialogue/?kind=commission",
        f"/en/dialogue/?region={cast.region.kato}",
        f"/en/dialogue/rooms/{topic.room_id}/",
        "/en/",
        "/healthz",
        f"/en/councils/{cast.abai.code}/",
        f"/en/deputies/{topic.author_id}/",
    ]
    before = {address: seen(client, address) for address in lists}
    cast.start("closed", "A secretword question")
    cast.start("commission", "A secretword of the commission")
    for address in lists:
        assert seen(client, address) == before[address], address


def seen(client: Client, address: str) -> str:
    """What a page says, without what differs from one asking to the next."""
    answer = client.get(address)
    assert answer.status_code in {200, 503}, (address, answer.status_code)
    text = answer.content.decode()
    if address == "/healthz":
        return str(answer.json()["topics"])
    return re.sub(r'(csrfmiddlewaretoken|name="key")[^>]*value="[^"]*"|data-live="[^"]*"', "", text)


def test_its_own_people_find_it(cast: Cast, closed_topic: Topic, commission_topic: Topic) -> None:
    for part, titles in (("aigerim", 2), ("clerk", 2), ("serik", 1)):
        page = cast.client(part).get("/en/dialogue/").content.decode()
        assert page.count(SECRET) == titles
    clerk = cast.client("clerk")
    page = clerk.get(f"/en/dialogue/topics/{closed_topic.pk}/").content.decode()
    assert 'id="reply"' not in page
    answer = clerk.post(
        f"/en/dialogue/topics/{closed_topic.pk}/reply/", {"body": "x", "language": "en"}
    )
    assert answer.status_code == 403


def test_the_anonymous_page_of_a_closed_room_is_that_of_no_room(
    cast: Cast, closed_topic: Topic
) -> None:
    client = cast.client("anonymous")
    closed = client.get(f"/en/dialogue/topics/{closed_topic.pk}/").content.decode()
    nothing = client.get("/en/dialogue/topics/999999/").content.decode()
    assert closed.replace(f"topics/{closed_topic.pk}/", "topics/999999/") == nothing
