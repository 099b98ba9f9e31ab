"""Referrals between levels: a letter, an answer, and the way of the matter in both councils."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.accounts.models import User
from maslikhat.commitments import actions, moderated, tasks
from maslikhat.commitments.course import Kind
from maslikhat.commitments.joint import delivering
from maslikhat.commitments.models import Commitment, Forwarding, Joint, Taken
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.kit import ways
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger import opened
from maslikhat.ledger.models import Entry
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from maslikhat.notices.models import Happening
from maslikhat.registry import actions as registry
from maslikhat.registry.insiders import heads_and_clerks
from maslikhat.registry.models import Council, Mandate
from tests.commitments.cast import Cast
from tests.registry.cast import DIGEST, SINCE, browser, page, row, user

pytestmark = pytest.mark.django_db
HOME = "/en/commitments/referrals/"
A_MONTH = dt.timedelta(days=30)


def referred(cast: Cast, matter: Any = None, **other: Any) -> Forwarding:
    """The chair of the district's maslikhat refers a recommendation to that of the city."""
    told = {
        "by": cast.chair,
        "council": cast.council,
        "to_council": cast.other,
        "language": "ru",
        "title": "Дорога в район",
        "text": "Дорога городская: решить её у нас нельзя.",
        "due_on": today() + A_MONTH,
        **other,
    }
    return actions.forward(matter or cast.send(Kind.RECOMMENDATION), **told)


def deputy_there(cast: Cast) -> User:
    """A deputy of the other council."""
    convocation = cast.other.convocations.get(number="VIII")
    registry.import_deputies(
        convocation, [row(1, constituency=1)], by=cast.other_clerk, digest=DIGEST
    )
    made = user("deputy_there")
    seated = Mandate.objects.open().of(cast.other).get()
    registry.give_user(seated.person, made, by=cast.operator)
    return made


def words(ref: ways.Ref) -> list[str]:
    return [str(one.words) for one in ways.way_of(ref, None, "kk")]


def test_a_matter_is_followed_through_the_other_council_and_back(cast: Cast) -> None:
    deputy = deputy_there(cast)
    made = cast.send(Kind.RECOMMENDATION)
    address = f"/en/commitments/{made.pk}/"
    sent = referred(cast, made)
    assert f"Referred to: {cast.other.name_en or cast.other.name_kk}" in page(None, address)
    actions.receive(sent, by=cast.other_clerk, number="В-7")
    actions.take_on(sent, by=cast.other_clerk, due_on=today() + 2 * A_MONTH)
    assert "Word comes back" in page(None, address)
    topic = actions.discuss_forwarded(sent, by=deputy)
    akimat = registry.found_body(
        cast.other.unit,
        by=cast.operator,
        kind="akimat",
        name_kk="Қала әкімдігі",
        name_ru="Акимат города",
        from_day=SINCE,
    )
    begun = actions.send(
        cast.other,
        by=cast.other_clerk,
        kind=Kind.RECOMMENDATION,
        author="council",
        addressee=akimat,
        language="ru",
        title="Ремонт",
        text="Отремонтировать дорогу",
        due_on=today() + A_MONTH,
        source="session",
        forwarding=Forwarding.objects.get(),
    )
    actions.report_back(sent, by=cast.other_clerk, text="Дорога в плане города", language="ru")
    told = words(("commitment", made.pk))
    assert told.index("Referred to: Екібастұз қаласының мәслихаты") < told.index("Taken on there")
    assert told.index("Taken on there") < told.index("Raised") < told.index("Word came back")
    assert told.count("Asked") == 2
    assert told.index("Raised") < len(told) - told[::-1].index("Asked") - 1
    # The same from the other end: what it came from stands before it.
    there = words(("topic", topic.pk))
    assert there.index("Asked") < there.index("Raised") < there.index("Word came back")
    shown = page(None, address)
    assert "Word came back" in shown
    assert f"/en/commitments/{begun.pk}/" in shown
    assert f"{HOME}{sent.pk}/" in page(None, f"/en/commitments/{begun.pk}/")
    assert "Дорога в плане города" in page(None, f"{HOME}{sent.pk}/")
    entries = Entry.objects.filter(kind="commitments.forwarding").order_by("pk")
    done = [act.removeprefix("commitments.") for act in entries.values_list("act", flat=True)]
    assert done == ["forward", "receive", "take_on", "discuss_forwarded", "report_back"]
    # Each of them, as all acts on it by office, everyone reads on the public record.
    on_record = opened.of_thing("commitments.forwarding", sent.pk, "en")
    assert {one.row[3].removeprefix("commitments.") for one in on_record} == set(done)


def test_topics_and_joint_inquiries_are_referred_as_well(cast: Cast) -> None:
    room = RoomRef.of(cast.council)
    topic = start_topic(room, by=cast.deputy, title="Дорога", body="Что делать?", language="ru")
    referred(cast, topic)
    assert "Referred to: Екібастұз қаласының мәслихаты" in words(("topic", topic.pk))
    joint = actions.draft_joint(
        cast.council, by=cast.deputy, language="ru", title="Шкафы", text="Сколько?"
    )
    with pytest.raises(Hidden):
        referred(cast, joint)
    actions.address_joint(joint, by=cast.deputy, bodies=[cast.body])
    joint = actions.send_joint(joint, by=cast.deputy)
    delivering.deliver.func(joint.pk)
    referred(cast, joint)
    assert words(("joint", joint.pk))[:2] == [
        "Asked jointly", "Referred to: Екібастұз қаласының мәслихаты",
    ]  # fmt: skip
    assert "Referred to" in page(None, f"/en/way/?joint={joint.pk}")
    assert Joint.objects.get().forwardings.count() == 1


def test_what_stands_in_a_closed_room_is_not_referred(cast: Cast) -> None:
    room = RoomRef.of(cast.commission, is_closed=True)
    closed = start_topic(room, by=cast.member, title="Тайна", body="Что делать?", language="ru")
    with pytest.raises(Hidden):
        referred(cast, closed)
    address = f"{HOME}forward/?topic={closed.pk}"
    page(cast.member, address, 404)


def test_a_matter_of_a_long_name_is_discussed_under_its_beginning(cast: Cast) -> None:
    deputy, long = deputy_there(cast), "Дорога в район " * 18
    sent = actions.take_on(referred(cast, title=long), by=cast.other_clerk)
    topic = actions.discuss_forwarded(sent, by=deputy)
    assert topic.title.startswith("Дорога в район Дорога") and topic.title.endswith("…")


def test_it_goes_to_another_level_only_and_once(cast: Cast) -> None:
    same = Council.objects.on().filter(level=cast.council.level).exclude(pk=cast.council.pk)[0]
    made = cast.send(Kind.RECOMMENDATION)
    for council in (same, cast.council):
        with pytest.raises(Refused, match="another level"):
            referred(cast, made, to_council=council)
    with pytest.raises(Refused, match="of another council"):
        referred(cast, made, by=cast.other_clerk, council=cast.other, to_council=cast.council)
    with pytest.raises(Refused, match="by which it is due"):
        referred(cast, made, due_on=None)
    sent = referred(cast, made)
    with pytest.raises(Refused, match="there already"):
        referred(cast, made)
    actions.recall(sent, by=cast.chair)
    assert referred(cast, made).pk != sent.pk


def test_who_refers_and_who_answers(cast: Cast) -> None:
    for other in (cast.deputy, cast.member, cast.official, cast.citizen, cast.other_clerk):
        with pytest.raises(Refused, match="not yours"):
            referred(cast, by=other)
    # Who chairs the commission refers in its name, the apparatus in both.
    referred(cast, by=cast.member, commission=cast.commission)
    sent = referred(cast, by=cast.clerk)
    for other in (cast.chair, cast.clerk, cast.deputy, cast.official, cast.citizen):
        for act, told in (
            (actions.receive, {"number": "1"}),
            (actions.take_on, {}),
            (actions.turn_down, {"reason": "Нет", "language": "ru"}),
            (actions.report_back, {"text": "Да", "language": "ru"}),
            (actions.discuss_forwarded, {}),
        ):
            with pytest.raises(Refused, match="not yours"):
                act(sent, by=other, **told)
    with pytest.raises(Refused, match="not yours"):
        actions.recall(sent, by=cast.other_clerk)


def test_each_answer_has_its_time(cast: Cast) -> None:
    sent = referred(cast)
    clerk = cast.other_clerk
    with pytest.raises(Refused, match="“Sent”"):
        actions.report_back(sent, by=clerk, text="Да", language="ru")
    with pytest.raises(Refused, match="not taken on"):
        actions.turn_down(sent, by=clerk, reason=" ", language="ru")
    actions.turn_down(sent, by=clerk, reason="Дорога республиканская", language="ru")
    assert Forwarding.objects.get().state == "refused"
    for act in (actions.take_on, actions.recall):
        with pytest.raises(Refused, match="Not taken on"):
            act(sent, by=clerk if act is actions.take_on else cast.chair)
    shown = page(None, f"{HOME}{sent.pk}/")
    assert "Дорога республиканская" in shown
    assert "Why the matter is not taken on" in shown


def test_a_body_is_asked_about_it_by_the_council_that_took_it_on_alone(cast: Cast) -> None:
    sent = referred(cast)
    with pytest.raises(Refused, match="referred on first"):
        cast.send(Kind.RECOMMENDATION, forwarding=sent)
    actions.take_on(sent, by=cast.other_clerk)
    with pytest.raises(Refused, match="referred on first"):
        cast.send(Kind.RECOMMENDATION, forwarding=Forwarding.objects.get())
    shown = page(cast.other_clerk, f"{HOME}{sent.pk}/")
    assert f"/en/commitments/begin/?forwarding={sent.pk}" in shown
    code = cast.other.code
    begun = page(
        cast.other_clerk, f"/en/commitments/send/{code}/recommendation/?forwarding={sent.pk}"
    )
    assert "Дорога городская: решить её у нас нельзя." in begun


def test_its_clock_rings_for_both_councils_and_it_is_listed_when_late(cast: Cast) -> None:
    sent = referred(cast)
    Forwarding.objects.update(due_on=today())
    tasks.remind.func("", "")
    tasks.remind.func("", "")
    rung = Happening.objects.get(act="commitments.word_due_today")
    both = {*heads_and_clerks(cast.council), *heads_and_clerks(cast.other)}
    assert set(rung.addressees.values_list("user", flat=True)) == both
    link = f"{HOME}{sent.pk}/"
    assert link not in page(None, f"{HOME}?state=overdue")
    Forwarding.objects.update(sent_on=today() - 2 * A_MONTH, due_on=today() - dt.timedelta(days=3))
    listed = page(cast.clerk, f"{HOME}?state=overdue")
    assert link in listed
    assert "Overdue by 3 days" in listed
    assert link in page(None, f"{HOME}?council={cast.other.code}&state=owed")
    assert link not in page(None, f"{HOME}?state=refused")
    assert "Overdue by 3 days" in page(cast.other_clerk, "/en/desk/")
    page(None, f"{HOME}?state=no", 400)
    page(None, f"{HOME}?council=no", 404)


@pytest.mark.once
def test_the_whole_of_it_goes_by_the_pages(cast: Cast) -> None:
    deputy = deputy_there(cast)
    made = cast.send(Kind.RECOMMENDATION)
    address = f"{HOME}forward/?commitment={made.pk}"
    assert f"/referrals/forward/?commitment={made.pk}" in page(
        cast.chair, f"/en/commitments/{made.pk}/"
    )
    page(cast.citizen, address, 404)
    page(cast.chair, f"{HOME}forward/", 400)
    page(cast.chair, f"{HOME}forward/?commitment=x", 400)
    page(cast.chair, f"{HOME}forward/?commitment=99999", 404)
    told = {
        "author": f"{cast.council.pk}:",
        "to_council": cast.other.pk,
        "language": "ru",
        "title": "Дорога",
        "text": "Решите",
        "due_on": (today() + A_MONTH).isoformat(),
    }
    assert browser(cast.chair).post(address, {**told, "text": ""}).status_code == 422
    answer = browser(cast.chair).post(address, told)
    assert answer.status_code == 302
    where = answer["Location"]
    there, clerk = browser(deputy), browser(cast.other_clerk)
    assert clerk.post(f"{where}receive/", {"number": "4"}).status_code == 302
    assert clerk.post(f"{where}take_on/", {}).status_code == 302
    assert clerk.post(f"{where}recall/", {}).status_code == 404
    assert "Open a topic with it" in page(deputy, where)
    apparatus = page(cast.other_clerk, where)
    assert "Open a topic with it" not in apparatus and "Topics are written by deputies" in apparatus
    assert there.post(f"{where}discuss/").status_code == 302
    topic = Topic.objects.get()
    assert topic.title == "Дорога"
    assert there.post(f"{where}discuss/").status_code == 409
    assert (
        clerk.post(f"{where}report_back/", {"text": "Готово", "language": "ru"}).status_code == 302
    )
    assert Forwarding.objects.get().state == "returned"
    for name in ("receive", "take_on", "turn_down", "report_back", "recall"):
        page(cast.other_clerk, f"{where}{name}/", 404)
        page(cast.citizen, f"{where}{name}/", 404)


def test_a_list_takes_as_many_queries_for_many_as_for_few(cast: Cast) -> None:
    counts = []
    for many in (2, 12):
        for _ in range(many):
            referred(cast)
        with CaptureQueriesContext(connection) as asked:
            page(None, f"{HOME}?page=1&state={'owed' if many > 2 else ''}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_its_words_are_hidden_and_go_under_an_order(cast: Cast) -> None:
    sent = referred(cast)
    measure = moderation.hide(Ref(moderated.FORWARDING, sent.pk), by=cast.operator, reason="insult")
    assert "Дорога городская" not in page(None, f"{HOME}{sent.pk}/")
    moderation.restore(measure, by=cast.operator)
    assert "Дорога городская" in page(None, f"{HOME}{sent.pk}/")
    actions.blank("forwarding", sent.pk, by=cast.operator, reason="court")
    shown = page(None, f"{HOME}{sent.pk}/")
    assert Taken.objects.get().sha256 in shown
    assert "Дорога городская" not in shown
    assert not Commitment.objects.filter(title="[…]").exists()


def test_an_answer_written_while_the_letter_is_hidden_is_never_lost(cast: Cast) -> None:
    sent, clerk = referred(cast), cast.other_clerk
    actions.take_on(sent, by=clerk)
    measure = moderation.hide(Ref(moderated.FORWARDING, sent.pk), by=cast.operator, reason="insult")
    actions.report_back(sent, by=clerk, text="Дорога в плане города", language="ru")
    moderation.restore(measure, by=cast.operator)
    shown = page(None, f"{HOME}{sent.pk}/")
    assert "Дорога городская" in shown
    assert "Дорога в плане города" in shown


def test_an_order_after_a_hiding_takes_no_answer_written_since(cast: Cast) -> None:
    sent, clerk = referred(cast), cast.other_clerk
    moderation.hide(Ref(moderated.FORWARDING, sent.pk), by=cast.operator, reason="insult")
    hidden = Taken.objects.get().sha256
    actions.turn_down(sent, by=clerk, reason="Дорога республиканская", language="ru")
    actions.blank("forwarding", sent.pk, by=cast.operator, reason="court")
    shown = page(None, f"{HOME}{sent.pk}/")
    assert "Дорога республиканская" in shown
    assert hidden in shown
    assert "Дорога городская" not in shown
    # The answer goes under an order of its own, and its hash is another.
    actions.blank("forwarding", sent.pk, by=cast.operator, reason="court")
    taken = Taken.objects.get()
    assert (taken.words, Forwarding.objects.get().words) == ("", "")
    orders = Entry.objects.filter(act="commitments.blank").order_by("pk")
    assert list(orders.values_list("digest", flat=True)) == [hidden, taken.sha256]
    with pytest.raises(Refused, match="taken away already"):
        actions.blank("forwarding", sent.pk, by=cast.operator, reason="court")


def test_a_morning_reads_as_often_for_many_referrals_as_for_few(cast: Cast) -> None:
    counts = []
    for many in (2, 10):
        for _ in range(many):
            referred(cast)
        Forwarding.objects.update(due_on=today())
        with CaptureQueriesContext(connection) as asked:
            tasks.remind.func("", "")
        counts.append(len(asked))
    assert counts[0] == counts[1]
