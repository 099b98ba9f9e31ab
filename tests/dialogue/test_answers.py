"""Kinds and subjects of topics, marks of use, and the answer that is accepted."""

import pytest
from django.db import IntegrityError, transaction

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, RoomRef, Topic, UsefulMark
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from tests.dialogue.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def question(cast: Cast) -> Topic:
    """A question of Aigerim's about a subject, in the room of all deputies."""
    return actions.start_topic(
        RoomRef.of(), by=cast.aigerim, title="Who checks the wells?", body="We have forty.",
        language="en", kind="question", rubric=cast.rubric,
    )  # fmt: skip


@pytest.fixture
def answer(cast: Cast, question: Topic) -> Post:
    """What Viktor, of another council, replies."""
    return actions.reply(question, by=cast.viktor, body="We check twice a year.", language="en")


def test_a_question_names_its_subject_unless_the_room_does(cast: Cast) -> None:
    words = {"title": "Who checks?", "body": "Tell us.", "language": "en", "kind": "question"}
    with pytest.raises(Refused, match="Choose the subject"):
        actions.start_topic(RoomRef.of(), by=cast.aigerim, **words)
    made = actions.start_topic(RoomRef.of(cast.rubric), by=cast.aigerim, **words)
    assert (made.kind, made.rubric) == ("question", None)
    with pytest.raises(Refused, match="what the topic is for"):
        actions.start_topic(RoomRef.of(), by=cast.aigerim, **{**words, "kind": "quarrel"})


def test_a_subject_finds_topics_by_their_own_word_and_by_their_room(
    cast: Cast, question: Topic
) -> None:
    there = cast.start("public", "In the room of the subject")
    elsewhere = cast.start("closed", "About nothing of the kind")
    found = set(Topic.objects.about(cast.rubric))
    assert found == {question, there}
    page = cast.client("anonymous").get(f"/en/dialogue/?rubric={cast.rubric.code}")
    assert b"Who checks the wells?" in page.content
    assert str(elsewhere.title).encode() not in page.content
    other = cast.client("anonymous").get("/en/dialogue/?purpose=proposal").content
    assert b"Who checks the wells?" not in other
    assert cast.client("anonymous").get("/en/dialogue/?purpose=quarrel").status_code == 400


def test_a_mark_counts_once_and_may_be_taken_back(cast: Cast, answer: Post) -> None:
    before = Entry.objects.count()
    for _again in range(2):
        assert actions.mark_useful(answer, by=cast.aigerim).useful_count == 1
    assert actions.mark_useful(answer, by=cast.dana).useful_count == 2
    for _again in range(2):
        assert actions.unmark_useful(answer, by=cast.dana).useful_count == 1
    assert UsefulMark.objects.count() == 1
    assert Entry.objects.count() == before


def test_nobody_marks_the_own_post_or_one_taken_away(cast: Cast, answer: Post) -> None:
    with pytest.raises(Refused, match="another deputy"):
        actions.mark_useful(answer, by=cast.viktor)
    actions.blank(answer, by=cast.operator, reason="court")
    with pytest.raises(Refused, match="while the text stands"):
        actions.mark_useful(answer, by=cast.aigerim)


@pytest.mark.parametrize("part", ["citizen", "official", "former", "operator", "clerk_elsewhere"])
def test_only_deputies_mark(cast: Cast, answer: Post, part: str) -> None:
    with pytest.raises(Refused):
        actions.mark_useful(answer, by=getattr(cast, part))
    assert not UsefulMark.objects.exists()


def test_the_button_comes_back_as_it_now_is(cast: Cast, answer: Post) -> None:
    client = cast.client("aigerim")
    address = f"/en/dialogue/posts/{answer.pk}/useful/"
    fresh = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in fresh and "not-useful" in fresh
    assert client.post(address)["Location"].endswith(f"#post-{answer.pk}")
    page = client.get(f"/en/dialogue/topics/{answer.topic_id}/").content.decode()
    assert 'aria-pressed="true"' in page
    seen = cast.client("anonymous").get(f"/en/dialogue/topics/{answer.topic_id}/").content.decode()
    assert "Useful to 1 deputy" in seen and "not-useful" not in seen


def test_who_asked_accepts_an_answer_and_another_in_its_place(
    cast: Cast, question: Topic, answer: Post
) -> None:
    actions.accept(answer, by=cast.aigerim)
    better = actions.reply(question, by=cast.dana, body="The law says four times.", language="en")
    actions.accept(better, by=cast.aigerim)
    question.refresh_from_db()
    assert question.accepted == better
    assert Entry.objects.order_by("-pk")[0].act == "dialogue.accept"
    page = cast.client("anonymous").get(f"/en/dialogue/topics/{question.pk}/").content.decode()
    assert page.count("Accepted answer") == 1 and "See the accepted answer" in page
    actions.unaccept(question, by=cast.aigerim)
    actions.unaccept(question, by=cast.aigerim)
    assert Entry.objects.filter(act="dialogue.unaccept").count() == 1


def test_nobody_else_accepts_and_no_own_reply_is_accepted(
    cast: Cast, question: Topic, answer: Post
) -> None:
    for part in ("viktor", "dana", "chair", "operator", "citizen"):
        with pytest.raises(Refused, match="Only the deputy who asked"):
            actions.accept(answer, by=getattr(cast, part))
    own = actions.reply(question, by=cast.aigerim, body="I found out.", language="en")
    with pytest.raises(Refused, match="your own"):
        actions.accept(own, by=cast.aigerim)
    told = actions.reply(cast.start("public", "Told"), by=cast.viktor, body="Well.", language="en")
    with pytest.raises(Refused, match="Only the deputy who asked"):
        actions.accept(told, by=cast.aigerim)


def test_an_answer_whose_text_is_taken_away_answers_no_more(
    cast: Cast, question: Topic, answer: Post
) -> None:
    actions.accept(answer, by=cast.aigerim)
    actions.blank(answer, by=cast.operator, reason="court")
    question.refresh_from_db()
    assert question.accepted is None


def test_the_database_knows_that_only_questions_are_answered(cast: Cast, answer: Post) -> None:
    told = cast.start("public", "Told")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=told.pk).update(accepted=answer)


def test_a_closed_room_hides_its_posts_from_marks(cast: Cast, closed_topic: Topic) -> None:
    post = closed_topic.posts.get()
    for part in ("viktor", "dana", "operator"):
        for act in (actions.mark_useful, actions.accept):
            with pytest.raises(Hidden):
                act(post, by=getattr(cast, part))


def test_a_quotation_stands_in_the_form_under_its_authors_name(cast: Cast, answer: Post) -> None:
    asked = f"/en/dialogue/topics/{answer.topic_id}/?quote="
    page = cast.client("aigerim").get(f"{asked}{answer.pk}").content.decode()
    assert "&gt; **" in page and "&gt; We check twice a year." in page
    for wrong in ("0", "999999", "x", "9" * 30, str(cast.start("closed", "Other").posts.get().pk)):
        page = cast.client("aigerim").get(f"{asked}{wrong}")
        assert page.status_code == 200 and b"&gt; **" not in page.content
