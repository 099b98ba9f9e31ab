"""Who hears of a matter: both sides, followers, search, open pages; and when a clock rings."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from maslikhat.commitments import actions, finding, tasks
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.hearers import hearers_of, hearers_of_each
from maslikhat.commitments.models import Author, Commitment
from maslikhat.kit.days import today
from maslikhat.live.models import Event
from maslikhat.notices import actions as notices
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Follow, Notice
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.insiders import heads_and_clerks
from maslikhat.search.models import Entry
from tests.commitments.cast import Cast, resident
from tests.worker import drain

pytestmark = pytest.mark.django_db


def heard(cast: Cast, user: str) -> list[str]:
    """The acts of which this user has a notice, in order."""
    drain()
    rows = Notice.objects.filter(user=cast.people[user]).order_by("pk")
    return [act.removeprefix("commitments.") for act in rows.values_list("happening__act", flat=True)]  # fmt: skip  # noqa: E501


def rung(cast: Cast, user: str) -> list[str]:
    return [act for act in heard(cast, user) if act.startswith("due_")]


def remind() -> None:
    """The job of a morning."""
    tasks.remind.func("", "")


def owed(cast: Cast, due_on: dt.date) -> Commitment:
    """A voters' mandate that is due on a day, which its deputy has set."""
    sent = min(today(), due_on) - dt.timedelta(days=1)
    return cast.send(Kind.MANDATE, sent_on=sent, due_on=due_on)


def test_the_official_is_told_directly_and_the_deputy_of_the_answer(cast: Cast) -> None:
    made = cast.send()
    assert heard(cast, "official") == ["send"]
    cast.take(made, Act.ANSWER)
    assert heard(cast, "deputy") == ["answer"]
    assert heard(cast, "official") == ["send"]
    assert heard(cast, "citizen") == []


def test_a_letter_takes_few_statements(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(29):
        made = cast.send()
    with django_assert_max_num_queries(21):
        cast.take(made, Act.ANSWER)


def test_who_follows_a_thousand_things_still_asks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "MOST_FOLLOWS", 1)
    notices.follow(COUNCIL, cast.council.pk, by=cast.deputy)
    cast.send()
    assert list(Follow.objects.filter(user=cast.deputy).values_list("kind", flat=True)) == [COUNCIL]


def test_who_follows_the_maslikhat_hears(cast: Cast) -> None:
    follow(COUNCIL, cast.council.pk, by=cast.citizen)
    cast.send()
    assert heard(cast, "citizen") == ["send"]


def test_of_what_is_long_past_there_is_no_news_but_the_body_hears(cast: Cast) -> None:
    follow(COUNCIL, cast.council.pk, by=cast.citizen)
    made = cast.send(sent_on=today() - dt.timedelta(days=40))
    cast.take(made, Act.REGISTER, by=cast.clerk, day=today() - dt.timedelta(days=35))
    assert heard(cast, "official") == ["send"]
    assert heard(cast, "citizen") == []


def test_who_leads_a_commission_hears_of_its_answer(cast: Cast) -> None:
    made = cast.send(
        Kind.RECOMMENDATION,
        author=Author.COMMISSION,
        in_name_of=cast.commission,
        by=cast.clerk,
        addressee=cast.school,
        executors=[cast.body],
    )
    # Who carries it out together with the addressee is told as well.
    assert heard(cast, "official") == ["send"]
    cast.take(made, Act.ANSWER, by=cast.clerk)
    assert heard(cast, "member") == ["send", "answer"]


def test_what_residents_say_is_told_in_their_own_words(cast: Cast) -> None:
    made = cast.take(cast.send(Kind.MANDATE), Act.REPORT_DONE)
    for n in range(3):
        actions.say(made, by=resident(cast, f"resident{n}"), is_done=False)
    assert heard(cast, "deputy") == ["report_done", "dispute_by_residents"]


def test_each_step_is_told_to_open_pages_and_to_search(cast: Cast) -> None:
    made = cast.send(title="Водопровод")
    channel = f"commitment:{made.pk}"
    before = Event.objects.filter(channel=channel).count()
    cast.take(made, Act.REGISTER)
    assert Event.objects.filter(channel=channel).count() == before + 1
    entry = Entry.objects.get(kind=finding.COMMITMENT, number=made.pk)
    assert (entry.title_ru, entry.audience) == ("Водопровод", "public")


def test_asking_search_anew_changes_nothing(cast: Cast) -> None:
    cast.take(cast.send(), Act.ANSWER)
    told = list(Entry.objects.filter(kind=finding.COMMITMENT).values())
    drafts = finding.commitments_after(0, 10)
    assert [(d.number, d.title) for d in drafts] == [(e["number"], e["title_ru"]) for e in told]


@pytest.mark.parametrize(
    ("days", "official", "clerk"),
    [
        (30, [], []),
        (1, ["due_soon"], []),
        (0, ["due_today"], ["due_today"]),
        (-1, ["due_passed"], ["due_passed"]),
        (-8, [], []),
    ],
)
def test_the_body_is_reminded_and_who_leads_hears_before_the_public_list(
    cast: Cast, days: int, official: list[str], clerk: list[str]
) -> None:
    due = today() + dt.timedelta(days=days)
    owed(cast, due)
    remind()
    remind()
    assert (rung(cast, "official"), rung(cast, "clerk")) == (official, clerk)
    assert rung(cast, "deputy") == official
    assert Commitment.objects.overdue().exists() is (days < 0)


def test_a_new_day_rings_anew(cast: Cast) -> None:
    made = owed(cast, today())
    remind()
    cast.take(made, Act.EXTEND)
    remind()
    assert rung(cast, "official") == ["due_today", "due_soon"]


def test_what_is_answered_rings_no_more(cast: Cast) -> None:
    made = owed(cast, today())
    cast.take(made, Act.ANSWER)
    remind()
    assert rung(cast, "official") == []


def test_the_hearers_of_many_are_those_of_each(cast: Cast) -> None:
    for kind in Kind:
        cast.send(kind)
    cast.send(
        Kind.RECOMMENDATION,
        author=Author.COMMISSION,
        in_name_of=cast.commission,
        by=cast.clerk,
        addressee=cast.school,
        executors=[cast.body],
    )
    rows = list(Commitment.objects.with_all())
    assert len(rows) == 6
    assert hearers_of_each(rows) == {one.pk: hearers_of(one) for one in rows}
    heads = set(heads_and_clerks(cast.council))
    for one in rows:
        who = hearers_of(one)
        assert who.heads == heads
        assert who.body | who.executors == {cast.official.pk}
        own = {cast.deputy.pk} if one.author == Author.DEPUTY else heads
        assert who.askers >= own
        assert who.askers == own or one.author == Author.COMMISSION


def test_a_morning_reads_as_often_for_many_as_for_few(cast: Cast) -> None:
    counts = []
    for many in (2, 12):
        for _ in range(many):
            owed(cast, today())
        with CaptureQueriesContext(connection) as asked:
            remind()
        counts.append(len(asked))
    assert counts[0] == counts[1]
