"""The screen of the hall: what it says at each stage, what it never says, who gets it."""

import re
from typing import Any

import pytest
from django.test import Client

from maslikhat.kit.days import ALMATY
from maslikhat.sittings import actions
from maslikhat.sittings.models import Item, Motion, Sitting
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot
from tests.serving import queries
from tests.sittings.cast import (
    HALL,
    convened,
    mandate_of,
    opened,
    plan,
    plan_session,
    put,
    seat,
    vote_on_doors,
)
from tests.sittings.test_pages import FRAGMENT, STRANGERS, page
from tests.voting.cast import AGAINST, FOR, Cast

pytestmark = [pytest.mark.once, pytest.mark.django_db]
MOTION = {"kk": "Шешім қабылдансын", "ru": "Принять решение", "en": "To adopt the decision"}
SECRET = "Құпия мәселе"


def screen(sitting: Sitting, lang: str = "en") -> str:
    """The address of the screen."""
    return f"/{lang}/sittings/{sitting.pk}/screen/"


def stage(html: str) -> str:
    """What the screen shows."""
    found = re.search(r'class="scene (\w+) ', html)
    assert found, html
    return found[1]


def shown(sitting: Sitting, lang: str = "en", client: Client | None = None) -> str:
    """What everyone sees on it."""
    return page(client or Client(), screen(sitting, lang))


def called(cast: Cast, sitting: Sitting) -> Item:
    """The first item, being considered."""
    return actions.call_item(sitting.items.in_order()[0], by=cast.chair)


def put_to_vote(cast: Cast, item: Item, **told: Any) -> Ballot:
    """The main motion, put to the vote."""
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    return actions.put_to_vote(motion, by=cast.chair, **told)


def test_before_opening_it_says_when_where_and_who_has_come(cast: Cast) -> None:
    sitting = convened(cast)
    seat(cast, sitting, 3)
    html = shown(sitting)
    assert stage(html) == "ahead"
    assert HALL["en"] in html
    assert "No quorum yet" in html
    assert re.findall(r'<dd class="num">(\d+)</dd>', html) == ["3", "17", "25"]
    assert "Deputy02" in html
    assert "Deputy03" not in html
    seat(cast, sitting, 17)
    assert "Quorum present" in shown(sitting)


def test_both_official_languages_stand_on_it_and_english_alone_in_english(cast: Cast) -> None:
    item = called(cast, opened(cast, items=("x",)))
    titles = {"kk": "Бюджет туралы", "ru": "О бюджете", "en": "On the budget"}
    Item.objects.filter(pk=item.pk).update(**{f"title_{k}": text for k, text in titles.items()})
    for lang in ("kk", "ru"):
        html = shown(item.sitting, lang)
        assert '<p lang="kk">Бюджет туралы</p><p lang="ru">О бюджете</p>' in html, lang
        assert "On the budget" not in html, lang
    english = shown(item.sitting)
    assert '<p lang="en">On the budget</p>' in english
    assert "О бюджете" not in english


def test_a_break_says_until_when(cast: Cast) -> None:
    sitting = opened(cast)
    client = cast.client("clerk")
    client.post(f"/en/sittings/{sitting.pk}/pause/", {"minutes": "15"})
    html = shown(sitting)
    assert stage(html) == "break"
    until = sitting.recesses.get().until
    assert until is not None
    assert f'data-until="{until.isoformat("T", "seconds")}"' in html
    actions.resume(sitting, by=cast.chair)
    assert stage(shown(sitting)) == "between"


def test_a_break_of_which_nobody_knows_the_end_says_since_when_and_gets_one(cast: Cast) -> None:
    sitting, clerk = opened(cast), cast.client("clerk")
    clerk.post(f"/en/sittings/{sitting.pk}/pause/", {"minutes": ""})
    begun = sitting.recesses.get().begun_at.astimezone(ALMATY)
    assert f'The break began at</span> <b class="num">{begun:%H:%M}</b>' in shown(sitting)
    place = f"/en/sittings/{sitting.pk}/"
    html = page(Client(), place)
    assert f"There is a break since {begun:%H:%M}." in html
    assert "When it goes on has not been said yet." in html
    assert "nobody knows until when" in page(clerk, place)
    assert clerk.post(f"{place}resume-at/", {"minutes": ""}).status_code == 422
    assert clerk.post(f"{place}resume-at/", {"minutes": "900"}).status_code == 422
    assert clerk.post(f"{place}resume-at/", {"minutes": "30"}).status_code == 302
    until = sitting.recesses.get().until
    assert until is not None
    assert f"{until.astimezone(ALMATY):%H:%M}" in shown(sitting)
    assert "nobody knows until when" not in page(clerk, place)


def test_who_reports_is_called_so_in_both_official_languages(cast: Cast) -> None:
    item = called(cast, opened(cast))
    actions.name_rapporteur(item, by=cast.clerk, name="Omarov", office={"en": "head", "kk": "б"})
    html = shown(item.sitting, "kk")
    assert '<span lang="kk">Баяндамашы</span>' in html
    assert '<span lang="ru">Докладчик</span>' in html


def test_the_floor_has_a_timer_and_three_wait(cast: Cast) -> None:
    sitting = opened(cast)
    item = called(cast, sitting)
    other = sitting.items.in_order()[1]
    actions.name_rapporteur(item, by=cast.clerk, name="Omarov", office={"en": "head", "kk": "б"})
    html = shown(sitting)
    assert stage(html) == "item"
    assert "Omarov, head" in html
    for place in range(5):
        actions.ask_floor(item, by=cast.clerk, kind="debate", mandate=mandate_of(cast, place))
    # Who waits for another item does not stand here.
    actions.ask_floor(other, by=cast.clerk, kind="point_of_order", mandate=mandate_of(cast, 9))
    speech = actions.give_floor(sitting.speeches.order_by("pk")[0], by=cast.chair)
    html = shown(sitting)
    assert stage(html) == "floor"
    assert "Deputy00" in html
    assert speech.begun_at is not None
    assert f'data-from="{speech.begun_at.isoformat("T", "seconds")}"' in html
    assert "data-over hidden>" in html
    assert [name for name in ("Deputy01", "Deputy02", "Deputy03") if name not in html] == []
    assert "Deputy04" not in html
    assert "Deputy09" not in html
    # The list on the page of the sitting has the same clock.
    assert "data-timer" in page(Client(), f"/en/sittings/{sitting.pk}/floor/")


def test_an_open_vote_says_how_many_have_voted_and_never_what(cast: Cast) -> None:
    sitting = opened(cast)
    ballot = put_to_vote(cast, called(cast, sitting))
    cast.vote(ballot, [FOR, FOR, AGAINST])
    html = shown(sitting)
    assert stage(html) == "vote"
    assert "3 / 17" in html
    assert MOTION["en"] in html
    assert "Open, by name" in html
    assert f'data-live-on="sitting:{sitting.pk} ballot:{ballot.pk}"' in html
    for word in ("Against", "Abstained", "Deputy00"):
        assert word not in html, word


def test_the_result_stands_until_the_next_step(cast: Cast) -> None:
    sitting = opened(cast)
    item = called(cast, sitting)
    ballot = put_to_vote(cast, item)
    cast.vote(ballot, [FOR] * 14 + [AGAINST] * 2)
    ballot = voting.close_ballot(ballot, by=cast.chair)
    html = shown(sitting)
    assert stage(html) == "result"
    assert ballot.sentence_en in html
    assert 'class="chart chamber"' in html
    assert f"ballot:{ballot.pk}" not in html
    actions.end_item(item, by=cast.chair, outcome="adopted")
    assert stage(shown(sitting)) == "result"
    actions.call_item(sitting.items.in_order()[1], by=cast.chair)
    assert stage(shown(sitting)) == "item"


def test_who_speaks_after_a_vote_takes_its_place(cast: Cast) -> None:
    sitting = opened(cast)
    item = called(cast, sitting)
    ballot = put_to_vote(cast, item)
    cast.vote(ballot, [FOR] * 14)
    voting.close_ballot(ballot, by=cast.chair)
    speech = actions.ask_floor(item, by=cast.clerk, kind="debate", mandate=mandate_of(cast, 5))
    actions.give_floor(speech, by=cast.chair)
    assert stage(shown(sitting)) == "floor"
    actions.end_speech(speech, by=cast.chair)
    assert stage(shown(sitting)) == "item"
    actions.end_item(item, by=cast.chair, outcome="adopted")
    assert stage(shown(sitting)) == "done"


def test_of_a_secret_vote_there_are_numbers_and_no_chamber(cast: Cast) -> None:
    sitting = opened(cast)
    ballot = put_to_vote(cast, called(cast, sitting), mode="secret")
    cast.vote(ballot, [FOR] * 10)
    html = shown(sitting)
    assert "10 / 17" in html
    voting.close_ballot(ballot, by=cast.chair)
    html = shown(sitting)
    assert stage(html) == "result"
    assert 'class="chart chamber"' not in html
    assert "Deputy" not in html


def test_a_show_of_hands_names_no_number_before_it_is_counted(cast: Cast) -> None:
    sitting = opened(cast)
    tellers = [cast.deputies[3].person, cast.deputies[4].person]
    put_to_vote(cast, called(cast, sitting), mode="hand", tellers=tellers)
    html = shown(sitting)
    assert stage(html) == "vote"
    assert "Two tellers count the votes in the hall." in html
    assert "/ 17" not in html


@pytest.mark.parametrize("part", [*STRANGERS, "deputy", "clerk", "chair"])
def test_a_closed_item_is_a_closed_item_and_nothing_else(cast: Cast, part: str) -> None:
    sitting, client = opened(cast), cast.client(part)
    item = put(cast, sitting, SECRET, is_closed_to_public=True)
    actions.name_rapporteur(item, by=cast.clerk, name="Құпия баяндамашы")
    actions.call_item(item, by=cast.chair)
    speech = actions.ask_floor(item, by=cast.clerk, kind="debate", mandate=mandate_of(cast, 5))
    actions.give_floor(speech, by=cast.chair)

    def nothing(of: str) -> None:
        for head in ({}, FRAGMENT):
            html = page(client, screen(sitting), headers=head)
            assert stage(html) == of
            for word in ("Құпия", "Deputy", "Шешім", "To adopt", "Debate", "Quorum"):
                assert word not in html.split("<main")[-1], word

    nothing("closed_item")
    vote_on_doors(cast, item)
    nothing("closed_item")
    ballot = put_to_vote(cast, item)
    nothing("closed_item")
    assert f"ballot:{ballot.pk}" not in page(client, screen(sitting))
    cast.vote(ballot, [FOR] * 14)
    voting.close_ballot(ballot, by=cast.chair)
    nothing("closed_item")
    actions.end_item(item, by=cast.chair, outcome="adopted")
    html = page(client, screen(sitting))
    assert stage(html) == "between"
    assert "Adopted" not in html


def test_a_vote_that_was_not_open_to_all_is_not_shown_in_an_open_sitting(cast: Cast) -> None:
    sitting = opened(cast)
    item = called(cast, sitting)
    ballot = put_to_vote(cast, item)
    Ballot.objects.filter(pk=ballot.pk).update(is_public=False)
    assert Motion.objects.get(item=item).ballot_id == ballot.pk
    assert stage(shown(sitting)) == "item"


def test_a_closed_or_planned_sitting_has_no_screen_for_others(cast: Cast) -> None:
    planned = plan(cast)
    shut = opened(cast, session=planned.session, closed_because="State secrets")
    for sitting in (planned, shut):
        for part in STRANGERS:
            page(cast.client(part), screen(sitting), 404)
            page(cast.client(part), screen(sitting), 404, headers=FRAGMENT)
        for part in ("deputy", "chair", "clerk"):
            page(cast.client(part), screen(sitting))
    called(cast, shut)
    assert stage(page(cast.client("clerk"), screen(shut))) == "item"


def test_after_the_end_it_says_where_the_minutes_stand(cast: Cast) -> None:
    sitting = opened(cast)
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    html = shown(sitting)
    assert stage(html) == "over"
    assert "The minutes are being prepared." in html
    cancelled = convened(cast, session=plan_session(cast, number="32"))
    actions.cancel_sitting(cancelled, by=cast.clerk, because="Storm")
    assert stage(shown(cancelled)) == "called_off"


def test_the_page_of_the_sitting_leads_to_it_and_it_has_no_menu(cast: Cast) -> None:
    sitting = convened(cast)
    assert screen(sitting) in page(Client(), f"/en/sittings/{sitting.pk}/")
    html = shown(sitting)
    assert 'class="topbar"' not in html
    assert 'id="nav"' not in html
    assert f'href="/en/sittings/{sitting.pk}/"' in html
    assert "csrfmiddlewaretoken" not in html


def test_the_screen_asks_a_fixed_number_of_questions(cast: Cast) -> None:
    sitting = opened(cast, items=("Бірінші",))
    item = called(cast, sitting)
    for place in range(4):
        actions.ask_floor(item, by=cast.clerk, kind="debate", mandate=mandate_of(cast, place))
    few = queries(Client(), screen(sitting))
    for number in range(20):
        put(cast, sitting, f"Мәселе {number}")
        actions.name_rapporteur(
            item, by=cast.clerk, name=f"Omarov {number}"
        ) if number < 8 else None
    for place in range(4, 16):
        actions.ask_floor(item, by=cast.clerk, kind="debate", mandate=mandate_of(cast, place))
    assert queries(Client(), screen(sitting)) == few
    ballot = put_to_vote(cast, item)
    cast.vote(ballot, [FOR] * 14)
    voting.close_ballot(ballot, by=cast.chair)
    assert queries(Client(), screen(sitting)) <= 12
