"""A question is put to deputies: who is proposed, who may ask whom, how often, who hears."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.dialogue import actions
from maslikhat.dialogue.asking import asked_in, desk_of
from maslikhat.dialogue.models import Asking, RoomRef, Topic
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Delivery, Follow, Notice
from maslikhat.registry.models import CommissionMember, Convocation, Mandate, Person
from maslikhat.rubrics.models import Rubric
from tests.dialogue.cast import DAY, Cast, make_deputy
from tests.serving import queries
from tests.worker import drain

pytestmark = pytest.mark.usefixtures("english")
A_WEEK = dt.timedelta(days=7)


def question(cast: Cast, room: RoomRef | None = None, title: str = "How is it done?") -> Topic:
    """A question of Viktor's about the environment."""
    return actions.start_topic(
        room or cast.rooms()["public"],
        by=cast.viktor,
        title=title,
        body="Text",
        language="en",
        kind="question",
        rubric=Rubric.objects.get(code="environment"),
    )


def number(cast: Cast, part: str) -> int:
    return Person.objects.get(user=cast.users[part]).pk


def proposed(cast: Cast, topic: Topic) -> list[int]:
    return [one.person for one in desk_of(topic, cast.viktor).proposed]


def make_members(cast: Cast, *parts: str) -> None:
    for part in parts:
        mandate = Mandate.objects.get(person__user=cast.users[part])
        CommissionMember.objects.create(commission=cast.ecology, mandate=mandate, from_day=DAY)


def test_who_knows_the_subject_is_proposed_with_the_reason(cast: Cast) -> None:
    """Aigerim chairs the commission; Dana's answer on the subject was accepted."""
    before = question(cast, title="An earlier one")
    actions.accept(actions.reply(before, by=cast.dana, body="So", language="en"), by=cast.viktor)
    topic = question(cast)
    desk = desk_of(topic, cast.viktor)
    found = {one.person: one.reasons for one in desk.proposed}
    assert list(found) == [number(cast, "aigerim"), number(cast, "dana")]
    assert found[number(cast, "aigerim")][0] == "chairs the commission “Ecology”"
    assert found[number(cast, "dana")] == ["answered 1 question on this subject"]
    assert (desk.without_account, desk.asked_lately) == (0, 0)


def test_who_is_never_proposed(cast: Cast) -> None:
    """The asker, who has replied, who was asked, who has no account or a closed one, who left."""
    make_members(cast, "viktor", "serik", "chair", "dana", "former")
    topic = question(cast)
    assert number(cast, "viktor") not in proposed(cast, topic)
    assert number(cast, "former") not in proposed(cast, topic)
    assert len(proposed(cast, topic)) == 4
    actions.reply(topic, by=cast.serik, body="So", language="en")
    actions.ask(topic, [number(cast, "aigerim")], by=cast.viktor)
    Person.objects.filter(user=cast.chair).update(user=None)
    desk = desk_of(topic, cast.viktor)
    assert [one.person for one in desk.proposed] == [number(cast, "dana")]
    assert desk.without_account == 1
    cast.dana.is_active = False
    cast.dana.save()
    assert desk_of(topic, cast.viktor) == ([], 2, 0)
    # In another topic who was asked this week is counted, and not proposed.
    other = question(cast, title="Another")
    assert desk_of(other, cast.viktor).asked_lately == 1


def test_in_a_closed_room_its_own_alone_are_proposed_and_asked(cast: Cast) -> None:
    make_members(cast, "serik")
    there = Mandate.objects.get(person__user=cast.viktor).convocation
    colleague = make_deputy("Colleague", there)
    place = RoomRef.of(cast.abay_district, is_closed=True)
    topic = question(cast, place, title="A closed one")
    answered = question(cast, title="An open one")
    for by in (colleague.person.user, cast.dana):
        assert by is not None
        reply = actions.reply(answered, by=by, body=f"So {by.pk}", language="en")
        actions.accept(reply, by=cast.viktor)
        other = question(cast, title=f"More {by.pk}")
        reply = actions.reply(other, by=by, body=f"Thus {by.pk}", language="en")
        actions.accept(reply, by=cast.viktor)
    assert proposed(cast, topic) == [colleague.person_id]
    for part in ("aigerim", "dana"):
        with pytest.raises(Refused, match="who are proposed"):
            actions.ask(topic, [number(cast, part)], by=cast.viktor)
    assert actions.ask(topic, [colleague.person_id], by=cast.viktor)


def test_what_was_accepted_where_the_asker_may_not_read_is_no_reason(cast: Cast) -> None:
    rubric = Rubric.objects.get(code="environment")
    inside = actions.start_topic(
        RoomRef.of(cast.abai, is_closed=True), by=cast.aigerim, title="Inside", body="b",
        language="en", kind="question", rubric=rubric,
    )  # fmt: skip
    actions.accept(actions.reply(inside, by=cast.serik, body="So", language="en"), by=cast.aigerim)
    assert number(cast, "serik") not in proposed(cast, question(cast))


def test_who_is_asked_hears_at_once_and_alone(cast: Cast) -> None:
    topic = question(cast)
    Follow.objects.create(user=cast.dana, kind="dialogue.topic", number=topic.pk)
    drain("default")
    Notice.objects.all().delete()
    actions.ask(topic, [number(cast, "aigerim"), number(cast, "serik")], by=cast.viktor)
    drain("default")
    told = Notice.objects.filter(happening__act="dialogue.ask")
    assert set(told.values_list("user", "mode")) == {
        (cast.aigerim.pk, "direct"),
        (cast.serik.pk, "direct"),
    }
    assert Delivery.objects.filter(kind="direct").count() == 2
    entries = Entry.objects.filter(act="dialogue.ask")
    assert [(one.kind, one.subject) for one in entries] == [("dialogue.topic", topic.pk)]
    page = cast.client("aigerim").get("/en/notices/").content.decode()
    assert "asks you a question" in page


def test_sent_again_it_asks_nobody_and_says_nothing(cast: Cast) -> None:
    topic = question(cast)
    wanted = [number(cast, "aigerim"), number(cast, "serik")]
    assert len(actions.ask(topic, wanted, by=cast.viktor)) == 2
    assert actions.ask(topic, wanted, by=cast.viktor) == []
    assert len(actions.ask(topic, [*wanted, number(cast, "dana")], by=cast.viktor)) == 1
    assert Asking.objects.count() == 3
    assert Entry.objects.filter(act="dialogue.ask").count() == 2


@pytest.mark.parametrize(
    ("later", "is_asked"),
    [
        (dt.timedelta(0), False),
        (A_WEEK - dt.timedelta(microseconds=1), False),
        (A_WEEK, True),
        (A_WEEK + dt.timedelta(microseconds=1), True),
    ],
)
def test_a_deputy_is_asked_once_a_week_over_all_topics(
    cast: Cast, later: dt.timedelta, is_asked: bool
) -> None:
    first, second = question(cast), question(cast, title="Another")
    before = timezone.now() - dt.timedelta(days=20)
    actions.ask(first, [number(cast, "aigerim")], by=cast.viktor, at=before)
    if is_asked:
        assert actions.ask(second, [number(cast, "aigerim")], by=cast.viktor, at=before + later)
        return
    with pytest.raises(Refused, match="Aigerim Тест was asked less than a week ago"):
        actions.ask(
            second,
            [number(cast, "serik"), number(cast, "aigerim")],
            by=cast.viktor,
            at=before + later,
        )
    assert Asking.objects.count() == 1


def test_five_are_waited_for_at_a_time(cast: Cast) -> None:
    seats = [make_deputy(f"Peer{n}", convene_there(cast)) for n in range(7)]
    people = [seat.person for seat in seats]
    topic = question(cast)
    with pytest.raises(Refused, match="Five deputies"):
        actions.ask(topic, [p.pk for p in people[:6]], by=cast.viktor)
    actions.ask(topic, [p.pk for p in people[:5]], by=cast.viktor)
    with pytest.raises(Refused, match="Five deputies"):
        actions.ask(topic, [people[5].pk], by=cast.viktor)
    assert people[0].user is not None
    actions.reply(topic, by=people[0].user, body="So", language="en")
    actions.ask(topic, [people[5].pk], by=cast.viktor)
    with pytest.raises(Refused, match="Five deputies"):
        actions.ask(topic, [people[6].pk], by=cast.viktor)
    # Who has been silent for a week is waited for no longer.
    Asking.objects.filter(person=people[1]).update(at=timezone.now() - A_WEEK)
    actions.ask(topic, [people[6].pk], by=cast.viktor)
    assert [row.is_answered for row in asked_in(topic)].count(True) == 1


def convene_there(cast: Cast) -> Convocation:
    return Mandate.objects.get(person__user=cast.viktor).convocation


def test_forged_numbers_are_refused_and_nobody_is_asked(cast: Cast) -> None:
    topic = question(cast)
    actions.reply(topic, by=cast.dana, body="So", language="en")
    client, address = cast.client("viktor"), f"/en/dialogue/topics/{topic.pk}/ask/"
    good = str(number(cast, "aigerim"))
    lonely = make_deputy("Lonely", convene_there(cast)).person
    Person.objects.filter(pk=lonely.pk).update(user=None)
    for words, status in (
        ([], 422),
        (["0"], 422),
        (["-1", good], 422),
        (["x"], 422),
        (["٣"], 422),
        (["9" * 18], 422),
        (["9" * 400], 422),
        (["1e3", good], 422),
        ([str(number(cast, "viktor"))], 422),
        ([str(number(cast, "former"))], 422),
        ([str(lonely.pk), good], 422),
        ([str(number(cast, "dana")), good], 409),
        ([good] * 51, 400),
    ):
        answer = client.post(address, {"person": words})
        assert answer.status_code == status, words
    assert not Asking.objects.exists()
    assert client.get(address).status_code == 405
    assert client.post(address, {"person": [good, good]}).status_code == 302
    assert Asking.objects.count() == 1


@pytest.mark.parametrize(
    "part",
    ["anonymous", "aigerim", "operator", "clerk", "official", "citizen", "former"],
)
def test_who_did_not_ask_the_question_asks_nobody_and_sees_nothing(cast: Cast, part: str) -> None:
    topic = question(cast)
    client = cast.client(part)
    page = client.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "/peers/" not in page
    peers = client.get(f"/en/dialogue/topics/{topic.pk}/peers/")
    assert peers.status_code == (302 if part == "anonymous" else 404)
    answer = client.post(
        f"/en/dialogue/topics/{topic.pk}/ask/", {"person": [number(cast, "serik")]}
    )
    assert answer.status_code == (302 if part == "anonymous" else 403)
    assert not Asking.objects.exists()


def test_a_closed_question_is_hidden_from_strangers(cast: Cast) -> None:
    topic = actions.start_topic(
        RoomRef.of(cast.abai, is_closed=True), by=cast.aigerim, title="Inside", body="b",
        language="en", kind="question", rubric=cast.rubric,
    )  # fmt: skip
    for path in ("peers", "ask"):
        client = cast.client("viktor")
        ask = client.post if path == "ask" else client.get
        assert ask(f"/en/dialogue/topics/{topic.pk}/{path}/").status_code == 404
    with pytest.raises(Hidden):
        actions.ask(topic, [number(cast, "serik")], by=cast.viktor)
    # Who has left the council and so the room asks nobody there any more.
    seat = Mandate.objects.filter(person__user=cast.aigerim)
    seat.update(to_day=DAY + dt.timedelta(days=9), end_reason="resigned")
    left = type(cast.aigerim).objects.get(pk=cast.aigerim.pk)
    with pytest.raises(Hidden):
        actions.ask(topic, [number(cast, "serik")], by=left)


def test_what_is_closed_answered_or_no_question_is_put_to_nobody(cast: Cast) -> None:
    wanted = [number(cast, "serik")]
    topic = question(cast)
    reply = actions.reply(topic, by=cast.dana, body="So", language="en")
    actions.accept(reply, by=cast.viktor)
    with pytest.raises(Refused, match="has its answer"):
        actions.ask(topic, wanted, by=cast.viktor)
    actions.unaccept(topic, by=cast.viktor)
    actions.close(topic, by=cast.operator)
    with pytest.raises(Refused, match="is closed"):
        actions.ask(topic, wanted, by=cast.viktor)
    actions.reopen(topic, by=cast.operator)
    assert actions.ask(topic, wanted, by=cast.viktor)
    experience = cast.start("public", "What we did")
    with pytest.raises(Refused, match="Only the deputy who asked"):
        actions.ask(experience, wanted, by=cast.aigerim)


def test_the_page_shows_who_was_asked_and_who_has_answered(cast: Cast) -> None:
    make_members(cast, "serik")
    topic = question(cast)
    client = cast.client("viktor")
    address = f"/en/dialogue/topics/{topic.pk}/peers/"
    assert address in client.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "chairs the commission" in part
    assert f'value="{number(cast, "serik")}"' in part
    part = client.post(
        f"/en/dialogue/topics/{topic.pk}/ask/",
        {"person": [number(cast, "serik")]},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "not yet answered" in part
    assert f'value="{number(cast, "serik")}"' not in part
    reply = actions.reply(topic, by=cast.serik, body="So", language="en")
    page = client.get(address).content.decode()
    assert "not yet answered" not in page
    assert "answered" in page
    actions.accept(reply, by=cast.viktor)
    page = client.get(address).content.decode()
    assert "Serik" in page
    assert "Ask them" not in page


def test_the_topic_page_asks_nothing_more_for_it(cast: Cast) -> None:
    topic = question(cast)
    actions.ask(topic, [number(cast, "serik")], by=cast.viktor)
    address = f"/en/dialogue/topics/{topic.pk}/"
    for part, most in (("anonymous", 5), ("aigerim", 12), ("viktor", 12)):
        client = cast.client(part)
        queries(client, address)
        assert queries(client, address) <= most, part


def test_who_asked_finds_whom_to_ask_before_the_own_reply(cast: Cast) -> None:
    topic = question(cast)
    pages = {
        part: cast.client(part).get(f"/kk/dialogue/topics/{topic.pk}/").content.decode()
        for part in ("viktor", "aigerim")
    }
    assert pages["viktor"].index('id="peers"') < pages["viktor"].index('id="reply"')
    assert 'id="peers"' not in pages["aigerim"]


def test_whom_to_ask_is_found_in_a_fixed_number_of_queries(cast: Cast) -> None:
    topic = question(cast)
    counts = []
    for round_ in range(2):
        fresh = Topic.objects.select_related("room").get(pk=topic.pk)
        with CaptureQueriesContext(connection) as captured:
            assert desk_of(fresh, cast.viktor).proposed
        counts.append(len(captured))
        for n in range(20):
            seat = make_deputy(f"Peer{round_}x{n}", convene_there(cast))
            CommissionMember.objects.create(commission=cast.ecology, mandate=seat, from_day=DAY)
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("htmx", [True, False])
def test_who_was_asked_already_is_said_to_be(cast: Cast, htmx: bool) -> None:
    client, topic = cast.client("viktor"), question(cast)
    address, words = f"/en/dialogue/topics/{topic.pk}/ask/", {"person": number(cast, "aigerim")}
    headers = {"HX-Request": "true"} if htmx else {}

    def said() -> str:
        return client.post(address, words, headers=headers, follow=not htmx).content.decode()

    assert "asked here already" not in said()
    again = said()
    assert "They were asked here already: nobody is asked a second time." in again
    assert "each hears of it at once" not in again
