"""The votes of the demo were held when a maslikhat meets, and a deputy's page tells of them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.demo.cast import REGION, user_of
from maslikhat.kit.days import ALMATY
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Council, Person
from maslikhat.sittings.subjects import counted, votes_by_name
from maslikhat.voting.alike import alike, beside, in_both
from maslikhat.voting.deputies import Part, rows_of, votes_of
from maslikhat.voting.factions import compared, convocations_of
from maslikhat.voting.models import Ballot, Count, State, Vote
from maslikhat.voting.panel import votes_panel
from tests.country.conftest import EVERYONE, VISITOR, Enter
from tests.country.test_queries import ANONYMOUS_MOST, SIGNED_IN_MOST, at
from tests.serving import queries

pytestmark = pytest.mark.django_db
OPENS, ENDS = dt.time(9), dt.time(18)
# The page of a deputy is held for visitors; these are its queries where it is drawn.
DEPUTY_MOST = {VISITOR: 12, "citizen": 18, "deputy-regional": 18}


def is_in_session(moment: dt.datetime) -> bool:
    """Whether it is a past moment in the hours of a working day of Kazakhstan."""
    there = moment.astimezone(ALMATY)
    is_working = Calendar().is_working(there.date())
    return moment <= timezone.now() and is_working and OPENS <= there.time() < ENDS


def test_every_moment_is_in_the_hours_of_a_sitting() -> None:
    # The sitting that is held while the demo is built says so.
    ballots = Ballot.objects.filter(council__code=REGION, moved_by=None)
    assert {ballot.state for ballot in ballots} >= {State.DRAFT, State.OPEN, State.CLOSED}
    moments = [
        moment
        for ballot in ballots
        for moment in (ballot.prepared_at, ballot.opened_at, ballot.closed_at)
        if moment is not None
    ]
    votes = Vote.objects.filter(elector__ballot__moved_by=None)
    moments += list(votes.values_list("received_at", flat=True))
    moments += list(Count.objects.values_list("made_at", flat=True))
    assert len(moments) > 60
    assert [moment for moment in moments if not is_in_session(moment)] == []


def test_votes_came_one_after_another_while_the_vote_was_open() -> None:
    closed = Ballot.objects.closed().filter(council__code=REGION, moved_by=None)
    assert len({ballot.opened_at.date() for ballot in closed if ballot.opened_at}) == 3
    for ballot in closed:
        votes = Vote.objects.filter(elector__ballot=ballot).order_by("pk")
        received = list(votes.values_list("received_at", flat=True))
        assert ballot.opened_at is not None
        assert ballot.closed_at is not None
        assert received == sorted(set(received))
        assert all(ballot.opened_at < one < ballot.closed_at for one in received)


def test_the_page_of_a_deputy_tells_of_five_votes_and_leads_to_all() -> None:
    person = Person.objects.get(user=user_of("deputy-regional"))
    found = {row.part for row in rows_of(list(votes_of(person)))}
    assert {Part.CHOSE, Part.TOOK_PART} <= found
    page = Client().get(at("portal:deputy", person.pk)).content.decode()
    panel = page.split('id="votes"')[1].split("</article>")[0]
    assert len(re.findall(r'href="/en/votes/\d+/"', panel)) == 5
    assert at("voting:deputy", person.pk) in panel


def test_the_panel_costs_the_page_of_a_deputy_two_queries(enter: Enter) -> None:
    person = Person.objects.get(user=user_of("deputy-regional"))
    with CaptureQueriesContext(connection) as captured:
        votes_panel(person)
    assert len(captured) == 2
    for role, most in DEPUTY_MOST.items():
        assert queries(enter(role), at("portal:deputy", person.pk)) <= most, role


@pytest.mark.parametrize("role", EVERYONE)
def test_the_page_of_all_votes_keeps_within_the_law(enter: Enter, role: str) -> None:
    person = Person.objects.get(user=user_of("deputy-regional"))
    most = ANONYMOUS_MOST if role == VISITOR else SIGNED_IN_MOST
    year = timezone.now().year
    for query in ("", f"?year={year}"):
        assert queries(enter(role), at("voting:deputy", person.pk, query=query)) <= most


def test_the_demo_has_enough_votes_to_compare_by_subject_by_faction_and_by_deputy() -> None:
    person = Person.objects.get(user=user_of("deputy-regional"))
    subjects = [row.subject for row in counted(votes_by_name(person))]
    assert len(subjects) > 3 and None in subjects
    (convocation, *_others) = convocations_of(Council.objects.get(code=REGION))
    found = compared(convocation)
    assert len(found.rows) > 1
    assert all(row.united.percent for row in found.rows)
    assert len({share for row in found.rows for share in row.with_others}) > 1
    group, *_earlier = beside(person)
    alikes = {alike(in_both(person, other)) for other in group.deputies}
    assert any(share.percent and share.percent < 100 for share in alikes)


@pytest.mark.parametrize("role", [VISITOR, "citizen", "deputy-regional", "operator"])
def test_the_records_of_people_and_councils_keep_within_the_law(enter: Enter, role: str) -> None:
    person = Person.objects.get(user=user_of("deputy-regional"))
    colleague = beside(person)[0].deputies[0]
    for name, key, query in (
        ("sittings:attendance", person.pk, ""),
        ("sittings:subjects", person.pk, "?subject=waste"),
        ("voting:deputy", person.pk, "?divided=yes"),
        ("voting:compare", person.pk, f"?with={colleague.pk}"),
        ("voting:factions", REGION, ""),
        ("sittings:archive", REGION, ""),
        ("sittings:month", REGION, ""),
    ):
        assert queries(enter(role), at(name, key, query=query)) <= SIGNED_IN_MOST, (name, role)
