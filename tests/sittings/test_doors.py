"""Closed doors: nothing that moves behind them is heard outside, and the deputies vote on them."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from maslikhat.kit.refusals import Refused
from maslikhat.live.models import Event
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.heard import channel_of
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Item, Motion, Sitting
from maslikhat.voting import actions as voting
from tests.sittings.cast import mandate_of, opened, put, shut, vote_on_doors
from tests.voting.cast import AGAINST, FOR, MOTION, Cast, browser


@pytest.fixture
def secret(cast: Cast) -> Item:
    """An item behind closed doors that is being considered."""
    sitting = opened(cast)
    item = put(cast, sitting, "Құпия мәселе", is_closed_to_public=True)
    return actions.call_item(item, by=cast.chair)


def heard(sitting: Sitting, part: str = "") -> list[str]:
    """What was told to everyone, or to the own people."""
    rows = Event.objects.filter(channel=channel_of(sitting.pk) + part).order_by("pk")
    return list(rows.values_list("ref", flat=True))


def test_nothing_that_moves_behind_closed_doors_is_heard_outside(cast: Cast, secret: Item) -> None:
    sitting = secret.sitting
    vote_on_doors(cast, secret)
    before = heard(sitting)
    speech = actions.ask_floor(secret, by=cast.deputies[4], kind="debate")
    actions.order_speech(speech, by=cast.chair)
    actions.give_floor(speech, by=cast.chair)
    actions.end_speech(speech, by=cast.chair)
    actions.withdraw_speech(
        actions.ask_floor(secret, by=cast.deputies[5], kind="question"), by=cast.deputies[5]
    )
    actions.name_rapporteur(secret, by=cast.clerk, mandate=mandate_of(cast, 9))
    actions.recuse(secret, by=cast.clerk, mandate=mandate_of(cast, 10), because="Own land")
    actions.check_in(sitting, by=cast.deputies[20])
    actions.check_out(sitting, by=cast.deputies[20])
    motion = actions.move(secret, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    cast.vote(ballot, [FOR] * 10)
    voting.close_ballot(ballot, by=cast.chair)
    assert heard(sitting) == before
    assert set(heard(sitting, ":inside")) == {"stage", "agenda", "attendance", "floor"}
    actions.end_item(secret, by=cast.chair, outcome="not_adopted")
    assert heard(sitting) == [*before, "stage"]


def test_those_present_vote_on_an_item_that_was_announced_as_closed(
    cast: Cast, secret: Item
) -> None:
    address, form = f"/en/sittings/{secret.sitting_id}/", f"/en/sittings/items/{secret.pk}/doors/"
    assert form in browser(cast.chair).get(address).content.decode()
    vote_on_doors(cast, secret)
    assert form not in browser(cast.chair).get(address).content.decode()
    with pytest.raises(Refused, match="closed for this item already"):
        actions.move_doors(secret, by=cast.chair, proposed_by="chair", because="Again")
    actions.end_item(secret, by=cast.chair, outcome="noted")
    told = as_text(drawn(gathered(secret.sitting), "ru").parts)
    reason = "State secrets (Law 148, art. 11) [на английском языке]"
    assert f"в закрытом режиме. Основание: {reason}" in told
    assert "ГОЛОСОВАЛИ (открыто, поимённо): Принято." in told
    assert "Құпия мәселе" not in told


def test_an_announced_item_whose_doors_were_not_closed_is_considered_openly(
    cast: Cast, secret: Item
) -> None:
    sitting, leads = secret.sitting, browser(cast.chair)
    address, opens = f"/en/sittings/{sitting.pk}/", f"/en/sittings/items/{secret.pk}/open-doors/"
    below = put(cast, sitting, "Құпия тармақ", under=secret)
    main = actions.move(secret, by=cast.clerk, kind="main", texts=MOTION)
    assert leads.post(opens).status_code == 409
    refused = vote_on_doors(cast, secret, AGAINST)
    assert Client().get(f"/en/votes/{refused.pk}/").status_code == 200
    with pytest.raises(Refused, match="have not closed the doors"):
        actions.put_to_vote(main, by=cast.chair)
    with pytest.raises(Refused, match="have not closed the doors"):
        actions.end_item(secret, by=cast.chair, outcome="noted")
    shown = leads.get(address).content.decode()
    assert shown.count('class="btn primary choose"') == 1
    assert "Consider it openly" in shown
    assert "Құпия мәселе" not in Client().get(address).content.decode()
    before = heard(sitting)
    assert leads.post(opens).status_code == 302
    assert heard(sitting) == [*before, "stage"]
    below.refresh_from_db()
    assert not below.is_closed_to_public
    shown = Client().get(address).content.decode()
    assert "Құпия мәселе" in shown
    assert "Құпия тармақ" in shown
    assert actions.put_to_vote(main, by=cast.chair).is_public
    text = as_text(drawn(gathered(sitting), "ru").parts)
    assert "Құпия мәселе" in text
    assert "в закрытом режиме. Основание: State secrets" in text


def test_behind_announced_doors_nothing_is_voted_on_before_the_doors(
    cast: Cast, secret: Item
) -> None:
    below = put(cast, secret.sitting, "Құпия тармақ", under=secret)
    motion = actions.move(secret, by=cast.clerk, kind="procedure", texts=MOTION)
    vote, leads = f"/en/sittings/motions/{motion.pk}/vote/", browser(cast.chair)
    address = f"/en/sittings/{secret.sitting_id}/"
    shown = leads.get(address).content.decode()
    assert vote not in shown
    assert "It is voted on once the doors have been voted on." in shown
    assert leads.post(vote, {"mode": "open"}).status_code == 409
    vote_on_doors(cast, secret)
    assert vote in leads.get(address).content.decode()
    assert not actions.put_to_vote(motion, by=cast.chair).is_public
    voting.close_ballot(Motion.objects.get(pk=motion.pk).ballot, by=cast.chair)
    actions.end_item(secret, by=cast.chair, outcome="noted")
    actions.call_item(below, by=cast.chair)
    main = actions.move(below, by=cast.clerk, kind="main", texts=MOTION)
    assert not actions.put_to_vote(main, by=cast.chair).is_public


def test_what_was_announced_as_closed_and_put_off_unopened_stays_closed(
    cast: Cast, secret: Item
) -> None:
    vote_on_doors(cast, secret, AGAINST)
    actions.end_item(secret, by=cast.chair, outcome="postponed")
    with pytest.raises(Refused, match="what was closed stays closed"):
        actions.open_doors(secret, by=cast.chair)
    told = as_text(drawn(gathered(secret.sitting), "en").parts)
    assert "The item is postponed." in told
    assert "Considered behind closed doors" not in told
    assert "Құпия мәселе" not in told


def test_nothing_below_closed_doors_and_nothing_voted_on_there_is_opened(
    cast: Cast, secret: Item
) -> None:
    below = put(cast, secret.sitting, "Құпия тармақ", under=secret)
    actions.end_item(secret, by=cast.chair, outcome="noted")
    below = actions.call_item(below, by=cast.chair)
    vote_on_doors(cast, below, AGAINST)
    with pytest.raises(Refused, match="voted not to close"):
        actions.open_doors(below, by=cast.chair)


def test_on_an_open_item_everyone_hears(cast: Cast) -> None:
    sitting = opened(cast)
    item = actions.call_item(sitting.items.in_order()[0], by=cast.chair)
    before = heard(sitting)
    actions.ask_floor(item, by=cast.deputies[4], kind="debate")
    actions.check_out(sitting, by=cast.deputies[9])
    assert heard(sitting) == [*before, "floor", "attendance"]
    assert heard(sitting, ":inside") == []


def test_only_pages_of_its_own_people_listen_inside(cast: Cast, secret: Item) -> None:
    inside = f"{channel_of(secret.sitting_id)}:inside"
    for part in ("", "floor/"):
        address = f"/en/sittings/{secret.sitting_id}/{part}"
        for stranger in (Client(), cast.client("deputy_elsewhere"), cast.client("citizen")):
            assert inside not in stranger.get(address).content.decode()
        assert inside in cast.client("deputy").get(address).content.decode()


def test_who_comes_and_goes_behind_closed_doors_stands_on_no_strangers_page(
    cast: Cast, secret: Item
) -> None:
    address = f"/en/sittings/{secret.sitting_id}/"
    shown = Client().get(address).content.decode()
    assert "nothing is told of who is there" in shown
    assert "17 there" not in shown
    assert "17 there" in cast.client("deputy").get(address).content.decode()


def test_the_doors_are_closed_by_a_vote_of_those_present_and_nothing_less(cast: Cast) -> None:
    item = actions.call_item(opened(cast).items.in_order()[0], by=cast.chair)
    with pytest.raises(Refused, match="vote on closing the doors first"):
        actions.close_doors(item, by=cast.chair)
    with pytest.raises(Refused, match="Say why"):
        actions.move_doors(item, by=cast.clerk, proposed_by="third", because=" ")
    for kind in ("doors", "nothing"):
        with pytest.raises(Refused, match="answers offered"):
            actions.move(item, by=cast.clerk, kind=kind, texts=MOTION)
    refused = vote_on_doors(cast, item, AGAINST)
    assert refused.rule.key == "closed_sitting"
    with pytest.raises(Refused, match="vote on closing the doors first"):
        actions.close_doors(item, by=cast.chair)
    vote_on_doors(cast, item)
    assert actions.close_doors(item, by=cast.chair).is_closed_to_public


def test_the_minutes_say_openly_who_proposed_to_close_the_doors_why_and_by_what_vote(
    cast: Cast,
) -> None:
    item = actions.call_item(opened(cast).items.in_order()[0], by=cast.chair)
    shut(cast, item)
    main = actions.move(item, by=cast.clerk, kind="main", texts={"kk": "Құпия", "ru": "Секрет"})
    assert not actions.put_to_vote(main, by=cast.chair, mode="open").is_public
    text = as_text(drawn(gathered(item.sitting), "en").parts)
    assert "To close the doors (proposed by: The chair): To consider item 1 behind" in text
    assert "State secrets (Law 148, art. 11)" in text
    assert "Adopted. For: 17." in text
    assert "Құпия" not in text


@pytest.mark.once
def test_a_clerk_closes_the_doors_by_the_pages_alone(cast: Cast) -> None:
    sitting, page = opened(cast), browser(cast.clerk)
    item = actions.call_item(sitting.items.in_order()[0], by=cast.chair)
    address = f"/en/sittings/items/{item.pk}/doors/"
    assert address in page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert page.post(address, {"proposed_by": "chair"}).status_code == 422
    told = {"proposed_by": "chair", "because": "Tax secrets"}
    assert page.post(address, told).status_code == 302
    motion = item.motions.get()
    assert (motion.because, motion.text_kk) != ("", "")
    shown = page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert f"/en/sittings/motions/{motion.pk}/vote/" in shown
    page.post(f"/en/sittings/motions/{motion.pk}/vote/", {"mode": "open"})
    motion.refresh_from_db()
    assert motion.ballot is not None
    cast.vote(motion.ballot, [FOR] * 17)
    page.post(f"/en/votes/{motion.ballot_id}/close/")
    shut_it = f"/en/sittings/items/{item.pk}/close-doors/"
    assert shut_it in page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert page.post(shut_it).status_code == 302
    shown = Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "An item behind closed doors" in shown


@pytest.mark.once
@pytest.mark.parametrize("part", ["anonymous", "clerk_elsewhere"])
def test_strangers_read_that_the_item_is_closed_and_nothing_else_of_it(
    cast: Cast, part: str
) -> None:
    sitting, client = opened(cast, there=18), cast.client(part)
    item = put(cast, sitting, "Құпия", kind="no_confidence", signatures=5, is_closed_to_public=True)
    item = actions.call_item(item, by=cast.chair)
    place = f"/en/sittings/{sitting.pk}/"
    ways = (
        place, f"{place}floor/", f"{place}screen/", "/en/sittings/", "/en/sittings/feed/",
        "/en/sittings/latest/", f"/en/councils/{cast.council.code}/",
        f"/en/sittings/calendar/councils/{cast.council.code}.ics",
        f"/en/sittings/councils/{cast.council.code}/months/",
    )  # fmt: skip

    def told() -> dict[str, str]:
        return {way: plain(client.get(way)) for way in ways}

    vote_on_doors(cast, item)
    begun = told()
    for way in ways[:2]:
        assert "Nothing is told of who speaks on it." in begun[way]
        assert "Nobody has asked to speak" not in begun[way]
    assert "Closed item" in begun[ways[2]]
    item.signatures, item.minutes = 7, 40
    item.save()
    speech = actions.ask_floor(item, by=cast.deputies[4], kind="debate")
    actions.give_floor(speech, by=cast.chair)
    actions.ask_floor(item, by=cast.deputies[5], kind="question")
    actions.check_out(sitting, by=cast.deputies[16])
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    assert told() == begun
    cast.vote(ballot, [FOR] * 14)
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_speech(speech, by=cast.chair)
    assert told() == begun
    actions.end_item(item, by=cast.chair, outcome="adopted")
    adopted = told()
    Item.objects.filter(pk=item.pk).update(outcome="not_adopted")
    assert told() == adopted


def plain(answer: HttpResponse) -> str:
    """A page without what is new on each: tokens of forms and streams, moments of drawing."""
    text = answer.content.decode()
    return re.sub(
        r'(value|data-live|content|data-now)="[^"]{24,}"|data-live-[a-z]+="\d+"', "", text
    )
