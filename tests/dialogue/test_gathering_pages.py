"""The pages of groups: what each reader sees of them, without a script, in how many queries."""

import re
import uuid
from pathlib import Path

import pytest
from django.urls import URLPattern

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Group, GroupMember, Topic
from maslikhat.dialogue.urls import urlpatterns
from maslikhat.search import follower
from maslikhat.search.asking import Asked, find, suggest
from maslikhat.search.question import parse
from maslikhat.search.registers import tokens_of as all_tokens
from tests.dialogue.cast import Cast
from tests.dialogue.test_closed_rooms import addresses, ask, seen
from tests.dialogue.test_conversations import conversation_of
from tests.dialogue.test_groups import NAMES, PURPOSES, enter, found, person, topic_in
from tests.dialogue.test_pages import ANONYMOUS_MOST, SIGNED_IN_MOST
from tests.serving import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SECRET = "secretword"
OUTSIDE = ("anonymous", "operator", "clerk", "chair", "dana", "former", "citizen")
FIELDS = {
    "name_en": "Roads to school", "purpose_en": "One winter standard.", "known_to": "all",
}  # fmt: skip


@pytest.mark.parametrize("part", OUTSIDE)
def test_a_closed_group_exists_for_nobody_outside(cast: Cast, part: str) -> None:
    client = cast.client(part)
    lists = ["/en/dialogue/groups/", "/en/dialogue/", "/en/", "/healthz"]
    before = {address: seen(client, address) for address in lists}
    group = found(cast, is_closed=True)
    member = enter(cast, group, "viktor")
    topic_in(group, cast.viktor)
    for address in lists:
        assert seen(client, address) == before[address], address
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        number = {"groups": group.pk, "members": member.pk}.get(route.split("/")[0])
        if "<" not in route or number is None:
            continue
        codes = []
        for one in (number, 999_999, 10**30):
            address = "/en/dialogue/" + route.replace("<int:number>", str(one))
            answers = (client.get(address), client.post(address, {"person": "1"}))
            assert SECRET not in "".join(answer.content.decode() for answer in answers)
            codes.append([answer.status_code for answer in answers])
        # As if there were none.
        assert codes[0] == codes[1] == codes[2], route
    for kind in ("dialogue.group", "dialogue.group_member"):
        address = f"/en/notices/follow/{kind}/{group.pk}/"
        assert client.post(address).status_code in {404, 302}
    for room in (f"group-{group.pk}", f"group-{group.pk}-closed"):
        start = client.get(f"/en/dialogue/start/?room={room}")
        assert start.status_code in {404, 302}
        assert GroupMember.objects.open().count() == 2


def test_who_is_invited_sees_the_group_and_answers(cast: Cast) -> None:
    group = found(cast, is_closed=True)
    topic = topic_in(group, cast.aigerim)
    actions.invite(group, person(cast.viktor), by=cast.aigerim)
    client, address = cast.client("viktor"), f"/en/dialogue/groups/{group.pk}/"
    assert SECRET in client.get("/en/dialogue/groups/").content.decode()
    page = client.get(address).content.decode()
    assert "You are invited" in page and topic.title not in page
    assert client.get(f"/en/dialogue/topics/{topic.pk}/").status_code == 404
    assert client.post(f"{address}join/").status_code == 302
    page = client.get(address).content.decode()
    assert topic.title in page and "Leave the group" in page
    assert client.get(f"/en/dialogue/topics/{topic.pk}/").status_code == 200
    assert client.get(f"/en/dialogue/rooms/{topic.room_id}/").status_code == 200


def test_the_road_of_a_group_over_its_pages(cast: Cast) -> None:
    aigerim, viktor = cast.client("aigerim"), cast.client("viktor")
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = aigerim.post("/en/dialogue/groups/found/", FIELDS | {"key": key})
        assert answer.status_code == 302
    group = Group.objects.get()
    address = f"/en/dialogue/groups/{group.pk}/"
    page = aigerim.get(f"{address}?q=vik").content.decode()
    assert f'name="person" value="{person(cast.viktor).pk}"' in page
    assert "No deputy" in aigerim.get(f"{address}?q=zzz").content.decode()
    # Who does not lead finds nobody by it.
    assert "person" not in re.findall(
        r'name="(\w+)"', viktor.get(f"{address}?q=vik").content.decode()
    )
    assert viktor.post(f"{address}join/").status_code == 302
    asked = GroupMember.objects.waiting().get()
    assert "Let in" in aigerim.get(address).content.decode()
    aigerim.post(f"{address}invite/", {"person": asked.person_id})
    asked.refresh_from_db()
    assert asked.is_present
    assert aigerim.post(f"/en/dialogue/members/{asked.pk}/lead/").status_code == 302
    assert viktor.post(f"{address}leave/").status_code == 302
    assert aigerim.post(f"{address}leave/").status_code == 409
    assert aigerim.post(f"{address}end/").status_code == 302
    assert "has ended" in aigerim.get(address).content.decode()


@pytest.mark.parametrize("wrong", ["", "x", "-1", "0", "9" * 40, "1.5"])
def test_bad_numbers_are_refused_and_break_nothing(cast: Cast, wrong: str) -> None:
    group = found(cast)
    client = cast.client("aigerim")
    answer = client.post(f"/en/dialogue/groups/{group.pk}/invite/", {"person": wrong})
    assert answer.status_code == 404
    no_page = 404 if wrong == "0" else 400
    assert client.get(f"/en/dialogue/groups/?page={wrong}").status_code == no_page
    assert client.get(f"/en/dialogue/conversations/?page={wrong}").status_code == no_page
    bad = FIELDS | {"name_en": "ab", "known_to": "nobody", "key": wrong}
    assert client.post("/en/dialogue/groups/found/", bad).status_code == 422


def test_a_room_of_a_group_is_offered_and_named(cast: Cast) -> None:
    group = found(cast)
    topic = topic_in(group, cast.aigerim)
    client = cast.client("aigerim")
    page = client.get("/en/dialogue/start/").content.decode()
    assert f'value="group-{group.pk}"' in page and f'value="group-{group.pk}-closed"' in page
    room = client.get(f"/en/dialogue/rooms/{topic.room_id}/").content.decode()
    assert "Only the members of the group" in room and f"/groups/{group.pk}/" in room
    assert client.get("/en/dialogue/?kind=group").status_code == 200
    closed = actions.found_group(by=cast.aigerim, names=NAMES, purposes=PURPOSES, is_closed=True)
    page = client.get("/en/dialogue/start/").content.decode()
    assert f'value="group-{closed.pk}"' not in page
    assert f'value="group-{closed.pk}-closed"' in page


def test_the_pages_make_the_same_few_queries_with_one_row_and_with_many(cast: Cast) -> None:
    group, _elsewhere = found(cast), found(cast)
    enter(cast, group, "viktor")
    topic = topic_in(group, cast.aigerim)
    other = actions.start_conversation(
        [person(cast.viktor)], by=cast.aigerim, title="A word", body="b", language="en"
    )
    pages = ["groups/", f"groups/{group.pk}/", f"rooms/{topic.room_id}/", f"topics/{topic.pk}/"]
    pages += ["conversations/", f"topics/{other.pk}/", "conversations/start/"]
    talk = other.room.conversation_id
    pages += [f"conversations/{talk}/?q=d", f"groups/{group.pk}/?q=d"]
    readers = {part: cast.client(part) for part in ("aigerim", "viktor", "anonymous")}
    asked = [(part, page) for part in ("aigerim", "viktor") for page in pages]
    asked += [("anonymous", page) for page in pages[:2]]
    counts = {}
    for part, page in asked:
        queries(readers[part], f"/ru/dialogue/{page}")
        counts[part, page] = queries(readers[part], f"/ru/dialogue/{page}")
        most = ANONYMOUS_MOST if part == "anonymous" else SIGNED_IN_MOST
        assert counts[part, page] <= most, (part, page, counts[part, page])
    for part in ("dana", "serik", "chair"):
        enter(cast, group, part)
        user = cast.users[part]
        assert user is not None
        actions.add_participant(conversation_of(other), person(user), by=cast.viktor)
    for number in range(8):
        found(cast)
        topic_in(group, cast.users["viktor"] or cast.aigerim) if number == 0 else None
        actions.reply(topic, by=cast.viktor, body=f"Reply {number}", language="en")
        actions.start_conversation(
            [person(cast.viktor), person(cast.dana)], by=cast.aigerim, title=f"Word {number}",
            body=f"b {number}", language="en",
        )  # fmt: skip
    for (part, page), before in counts.items():
        assert queries(readers[part], f"/ru/dialogue/{page}") == before, (part, page)


def test_an_ended_group_says_so_in_its_topics(cast: Cast) -> None:
    group = found(cast)
    topic = topic_in(group, cast.aigerim, is_closed=False)
    actions.end_group(group, by=cast.aigerim)
    for part in ("aigerim", "anonymous", "viktor"):
        page = cast.client(part).get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
        assert "This group has ended" in page and 'id="reply"' not in page
    assert Topic.objects.visible_to(None).filter(pk=topic.pk).exists()


def test_a_deputys_page_leads_to_writing_to_the_deputy(cast: Cast) -> None:
    viktor = person(cast.viktor)
    link = f"/en/dialogue/conversations/start/?with={viktor.pk}"
    for part, is_offered in (
        ("aigerim", True), ("viktor", False), ("citizen", False), ("anonymous", False),
        ("operator", False), ("former", False),
    ):  # fmt: skip
        page = cast.client(part).get(f"/en/deputies/{viktor.pk}/").content.decode()
        assert (link in page) == is_offered, part
    assert link.replace(str(viktor.pk), "x") not in page
    assert cast.client("aigerim").get(link).status_code == 200


def test_who_sits_no_more_is_written_to_from_no_day_of_the_page(cast: Cast) -> None:
    gone = person(cast.users["former"])
    then = f"/en/deputies/{gone.pk}/?on={gone.mandates.get().from_day}"
    page = cast.client("aigerim").get(then).content.decode()
    assert "Former deputy" not in page
    assert "conversations/start/" not in page


@pytest.mark.parametrize("part", OUTSIDE)
def test_a_topic_of_the_members_is_404_for_others_at_every_address_and_in_search(
    cast: Cast, part: str, settings: object, tmp_path: Path
) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    group = found(cast)
    enter(cast, group, "viktor")
    topic = topic_in(group, cast.viktor)
    actions.reply(topic, by=cast.aigerim, body="A secretword reply", language="en")
    client = cast.client(part)
    for name, address in addresses(topic).items():
        status, text = ask(client, name, address, topic)
        assert SECRET not in text, address
        if part == "operator" and name == "blank":
            assert status == 200
        else:
            assert status in ({404, 302} if part == "anonymous" else {404}), (name, status)
    follower.catch_up()
    user = cast.users[part]
    assert find(Asked(parse("secretword")), all_tokens(user)).count == 0
    assert not suggest("secretword", all_tokens(user))
    assert find(Asked(parse("secretword")), all_tokens(cast.viktor)).count == 2
    viktor = group.members.get(person=person(cast.viktor))
    actions.remove_member(viktor, by=cast.aigerim)
    assert find(Asked(parse("secretword")), all_tokens(cast.viktor)).count == 0
