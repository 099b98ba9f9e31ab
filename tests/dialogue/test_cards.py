"""A link alone on its line unfolds into a card, for those who may see what it leads to."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, Topic
from maslikhat.dialogue.unfolding import MOST_CARDS
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.django_db
ASKED = re.compile(r'data-hx-get="(/en/cards/\?to=[^"]+)"')


def said(topic: Topic, cast: Cast, body: str) -> str:
    """What a visitor is shown of a reply with this body."""
    post = actions.reply(topic, by=cast.aigerim, body=body, language="en")
    page = Client().get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    return (
        page.split(f'id="post-{post.pk}"')[1].split('<div class="body"')[1].split("</article>")[0]
    )


def card(to: str, part: str, cast: Cast, lang: str = "en") -> tuple[int, str]:
    """The answer to a reader who asks for a card."""
    answer = cast.client(part).get(f"/{lang}/cards/", {"to": to}, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def test_a_link_alone_on_its_line_asks_for_its_card_in_the_readers_language(
    cast: Cast, topic: Topic
) -> None:
    council = f"/kk/councils/{cast.abai.code}/"
    for body in (
        f"[the council]({council})",
        council,
        f"http://localhost:8000{council}?on=2026-01-01#x",
        f"See:\n{council}\nand tell",
        f"<http://localhost:8000{council}>",
    ):
        html = said(topic, cast, body)
        assert ASKED.findall(html) == [f"/en/cards/?to={council}"], body
        # Without a script it is a plain link.
        assert re.search(rf'<a href="(http://localhost:8000)?{council}', html)


def test_without_a_script_the_page_shows_its_cards_when_it_is_asked_to(
    cast: Cast, topic: Topic
) -> None:
    closed = cast.start("closed", "Құпия тақырып")
    council = f"/kk/councils/{cast.abai.code}/"
    secret = f"/kk/dialogue/topics/{closed.pk}/"
    address = f"/en/dialogue/topics/{topic.pk}/"
    plain = Client().get(address).content.decode()
    assert "cards=1" not in plain, "it has no link that unfolds"
    actions.reply(topic, by=cast.aigerim, body=f"{council}\n\n{secret}", language="en")
    plain = Client().get(address).content.decode()
    assert '<noscript><p><a href="?cards=1">' in plain and 'class="unfolded"' not in plain
    stranger = Client().get(f"{address}?cards=1").content.decode()
    assert stranger.count('class="unfolded"') == 1 and cast.abai.name_en in stranger
    assert "Құпия" not in stranger and f'href="{secret}"' in stranger
    inside = cast.client("serik").get(f"{address}?cards=1").content.decode()
    assert inside.count('class="unfolded"') == 2 and "Құпия" in inside


def test_other_links_stay_links(cast: Cast, topic: Topic) -> None:
    council = f"/kk/councils/{cast.abai.code}/"
    for body in (
        f"Look at [the council]({council})",
        f"- {council} in a list",
        f"https://example.org{council}",
        f"//example.org{council}",
        f"```\n{council}\n```",
        f"Code:\n\n    {council}",
        "/kk/nothing/of/the/kind/",
        "/static/kit/htmx.min.js",
        '<p data-hx-get="/-/cards/?to=/kk/">x</p>',
        "javascript:alert(1)",
    ):
        assert not re.search(r"<[^>]+data-hx", said(topic, cast, body)), body


def test_a_text_asks_for_ten_cards_at_most(cast: Cast, topic: Topic) -> None:
    html = said(topic, cast, "\n\n".join([f"/kk/councils/{cast.abai.code}/"] * 14))
    assert len(ASKED.findall(html)) == MOST_CARDS == 10


def test_the_text_stays_as_it_was_typed(cast: Cast, topic: Topic) -> None:
    body = f"See:\n/kk/councils/{cast.abai.code}/\nand tell"
    said(topic, cast, body)
    assert Post.objects.latest("pk").body == body


def test_cards_say_what_the_thing_is_in_the_readers_language(cast: Cast, topic: Topic) -> None:
    deputy = f"/kk/deputies/{cast.aigerim.person.pk}/"
    status, html = card(deputy, "anonymous", cast)
    assert status == 200
    assert "Aigerim" in html
    assert "Ecology" in html
    assert f'href="/en/deputies/{cast.aigerim.person.pk}/"' in html
    assert "Экология" in card(deputy, "anonymous", cast, "ru")[1]
    status, html = card(f"/ru/councils/{cast.abai.code}/", "anonymous", cast)
    assert "Chair" in html
    assert "3 deputies" in html
    status, html = card(f"/ru/commissions/{cast.ecology.pk}/", "anonymous", cast)
    assert "Ecology" in html
    status, html = card(f"/ru/dialogue/topics/{topic.pk}/", "anonymous", cast)
    assert "A public question" in html


def test_a_reply_unfolds_into_its_topic_author_and_first_words(cast: Cast, topic: Topic) -> None:
    body = f"**Rates & fees** of 2026 {'and more ' * 30}"
    post = actions.reply(topic, by=cast.viktor, body=body, language="en")
    status, html = card(f"/kk/dialogue/posts/{post.pk}/", "anonymous", cast)
    assert status == 200
    assert f'href="/en/dialogue/posts/{post.pk}/"' in html
    assert "A public question" in html and "Viktor" in html
    assert "Rates &amp; fees of 2026 and more" in html and "…" in html
    # As soon as the text is taken away or hidden there is nothing to unfold.
    actions.blank(post, by=cast.operator, reason="court")
    assert card(f"/kk/dialogue/posts/{post.pk}/", "viktor", cast) == (204, "")


def test_a_reply_in_a_closed_room_unfolds_for_those_who_may_enter(
    cast: Cast, closed_topic: Topic
) -> None:
    address = f"/en/dialogue/posts/{closed_topic.posts.get().pk}/"
    assert "secretword" in card(address, "serik", cast)[1]
    nothing = card("/en/dialogue/posts/999999/", "viktor", cast)
    for part in ("anonymous", "viktor", "clerk_elsewhere", "citizen", "operator"):
        assert card(address, part, cast) == nothing == (204, ""), part


@pytest.mark.parametrize("part", ["anonymous", "viktor", "clerk_elsewhere", "citizen", "operator"])
def test_a_closed_topic_answers_outsiders_as_one_that_does_not_exist(
    cast: Cast, closed_topic: Topic, commission_topic: Topic, part: str
) -> None:
    nothing = card("/en/dialogue/topics/999999/", part, cast)
    assert nothing == (204, "")
    for closed in (closed_topic, commission_topic):
        assert card(f"/en/dialogue/topics/{closed.pk}/", part, cast) == nothing


def test_a_closed_topic_unfolds_for_those_who_may_enter(cast: Cast, closed_topic: Topic) -> None:
    for part in ("serik", "clerk"):
        assert "secretword" in card(f"/en/dialogue/topics/{closed_topic.pk}/", part, cast)[1]


def test_a_title_taken_away_is_not_on_the_card(cast: Cast, topic: Topic) -> None:
    actions.blank(topic.posts.get(), by=cast.operator, reason="court")
    assert "public question" not in card(f"/en/dialogue/topics/{topic.pk}/", "viktor", cast)[1]


@pytest.mark.parametrize(
    "to",
    [
        "", "/", "/en/", "https://example.org/en/councils/x/", "//example.org/", "x" * 5000,
        "/en/dialogue/topics/99999999999999999999/", "/en/dialogue/posts/99999999999999999999/",
        "/en/deputies/0/", "/en/../etc/passwd",
        "javascript:alert(1)", "/en/cards/?to=/en/cards/", "/en/councils/%00/",
    ],
)  # fmt: skip
def test_what_is_no_page_with_a_card_is_answered_with_nothing(cast: Cast, to: str) -> None:
    assert card(to, "anonymous", cast) == (204, "")


def test_a_card_is_only_read(cast: Cast) -> None:
    assert Client().post("/en/cards/", {"to": "/en/"}).status_code == 405


def test_cards_cost_the_topic_page_no_query(cast: Cast, topic: Topic) -> None:
    address = f"/en/dialogue/topics/{topic.pk}/"
    Client().get(address)
    with CaptureQueriesContext(connection) as plain:
        Client().get(address)
    actions.reply(topic, by=cast.viktor, language="en", body=f"/kk/councils/{cast.abai.code}/")
    with CaptureQueriesContext(connection) as with_card:
        Client().get(address)
    assert len(with_card) == len(plain)
