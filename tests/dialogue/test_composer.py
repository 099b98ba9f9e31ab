"""The composer: a preview with and without a script, and whom to name."""

import re

import pytest

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.kit.kazakh import sort_key
from maslikhat.registry.models import Person
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_the_preview_is_what_the_post_will_be_and_posts_nothing(cast: Cast, topic: Topic) -> None:
    client, body = cast.client("viktor"), f"**Bold**\n\n/kk/councils/{cast.abai.code}/"
    drawn = client.post("/en/dialogue/preview/", {"body": body}, headers=HTMX).content.decode()
    assert "<strong>Bold</strong>" in drawn
    assert 'data-hx-get="/en/cards/' in drawn
    assert Post.objects.count() == 1
    client.post(f"/en/dialogue/topics/{topic.pk}/reply/", {"body": body, "language": "en"})
    page = client.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    text = re.search(r'<div class="body">(.*?)</div>', drawn, re.S)[1].strip()  # type: ignore[index]
    assert text in page


@pytest.mark.parametrize("body", ["", "\u200b", "x" * 20_001, "> " * 2_000])
def test_what_could_not_be_posted_is_refused_with_a_sentence(cast: Cast, body: str) -> None:
    answer = cast.client("viktor").post("/en/dialogue/preview/", {"body": body}, headers=HTMX)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#refusal"


def test_hostile_text_does_nothing_in_the_preview(cast: Cast) -> None:
    body = "<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n<p data-hx-get=/x>"
    answer = cast.client("viktor").post("/en/dialogue/preview/", {"body": body}, headers=HTMX)
    text = answer.content.decode()
    assert not re.search(r"<script|<[^>]+(javascript|data-hx)", text)


def test_only_deputies_draw(cast: Cast) -> None:
    for part, status in (("anonymous", 302), ("citizen", 403), ("operator", 403), ("former", 403)):
        assert cast.client(part).post("/en/dialogue/preview/", {"body": "x"}).status_code == status


@pytest.mark.parametrize("part", ["aigerim"])
def test_without_a_script_the_page_shows_the_preview_and_keeps_the_text(
    cast: Cast, topic: Topic, part: str
) -> None:
    client, post = cast.client(part), topic.posts.get()
    words = {
        "body": "**Bold**", "language": "ru", "title": "A new matter", "room": "national",
        "kind": "proposal", "preview": "1",
    }  # fmt: skip
    for address in (f"topics/{topic.pk}/reply/", "start/", f"posts/{post.pk}/edit/"):
        answer = client.post(f"/en/dialogue/{address}", words)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert "<strong>Bold</strong>" in page.split('id="preview"')[1], address
        assert "**Bold**</textarea>" in page
        other = re.search(r'hreflang="ru" href="([^"]+)"', page)[1]  # type: ignore[index]
        assert client.get(other).status_code == 200, other
        empty = client.post(f"/en/dialogue/{address}", {**words, "body": ""})
        assert empty.status_code == 200
        assert 'class="wrong"' in empty.content.decode()
    assert Post.objects.count() == 1
    assert Post.objects.get().version == 1


def named(cast: Cast, typed: str, part: str = "viktor", lang: str = "en") -> list[str]:
    """The links offered to who types this after an "@"."""
    answer = cast.client(part).get(f"/{lang}/dialogue/mention/", {"q": typed}, headers=HTMX)
    return re.findall(r'data-insert="([^"]+)"', answer.content.decode())


def test_whom_to_name_is_found_as_one_types(cast: Cast) -> None:
    person = cast.aigerim.person.pk
    assert named(cast, "aige") == [f"[Aigerim Тест](/en/deputies/{person}/)"]
    assert named(cast, "AIGERIM") == [f"[Aigerim Тест](/en/deputies/{person}/)"]
    assert named(cast, "Экол", lang="ru") == [f"[Экология](/ru/commissions/{cast.ecology.pk}/)"]
    assert any(f"/en/councils/{cast.abai.code}/" in one for one in named(cast, "абай облы"))
    # Who no longer sits is not offered; one letter is too little.
    assert named(cast, "former") == []
    assert named(cast, "a") == []
    for odd in ("%", "[]", "\\", "' or 1=1", "~~", "ж" * 500, "   "):
        assert named(cast, odd) == []


def test_whom_to_name_is_a_page_without_a_script(cast: Cast) -> None:
    page = cast.client("viktor").get("/en/dialogue/mention/", {"q": "aige"}).content.decode()
    assert f"[Aigerim Тест](/en/deputies/{cast.aigerim.person.pk}/)" in page
    assert "<h1" in page
    assert "Nobody is called so" in (
        cast.client("viktor").get("/en/dialogue/mention/", {"q": "zzz"}).content.decode()
    )
    for part, status in (("anonymous", 302), ("citizen", 403)):
        assert cast.client(part).get("/en/dialogue/mention/", {"q": "aige"}).status_code == status


@pytest.mark.django_db
def test_a_question_without_a_subject_is_asked_for_it_at_the_field(cast: Cast) -> None:
    words = {
        "kind": "question", "room": "national", "title": "Who mends roads", "body": "Long **text**",
        "language": "en",
    }  # fmt: skip
    client = cast.client("aigerim")
    assert "(required for a question)" in client.get("/en/dialogue/start/").content.decode()
    answer = client.post("/en/dialogue/start/", words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the subject" in page.split('id="id_rubric_error"')[1].split("</div>")[0]
    assert "Long **text**</textarea>" in page and "Who mends roads" in page
    # A room that is of a subject names it.
    room = str(RoomRef.of(cast.rubric))
    assert client.post("/en/dialogue/start/", {**words, "room": room}).status_code == 302


@pytest.mark.parametrize("htmx", [True, False])
def test_a_refused_reply_stands_in_its_form_again(cast: Cast, topic: Topic, htmx: bool) -> None:
    """Thirty texts within the hour are enough: what is written then is kept in the form."""
    for number in range(30):
        actions.reply(topic, by=cast.viktor, body=f"Text {number}", language="en")
    page = f"/en/dialogue/topics/{topic.pk}/"
    headers = HTMX if htmx else {"Referer": f"http://testserver{page}"}
    words = {"body": "One text too many", "language": "ru"}
    answer = cast.client("viktor").post(f"{page}reply/", words, headers=headers)
    assert answer.status_code == 429
    text = answer.content.decode()
    if htmx:
        assert answer["HX-Retarget"] == "#refusal" and "<form" not in text
        return
    form = text.split('id="reply"')[1].split("</form>")[0]
    assert "30 times within an hour" in form
    assert "One text too many</textarea>" in form and '"ru" selected' in form


@pytest.mark.parametrize("with_script", [True, False])
def test_the_preview_says_which_names_tell_nobody(
    cast: Cast, topic: Topic, with_script: bool
) -> None:
    client, person = cast.client("aigerim"), cast.viktor.person
    Person.objects.filter(pk=person.pk).update(sort_kk=sort_key("Viktor Тест"))
    body = (
        f"@Viktor Тест скажите, и (@Nobody Such): [@Dana](/kk/deputies/{cast.dana.person.pk}/), "
        "mail viktor@serik.kz"
    )
    if with_script:
        page = client.post("/en/dialogue/preview/", {"body": body}, headers=HTMX).content.decode()
    else:
        words = {"body": body, "language": "ru", "preview": "1"}
        page = client.post(f"/en/dialogue/topics/{topic.pk}/reply/", words).content.decode()
    notes = re.findall(r'<p class="note top">(“@.*?)</p>', page, re.S)
    assert len(notes) == 2
    assert "“@Viktor Тест”" in notes[0] and f"(/en/deputies/{person.pk}/)" in notes[0]
    assert "“@Nobody”" in notes[1] and "Choose whom to name" in notes[1]


def test_a_name_that_means_two_is_not_guessed(cast: Cast) -> None:
    surname = {f"surname_{lang}": "Viktor" for lang in ("kk", "ru", "en")}
    keys = {f"sort_{lang}": cast.viktor.person.sort_kk for lang in ("kk", "ru", "en")}
    Person.objects.filter(user=cast.dana).update(**surname, **keys)
    page = cast.client("aigerim").post("/en/dialogue/preview/", {"body": "@Viktor"}, headers=HTMX)
    assert "Choose whom to name" in page.content.decode()
