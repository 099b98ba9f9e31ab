"""A topic of the dialogue is suggested for an agenda, and the apparatus answers."""

import pytest
from django.test import Client

from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.dialogue.registers import ways_from
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.sittings import actions
from maslikhat.sittings.models import Suggestion
from maslikhat.sittings.titles import title_of
from tests.registry.cast import browser
from tests.sittings.cast import plan
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db


def topic_of(cast: Cast, *, is_closed: bool = False) -> Topic:
    room = RoomRef.of(cast.council, is_closed=is_closed)
    return start_topic(room, by=cast.deputies[0], title="Су құбыры", body="Мәселе", language="kk")


def suggest(cast: Cast, topic: Topic) -> Suggestion:
    told = {"title": topic.title, "reason": "Күту болмайды"}
    return actions.suggest_item(cast.council, topic, by=cast.deputies[0], **told)


def test_the_clerk_takes_it_on_and_the_item_links_back(cast: Cast) -> None:
    sitting, told = plan(cast), suggest(cast, topic_of(cast))
    clerk = browser(cast.clerk)
    listed = clerk.get(f"/en/sittings/councils/{cast.council.code}/suggested/").content.decode()
    assert "Су құбыры" in listed
    page = f"/en/sittings/suggested/{told.pk}/accept/"
    offered = clerk.get(page).content.decode()
    assert f'<option value="{sitting.pk}">{title_of(sitting).text}</option>' in offered
    assert clerk.post(page, {"sitting": sitting.pk}).status_code == 302
    told.refresh_from_db()
    assert told.item is not None
    assert (told.outcome, told.item.sitting, told.item.title_kk) == (
        "accepted", sitting, "Су құбыры",
    )  # fmt: skip
    with pytest.raises(Refused, match="decided already"):
        actions.accept_suggestion(told, by=cast.clerk, sitting=sitting)


def test_the_way_to_the_agenda_is_shown_to_whom_it_is_open(cast: Cast) -> None:
    sitting = plan(cast)
    actions.accept_suggestion(suggest(cast, topic_of(cast)), by=cast.clerk, sitting=sitting)
    listed = f"/en/sittings/councils/{cast.council.code}/suggested/"
    way = f'href="/en/sittings/{sitting.pk}/#item-'
    assert way in browser(cast.clerk).get(listed).content.decode()
    assert way not in Client().get(listed).content.decode(), "it is planned, and nobody's yet"
    sitting.items.update(title_ru="Водопровод")
    actions.convene(sitting, by=cast.clerk)
    assert way in Client().get(listed).content.decode()


def test_what_is_taken_off_the_agenda_leaves_the_suggestion_as_it_was_decided(
    cast: Cast,
) -> None:
    told = suggest(cast, topic_of(cast))
    told = actions.accept_suggestion(told, by=cast.clerk, sitting=plan(cast))
    assert told.item is not None
    actions.drop_item(told.item, by=cast.clerk)
    told.refresh_from_db()
    assert (told.outcome, told.item) == ("accepted", None)


def test_a_refusal_is_said_for_all_to_read(cast: Cast) -> None:
    told = suggest(cast, topic_of(cast))
    with pytest.raises(Refused, match="Write why"):
        actions.decline_suggestion(told, by=cast.clerk, answer=" ")
    page = f"/en/sittings/suggested/{told.pk}/decline/"
    assert browser(cast.clerk).post(page, {"answer": "Ол әкімдіктің ісі"}).status_code == 302
    listed = f"/en/sittings/councils/{cast.council.code}/suggested/"
    assert "Ол әкімдіктің ісі" in browser(cast.deputies[0]).get(listed).content.decode()
    assert suggest(cast, told.topic).outcome == "", "it may be suggested anew"


def test_a_topic_waits_once(cast: Cast) -> None:
    told = suggest(cast, topic_of(cast))
    with pytest.raises(Refused, match="suggested already"):
        suggest(cast, told.topic)


def test_what_is_said_behind_closed_doors_is_not_suggested(cast: Cast) -> None:
    topic = topic_of(cast, is_closed=True)
    with pytest.raises(Hidden):
        suggest(cast, topic)
    page = f"/en/sittings/suggest/{topic.pk}/"
    assert browser(cast.deputies[0]).get(page).status_code == 404
    labels = [label for _address, label in ways_from(topic, cast.deputies[0])(None)]
    assert "Question for an agenda" not in labels


def test_a_deputy_suggests_it_from_the_topic(cast: Cast) -> None:
    topic = topic_of(cast)
    deputy = browser(cast.deputies[0])
    page = f"/en/sittings/suggest/{topic.pk}/"
    assert page in deputy.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "Су құбыры" in deputy.get(page).content.decode()
    told = {"council": cast.council.pk, "title": "Су құбыры туралы"}
    assert deputy.post(page, told).status_code == 302
    assert Suggestion.objects.get().title == "Су құбыры туралы"
    assert deputy.post(page, {**told, "council": "9" * 30}).status_code == 422


def test_onto_an_agenda_of_another_maslikhat_nothing_is_taken(cast: Cast) -> None:
    told, sitting = suggest(cast, topic_of(cast)), plan(cast)
    sitting.council_id = cast.other.pk
    with pytest.raises(Refused, match="sitting of this maslikhat"):
        actions.accept_suggestion(told, by=cast.clerk, sitting=sitting)
