"""The pages: what each reader sees, in how many queries, and what bad input gets."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, ReadMark, RoomRef, Topic
from tests.dialogue.cast import Cast
from tests.serving import queries

ANONYMOUS_MOST, SIGNED_IN_MOST = 6, 12
WORDS = {
    "kind": "proposal", "room": "national", "title": "A new matter", "body": "Text",
    "language": "kk",
}  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everyone_reads_the_public_pages(cast: Cast, topic: Topic, language: str) -> None:
    post = topic.posts.get()
    for part in ("anonymous", "citizen", "official", "former", "viktor", "operator", "clerk"):
        client = cast.client(part)
        for address in (
            "",
            f"rooms/{topic.room_id}/",
            f"topics/{topic.pk}/",
            f"posts/{post.pk}/history/",
        ):
            page = client.get(f"/{language}/dialogue/{address}")
            assert page.status_code == 200, (part, address)
        page = client.get(f"/{language}/dialogue/topics/{topic.pk}/").content.decode()
        assert "A public question: text" in page
        assert ('id="reply"' in page) == (part == "viktor")
        assert (f"/posts/{post.pk}/blank/" in page) == (part == "operator")


def test_a_post_shows_council_and_office(cast: Cast, topic: Topic) -> None:
    actions.reply(topic, by=cast.chair, body="As the head", language="kk")
    page = cast.client("anonymous").get(f"/ru/dialogue/topics/{topic.pk}/").content.decode()
    assert "Экология" in page
    assert cast.abai.name_ru in page
    assert re.search(r"Председатель|председатель", page)
    assert f"/ru/deputies/{topic.author_id}/" in page


def test_the_path_names_a_topic_and_a_room_in_their_own_language(cast: Cast, topic: Topic) -> None:
    for part, page in (("operator", "move"), ("aigerim", "poll/open")):
        shown = cast.client(part).get(f"/ru/dialogue/topics/{topic.pk}/{page}/").content.decode()
        assert f'<span lang="en">{topic.title}</span></a></nav>' in shown, page
    cast.ecology.name_en = ""
    cast.ecology.save()
    talk = cast.start("commission", "A matter of the commission")
    shown = cast.client("aigerim").get(f"/en/dialogue/topics/{talk.pk}/").content.decode()
    assert re.search(r'<a [^>]+><span lang="(kk|ru)">Экология [^<]+</span></a></nav>', shown)


def test_a_page_for_anonymous_readers_bears_no_token_and_is_the_same_for_all(
    cast: Cast, topic: Topic
) -> None:
    for address in ("", f"rooms/{topic.room_id}/", f"topics/{topic.pk}/"):
        pages = []
        for _ in range(2):
            answer = cast.client("anonymous").get(f"/kk/dialogue/{address}")
            assert not answer.cookies
            assert b"csrfmiddlewaretoken" not in answer.content
            pages.append(answer.content)
        assert pages[0] == pages[1]


@pytest.mark.parametrize("room", ["public", "commission"])
def test_pages_make_the_same_few_queries_with_one_row_and_with_thirty(
    cast: Cast, room: str
) -> None:
    topic = cast.start(room, "The first question")
    part = "aigerim" if room == "commission" else "viktor"
    readers = [(cast.client(part), SIGNED_IN_MOST)]
    if room == "public":
        readers.append((cast.client("anonymous"), ANONYMOUS_MOST))
    addresses = ["", f"rooms/{topic.room_id}/", f"topics/{topic.pk}/"]
    counts = {}
    for client, most in readers:
        for address in addresses:
            queries(client, f"/ru/dialogue/{address}")
            counts[client, address] = queries(client, f"/ru/dialogue/{address}")
            assert counts[client, address] <= most, (address, counts[client, address])
    for number in range(29):
        others = [cast.aigerim] if room == "commission" else [cast.aigerim, cast.viktor, cast.dana]
        by = others[number % len(others)]
        actions.reply(topic, by=by, body=f"Reply {number}", language="kk", at=hours_ago(number))
        actions.start_topic(
            cast.rooms()[room],
            by=by,
            title=f"Question {number}",
            body="Text",
            language="kk",
            at=hours_ago(number),
        )
    for (client, address), before in counts.items():
        assert queries(client, f"/ru/dialogue/{address}") == before, address


def hours_ago(number: int) -> timezone.datetime:
    return timezone.now() - timezone.timedelta(hours=number)


def test_a_reply_comes_back_alone_for_htmx_and_as_a_page_without(cast: Cast, topic: Topic) -> None:
    client, address = cast.client("viktor"), f"/ru/dialogue/topics/{topic.pk}/reply/"
    part = client.post(
        address, {"body": "Quick *one*", "language": "ru"}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 200
    text = part.content.decode()
    assert "<em>one</em>" in text
    assert "<html" not in text
    assert 'data-hx-swap-oob="true"' in text
    whole = client.post(address, {"body": "Slow one", "language": "ru"})
    last = Post.objects.latest("pk")
    assert whole.status_code == 302
    assert whole["Location"] == f"/ru/dialogue/topics/{topic.pk}/#post-{last.pk}"


def test_a_replayed_form_answers_with_the_first_post(cast: Cast, topic: Topic) -> None:
    client = cast.client("viktor")
    page = client.get(f"/ru/dialogue/topics/{topic.pk}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    fields = {"body": "Once", "language": "ru", "key": key[1]}
    answers = [client.post(f"/ru/dialogue/topics/{topic.pk}/reply/", fields) for _ in range(3)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert topic.posts.count() == 2


def test_a_long_topic_is_cut_into_pages_and_a_post_knows_its_own(cast: Cast, topic: Topic) -> None:
    for number in range(55):
        by = (cast.viktor, cast.dana)[number % 2]
        actions.reply(topic, by=by, body=f"N{number}.", language="kk", at=hours_ago(number))
    client, address = cast.client("viktor"), f"/en/dialogue/topics/{topic.pk}/"
    first, second = (client.get(f"{address}?page={n}").content.decode() for n in (1, 2))
    assert first.count('class="post"') == 50
    assert second.count('class="post"') == 6
    assert "hx-post" not in first.split('id="reply"')[1].split(">")[0]
    assert "hx-post" in second.split('id="reply"')[1].split(">")[0]
    last = topic.posts.latest("pk")
    link = client.get(f"/en/dialogue/posts/{last.pk}/")
    assert link["Location"] == f"{address}?page=2#post-{last.pk}"
    for wrong in ("0", "3"):
        assert client.get(address, {"page": wrong}).status_code == 404
    for wrong in ("", "-1", "x", "9" * 40, "٢"):
        assert client.get(address, {"page": wrong}).status_code == 400


def test_a_form_sent_again_after_a_reply_leads_to_its_topic(cast: Cast) -> None:
    client, sent = cast.client("aigerim"), {**WORDS, "key": str(uuid.uuid4())}
    first = client.post("/en/dialogue/start/", sent)
    actions.reply(Topic.objects.get(), by=cast.viktor, body="A reply", language="en")
    assert client.post("/en/dialogue/start/", sent)["Location"] == first["Location"]


def test_a_deputy_starts_a_topic_in_a_room_of_choice(cast: Cast) -> None:
    client = cast.client("aigerim")
    form = client.get("/en/dialogue/start/").content.decode()
    for ref in (
        RoomRef.of(),
        RoomRef.of(cast.region),
        RoomRef.of(cast.rubric),
        RoomRef.of(cast.abai, is_closed=True),
        RoomRef.of(cast.ecology, is_closed=True),
    ):
        assert f'value="{ref}"' in form
    made = client.post("/en/dialogue/start/", {**WORDS, "room": f"council-{cast.abai.pk}-closed"})
    topic = Topic.objects.get()
    assert made["Location"] == f"/en/dialogue/topics/{topic.pk}/"
    assert topic.room.is_closed
    there = f"/en/dialogue/start/?room=council-{cast.abay_district.pk}"
    assert f'value="council-{cast.abay_district.pk}" selected' in client.get(there).content.decode()
    assert (
        client.post(there, {**WORDS, "room": f"council-{cast.abay_district.pk}"}).status_code == 302
    )


def test_a_room_that_was_not_offered_is_not_taken(cast: Cast) -> None:
    client = cast.client("viktor")
    for ref in (f"council-{cast.abai.pk}-closed", "region-999999999", "nonsense", ""):
        assert client.post("/en/dialogue/start/", {**WORDS, "room": ref}).status_code == 422
    for ref in (f"council-{cast.abai.pk}-closed", "council-99999", "nonsense"):
        assert client.get("/en/dialogue/start/", {"room": ref}).status_code == 404
    assert not Topic.objects.exists()


def test_those_who_may_not_write_are_told_so(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    for part in ("citizen", "official", "clerk", "operator", "former"):
        client = cast.client(part)
        assert client.get("/en/dialogue/start/").status_code == 403
        assert client.post("/en/dialogue/start/", WORDS).status_code == 403
        reply = client.post(
            f"/en/dialogue/topics/{topic.pk}/reply/", {"body": "No", "language": "en"}
        )
        assert reply.status_code == 403
        assert client.post(f"/en/dialogue/posts/{post.pk}/edit/", {"body": "No"}).status_code == 403
    assert cast.client("viktor").get(f"/en/dialogue/posts/{post.pk}/edit/").status_code == 403
    anonymous = cast.client("anonymous")
    reply = anonymous.post(f"/en/dialogue/topics/{topic.pk}/reply/", {"body": "No"})
    assert reply.status_code == 302
    assert "/sign-in/" in reply["Location"] or "login" in reply["Location"]
    assert Post.objects.count() == 1


def test_an_edit_is_marked_and_its_history_shows_what_changed(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("aigerim"), topic.posts.get()
    form = client.get(f"/en/dialogue/posts/{post.pk}/edit/").content.decode()
    assert "A public question: text" in form
    client.post(f"/en/dialogue/posts/{post.pk}/edit/", {"body": "A public <b>answer</b>: text"})
    page = cast.client("anonymous").get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert f"/en/dialogue/posts/{post.pk}/history/" in page
    history = cast.client("anonymous").get(f"/en/dialogue/posts/{post.pk}/history/")
    text = history.content.decode()
    assert "<del>question</del>" in text
    assert "<ins>&lt;b&gt;answer&lt;/b&gt;</ins>" in text
    for number in range(12):
        actions.edit(post, by=cast.aigerim, body=f"Text {number}")
    second = cast.client("anonymous").get(f"/en/dialogue/posts/{post.pk}/history/?page=2")
    assert second.content.decode().count('class="card change"') == 3


def test_a_mark_is_kept_by_post_alone(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("citizen"), topic.posts.get()
    page = client.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    address = f"/en/dialogue/topics/{topic.pk}/read/"
    marks = f'data-hx-post="{address}" data-hx-trigger="load"'
    assert marks in page
    assert client.get(address).status_code == 405
    assert not ReadMark.objects.exists()
    assert (
        client.post(address, {"post": post.pk}, headers={"HX-Request": "true"}).status_code == 204
    )
    assert client.post(address, {"post": post.pk}).status_code == 302
    assert ReadMark.objects.get().last_post == post
    assert marks not in client.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    actions.reply(topic, by=cast.viktor, body="News", language="ru")
    assert "New replies" in client.get("/en/dialogue/").content.decode()
    for wrong in ("", "x", "0", "9" * 30):
        assert client.post(address, {"post": wrong}).status_code == 400
    assert client.post(address, {"post": post.pk + 10_000}).status_code == 404


def test_the_list_is_narrowed_by_room_subject_region_and_language(cast: Cast) -> None:
    for ref, title, language in (
        (RoomRef.of(), "Said to the country", "kk"),
        (RoomRef.of(cast.region), "Said in the region", "ru"),
        (RoomRef.of(cast.rubric), "Said of the subject", "en"),
        (RoomRef.of(cast.abai), "Said in the council", "kk"),
    ):
        actions.start_topic(ref, by=cast.aigerim, title=title, body="Text", language=language)
    client = cast.client("anonymous")
    for query, found in (
        ({}, {"country", "region", "subject", "council"}),
        ({"kind": "national"}, {"country"}),
        ({"rubric": cast.rubric.code}, {"subject"}),
        ({"region": cast.region.kato}, {"region", "council"}),
        ({"language": "kk"}, {"country", "council"}),
        ({"language": "kk", "kind": "council"}, {"council"}),
        ({"language": "en", "kind": "council"}, set()),
    ):
        page = client.get("/en/dialogue/", query).content.decode()
        titles = re.findall(r">Said (?:in|to|of) the (\w+)<", page)
        assert set(titles) == found, query
    for name in ("kind", "rubric", "region", "language"):
        assert client.get("/en/dialogue/", {name: "nonsense"}).status_code == 400


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<img src=x onerror="alert(1)">',
    "![x](https://example.org/x.png)",
    '[x](https://example.org "onmouseover=alert(1)")',
    "<a href='vbscript:x'>x</a>",
    "[x](JaVaScRiPt&colon;alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(cast: Cast, text: str) -> None:
    topic = actions.start_topic(
        RoomRef.of(), by=cast.aigerim, title=f"T {text}"[:200], body=text, language="en"
    )
    client = cast.client("aigerim")
    pages = [f"topics/{topic.pk}/", "", f"rooms/{topic.room_id}/"]
    pages += [f"posts/{topic.posts.get().pk}/history/", f"posts/{topic.posts.get().pk}/edit/"]
    for address in pages:
        page = client.get(f"/en/dialogue/{address}").content.decode()
        main = page.split("<main")[1].split("</main>")[0]
        own = re.sub(r'<script src="/static/live/[^"]+" type="module"></script>', "", main)
        assert "<script" not in own
        assert not re.search(r"<[^>]+\son\w+=", main)
        assert not re.search(r'(?:href|src)="(?!/|#|https?://|\?)', main), address
        assert "<img" not in main


def test_bad_input_gets_a_sentence_and_never_a_fault(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("aigerim"), topic.posts.get()
    reply, edit = f"/en/dialogue/topics/{topic.pk}/reply/", f"/en/dialogue/posts/{post.pk}/edit/"
    body = {"body": "Text", "language": "en"}
    for address, fields, status in (
        (reply, {**body, "body": "x" * 20_001}, 422),
        (reply, {**body, "body": "x" * 3_000_000}, 413),
        (reply, {**body, "body": "a\x00b"}, 400),
        (reply, {**body, "body": "\u200b"}, 422),
        (reply, {**body, "language": "de"}, 422),
        (reply, {**body, "key": "no"}, 422),
        (reply, {}, 422),
        (edit, {"body": "x" * 20_001}, 422),
        (edit, {"body": ""}, 422),
        ("/en/dialogue/start/", {**WORDS, "title": "\u200b\u200b\u200b"}, 422),
        ("/en/dialogue/start/", {**WORDS, "title": "x \u202e y"}, 422),
        ("/en/dialogue/start/", {**WORDS, "title": "x" * 201}, 422),
        ("/en/dialogue/start/", {}, 422),
    ):
        answer = client.post(address, fields)
        assert answer.status_code == status, (address, list(fields), answer.status_code)
        assert "<h1" in answer.content.decode()
    part = client.post(reply, {**body, "body": ""}, headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Retarget"]) == (422, "#reply")
    assert Post.objects.count() == 1
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.aigerim)
    assert strict.post(reply, body).status_code == 403


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 25])
@pytest.mark.parametrize("part", ["anonymous", "aigerim", "operator"])
def test_what_is_not_there_is_404(cast: Cast, number: str, part: str) -> None:
    client = cast.client(part)
    get: Callable[..., object] = client.get
    for address in ("rooms/{}/", "topics/{}/", "posts/{}/", "posts/{}/history/"):
        assert client.get(f"/kk/dialogue/{address.format(number)}").status_code == 404
    if part != "anonymous":
        for address in ("topics/{}/reply/", "topics/{}/read/", "posts/{}/edit/", "posts/{}/blank/"):
            assert client.post(f"/kk/dialogue/{address.format(number)}").status_code == 404
    assert get


def test_the_operator_blanks_a_text_and_the_page_says_so(cast: Cast, topic: Topic) -> None:
    client, post = cast.client("operator"), topic.posts.get()
    address = f"/en/dialogue/posts/{post.pk}/blank/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "mood"}).status_code == 422
    assert client.post(address, {"reason": "court"}).status_code == 302
    for page in (f"topics/{topic.pk}/", "", f"posts/{post.pk}/history/", f"rooms/{topic.room_id}/"):
        text = cast.client("anonymous").get(f"/en/dialogue/{page}").content.decode()
        assert "public question" not in text
    assert client.get(address).status_code == 404
    assert cast.client("aigerim").get(address).status_code == 404


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_subject_is_followed_where_its_topics_are_listed(
    cast: Cast, topic: Topic, lang: str
) -> None:
    follow = f"/{lang}/notices/things/rubrics.rubric/{cast.rubric.pk}/follow/"
    listed = f"/{lang}/dialogue/?rubric={cast.rubric.code}"
    client = cast.client("citizen")
    for address in (listed, f"/{lang}/dialogue/rooms/{topic.room_id}/"):
        assert follow in client.get(address).content.decode()
        assert follow not in Client().get(address).content.decode()
    assert "rubrics.rubric" not in client.get(f"/{lang}/dialogue/").content.decode()
    sent = client.post(follow, {"next": listed})
    assert sent["Location"] == listed, "without JavaScript one is back where one was"
    assert follow.replace("follow/", "unfollow/") in client.get(listed).content.decode()
    chosen = queries(client, listed)
    assert chosen == queries(client, f"/{lang}/dialogue/") + 1


def test_a_visitor_is_asked_for_no_more_by_a_chosen_subject(cast: Cast, topic: Topic) -> None:
    address = f"/en/dialogue/?rubric={cast.rubric.code}"
    assert queries(Client(), address) <= 6
    assert queries(Client(), f"/en/dialogue/rooms/{topic.room_id}/") <= 6
