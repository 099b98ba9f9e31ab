"""From an act to the inboxes: whom it reaches, how, once, and never whom it must not."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maslikhat.accounts import actions as accounts
from maslikhat.accounts.models import User
from maslikhat.kit.transactions import writing
from maslikhat.notices import actions, spreading, sweeping, tasks
from maslikhat.notices.models import Delivery, Happening, Notice
from tests.notices.things import POST, SUBJECT, TOPIC, closed, make, reply
from tests.worker import drain

pytestmark = pytest.mark.django_db


def modes(user: User) -> list[str]:
    """How the notices of this person came, the oldest first."""
    return list(Notice.objects.of(user).order_by("pk").values_list("mode", flat=True))


def test_who_follows_a_thing_or_what_it_is_about_is_told(
    aigul: User, serik: User, dana: User, topic: int
) -> None:
    subject = make(SUBJECT, "Water")
    actions.follow(TOPIC, topic, by=aigul)
    actions.follow(SUBJECT, subject, by=serik)
    reply(topic, dana, sources=[(SUBJECT, subject)])
    drain("default")
    assert modes(aigul) == modes(serik) == ["digest"]
    notice = Notice.objects.get(user=serik)
    assert (notice.kind, notice.number) == (TOPIC, topic)
    assert (notice.via_kind, notice.via_number) == (SUBJECT, subject)


def test_who_did_it_is_not_told_even_when_mentioned(aigul: User, topic: int) -> None:
    actions.follow(TOPIC, topic, by=aigul)
    reply(topic, aigul, directly=[aigul.pk])
    drain("default")
    assert modes(aigul) == []


def test_the_strongest_wish_counts_and_each_is_told_once(
    aigul: User, serik: User, topic: int
) -> None:
    subject, other = make(SUBJECT, "Water"), make(SUBJECT, "Ecology")
    actions.follow(TOPIC, topic, by=aigul, mode="inbox")
    actions.follow(SUBJECT, subject, by=aigul, mode="immediate")
    actions.follow(SUBJECT, other, by=aigul, mode="digest")
    reply(topic, serik, sources=[(SUBJECT, subject), (SUBJECT, other)])
    reply(topic, serik, sources=[(SUBJECT, subject)], directly=[aigul.pk])
    drain("default")
    assert modes(aigul) == ["immediate", "direct"]


def test_an_act_that_fails_tells_nobody(aigul: User, topic: int) -> None:
    with pytest.raises(ZeroDivisionError), writing():
        actions.tell(TOPIC, topic, act="sample.reply", by=aigul, key="a")
        raise ZeroDivisionError
    assert not Happening.objects.exists()


def test_telling_writes_as_little_for_a_thousand_followers_as_for_one(
    aigul: User, serik: User, topic: int
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reply(topic, aigul)
        return len(captured)

    actions.follow(TOPIC, topic, by=serik)
    # SQLite begins to count the rows of a table with the first.
    queries()
    few = queries()
    for number in range(30):
        actions.follow(TOPIC, topic, by=accounts.make_user(by=None, username=f"f{number}"))
    assert queries() == few


def test_what_one_act_tells_is_one_job_and_reaches_each(
    aigul: User, serik: User, dana: User, topic: int
) -> None:
    actions.follow(TOPIC, topic, by=aigul)
    with writing():
        first = reply(topic, serik)
        second = reply(topic, dana, directly=[serik.pk])
        reply(topic, aigul)
    assert [row.args_kwargs["args"][:2] for row in DBTaskResult.objects.all()] == [
        [first.pk, second.pk]
    ]
    drain("default")
    assert (modes(aigul), modes(serik), modes(dana)) == (["digest", "digest"], ["direct"], [])


def test_told_twice_by_the_same_key_it_is_one(aigul: User, serik: User, topic: int) -> None:
    actions.follow(TOPIC, topic, by=aigul)
    first = reply(topic, serik, key="post 1", directly=[aigul.pk])
    assert reply(topic, serik, key="post 1", directly=[aigul.pk]).pk == first.pk
    drain("default")
    assert len(modes(aigul)) == 1


def test_spread_twice_it_is_in_the_inbox_once(aigul: User, serik: User, topic: int) -> None:
    actions.follow(TOPIC, topic, by=aigul, mode="immediate")
    told = reply(topic, serik)
    spreading.spread([told.pk])
    # As if the first had been killed before its last mark, with somebody new since.
    Happening.objects.update(spread_at=None)
    new = accounts.make_user(by=None, username="new")
    actions.follow(TOPIC, topic, by=new)
    tasks.spread.call(told.pk)
    assert (modes(aigul), modes(new)) == (["immediate"], ["digest"])
    assert Delivery.objects.count() == 1
    with pytest.raises(IntegrityError), writing():
        Notice.objects.create(
            user=aigul, happening=told, kind=TOPIC, number=topic, mode="digest", at=told.at
        )


def test_who_may_not_see_it_has_nothing_in_the_inbox(
    aigul: User, serik: User, dana: User, topic: int
) -> None:
    for user in (aigul, serik):
        actions.follow(TOPIC, topic, by=user)
    closed[topic] = {aigul.pk, dana.pk}
    reply(topic, dana, directly=[serik.pk])
    post = make(POST, "Hidden since")
    closed[post] = set()
    reply(topic, dana, part=(POST, post))
    drain("default")
    assert (len(modes(aigul)), len(modes(serik))) == (1, 0)


def test_what_is_spread_together_reaches_each_who_sees_it_and_nobody_else(
    aigul: User, serik: User, dana: User, topic: int
) -> None:
    other, shut = make(TOPIC, "Other"), make(TOPIC, "Closed to Serik")
    for user, mode in ((aigul, "immediate"), (serik, "digest")):
        for thing in (topic, other, shut):
            actions.follow(TOPIC, thing, by=user, mode=mode)
    closed[shut] = {aigul.pk}
    told = [reply(topic, dana), reply(other, dana, directly=[serik.pk]), reply(shut, dana)]
    spreading.spread([one.pk for one in told])
    rows = Notice.objects.values_list("number", "user", "mode", "delivery__kind")
    assert set(rows) == {
        *((thing, aigul.pk, "immediate", "immediate") for thing in (topic, other, shut)),
        (topic, serik.pk, "digest", None),
        (other, serik.pk, "direct", "direct"),
    }


def test_thirty_happenings_are_spread_by_as_many_queries_as_three(
    aigul: User, serik: User, topic: int
) -> None:
    def queries(count: int) -> int:
        told = [reply(topic, serik) for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            spreading.spread([one.pk for one in told])
        return len(captured)

    actions.follow(TOPIC, topic, by=aigul, mode="immediate")
    queries(1)
    assert queries(3) == queries(30)
    assert Notice.objects.count() == 34


def test_a_closed_account_is_told_nothing(aigul: User, serik: User, topic: int) -> None:
    actions.follow(TOPIC, topic, by=aigul)
    accounts.deactivate(aigul, by=None)
    reply(topic, serik)
    drain("default")
    assert modes(aigul) == []


def test_who_wants_no_direct_letters_hears_of_a_question_in_the_digest(
    aigul: User, serik: User, topic: int
) -> None:
    actions.arrange(by=aigul, rhythm="daily", direct=False)
    reply(topic, serik, directly=[aigul.pk])
    drain("default")
    assert modes(aigul) == ["digest"]


def test_as_many_queries_for_thirty_followers_as_for_one(
    aigul: User, serik: User, topic: int
) -> None:
    def queries() -> int:
        told = reply(topic, aigul)
        with CaptureQueriesContext(connection) as captured:
            spreading.spread([told.pk])
        return len(captured)

    actions.follow(TOPIC, topic, by=serik)
    # SQLite begins to count the rows of a table with the first.
    queries()
    few = queries()
    for number in range(29):
        user = accounts.make_user(by=None, username=f"f{number}")
        actions.follow(TOPIC, topic, by=user)
    assert queries() == few
    assert Notice.objects.count() == 32


def test_what_was_read_long_ago_is_forgotten_and_what_waits_is_not(
    aigul: User, serik: User, topic: int
) -> None:
    actions.follow(TOPIC, topic, by=aigul, mode="immediate")
    old = timezone.now() - dt.timedelta(days=100)
    reply(topic, serik, at=old)
    drain("default")
    Happening.objects.update(spread_at=old)
    Delivery.objects.update(made_at=old)
    assert sweeping.sweep() == 0
    Delivery.objects.update(state="sent")
    Notice.objects.update(read_at=old)
    assert sweeping.sweep() == 3
    assert not Happening.objects.exists()
