"""The inbox, the number in the header, what one follows, and the choice of letters."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.accounts.models import User
from maslikhat.kit.header import header_parts
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.notices import actions, badge, permissions
from maslikhat.notices.models import Arrangement, Follow, Notice
from tests.notices.things import POST, SUBJECT, TOPIC, closed, make, reply
from tests.worker import drain

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def page(user: User, address: str = "/en/notices/") -> str:
    answer = browser(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def told(aigul: User, serik: User, topic: int) -> int:
    """Two replies of Serik's in the topic that Aigul follows."""
    actions.follow(TOPIC, topic, by=aigul)
    for text in ("The first <b>answer</b>", "The second answer"):
        reply(topic, serik, text)
    drain("default")
    return topic


def test_the_inbox_groups_by_thing_and_shows_the_newest_first(
    aigul: User, serik: User, told: int
) -> None:
    other = make(TOPIC, "Streets and lamps")
    actions.follow(TOPIC, other, by=aigul)
    reply(other, serik, "About lamps")
    drain("default")
    shown = page(aigul)
    order = ["Streets and lamps", "About lamps", "Water meters", "The second", "The first"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert shown.count("Serik replied") == 3
    assert "2 unread" in shown
    assert "1 unread" in shown
    assert "&lt;b&gt;" in shown
    assert f'href="/en/sample/{told}/"' in shown
    # All of a line leads on, its excerpt too.
    lines = re.findall(r"<li>(<a .*?</a>)", shown, re.S)
    assert any("Serik replied" in one and "About lamps" in one for one in lines)


def test_reading_counts_down_by_post_and_never_by_get(aigul: User, told: int) -> None:
    client = browser(aigul)
    for _ in range(2):
        assert "2 unread" in client.get("/en/notices/").content.decode()
        client.head("/en/notices/")
    address = f"/en/notices/things/{TOPIC}/{told}/read/"
    assert client.get(address).status_code == 405
    assert badge.unread(aigul) == 1
    assert client.post(address).status_code == 302
    assert badge.unread(aigul) == 0
    assert "unread" not in client.get("/en/notices/").content.decode()


def test_everything_is_marked_read_at_once_and_only_ones_own(
    aigul: User, serik: User, told: int
) -> None:
    reply(told, aigul, directly=[serik.pk])
    drain("default")
    answer = browser(aigul).post("/en/notices/read/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "notices"
    assert b"<html" not in answer.content
    assert (badge.unread(aigul), badge.unread(serik)) == (0, 1)


def test_a_page_of_a_thing_marks_it_read_by_the_act(aigul: User, told: int) -> None:
    assert actions.mark_read(TOPIC, told, by=aigul) == 2
    assert actions.mark_read(TOPIC, told, by=aigul) == 0


def test_what_became_invisible_is_neither_shown_nor_counted(
    aigul: User, serik: User, told: int
) -> None:
    assert badge.unread(aigul) == 1
    closed[told] = {serik.pk}
    assert badge.unread(aigul) == 0
    assert "Water meters" not in page(aigul)
    assert "Serik replied" not in page(aigul)
    assert "Water meters" not in page(aigul, "/en/notices/follows/")
    del closed[told]
    assert badge.unread(aigul) == 1


def test_a_part_that_was_hidden_is_neither_shown_nor_counted(aigul: User, told: int) -> None:
    first, second = Notice.objects.order_by("pk").values_list("part_number", flat=True)
    closed[second] = set()
    shown = page(aigul)
    assert "The first" in shown
    assert "The second" not in shown
    assert "1 unread" in shown
    closed[first] = set()
    assert badge.unread(aigul) == 0
    assert "Water meters" not in page(aigul)


def test_the_header_counts_things_with_two_queries(aigul: User, serik: User, told: int) -> None:
    other = make(TOPIC, "Streets")
    reply(other, serik, directly=[aigul.pk])
    drain("default")
    # What offices the reader holds is asked once a request, by whoever is first.
    badge.unread(aigul)
    with CaptureQueriesContext(connection) as captured:
        assert badge.unread(aigul) == 2
    assert len(captured) == 2
    assert badge.badge in header_parts
    shown = page(aigul, "/en/notices/settings/")
    assert '<span class="tag warn">2<' in shown
    part = browser(aigul).get("/en/notices/badge/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<a class="btn bell" id="notices"')
    assert 'id="notices"' not in Client().get("/en/notices/").content.decode()


@pytest.mark.once
def test_as_many_queries_for_thirty_things_as_for_one(aigul: User, serik: User, told: int) -> None:
    def queries(address: str) -> int:
        client = browser(aigul)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ["/en/notices/", "/en/notices/follows/"]
    few = [queries(address) for address in addresses]
    for number in range(29):
        thing = make(TOPIC, f"Topic {number}")
        actions.follow(TOPIC, thing, by=aigul)
        for text in ("one", "two", "three"):
            reply(thing, serik, f"{text} {number}")
    drain("default")
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 12
    shown = page(aigul)
    assert "Topic 0" in shown
    assert "Topic 28" in shown


def test_more_than_a_page_of_things_is_on_the_next_one(
    aigul: User, serik: User, topic: int
) -> None:
    for number in range(31):
        reply(make(TOPIC, f"Topic {number:02}"), serik, directly=[aigul.pk])
    drain("default")
    assert "Topic 00" not in page(aigul)
    assert "Topic 00" in page(aigul, "/en/notices/?page=2")


@pytest.mark.parametrize("of", ["", "follows/", "deliveries/"])
def test_a_page_that_is_not_there_is_no_page(
    aigul: User, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    monkeypatch.setattr(permissions, "operators", [lambda user: True])
    client, address = browser(aigul), f"/en/notices/{of}?page="
    assert client.get(f"{address}1").status_code == 200
    for bad in ("x", "-1", "", "9" * 30, "٣"):
        assert client.get(f"{address}{bad}").status_code == 400, bad
    for bad in ("0", "2"):
        assert client.get(f"{address}{bad}").status_code == 404, bad


def test_one_follows_and_stops_on_the_page_of_a_thing(aigul: User, topic: int) -> None:
    client = browser(aigul)
    answer = client.post(f"/en/notices/things/{TOPIC}/{topic}/follow/", {"next": "/en/somewhere/"})
    assert answer["Location"] == "/en/somewhere/"
    assert Follow.objects.get().mode == "digest"
    headers = {"HX-Request": "true"}
    answer = client.post(f"/en/notices/things/{TOPIC}/{topic}/unfollow/", headers=headers)
    assert b">Follow<" in answer.content
    assert not Follow.objects.exists()
    answer = client.post(f"/en/notices/things/{TOPIC}/{topic}/follow/", headers=headers)
    assert b">Following<" in answer.content
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        answer = client.post(f"/en/notices/things/{TOPIC}/{topic}/follow/", {"next": elsewhere})
        assert answer["Location"] == "/en/notices/follows/"


def test_only_what_one_sees_can_be_followed_and_what_is_gone_can_be_left(
    aigul: User, serik: User, topic: int
) -> None:
    client = browser(aigul)
    closed[topic] = {serik.pk}
    post = make(POST, "A post")
    for kind, number in (
        (TOPIC, topic), (TOPIC, 999_999), (TOPIC, 10**30), (POST, post), ("sample.none", 1),
    ):  # fmt: skip
        address = f"/en/notices/things/{kind}/{number}/follow/"
        assert client.post(address).status_code == 404, (kind, number)
        with pytest.raises(Hidden):
            actions.follow(kind, number, by=aigul)
    del closed[topic]
    actions.follow(TOPIC, topic, by=aigul)
    closed[topic] = {serik.pk}
    with pytest.raises(Hidden):
        actions.choose(TOPIC, topic, by=aigul, mode="inbox")
    actions.unfollow(TOPIC, topic, by=aigul)
    assert not Follow.objects.exists()


def test_following_has_an_end(aigul: User, topic: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_FOLLOWS", 1)
    actions.follow(TOPIC, topic, by=aigul)
    actions.follow(TOPIC, topic, by=aigul)
    with pytest.raises(Refused):
        actions.follow(SUBJECT, make(SUBJECT, "Water"), by=aigul)


def test_one_chooses_how_to_hear_of_it(aigul: User, topic: int) -> None:
    actions.follow(TOPIC, topic, by=aigul)
    client, address = browser(aigul), f"/en/notices/things/{TOPIC}/{topic}/choose/"
    assert client.post(address, {"mode": "immediate"}).status_code == 302
    assert Follow.objects.get().mode == "immediate"
    for bad in ({}, {"mode": "loud"}):
        assert client.post(address, bad).status_code == 422
    assert '<option value="immediate" selected>' in page(aigul, "/en/notices/follows/")
    with pytest.raises(Refused):
        actions.choose(TOPIC, topic, by=aigul, mode="loud")


def test_one_arranges_letters(aigul: User, berik: User) -> None:
    client = browser(aigul)
    shown = client.get("/en/notices/settings/").content.decode()
    assert "aigul@example.kz" in shown
    assert "Way" not in shown, "no messenger is set up"
    sent = {"rhythm": "weekly", "weekday": "4", "language": "en"}
    assert client.post("/en/notices/settings/", sent).status_code == 302
    kept = Arrangement.objects.get(user=aigul)
    assert (kept.rhythm, kept.weekday, kept.channel, kept.direct) == ("weekly", 4, "mail", False)
    aigul.refresh_from_db()
    assert aigul.language == "en"
    for bad in ({"rhythm": "hourly"}, {"weekday": "7"}, {"language": "de"}, {"language": ""}):
        assert client.post("/en/notices/settings/", {**sent, **bad}).status_code == 422
    assert client.post("/en/notices/settings/", {}).status_code == 422
    with pytest.raises(Refused):
        actions.arrange(by=aigul, rhythm="daily", weekday=7)
    assert "no confirmed e-mail" in page(berik, "/en/notices/settings/")


def test_nothing_is_shown_to_who_has_not_signed_in(topic: int) -> None:
    for address in ("", "follows/", "settings/", "badge/"):
        assert Client().get(f"/en/notices/{address}").status_code == 302
    for address in ("read/", f"things/{TOPIC}/{topic}/follow/", f"things/{TOPIC}/{topic}/read/"):
        assert Client().post(f"/en/notices/{address}").status_code == 302


def test_the_same_page_in_the_readers_language_shows_its_days(
    aigul: User, serik: User, told: int
) -> None:
    Notice.objects.update(at=dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC))
    assert "22 November 2026, 00:30" in page(aigul).replace("\xa0", " ")
    assert "22 ноября 2026 года, 00:30" in page(aigul, "/ru/notices/").replace("\xa0", " ")
    assert "2026 жылғы 22 қараша, 00:30" in page(aigul, "/kk/notices/").replace("\xa0", " ")
    assert f'href="/kk/sample/{told}/"' in page(aigul, "/kk/notices/")
