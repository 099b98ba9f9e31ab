"""Sittings that were held before they were entered: each step bears its own moment."""

import datetime as dt
import re

import pytest
from django.test import Client

from maslikhat.kit.days import ALMATY
from maslikhat.kit.formats import words
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Happening
from maslikhat.registry.models import Mandate
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Attendance, Item, Presence, Session, Sitting
from maslikhat.voting import actions as voting
from tests.sittings.cast import TITLES, in_days, mandate_of, opened, plan_session
from tests.voting.cast import MOTION, Cast, browser

AN_HOUR, NOTICE = dt.timedelta(hours=1), dt.timedelta(days=15)


def convened_in_the_past(cast: Cast, starts_at: dt.datetime) -> Sitting:
    """A sitting of one question, convened fifteen days before it."""
    planned = starts_at - NOTICE
    sitting = actions.plan_sitting(
        plan_session(cast), by=cast.clerk, starts_at=starts_at, at=planned
    )
    actions.put_item(sitting, by=cast.clerk, titles=TITLES)
    return actions.convene(sitting, by=cast.clerk, at=planned)


@pytest.fixture
def held(cast: Cast) -> Sitting:
    """Ten days ago: all there but one, hands raised."""
    starts_at = in_days(-10).astimezone(ALMATY)
    sitting = convened_in_the_past(cast, starts_at)
    away = Mandate.objects.get(person__user=cast.deputies[9])
    actions.mark_attendance(
        sitting, by=cast.clerk, mandate=away, part="duty_trip", at=starts_at - AN_HOUR
    )
    actions.call_roll(sitting, by=cast.clerk, at=starts_at)
    sitting = actions.open_sitting(sitting, by=cast.chair, at=starts_at)
    item = actions.call_item(sitting.items.get(), by=cast.chair, at=starts_at)
    speech = actions.ask_floor(item, by=cast.clerk, kind="report", name="Guest", at=starts_at)
    actions.give_floor(speech, by=cast.chair, at=starts_at + AN_HOUR / 4)
    actions.end_speech(speech, by=cast.chair, at=starts_at + AN_HOUR / 2)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION, at=starts_at)
    tellers = [one.person for one in cast.deputies[:2]]
    ballot = actions.put_to_vote(
        motion, by=cast.chair, mode="hand", tellers=tellers, at=starts_at + AN_HOUR / 2
    )
    for teller in cast.deputies[:2]:
        voting.count(ballot, by=teller, numbers=[20, 1, 1], at=starts_at + AN_HOUR / 2)
    voting.close_ballot(ballot, by=cast.chair, at=starts_at + AN_HOUR * 3 / 4)
    actions.end_item(item, by=cast.chair, outcome="adopted", at=starts_at + AN_HOUR)
    return actions.close_sitting(sitting, by=cast.chair, at=starts_at + AN_HOUR)


def test_every_step_bears_its_moment(held: Sitting) -> None:
    item = held.items.get()
    assert (held.opened_at, held.closed_at) == (held.starts_at, held.starts_at + AN_HOUR)
    assert (item.called_at, item.done_at) == (held.starts_at, held.starts_at + AN_HOUR)
    ballot = item.motions.get().ballot
    assert ballot is not None
    assert ballot.opened_at == held.starts_at + AN_HOUR / 2
    assert ballot.closed_at == held.starts_at + AN_HOUR * 3 / 4
    presences = Presence.objects.filter(attendance__sitting=held)
    assert set(presences.values_list("from_at", "to_at")) == {(held.starts_at, held.closed_at)}


def test_it_says_that_it_was_brought_over_and_nobody_is_told_as_of_news(held: Sitting) -> None:
    assert held.is_brought_over
    assert not Happening.objects.filter(kind__in=["sittings.sitting", "voting.ballot"]).exists()


def test_the_clocks_are_read_by_the_days_on_which_things_were_done(held: Sitting) -> None:
    assert held.convened_although == ""


def test_the_minutes_tell_the_hours_of_that_day(held: Sitting) -> None:
    text = as_text(drawn(gathered(held), "en").parts)
    assert "15 minutes" in text
    assert "Were on a duty trip (1)" in text
    assert "Decided: to adopt." in text
    assert held.minutes.due_on > held.day


def test_nothing_is_brought_over_from_the_future(cast: Cast) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        actions.plan_sitting(
            plan_session(cast), by=cast.clerk, starts_at=in_days(-3), at=in_days(30)
        )


def test_the_roll_notes_only_those_of_whom_nothing_was_said(held: Sitting, cast: Cast) -> None:
    parts = Attendance.objects.filter(sitting=held).values_list("part", flat=True)
    assert sorted(set(parts)) == ["duty_trip", "present"]
    assert len(parts) == len(Mandate.objects.on().of(cast.council))


def test_a_roll_is_called_once_and_by_who_leads(cast: Cast) -> None:
    sitting = convened_in_the_past(cast, in_days(-3))
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        actions.call_roll(sitting, by=cast.deputies[4])
    actions.call_roll(sitting, by=cast.clerk)
    with pytest.raises(Refused, match="noted already"):
        actions.call_roll(sitting, by=cast.clerk)
    assert Item.objects.of(sitting).get().called_at is None


def test_a_form_that_is_sent_twice_brings_over_one_sitting(cast: Cast) -> None:
    page = browser(cast.clerk)
    address = f"/en/sittings/councils/{cast.council.code}/bring/"
    (key,) = re.findall(r'name="key" value="([0-9a-f-]{36})"', page.get(address).content.decode())
    answers = [page.post(address, sheet(key=key)) for _again in range(2)]
    sitting = Sitting.objects.get()
    assert [one.status_code for one in answers] == [302, 302]
    assert {one["Location"] for one in answers} == {f"/en/sittings/{sitting.pk}/"}
    # The same from another form is said to be there.
    other = page.post(address, sheet())
    assert other.status_code == 409
    assert "began then" in other.content.decode()
    assert page.post(address, sheet(key="x")).status_code == 422
    assert Sitting.objects.count() == 1


def test_the_minutes_say_that_it_was_entered_later_when_and_by_whom(held: Sitting) -> None:
    moment = words.moment(held.made_at).replace("\xa0", " ")
    text = as_text(drawn(gathered(held), "en").parts)
    assert f"Entered from the papers of the sitting on {moment} by the apparatus." in text


DAY = in_days(-9).astimezone(ALMATY).replace(hour=10, minute=0, second=0, microsecond=0)
AGENDA = "Бірінші мәселе / Первый вопрос\nЕкінші мәселе / Второй вопрос"


def sheet(**changes: str) -> dict[str, str]:
    """The form of a past sitting as a clerk fills it in."""
    return {
        "kind": "ordinary",
        "number": "9",
        "starts_at": f"{DAY:%Y-%m-%dT%H:%M}",
        "ends_at": f"{DAY + 2 * AN_HOUR:%Y-%m-%dT%H:%M}",
        "convened_on": f"{DAY - NOTICE:%Y-%m-%d}",
        "hall_kk": "Зал",
        "agenda": AGENDA,
        **changes,
    }


def entered(cast: Cast, page: Client) -> Sitting:
    """The sitting with its attendance, opened under the deputy of place 3, by its pages alone."""
    address = f"/en/sittings/councils/{cast.council.code}/bring/"
    answer = page.post(address, sheet())
    assert answer.status_code == 302, answer.content.decode()
    sitting = Sitting.objects.get()
    away = {"mandate": mandate_of(cast, 20).pk, "part": "excused:illness"}
    page.post(f"/en/sittings/{sitting.pk}/attendance/", away)
    page.post(f"/en/sittings/{sitting.pk}/roll/")
    presiding = {"presiding": cast.deputies[3].person.pk}
    assert page.post(f"/en/sittings/{sitting.pk}/open/", presiding).status_code == 302
    sitting.refresh_from_db()
    return sitting


def voted(cast: Cast, **changes: str | int) -> dict[str, str | int]:
    """The form of an item that was voted on by hands."""
    return {
        "called_at": "10:05",
        "done_at": "10:40",
        "reported": "10:05-10:15 Қонақ Асан, басқарма басшысы",
        "debated": "10.20 – 10.25 Deputy04 Тест",
        "mode": "hand",
        "text_kk": "Бекіту",
        "text_ru": "Утвердить",
        "option_1": 18,
        "option_2": 3,
        "option_3": 1,
        "first": mandate_of(cast, 5).pk,
        "second": mandate_of(cast, 6).pk,
        **changes,
    }


@pytest.mark.once
def test_a_clerk_enters_a_past_sitting_by_its_pages_alone(cast: Cast) -> None:
    page = browser(cast.clerk)
    sitting = entered(cast, page)
    first, second = sitting.items.in_order()
    for item, told in (
        (first, voted(cast)),
        (second, {"called_at": "10:45", "done_at": "11:00", "outcome": "noted"}),
    ):
        address = f"/en/sittings/items/{item.pk}/bring/"
        assert address in shown(page, sitting)
        offered = "10:00" if item == first else "10:40"
        assert f'value="{offered}"' in page.get(address).content.decode()
        answer = page.post(address, told)
        assert answer.status_code == 302, answer.content.decode()
    assert page.post(f"/en/sittings/{sitting.pk}/close/").status_code == 302
    sitting.refresh_from_db()
    assert (sitting.opened_at, sitting.closed_at) == (DAY, DAY + 2 * AN_HOUR)
    assert sitting.presided_by == cast.deputies[3].person
    speech = first.speeches.get(kind="debate")
    assert (speech.mandate, speech.ended_at) == (mandate_of(cast, 4), DAY + AN_HOUR * 25 / 60)
    text = as_text(drawn(gathered(sitting), "en").parts)
    assert "Presided by: Deputy03 Тест, in place of the chair." in text
    assert "Heard: Қонақ Асан, басқарма басшысы (main report), 10:05, 10 minutes." in text
    assert "Adopted. For: 18. Against: 3. Abstained: 1." in text
    assert "Counted by: Deputy05 Тест, Deputy06 Тест." in text
    assert "The item is taken note of." in text
    assert not Happening.objects.filter(kind="sittings.sitting").exists()


def test_a_number_with_a_stroke_in_a_title_stays_whole(cast: Cast) -> None:
    page = browser(cast.clerk)
    lines = "34/215-VIII шешімі / О решении 34/215-VIII\n2025/2026 оқу жылы\nА/ Б"
    address = f"/en/sittings/councils/{cast.council.code}/bring/"
    assert page.post(address, sheet(agenda=lines)).status_code == 302
    titles = Sitting.objects.get().items.in_order().values_list("title_kk", "title_ru")
    assert list(titles) == [
        ("34/215-VIII шешімі", "О решении 34/215-VIII"),
        ("2025/2026 оқу жылы", ""),
        ("А", "Б"),
    ]


def shown(page: Client, sitting: Sitting) -> str:
    """The page of the sitting."""
    return str(page.get(f"/en/sittings/{sitting.pk}/").content.decode())


def test_while_it_is_entered_it_stands_in_no_list_of_what_goes_on(cast: Cast) -> None:
    page = browser(cast.clerk)
    sitting = entered(cast, page)
    assert not Sitting.objects.running().exists()
    assert not Sitting.objects.upcoming().exists()
    assert list(Sitting.objects.being_entered()) == [sitting]
    address = f"/en/sittings/{sitting.pk}/"
    assert address not in Client().get("/en/sittings/").content.decode()
    assert address in page.get("/en/sittings/").content.decode()
    seen = shown(Client(), sitting)
    assert "Being entered from its papers" in seen
    assert "In progress" not in seen


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"done_at": "12:30"}, "while the sitting lasted"),
        ({"done_at": "10:20"}, "while the item was considered"),
        ({"debated": "Deputy04"}, "Write it as"),
        ({"debated": "10:70-10:80 Deputy04"}, "Write it as"),
        ({"option_1": 30}, "only 22 may vote"),
        ({"first": ""}, "Choose the two who counted"),
        ({"mode": ""}, "Say what became of the item"),
    ],
)
def test_what_the_papers_cannot_say_is_refused(
    cast: Cast, changes: dict[str, str], said: str
) -> None:
    page = browser(cast.clerk)
    item = entered(cast, page).items.in_order()[0]
    answer = page.post(f"/en/sittings/items/{item.pk}/bring/", voted(cast, **changes))
    assert answer.status_code in {409, 422}
    assert said in answer.content.decode()
    item.refresh_from_db()
    assert (item.called_at, item.motions.count()) == (None, 0)


def test_of_a_tie_that_no_chair_could_turn_the_side_of_the_chair_is_not_asked(cast: Cast) -> None:
    """Eleven against eleven where thirteen of twenty-five seats are needed."""
    page = browser(cast.clerk)
    item = entered(cast, page).items.in_order()[0]
    changes = {"option_1": 11, "option_2": 11, "option_3": 0}
    answer = page.post(f"/en/sittings/items/{item.pk}/bring/", voted(cast, **changes))
    assert answer.status_code == 302
    ballot = item.motions.get().ballot
    assert ballot is not None
    assert (ballot.needed, ballot.outcome) == (13, "not_adopted")
    assert "the chair decided" not in ballot.sentence_en


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_at": f"{in_days(0).astimezone(ALMATY):%Y-%m-%dT%H:%M}"}, "more than a day ago"),
        ({"agenda": "/"}, "Write the question"),
        ({"number": ""}, "Write the number of the session"),
        ({"convened_on": f"{DAY:%Y-%m-%d}"}, "too near for the law"),
        ({"convened_on": "9999-12-31"}, "before the sitting"),
        ({"starts_at": "0001-01-01T00:00"}, "convocation of today"),
        ({"starts_at": "9999-12-31T23:59"}, "more than a day ago"),
        ({"ends_at": "9999-12-31T23:59"}, "more than a day ago"),
        ({"agenda": "\n".join(["А / А"] * 151)}, "from one to 150"),
        ({"commission": "999"}, "Select a valid choice"),
    ],
)
def test_what_is_no_past_sitting_is_refused_whole(
    cast: Cast, changes: dict[str, str], said: str
) -> None:
    address = f"/en/sittings/councils/{cast.council.code}/bring/"
    answer = browser(cast.clerk).post(address, sheet(**changes))
    assert answer.status_code in {409, 422}
    assert said in answer.content.decode()
    assert not Sitting.objects.exists()
    assert not Session.objects.exists()


def test_a_further_sitting_of_a_session_is_brought_over_into_it(cast: Cast) -> None:
    address = f"/en/sittings/councils/{cast.council.code}/bring/"
    browser(cast.clerk).post(address, sheet())
    later = {name: f"{DAY + dt.timedelta(days=2):%Y-%m-%d}T1{n}:00" for n, name in
             enumerate(("starts_at", "ends_at"))}  # fmt: skip
    assert browser(cast.clerk).post(address, sheet(**later)).status_code == 302
    assert Session.objects.get().sittings.count() == 2


def test_an_election_is_brought_over_with_a_number_for_each_candidate(cast: Cast) -> None:
    page = browser(cast.clerk)
    sitting = entered(cast, page)
    item = sitting.items.in_order()[0]
    told = {"kind": "election", "office": "chair", "title_kk": "Сайлау", "title_ru": "Выборы"}
    assert page.post(f"/en/sittings/items/{item.pk}/edit/", told).status_code == 302
    for place in (1, 2):
        page.post(
            f"/en/sittings/items/{item.pk}/candidates/", {"mandate": mandate_of(cast, place).pk}
        )
    numbers = voted(cast, mode="paper", spoiled=1, option_1=16, option_2=3, option_3=2)
    assert page.post(f"/en/sittings/items/{item.pk}/bring/", numbers).status_code == 302
    item.refresh_from_db()
    assert item.outcome == "elected"


def test_papers_given_out_are_entered_and_reconciled(cast: Cast) -> None:
    page = browser(cast.clerk)
    item = entered(cast, page).items.in_order()[0]
    address = f"/en/sittings/items/{item.pk}/bring/"
    told = voted(cast, mode="paper", spoiled=1, option_1=16, option_2=2, option_3=1)
    few = page.post(address, {**told, "given": 19})
    assert few.status_code == 422
    assert "counted 20 papers, and only 19 were given out" in few.content.decode()
    hands = page.post(address, {**told, "mode": "hand", "spoiled": 0, "given": 20})
    assert "Only papers are given out" in hands.content.decode()
    assert page.post(address, {**told, "given": 21}).status_code == 302
    ballot = item.motions.get().ballot
    assert ballot is not None
    assert "Papers given out: 21, not put into the box: 1." in ballot.sentence_en


def test_who_took_a_paper_is_entered_with_the_item_or_added_to_it_once(cast: Cast) -> None:
    page = browser(cast.clerk)
    first, second = entered(cast, page).items.in_order()
    told = voted(cast, mode="paper", spoiled=1, option_1=16, option_2=2, option_3=1)
    took = [mandate_of(cast, place).pk for place in range(20)]
    hands = page.post(
        f"/en/sittings/items/{first.pk}/bring/", {**told, "mode": "hand", "took": took}
    )
    assert "Only papers are given out" in hands.content.decode()
    with_list = page.post(f"/en/sittings/items/{first.pk}/bring/", {**told, "took": took})
    assert with_list.status_code == 302, with_list.content.decode()
    ballot = first.motions.get().ballot
    assert ballot is not None and "Papers given out: 20" in ballot.sentence_en
    assert set(ballot.electors.took_part().values_list("person", flat=True)) == set(
        cast.people[:20]
    )
    later = {**told, "called_at": "10:45", "done_at": "11:00", "given": 21}
    without = {**later, "reported": "", "debated": ""}
    assert page.post(f"/en/sittings/items/{second.pk}/bring/", without).status_code == 302
    ballot = second.motions.get().ballot
    assert ballot is not None
    address = f"/en/votes/{ballot.pk}/"
    assert "not known here who took a ballot paper" in Client().get(address).content.decode()
    few = page.post(f"{address}papers/", {"had": "0", "took": cast.people[:20]})
    assert "By the minutes 21 papers were given out, and 20 are marked" in few.content.decode()
    stranger = browser(cast.deputies[8]).post(f"{address}papers/", {"took": cast.people[:21]})
    assert stranger.status_code == 403
    there = [person for place, person in enumerate(cast.people) if place != 20]
    page.post(f"{address}papers/", {"had": "0", "took": there[:21]})
    shown_now = Client().get(address).content.decode()
    assert "not known here who took" not in shown_now
    assert "Who took a ballot paper" in shown_now
    assert page.post(f"{address}papers/", {"took": there[:21]}).status_code == 409


def test_a_sitting_that_goes_on_is_not_entered_from_papers(cast: Cast) -> None:
    item = opened(cast).items.in_order()[0]
    moment = in_days(0)
    with pytest.raises(Refused, match="led as it goes on"):
        actions.bring_item(item, by=cast.clerk, called_at=moment, done_at=moment, outcome="noted")
    assert browser(cast.clerk).get(f"/en/sittings/items/{item.pk}/bring/").status_code == 404


def test_the_counts_of_a_vote_of_today_are_the_tellers_own(cast: Cast) -> None:
    ballot = cast.open(mode="hand")
    with pytest.raises(Refused, match="The tellers of this vote enter"):
        voting.enter_counts(ballot, by=cast.clerk, numbers=[20, 1, 1], at=in_days(0))
