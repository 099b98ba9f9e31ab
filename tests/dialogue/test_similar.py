"""While a question is typed: what is like it, as far as the reader may see it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.dialogue.similar import common_words, similar_to
from maslikhat.search import follower
from maslikhat.search.question import parse
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.usefixtures("english")
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def asked(cast: Cast, title: str, room: RoomRef | None = None, language: str = "kk") -> Topic:
    return actions.start_topic(
        room or cast.rooms()["public"], by=cast.aigerim, title=title, body="text",
        language=language, kind="question",
        rubric=cast.rubric,
    )  # fmt: skip


def found(cast: Cast, part: str, title: str) -> list[int]:
    follower.catch_up()
    return [row.pk for row in similar_to(title, cast.users[part] or AnonymousUser())]


def test_the_likest_comes_first_in_any_form_of_the_words(cast: Cast) -> None:
    near = asked(cast, "Полигонды кім жабады")
    nearest = asked(cast, "Қалдық полигонын қалай жабамыз")
    asked(cast, "Мектептегі үшінші ауысым")
    assert found(cast, "viktor", "қалдық полигонын жабу")[0] == nearest.pk
    assert set(found(cast, "viktor", "полигон")) == {near.pk, nearest.pk}
    assert found(cast, "viktor", "kaldyk poligony")[0] == nearest.pk


def test_among_equals_the_answered_stand_first(cast: Cast) -> None:
    topics = [asked(cast, f"Қалдық полигоны {word}") for word in ("бір", "екі", "үш")]
    actions.accept(
        actions.reply(topics[1], by=cast.viktor, body="So", language="en"), by=cast.aigerim
    )
    assert found(cast, "viktor", "қалдық полигоны")[0] == topics[1].pk
    assert set(found(cast, "viktor", "қалдық полигоны")) == {topic.pk for topic in topics}


def test_a_long_title_is_not_like_what_shares_one_word(cast: Cast) -> None:
    asked(cast, "Мектептегі ыстық тамақ")
    like = asked(cast, "Жол жөндеуге кепілдік мерзімі")
    title = "Мектеп жанындағы жол жөндеу кепілдік мерзімін бақылау"
    assert found(cast, "viktor", title) == [like.pk]


@pytest.mark.parametrize("room", ["closed", "commission"])
def test_nothing_leaks_from_closed_rooms(cast: Cast, room: str) -> None:
    topic = asked(cast, "Secretword landfill question", cast.rooms()[room], "en")
    assert found(cast, "aigerim", "secretword landfill question") == [topic.pk]
    for part in ("viktor", "dana", "former"):
        assert found(cast, part, "secretword landfill question") == []
        page = cast.client(part).get(
            "/en/dialogue/start/similar/", {"title": "secretword landfill"}, headers=HTMX
        )
        assert "landfill" not in page.content.decode()
    page = Client().get(
        "/en/dialogue/start/similar/", {"title": "secretword landfill"}, headers=HTMX
    )
    assert "landfill" not in page.content.decode()


@pytest.mark.parametrize("title", ["", "ал", "и в на", "??", "-қалдық", "x" * 100_000])
def test_too_little_or_nonsense_finds_nothing_and_breaks_nothing(cast: Cast, title: str) -> None:
    asked(cast, "Қалдық полигоны")
    follower.catch_up()
    client = cast.client("viktor")
    if len(title) < 10_000:
        page = client.get("/en/dialogue/start/similar/", {"title": title}, headers=HTMX)
        assert page.status_code == 200
        assert not page.content.strip()
    assert similar_to(title, cast.viktor) == []


def test_a_part_is_asked_for_by_deputies_and_for_questions_alone(cast: Cast) -> None:
    topic = asked(cast, "Қалдық полигоны")
    follower.catch_up()
    address, words = "/kk/dialogue/start/similar/", {"title": "қалдық полигоны"}
    client = cast.client("viktor")
    part = client.get(address, words, headers=HTMX).content.decode()
    assert f"topics/{topic.pk}/" in part
    assert "<html" not in part
    assert not client.get(address, {**words, "kind": "announcement"}, headers=HTMX).content.strip()
    assert client.get(address, words).status_code == 302
    assert cast.client("citizen").get(address, words, headers=HTMX).status_code == 302


def test_without_an_index_the_form_works_and_says_nothing(cast: Cast) -> None:
    assert similar_to("қалдық полигоны", cast.viktor) == []


def test_without_a_script_the_button_looks_and_keeps_what_was_typed(cast: Cast) -> None:
    topic = asked(cast, "Қалдық полигоны")
    follower.catch_up()
    words = {
        "title": "қалдық полигоны", "kind": "question", "body": "Half a <b>sentence",
        "room": "national", "language": "ru", "key": "9b2f6a3e-6a55-4a37-9d0c-2f2f6f6c1a11",
    }  # fmt: skip
    client, before = cast.client("viktor"), Topic.objects.count()
    page = client.post("/en/dialogue/start/", {**words, "look": "similar"})
    assert page.status_code == 200
    text = page.content.decode()
    # They stand after the form, which does not move when they come.
    assert text.index("</textarea>") < text.index(f"topics/{topic.pk}/")
    assert text.index('id="id_title"') < text.index('href="#similar"') < text.index("</textarea>")
    assert "Half a &lt;b&gt;sentence" in text
    assert words["key"] in text
    assert 'class="wrong"' not in text
    assert Topic.objects.count() == before
    text = client.post(
        "/en/dialogue/start/", {"look": "1", "title": "мүлде басқа"}
    ).content.decode()
    assert "No topic like it was found" in text


def test_words_in_common_are_counted_in_any_form() -> None:
    parts = parse('жолды жөндеу "кепілдік мерзімі"').wanted
    assert common_words(parts, "Жол жөндеуге кепілдік мерзімін бақылау") == 3
    assert common_words(parts, "Жолдар") == 1
    assert common_words(parts, "") == 0
