"""What a commission decided at its sitting is its conclusion on the draft, and nobody types it."""

import re

import pytest
from django.test import Client

from maslikhat.decisions import actions as decisions
from maslikhat.decisions.models import Decision, Referral
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.models import Item
from maslikhat.voting import actions as voting
from tests.decisions.cast import TEXTS
from tests.decisions.cast import TITLES as DRAFT
from tests.sittings.cast import in_days, mandate_of, near, plan_session, put, vote_on_doors
from tests.voting.cast import AGAINST, FOR, Cast, browser, cast_by

SUPPORT = {"kk": "Жобаны қолдау", "ru": "Поддержать проект", "en": "To support the draft"}
REJECT = {"kk": "Жобаны қабылдамау", "ru": "Отклонить проект", "en": "To reject the draft"}
AMEND = {"kk": "2-тармақты алып тастау", "ru": "Исключить пункт 2", "en": "To drop point 2"}


@pytest.fixture
def draft(cast: Cast) -> Decision:
    """A draft that was sent to the commission, open to everyone."""
    made = decisions.draft(cast.council, by=cast.clerk, kind="normative", titles=DRAFT, texts=TEXTS)
    decisions.refer(made, cast.commission, by=cast.clerk, due_on=today())
    return decisions.table(made, by=cast.chair)


@pytest.mark.parametrize("kind", ["decision", "conclusion"])
def test_a_draft_that_is_offered_can_be_put_on_the_agenda(
    cast: Cast, draft: Decision, kind: str
) -> None:
    body = cast.commission if kind == "conclusion" else plan_session(cast)
    sitting = actions.plan_sitting(body, by=cast.clerk, starts_at=in_days(20))
    clerk, address = cast.client("clerk"), f"/en/sittings/{sitting.pk}/items/"
    assert f'<option value="{draft.pk}">' in clerk.get(address).content.decode()
    answer = clerk.post(address, {"kind": kind, "decision": draft.pk})
    assert answer.status_code == 302, answer.content.decode()
    item = sitting.items.get()
    assert (item.kind, item.decision_id, item.title_kk) == (kind, draft.pk, draft.title_kk)


def considered(cast: Cast, draft: Decision, **told: bool) -> Item:
    """The draft is being considered by the commission, four of five being there."""
    sitting = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(1))
    item = put(cast, sitting, kind="conclusion", decision=draft, **told)
    sitting = near(actions.convene(sitting, by=cast.clerk))
    for place in (1, 2, 3, 4):
        mandate = mandate_of(cast, place)
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="present")
    actions.open_sitting(sitting, by=cast.clerk)
    return actions.call_item(item, by=cast.clerk)


def voted(
    cast: Cast, item: Item, texts: dict[str, str], option: int = FOR, kind: str = "main"
) -> None:
    """The four vote alike on a motion."""
    motion = actions.move(item, by=cast.clerk, kind=kind, texts=texts)
    ballot = actions.put_to_vote(motion, by=cast.clerk)
    for place in (1, 2, 3, 4):
        cast_by(cast.deputies[place], ballot, option)
    voting.close_ballot(ballot, by=cast.clerk)


def test_what_was_voted_becomes_the_conclusion_by_one_act(cast: Cast, draft: Decision) -> None:
    item, secretary = considered(cast, draft), browser(cast.deputies[2])
    page = f"/en/sittings/{item.sitting_id}/"
    address = f"/en/sittings/items/{item.pk}/conclusion/"
    voted(cast, item, SUPPORT)
    assert address not in secretary.get(page).content.decode()
    actions.end_item(item, by=cast.clerk, outcome="adopted")
    assert address in secretary.get(page).content.decode()
    assert address not in browser(cast.deputies[3]).get(page).content.decode()
    assert secretary.post(address, {"outcome": "for"}).status_code == 302
    made = Referral.objects.get(decision=draft)
    assert (made.outcome, made.concluded_on, made.item) == ("for", today(), item.pk)
    assert made.words_kk.splitlines()[0] == SUPPORT["kk"]
    assert made.words_ru.splitlines() == [
        SUPPORT["ru"],
        item.motions.get().ballot.sentence_ru,  # type: ignore[union-attr]
    ]
    shown = Client().get(page).content.decode()
    assert "conclusion on the draft: For" in shown
    assert f"/en/decisions/{draft.pk}/#conclusions" in shown
    of_draft = Client().get(f"/en/decisions/{draft.pk}/").content.decode()
    assert f'href="/en/sittings/items/{item.pk}/"' in of_draft
    assert "Поддержать проект" in of_draft
    found = Client().get(f"/en/sittings/items/{item.pk}/")
    assert found["Location"] == f"{page}#item-{item.pk}"
    assert secretary.post(address, {"outcome": "for"}).status_code == 409


def test_amendments_that_were_adopted_are_its_remarks(cast: Cast, draft: Decision) -> None:
    item = considered(cast, draft)
    voted(cast, item, AMEND, kind="amendment")
    voted(cast, item, {"kk": "Алынбасын", "ru": "Не принято это"}, AGAINST, kind="amendment")
    voted(cast, item, SUPPORT)
    actions.end_item(item, by=cast.clerk, outcome="adopted")
    page = browser(cast.clerk).get(f"/en/sittings/items/{item.pk}/conclusion/").content.decode()
    assert AMEND["ru"] in page and SUPPORT["ru"] in page
    made = actions.pass_on_conclusion(item, by=cast.clerk, outcome="remarks")
    assert AMEND["ru"] in made.words_ru
    assert "Не принято это" not in made.words_ru


@pytest.mark.parametrize(
    ("texts", "option", "ended", "outcome"),
    [
        (SUPPORT, FOR, "adopted", "for"),
        (SUPPORT, AGAINST, "not_adopted", "against"),
        (REJECT, FOR, "adopted", "against"),
        (REJECT, AGAINST, "not_adopted", "for"),
    ],
)
def test_a_person_reads_the_motion_and_says_its_sense(
    cast: Cast, draft: Decision, texts: dict[str, str], option: int, ended: str, outcome: str
) -> None:
    item = considered(cast, draft)
    with pytest.raises(Refused, match="follows from the vote"):
        actions.pass_on_conclusion(item, by=cast.clerk, outcome=outcome)
    voted(cast, item, texts, option)
    actions.end_item(item, by=cast.clerk, outcome=ended)
    clerk, address = browser(cast.clerk), f"/en/sittings/items/{item.pk}/conclusion/"
    page = clerk.get(address).content.decode()
    assert texts["ru"] in page and item.motions.get().ballot.sentence_ru in page  # type: ignore[union-attr]
    assert page.count('name="outcome"') == 3
    assert not re.search(r'name="outcome"[^>]*checked', page)
    assert clerk.post(address, {}).status_code == 422
    assert clerk.post(address, {"outcome": outcome}).status_code == 302
    assert Referral.objects.get(decision=draft).outcome == outcome


def test_what_was_said_behind_closed_doors_is_handed_on_by_nobody(
    cast: Cast, draft: Decision
) -> None:
    item = considered(cast, draft, is_closed_to_public=True)
    vote_on_doors(cast, item)
    voted(cast, item, SUPPORT)
    actions.end_item(item, by=cast.clerk, outcome="adopted")
    page = browser(cast.clerk).get(f"/en/sittings/{item.sitting_id}/").content.decode()
    assert "conclusion/" not in page
    with pytest.raises(Refused, match="behind closed doors is not handed on"):
        actions.pass_on_conclusion(item, by=cast.clerk, outcome="for")
    assert Referral.objects.get(decision=draft).outcome == ""


def test_a_draft_that_was_not_sent_there_waits_for_no_conclusion(cast: Cast) -> None:
    made = decisions.draft(cast.council, by=cast.clerk, kind="normative", titles=DRAFT, texts=TEXTS)
    item = considered(cast, made)
    with pytest.raises(Refused, match="waits for no conclusion of this commission"):
        actions.pass_on_conclusion(item, by=cast.clerk, outcome="for")
