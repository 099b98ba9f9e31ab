"""The attendance of a deputy and the votes by subject: what is counted, and what never leaks."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.decisions.models import Decision
from maslikhat.decisions.results import DECISION
from maslikhat.kit.days import today
from maslikhat.kit.shares import Share
from maslikhat.registry.models import CommissionMember, Mandate, Person
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings import actions
from maslikhat.sittings.deputies import NOT_NOTED, in_all, sat_in
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.panel import attendance_panel
from maslikhat.sittings.subjects import Row, counted, on_subject, votes_by_name
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot
from tests.serving import queries
from tests.sittings.cast import in_days, mandate_of, near, opened, plan_session, put
from tests.voting.cast import AGAINST, FOR, Cast, browser
from tests.voting.test_lists import closed

pytestmark = pytest.mark.django_db
OTHER, MEMBER = 8, 3
PLACE = "/en/sittings/deputies/"


def words(address: str, client: Client | None = None) -> str:
    """The words of a page."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"[\s\xa0]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def held(cast: Cast, number: str, *, remote: int | None = None) -> Sitting:
    """A sitting of a session of its own that has ended; the first 17 are there, one remotely."""
    sitting = opened(cast, session=plan_session(cast, number=number))
    if remote is not None:
        noted(cast, sitting, remote, "remote")
    return actions.close_sitting(sitting, by=cast.chair, postponing=True)


def noted(cast: Cast, sitting: Sitting, place: int, part: str, reason: str = "") -> None:
    mandate = mandate_of(cast, place)
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part=part, reason=reason)


def person_at(cast: Cast, place: int) -> Person:
    found: Person = cast.deputies[place].person
    return found


def test_each_part_is_counted_and_what_nobody_noted_is_no_absence(cast: Cast) -> None:
    held(cast, "1", remote=18)
    two, three = held(cast, "2"), held(cast, "3")
    noted(cast, two, 18, "excused", "illness")
    away = sat_in(person_at(cast, 18)).of_councils
    assert [row.year for row in away] == [three.day.year]
    assert away[0].parts == {"remote": 1, "excused": 1, NOT_NOTED: 1}
    assert away[0].share == Share(1, 3, is_known=False)
    noted(cast, three, 18, "absent")
    noted(cast, two, 18, "not_entitled")
    (row,) = sat_in(person_at(cast, 18)).of_councils
    assert row.parts == {"remote": 1, "absent": 1, "not_entitled": 1}
    # To what one was not entitled one was not missing.
    assert row.share == Share(1, 2)
    assert sat_in(person_at(cast, OTHER)).of_councils[0].share == Share(3, 3)
    assert in_all([]).share == Share(0, 0)


def test_sittings_of_commissions_are_their_members_and_stand_apart(cast: Cast) -> None:
    small = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(3))
    put(cast, small)
    actions.convene(small, by=cast.clerk)
    for place in range(1, 5):
        noted(cast, small, place, "present")
    actions.close_sitting(
        actions.open_sitting(near(small), by=cast.clerk), by=cast.clerk, postponing=True
    )
    sat = sat_in(person_at(cast, MEMBER))
    assert sat.of_councils == []
    assert [row.share for row in sat.of_commissions] == [Share(1, 1)]
    assert sat_in(person_at(cast, 5)).of_commissions[0].parts == {NOT_NOTED: 1}
    assert sat_in(person_at(cast, OTHER)).of_commissions == []
    # Who has left the commission was not missing in it.
    left = CommissionMember.objects.filter(mandate=mandate_of(cast, MEMBER))
    left.update(to_day=small.day)
    assert sat_in(person_at(cast, MEMBER)).of_commissions == []


def test_only_sittings_open_to_all_that_ended_within_the_mandate_count(cast: Cast) -> None:
    person = person_at(cast, OTHER)
    ended = held(cast, "1")
    opened(cast, session=plan_session(cast, number="2"), days=21)
    shut = held(cast, "3")
    Sitting.objects.filter(pk=shut.pk).update(is_closed_to_public=True, closed_because="Secret")
    assert sat_in(person).of_councils[0].share == Share(1, 1)
    assert sat_in(cast.deputy_elsewhere.person).of_councils == []
    Mandate.objects.filter(person=person).update(to_day=ended.day, end_reason="resigned")
    assert sat_in(person).of_councils == []
    Mandate.objects.filter(person=person).update(
        to_day=None, end_reason="", from_day=ended.day + dt.timedelta(days=1)
    )
    assert sat_in(person).of_councils == []


def test_years_are_those_of_kazakhstan(cast: Cast) -> None:
    first, second = held(cast, "1"), held(cast, "2")
    Mandate.objects.update(from_day=dt.date(2020, 1, 1))
    # Half past midnight there, still the old year in UTC.
    moment = dt.datetime(2024, 12, 31, 19, 30, tzinfo=dt.UTC)
    Sitting.objects.filter(pk=first.pk).update(starts_at=moment)
    rows = sat_in(person_at(cast, OTHER)).of_councils
    assert [row.year for row in rows] == [second.day.year, 2025]
    assert in_all(rows).share == Share(2, 2)


def test_the_kind_of_a_good_reason_is_known_to_the_deputy_and_who_leads_alone(cast: Cast) -> None:
    noted(cast, held(cast, "1"), 18, "excused", "illness")
    address = f"{PLACE}{person_at(cast, 18).pk}/attendance/"
    for part in (
        "anonymous",
        "citizen",
        "deputy",
        "deputy_elsewhere",
        "clerk_elsewhere",
        "operator",
    ):
        told = words(address, cast.client(part))
        assert "Excused for a good reason" in told, part
        assert "Health" not in told and "Good reasons" not in told, part
    for user in (cast.clerk, cast.chair, cast.deputies[18]):
        assert "Health — 1" in words(address, browser(user))


def test_page_and_panel_say_how_the_figures_are_made(cast: Cast) -> None:
    person = person_at(cast, 18)
    panel = str(attendance_panel(person))
    assert "Here will be in how many votes and sittings the deputy took part" in panel
    empty = words(f"{PLACE}{person.pk}/attendance/")
    assert "The deputy has not been an elector in a vote open to all yet" in empty
    assert "No sitting open to all of a body of this deputy has ended" in empty
    for number in ("1", "2"):
        held(cast, number)
    for _ in range(3):
        closed(cast, [FOR] * 15)
    closed(cast, [FOR] * 19)
    told = words(f"{PLACE}{person.pk}/attendance/")
    assert "Taking part in votes: 1 of 4" in told and "who was recused was not" in told
    assert "Sittings of the maslikhat: 0 of 2" in told
    assert "Not noted" in told and "no absence" in told
    assert not re.search(r"\bAbsent without good reason [0-9]", told)
    panel = re.sub(r"\s+", " ", str(attendance_panel(person)))
    assert "1 of 4" in panel and "0 of 2" in panel
    assert "of them not noted by anybody: 2" in panel
    page = Client().get(f"/en/deputies/{person.pk}/").content.decode()
    assert f"{PLACE}{person.pk}/attendance/" in page and f"{PLACE}{person.pk}/subjects/" in page


def test_the_panel_costs_two_queries(cast: Cast) -> None:
    held(cast, "1")
    closed(cast, [FOR] * 15)
    with CaptureQueriesContext(connection) as captured:
        attendance_panel(person_at(cast, OTHER))
    assert len(captured) == 2


# Votes by subject.


def decision_on(cast: Cast, subject: str, **facts: Any) -> Decision:
    """A decision that everyone may see, unless told otherwise."""
    told = {"tabled_on": today(), **facts}
    return Decision.objects.create(
        council=cast.council,
        kind="normative",
        title_kk="Шешім",
        title_ru="Решение",
        rubric=Rubric.objects.get(code=subject),
        by=cast.clerk.pk,
        **told,
    )


def moved(cast: Cast, item: Item, choices: list[int]) -> Ballot:
    """The main motion on an item, put to the vote and closed."""
    if item.called_at is None:
        item = actions.call_item(item, by=cast.chair)
    texts = dict.fromkeys(("kk", "ru", "en"), "Бекіту")
    motion = actions.move(item, by=cast.clerk, kind="procedure", texts=texts)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    cast.vote(ballot, choices)
    return voting.close_ballot(ballot, by=cast.chair)


def subjects_of(cast: Cast, place: int = OTHER) -> dict[str, tuple[int, ...]]:
    """The numbers of the deputy by code of the subject."""
    rows = counted(votes_by_name(person_at(cast, place)))
    return {row.subject.code if row.subject else "": row[1:] for row in rows}


def test_a_vote_has_the_subject_of_its_decision_or_of_the_planned_question(cast: Cast) -> None:
    closed(cast, [FOR] * 15, about=(DECISION, decision_on(cast, "roads").pk))
    closed(cast, [FOR] * 15)
    plan = actions.draft_plan(cast.council, by=cast.clerk, year=today().year)
    titles = {"kk": "Су", "ru": "Вода"}
    question = actions.put_plan_item(plan, by=cast.clerk, quarter=1, titles=titles)
    type(question).objects.filter(pk=question.pk).update(rubric=Rubric.objects.get(code="water"))
    sitting = opened(cast)
    of_plan, of_draft = put(cast, sitting, "Су"), put(cast, sitting, "Жол")
    Item.objects.filter(pk=of_plan.pk).update(planned=question)
    Item.objects.filter(pk=of_draft.pk).update(decision=decision_on(cast, "roads"))
    moved(cast, of_plan, [AGAINST] * 17)
    actions.end_item(Item.objects.get(pk=of_plan.pk), by=cast.chair, outcome="heard")
    moved(cast, Item.objects.get(pk=of_draft.pk), [AGAINST] * 5)
    # A plan that is no more than a draft is the council's own.
    assert subjects_of(cast) == {"roads": (1, 0, 0, 1), "": (1, 1, 0, 0)}
    actions.adopt_plan(plan, by=cast.chair)
    assert subjects_of(cast) == {"water": (0, 1, 0, 0), "roads": (1, 0, 0, 1), "": (1, 0, 0, 0)}
    assert Row(None, 1, 2, 3, 4).whole == 10


def test_the_subject_of_what_is_not_open_to_all_is_not_told(cast: Cast) -> None:
    draft = decision_on(cast, "roads", tabled_on=None)
    ballot = closed(cast, [FOR] * 15, about=(DECISION, draft.pk))
    assert subjects_of(cast) == {"": (1, 0, 0, 0)}
    sitting = opened(cast)
    item = put(cast, sitting, "Жол")
    Item.objects.filter(pk=item.pk).update(decision=draft)
    moved(cast, item, [FOR] * 17)
    assert subjects_of(cast) == {"": (2, 0, 0, 0)}
    Decision.objects.filter(pk=draft.pk).update(tabled_on=today())
    assert subjects_of(cast) == {"roads": (2, 0, 0, 0)}
    # The doors are closed behind a vote that was open to all: its subject goes with the item.
    Item.objects.filter(pk=item.pk).update(is_closed_to_public=True)
    assert subjects_of(cast) == {"roads": (1, 0, 0, 0), "": (1, 0, 0, 0)}
    Ballot.objects.filter(pk=ballot.pk).update(is_public=False)
    assert subjects_of(cast) == {"": (1, 0, 0, 0)}


def test_secret_votes_elections_and_recusals_are_left_out(cast: Cast) -> None:
    closed(cast, [FOR] * 15, mode="secret")
    closed(cast, [1] * 15, candidates=[{"kk": "А", "ru": "А"}, {"kk": "Б", "ru": "Б"}])
    ballot = cast.prepare()
    voting.recuse(cast.elector(ballot, OTHER), by=cast.clerk, because="Own land in question")
    cast.close(voting.open_ballot(ballot, by=cast.clerk))
    assert subjects_of(cast) == {}
    page = words(f"{PLACE}{person_at(cast, OTHER).pk}/subjects/")
    assert "Here will be what the deputy chose in votes by name, by subject" in page


def test_a_subject_leads_to_its_votes(cast: Cast) -> None:
    roads, plain = decision_on(cast, "roads"), closed(cast, [FOR] * 15)
    about = closed(cast, [AGAINST] * 15, about=(DECISION, roads.pk))
    person = person_at(cast, OTHER)
    votes = votes_by_name(person)
    assert [one.pk for one in on_subject(votes, roads.rubric)] == [about.pk]
    assert [one.pk for one in on_subject(votes, None)] == [plain.pk]
    address = f"{PLACE}{person.pk}/subjects/"
    whole = Client().get(address).content.decode()
    assert f"{address}?subject=roads#found" in whole and f"{address}?subject=none#found" in whole
    for asked, there, not_there in (("roads", about, plain), ("none", plain, about)):
        page = Client().get(f"{address}?subject={asked}").content.decode()
        assert f"/en/votes/{there.pk}/" in page and f"/en/votes/{not_there.pk}/" not in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?subject=water", 400),
        ("?subject=no-such", 400),
        ("?subject=%00", 400),
        ("?subject=" + "a" * 99, 400),
        ("?subject=none&page=x", 400),
        ("?subject=none&page=9", 404),
    ],
)
def test_a_bad_question_is_refused(cast: Cast, query: str, status: int) -> None:
    closed(cast, [FOR] * 15)
    address = f"{PLACE}{person_at(cast, OTHER).pk}/subjects/"
    assert Client().get(address + query).status_code == status


@pytest.mark.parametrize("page", ["attendance", "subjects"])
def test_who_never_had_a_mandate_has_no_such_page(cast: Cast, page: str) -> None:
    for number in ("999999", "9" * 30):
        assert Client().get(f"{PLACE}{number}/{page}/").status_code == 404
    assert Client().post(f"{PLACE}{person_at(cast, OTHER).pk}/{page}/").status_code == 405


@pytest.mark.once
def test_the_pages_ask_as_much_for_one_as_for_many(cast: Cast) -> None:
    place = f"{PLACE}{person_at(cast, OTHER).pk}/"
    addresses = [f"{place}attendance/", f"{place}subjects/", f"{place}subjects/?subject=roads"]

    def asked() -> list[int]:
        return [queries(Client(), address) for address in addresses]

    roads = (DECISION, decision_on(cast, "roads").pk)
    closed(cast, [FOR] * 15, about=roads)
    held(cast, "1")
    few = asked()
    for number in "2345":
        held(cast, number)
        closed(cast, [FOR] * 15, about=roads)
        closed(cast, [FOR] * 15, about=(DECISION, decision_on(cast, "water").pk))
    assert asked() == few
    assert max(few) <= 7
