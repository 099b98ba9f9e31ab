"""The way of a matter: topic, item of an agenda, decision, commitment, the same on every page."""

import re

import pytest

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.kit import ways
from maslikhat.kit.days import today
from maslikhat.sittings import actions as sittings
from maslikhat.sittings.models import Item, Sitting
from tests.commitments.cast import Cast
from tests.registry.cast import browser
from tests.sittings.cast import HALL, in_days

pytestmark = pytest.mark.django_db


def topic_of(cast: Cast, *, is_closed: bool = False) -> Topic:
    room = RoomRef.of(cast.commission if is_closed else cast.council, is_closed=is_closed)
    by = cast.member if is_closed else cast.deputy
    return start_topic(room, by=by, title="Дорога разбита", body="Что делать?", language="ru")


def sitting_of(cast: Cast) -> Sitting:
    number = str(Sitting.objects.count() + 31)
    session = sittings.plan_session(cast.council, by=cast.clerk, kind="ordinary", number=number)
    return sittings.plan_sitting(session, by=cast.clerk, starts_at=in_days(20), hall=HALL)


def item_of(cast: Cast, topic: Topic, *, is_public: bool = True) -> Item:
    """The topic was suggested by a deputy and taken onto an agenda."""
    sitting = sitting_of(cast)
    told = sittings.suggest_item(cast.council, topic, by=cast.deputy, title=topic.title)
    item = sittings.accept_suggestion(told, by=cast.clerk, sitting=sitting).item
    assert item is not None
    titles = {"kk": "Жол бұзылған", "ru": topic.title}
    item = sittings.edit_item(item, by=cast.clerk, titles=titles, kind=item.kind)
    if is_public:
        sittings.convene(sitting, by=cast.clerk)
    return item


def words(ref: ways.Ref, reader: object = None) -> list[str]:
    return [str(one.words) for one in ways.way_of(ref, reader, "en")]


def test_a_matter_is_followed_from_its_topic_over_the_agenda_to_its_end(cast: Cast) -> None:
    topic = topic_of(cast)
    item = item_of(cast, topic)
    made = cast.send(Kind.RECOMMENDATION, topic=topic, item=item)
    # What lies ahead is said as what is to come.
    expected = ["Raised", "On the agenda", "Asked", "An answer", "Bringing it to its end"]
    for ref in (("topic", topic.pk), ("item", item.pk), ("commitment", made.pk)):
        assert words(ref) == expected, ref
    cast.take(made, Act.ANSWER)
    cast.take(made, Act.CLOSE)
    stations = ways.way_of(("topic", topic.pk), None, "en")
    assert [str(one.words) for one in stations][3:] == ["Answered", "Brought to its end"]
    assert all(one.is_past for one in stations if one.words != "On the agenda")
    assert [one.is_here for one in stations] == [True, False, False, False, False]


def test_of_many_letters_the_day_of_an_answer_is_no_day_that_is_owed(cast: Cast) -> None:
    topic = topic_of(cast)
    first, _second = (cast.send(Kind.RECOMMENDATION, topic=topic) for _ in range(2))
    cast.take(first, Act.ANSWER)
    cast.take(first, Act.CLOSE)
    found = [(str(one.words), one.is_past) for one in ways.way_of(("topic", topic.pk), None, "en")]
    assert found[2:] == [("Answered: 1 of 2", False), ("Brought to its end: 1 of 2", False)]
    strip = browser(None).get(f"/en/way/?topic={topic.pk}").content.decode()
    assert strip.count(f'datetime="{today():%Y-%m-%d}"') == 4
    assert "due" not in strip.partition("<main")[2]


def test_of_many_letters_a_withdrawn_one_is_waited_for_no_more(cast: Cast) -> None:
    topic = topic_of(cast)
    first, second, third = (cast.send(Kind.RECOMMENDATION, topic=topic) for _ in range(3))
    for act in (Act.ANSWER, Act.CLOSE):
        first = cast.take(first, act)
    cast.take(second, Act.WITHDRAW)
    told = ["3 bodies were asked", "Answered: 1 of 2", "Brought to its end: 1 of 2"]
    assert words(("topic", topic.pk))[1:] == told
    cast.take(third, Act.WITHDRAW)
    found = [(str(one.words), one.is_past) for one in ways.way_of(("topic", topic.pk), None, "en")]
    assert found[2:] == [("Answered: 1 of 1", True), ("Brought to its end: 1 of 1", True)]


def test_of_many_letters_that_were_all_withdrawn_nothing_is_ahead(cast: Cast) -> None:
    topic = topic_of(cast)
    for _ in range(2):
        cast.take(cast.send(Kind.RECOMMENDATION, topic=topic), Act.WITHDRAW)
    found = [(str(one.words), one.is_past) for one in ways.way_of(("topic", topic.pk), None, "en")]
    assert found[1:] == [("2 bodies were asked", True), ("Withdrawn", True)]


def test_of_a_decision_the_way_shows_its_item_and_its_tasks(cast: Cast) -> None:
    decision = cast.adopted()
    item = sittings.put_item(
        sitting_of(cast), by=cast.clerk, titles={"ru": "О правилах"}, decision=cast.draft()
    )
    Item.objects.filter(pk=item.pk).update(decision=decision)
    sittings.convene(item.sitting, by=cast.clerk)
    first = cast.send(Kind.TASK, decision=decision)
    cast.send(Kind.TASK, decision=decision, addressee=cast.school)
    cast.take(first, Act.ANSWER)
    told = ["On the agenda", "Decided", "2 bodies were asked", "Answered: 1 of 2"]
    assert words(("decision", decision.pk))[:4] == told
    # What stands beside it came out of the same decision, but is no part of its own way.
    assert words(("commitment", first.pk))[:3] == ["On the agenda", "Decided", "Asked"]


def test_what_the_reader_may_not_see_is_no_station(cast: Cast) -> None:
    topic = topic_of(cast, is_closed=True)
    made = cast.send(topic=topic, post=Post.objects.get(topic=topic))
    assert words(("commitment", made.pk))[0] == "Asked"
    assert words(("topic", topic.pk)) == []
    assert words(("commitment", made.pk), cast.member)[0] == "Raised"
    open_topic = topic_of(cast)
    item = item_of(cast, open_topic, is_public=False)
    assert words(("topic", open_topic.pk)) == ["Raised"]
    assert words(("topic", open_topic.pk), cast.clerk) == ["Raised", "On the agenda"]
    assert "On the agenda" not in words(("item", item.pk))


def test_the_letter_says_which_post_it_came_from(cast: Cast) -> None:
    topic = topic_of(cast)
    post = Post.objects.get(topic=topic)
    made = cast.send(topic=topic, post=post)
    page = browser(None).get(f"/en/commitments/{made.pk}/").content.decode()
    assert f'href="/en/dialogue/posts/{post.pk}/"' in page
    hidden = topic_of(cast, is_closed=True)
    other = cast.send(topic=hidden, post=Post.objects.get(topic=hidden))
    number = Post.objects.get(topic=hidden).pk
    assert (
        f"/en/dialogue/posts/{number}/"
        not in browser(None).get(f"/en/commitments/{other.pk}/").content.decode()
    )


def test_an_item_of_an_agenda_becomes_a_letter_with_its_words(cast: Cast) -> None:
    item = item_of(cast, topic_of(cast))
    page = f"/en/commitments/send/{cast.council.code}/recommendation/?item={item.pk}"
    chair = browser(cast.chair)
    assert "Дорога разбита" in chair.get(page).content.decode()
    told = {
        "author": "council:",
        "addressee": cast.body.pk,
        "language": "ru",
        "title": "Дорога",
        "text": "Отремонтируйте",
        "source": "session",
        "due_on": in_days(30).date().isoformat(),
    }
    assert chair.post(page, told).status_code == 302
    assert item.commitments.count() == 1
    secret = item_of(cast, topic_of(cast), is_public=False)
    shut = chair.get(page.replace(f"item={item.pk}", f"item={secret.pk}")).content.decode()
    assert "It comes from the agenda" not in shut


def test_the_strip_stands_on_each_page_and_asks_little(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    topic = topic_of(cast)
    item = item_of(cast, topic)
    made = cast.send(Kind.RECOMMENDATION, topic=topic, item=item)
    visitor = browser(None)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        shown = visitor.get(f"/en/way/?topic={topic.pk}", headers={"HX-Request": "true"})
    assert re.findall(r"<li class=\"(\w+)", shown.content.decode()) == [
        "past", "ahead", "past", "ahead", "ahead",
    ]  # fmt: skip
    for page in (f"/en/dialogue/topics/{topic.pk}/", f"/en/sittings/{item.sitting_id}/"):
        assert "/en/way/?" in visitor.get(page).content.decode()
    letter = visitor.get(f"/en/commitments/{made.pk}/").content.decode()
    assert 'class="way"' in letter
    assert f"/en/dialogue/topics/{topic.pk}/" in letter


@pytest.mark.parametrize(
    "asked", ["", "?topic=x", "?topic=1&item=1", "?other=1", f"?topic={10**20}"]
)
def test_what_names_no_thing_is_a_bad_question(db: None, asked: str) -> None:
    assert browser(None).get(f"/en/way/{asked}").status_code == 400


def test_a_withdrawn_matter_ends_its_way(cast: Cast) -> None:
    made = cast.send(topic=topic_of(cast))
    actions.withdraw(made, by=cast.deputy, reason="Ошибка")
    assert words(("commitment", made.pk)) == ["Raised", "Asked", "Withdrawn"]


def test_a_post_that_became_a_letter_shows_where_it_led(cast: Cast) -> None:
    topic = topic_of(cast)
    post = topic.posts.get()
    address = f"/en/dialogue/topics/{topic.pk}/"
    link = f"/en/way/?post={post.pk}"
    assert link not in browser(None).get(address).content.decode()
    made = cast.send(Kind.RECOMMENDATION, topic=topic, post=post)
    for reader in (None, cast.deputy):
        assert link in browser(reader).get(address).content.decode()
    led = browser(None).get(link).content.decode()
    assert f"/en/commitments/{made.pk}/" in led
    # The pages of the steps lead along the way as well.
    step = browser(cast.official).get(f"/en/commitments/{made.pk}/answer/").content.decode()
    assert f"/en/way/?commitment={made.pk}" in step
