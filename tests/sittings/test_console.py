"""Console and deputy's screen: what comes next stands first, and nothing that is refused."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maslikhat.decisions import actions as decisions
from maslikhat.decisions.versions import Texts
from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.models import Item, Sitting
from maslikhat.voting import actions as voting
from tests.serving import queries
from tests.sittings.cast import convened, mandate_of, opened, plan, put
from tests.voting.cast import AGAINST, FOR, Cast, browser

pytestmark = pytest.mark.django_db
WORDS = {"kk": "Ұсыныс", "ru": "Предложение"}


def shown(client: Client, sitting: Sitting) -> str:
    """The page of a sitting."""
    return client.get(f"/en/sittings/{sitting.pk}/").content.decode()


def places(html: str, *marks: str) -> list[int]:
    """Where each of these stands first on the page; all do."""
    found = [html.find(mark) for mark in marks]
    assert -1 not in found, list(zip(marks, found, strict=True))
    return found


def considered(cast: Cast) -> Item:
    """The first item, being considered."""
    return actions.call_item(opened(cast).items.in_order()[0], by=cast.chair)


def test_a_motion_comes_in_one_language_and_is_completed_before_the_vote(cast: Cast) -> None:
    item = considered(cast)
    deputy, clerk = browser(cast.deputies[4]), cast.client("clerk")
    told = {"kind": "amendment", "text_kk": "Екінші тармақты алып тастау"}
    assert deputy.post(f"/en/sittings/items/{item.pk}/motions/", told).status_code == 302
    motion = item.motions.get()
    assert (motion.text_ru, motion.lacks) == ("", "ru")
    with pytest.raises(Refused, match="Write the motion in Russian first"):
        actions.put_to_vote(motion, by=cast.chair)
    address = f"/en/sittings/motions/{motion.pk}/complete/"
    html = shown(clerk, item.sitting)
    assert address in html
    assert f"/motions/{motion.pk}/vote/" not in html
    assert deputy.get(address).status_code == 404
    assert clerk.post(address, {"text": "Исключить второй пункт"}).status_code == 302
    motion.refresh_from_db()
    assert (motion.text_kk, motion.text_ru) == (told["text_kk"], "Исключить второй пункт")
    assert f"/motions/{motion.pk}/vote/" in shown(clerk, item.sitting)
    assert clerk.post(address, {"text": "Иначе"}).status_code == 409


def test_a_motion_without_a_word_is_refused(cast: Cast) -> None:
    item = considered(cast)
    with pytest.raises(Refused, match="in Kazakh or in Russian"):
        actions.move(item, by=cast.deputies[4], kind="amendment", texts={"en": "To drop it"})


def outcomes(html: str) -> list[str]:
    """With what the item can end."""
    found = re.search(r'<select id="outcome".*?</select>', html, re.S)
    return re.findall(r'value="(\w+)"', found[0]) if found else []


def test_a_deputy_has_the_vote_then_the_floor_first_and_leaving_last(cast: Cast) -> None:
    item = considered(cast)
    main = actions.move(item, by=cast.clerk, kind="main", texts=WORDS)
    ballot = actions.put_to_vote(main, by=cast.chair)
    html = shown(browser(cast.deputies[4]), item.sitting)
    move = f"/en/sittings/items/{item.pk}/motions/"
    marks = (f'href="/en/votes/{ballot.pk}/"', 'value="debate"', move, 'id="agenda"', "/leave/")
    order = places(html, *marks)
    assert order == sorted(order)
    ask = html[: html.find('value="debate"')].rpartition("<form")[2]
    assert 'class="choices"' in ask
    assert html.count('class="btn choose">Ask for the floor') == 1
    form = browser(cast.deputies[4]).get(move).content.decode()
    assert '<option value="amendment" selected>' in form
    # Leaving asks once more.
    leave = html[: html.find("/leave/")].rpartition("<details")[2]
    assert "<summary>I leave</summary>" in leave


def test_motions_stand_in_the_order_of_their_votes_and_only_the_next_can_be_put(cast: Cast) -> None:
    item = considered(cast)
    clerk, home = cast.client("clerk"), "/en/sittings/motions/"
    main = actions.move(item, by=cast.clerk, kind="main", texts=WORDS)
    amendment = actions.move(item, by=cast.deputies[4], kind="amendment", texts=WORDS)
    html = shown(clerk, item.sitting)
    order = places(html, f"{home}{amendment.pk}/withdraw/", f"{home}{main.pk}/withdraw/")
    assert order == sorted(order)
    assert re.findall(rf"{home}(\d+)/vote/", html) == [str(amendment.pk)]
    assert outcomes(html) == []
    ballot = actions.put_to_vote(amendment, by=cast.chair)
    assert re.findall(rf"{home}(\d+)/vote/", shown(clerk, item.sitting)) == []
    voting.close_ballot(ballot, by=cast.chair)
    assert re.findall(rf"{home}(\d+)/vote/", shown(clerk, item.sitting)) == [str(main.pk)]


def test_an_item_ends_with_what_its_vote_came_to_and_nothing_else_is_offered(cast: Cast) -> None:
    item, clerk = considered(cast), cast.client("clerk")
    free = outcomes(shown(clerk, item.sitting))
    assert "noted" in free
    assert not {"adopted", "not_adopted", "elected", "not_elected"} & set(free)
    main = actions.move(item, by=cast.clerk, kind="main", texts=WORDS)
    ballot = actions.put_to_vote(main, by=cast.chair)
    cast.vote(ballot, [AGAINST] * 13 + [FOR] * 4)
    voting.close_ballot(ballot, by=cast.chair)
    assert outcomes(shown(clerk, item.sitting)) == ["not_adopted"]
    answer = clerk.post(f"/en/sittings/items/{item.pk}/end/", {"outcome": "not_adopted"})
    assert answer.status_code == 302


def primary(html: str) -> list[str]:
    """The words of the main buttons of the console."""
    console = html.partition('id="console"')[2].partition("</section>")[0]
    return re.findall(r'class="btn (?:primary choose|choose primary)"[^>]*>([^<]+)<', console)


def test_the_main_button_is_the_step_that_can_be_done_now(cast: Cast) -> None:
    clerk, sitting = cast.client("clerk"), plan(cast)
    assert primary(shown(clerk, sitting)) == ["Put a question on the agenda"]
    put(cast, sitting)
    assert primary(shown(clerk, sitting)) == ["Convene the sitting"]
    actions.convene(sitting, by=cast.clerk)
    html = shown(clerk, sitting)
    assert primary(html) == ["Put a paper there"]
    assert "/materials/" not in html


def test_of_a_convened_sitting_with_papers_the_materials_are_sent(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    sitting = convened(cast)
    actions.attach_document(sitting, by=cast.clerk, file=io.BytesIO(b"words"), name="Note")
    assert primary(shown(cast.client("clerk"), sitting)) == ["Send the materials"]


def test_whoever_leads_reads_on_the_button_whose_recusal_it_takes_back(cast: Cast) -> None:
    sitting = convened(cast)
    item, mandate = sitting.items.in_order()[0], mandate_of(cast, 4)
    actions.recuse(item, by=cast.clerk, mandate=mandate, because="Own land")
    # One text, not a word and a name in columns of the button.
    label = f"<span>Takes part after all: {mandate.person.short_name('en')}</span>"
    assert label in browser(cast.clerk).get(f"/en/sittings/{sitting.pk}/").content.decode()


def test_a_deputy_is_asked_about_an_item_that_names_a_declared_interest(cast: Cast) -> None:
    sitting, asked = opened(cast), "The item names what you have declared"
    address, own = f"/en/sittings/{sitting.pk}/", cast.deputies[4]
    before = queries(browser(own), address)
    actions.declare_interest(by=own, kind="office", name="ТОО «Степь»")
    first, second = (put(cast, sitting, f"«Степь» {place}") for place in (1, 2))
    assert queries(browser(own), address) == before
    html = browser(own).get(address).content.decode()
    assert html.count(asked) == html.count("ТОО «Степь»") == 2
    for other in (cast.deputies[5], cast.clerk):
        assert asked not in browser(other).get(address).content.decode()
    # Declared twice, it is named once: to the deputy and to the clerk.
    actions.declare_interest(by=own, kind="owner", name="ТОО «Степь»")
    assert browser(own).get(address).content.decode().count("ТОО «Степь»") == 2
    noted = browser(cast.clerk).get(f"/en/sittings/items/{first.pk}/recuse/").content.decode()
    assert noted.count("ТОО «Степь»") == 1
    actions.recuse(first, by=own, mandate=mandate_of(cast, 4), because="Own land")
    second = actions.call_item(second, by=cast.chair)
    assert browser(own).get(address).content.decode().count(asked) == 1
    motion = actions.move(second, by=cast.clerk, kind="main", texts=WORDS)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    assert asked not in browser(own).get(address).content.decode()
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(second, by=cast.chair, outcome="not_adopted")
    assert asked not in browser(own).get(address).content.decode()


def test_while_it_goes_on_the_next_step_is_the_one_main_button(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=Texts("Жоба", "Проект", ""),
        texts=Texts("1. Бекітілсін.", "1. Утвердить.", ""),
    )  # fmt: skip
    decisions.table(draft, by=cast.chair)
    sitting = opened(cast)
    item = actions.call_item(put(cast, sitting, decision=draft), by=cast.chair)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=WORDS)
    ballot = actions.put_to_vote(motion, by=cast.chair, mode="open")
    cast.vote(ballot, [FOR] * 17)
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="adopted")
    page = shown(cast.client("clerk"), sitting)
    assert "Give the decision its number" in page and "Call item 1" in page
    assert page.count("btn primary") == 1
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    page = shown(cast.client("clerk"), sitting)
    assert "Give the decision its number" in page and "Read the minutes" in page
    assert page.count("btn primary") == 1
