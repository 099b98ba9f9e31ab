"""Whoever has something to do for a sitting is told so: on the desk, on its page, by a notice."""

import datetime as dt
import re

import pytest
from django.test import Client

from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import said
from maslikhat.notices.models import Addressee, Happening
from maslikhat.notices.spreading import spread
from maslikhat.sittings import actions, tasks
from maslikhat.sittings.models import Minutes, Sitting
from tests.sittings.cast import convened, in_days, opened, plan, plan_session
from tests.voting.cast import Cast, browser

pytestmark = pytest.mark.django_db


def panel(client: Client) -> str:
    """What the desk says of sittings; empty where it says nothing."""
    html = client.get("/en/desk/").content.decode()
    cards = re.findall(r'<article class="card">(.*?)</article>', html, re.S)
    return next((card for card in cards if "<h2>Sittings and minutes</h2>" in card), "")


def closed(cast: Cast) -> Sitting:
    """A sitting that has ended; its minutes wait."""
    return actions.close_sitting(opened(cast), by=cast.chair, postponing=True)


def test_the_desk_says_what_goes_on_what_comes_and_what_the_law_wants(cast: Cast) -> None:
    running = opened(cast)
    coming = plan(cast, session=plan_session(cast, number="32"), days=12)
    clerk, deputy = panel(cast.client("clerk")), panel(cast.client("deputy"))
    for card in (clerk, deputy):
        assert f"/en/sittings/{running.pk}/" in card
        assert "In progress now" in card
        assert f"/en/sittings/{coming.pk}/" in card
        assert "not convened yet" in card
    assert "Notice to deputies, population and akim (Law 148, art. 10): not later than" in clerk
    assert "not later than" not in deputy
    for part in ("citizen", "deputy_elsewhere", "clerk_elsewhere", "operator"):
        assert panel(cast.client(part)) == "", part


def test_minutes_wait_on_the_desk_of_who_leads_until_they_are_approved(cast: Cast) -> None:
    sitting = closed(cast)
    address = f"/en/sittings/{sitting.pk}/minutes/"
    assert address in panel(cast.client("clerk"))
    assert address in panel(cast.client("chair"))
    assert address not in panel(cast.client("deputy"))
    Minutes.objects.filter(sitting=sitting).update(due_on=today() - dt.timedelta(days=1))
    assert '<small class="late">The minutes are overdue since' in panel(cast.client("clerk"))
    # The page of the sitting says the next step too.
    for part, is_told in (("clerk", True), ("deputy", False)):
        page = cast.client(part).get(f"/en/sittings/{sitting.pk}/").content.decode()
        assert ("Read the minutes and put them right" in page) == is_told


def heard(act: str) -> set[int]:
    """Who has been told."""
    found = Addressee.objects.filter(happening__act=act)
    return set(found.values_list("user", flat=True))


def test_chair_and_clerk_hear_of_the_draft_and_before_its_day(cast: Cast) -> None:
    minutes = closed(cast).minutes
    both = {cast.clerk.pk, cast.chair.pk}
    assert heard("sittings.minutes_wait") == both
    tasks.warn.func("", "")
    assert heard("sittings.minutes_soon") == set()
    for days, act in ((2, "sittings.minutes_soon"), (-1, "sittings.minutes_late")):
        Minutes.objects.filter(pk=minutes.pk).update(due_on=today() + dt.timedelta(days=days))
        tasks.warn.func("", "")
        tasks.warn.func("", "")
        assert heard(act) == both
        assert Addressee.objects.filter(happening__act=act).count() == len(both)


@pytest.mark.parametrize(("days", "is_warned"), [(40, False), (10, True), (2, True)])
def test_a_sitting_too_near_for_the_law_says_so_as_it_is_planned(
    cast: Cast, days: int, is_warned: bool
) -> None:
    session, clerk = plan_session(cast), browser(cast.clerk)
    address = f"/en/sittings/plan/session/{session.pk}/"
    starts = f"{in_days(days):%Y-%m-%dT%H:%M}"
    answer = clerk.post(address, {"starts_at": starts}, follow=True)
    html = answer.content.decode()
    assert ("Terms of the law: Notice to deputies" in html) == is_warned
    assert ("Put questions on its agenda, then convene it." in html) != is_warned


def test_of_a_convened_sitting_in_time_the_desk_says_no_term(cast: Cast) -> None:
    convened(cast, days=30)
    assert "not later than" not in panel(cast.client("clerk"))


def test_the_invitation_names_the_apparatus_the_day_the_hour_and_the_place(cast: Cast) -> None:
    sitting = convened(cast)
    spread([Happening.objects.get(act="sittings.convene").pk])
    html = cast.client("deputy").get("/en/notices/").content.decode()
    assert "Apparatus of the maslikhat convened a sitting" in html
    day, hour = words.day(sitting.day), words.hour(sitting.starts_at)
    council = said(cast.council, "name", "en").text
    assert f"Session 31, {day}, {hour} · Great hall · {council}" in html
