"""The ways between pages: from a commission to its sittings, from a vote back to its sitting."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import html

import maslikhat
from maslikhat.sittings import actions
from maslikhat.sittings.floor import DEFAULTS, rules_of
from maslikhat.sittings.urls import urlpatterns
from tests.sittings.cast import in_days, mandate_of, opened, put
from tests.voting.cast import FOR, Cast, browser

pytestmark = pytest.mark.django_db
SOURCE = Path(maslikhat.__file__).parent
WORDS = {"kk": "Ұсыныс", "ru": "Предложение"}


def shown(client: Client, address: str) -> str:
    """What stands at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_who_leads_a_commission_plans_its_sittings_from_its_page_and_from_the_list(
    cast: Cast,
) -> None:
    address = f"/en/sittings/plan/commission/{cast.commission.pk}/"
    leads = {"clerk": cast.client("clerk"), "secretary": browser(cast.deputies[2])}
    others = {"visitor": Client(), "member": browser(cast.deputies[3])}
    for page in (f"/en/commissions/{cast.commission.pk}/", "/en/sittings/"):
        for part, client in leads.items():
            assert address in shown(client, page), (page, part)
        for part, client in others.items():
            assert address not in shown(client, page), (page, part)
    assert leads["secretary"].get(address).status_code == 200


def test_the_page_of_a_commission_lists_its_sittings_to_whoever_may_see_them(cast: Cast) -> None:
    page = f"/en/commissions/{cast.commission.pk}/"
    sitting = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(3))
    put(cast, sitting)
    link = f'href="/en/sittings/{sitting.pk}/"'
    assert link in shown(cast.client("deputy"), page)
    assert link not in shown(Client(), page)
    actions.convene(sitting, by=cast.clerk)
    assert link in shown(Client(), page)


def test_a_vote_leads_back_to_its_sitting_and_whoever_counts_goes_on_there(cast: Cast) -> None:
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    main = actions.move(item, by=cast.clerk, kind="main", texts=WORDS)
    ballot = actions.put_to_vote(main, by=cast.chair)
    address, back = f"/en/votes/{ballot.pk}/", f"/en/sittings/{sitting.pk}/#item-{item.pk}"
    clerk = cast.client("clerk")
    for client in (Client(), cast.client("deputy"), clerk):
        assert f'href="{back}"' in shown(client, address)
    cast.vote(ballot, [FOR] * 17)
    answer = clerk.post(f"{address}close/")
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert "Counted: Adopted." in shown(clerk, f"/en/sittings/{sitting.pk}/")
    assert f'href="{back}"' in shown(Client(), address)


def test_a_vote_of_no_sitting_stays_where_it_is(cast: Cast) -> None:
    ballot = cast.open()
    cast.vote(ballot, [FOR] * 23)
    answer = cast.client("clerk").post(f"/en/votes/{ballot.pk}/close/")
    assert answer["Location"] == f"/en/votes/{ballot.pk}/"
    assert "Back to the sitting" not in shown(Client(), f"/en/votes/{ballot.pk}/")


# Offered elsewhere than in a template: by the register of the dialogue.
OFFERED_ELSEWHERE = {"suggest_item"}


def test_every_act_of_the_room_has_its_button_somewhere() -> None:
    told = "".join(path.read_text() for path in SOURCE.rglob("jinja2/**/*.html"))
    acts = {route.name for route in urlpatterns if route.name in actions.__all__}
    lost = {name for name in acts if f"'sittings:{name}'" not in told}
    assert lost == OFFERED_ELSEWHERE


def test_what_was_noted_or_moved_is_taken_back_by_its_own_button(cast: Cast) -> None:
    sitting = opened(cast)
    item, after = sitting.items.in_order()
    named = actions.name_rapporteur(after, by=cast.clerk, mandate=mandate_of(cast, 9))
    aside = actions.recuse(item, by=cast.deputy, mandate=mandate_of(cast, 8), because="Own land")
    actions.call_item(item, by=cast.chair)
    motion = actions.move(item, by=cast.deputies[4], kind="amendment", texts=WORDS)
    page, home = f"/en/sittings/{sitting.pk}/", "/en/sittings/"
    undo, back = f"{home}recusals/{aside.pk}/undo/", f"{home}motions/{motion.pk}/withdraw/"
    dropped = f"{home}rapporteurs/{named.pk}/drop/"
    shown_to = {
        "clerk": shown(cast.client("clerk"), page),
        "recused": shown(cast.client("deputy"), page),
        "mover": shown(browser(cast.deputies[4]), page),
        "visitor": shown(Client(), page),
    }
    seen = {
        part: [address for address in (undo, back, dropped) if address in html]
        for part, html in shown_to.items()
    }
    assert seen == {
        "clerk": [undo, back, dropped], "recused": [undo], "mover": [back], "visitor": [],
    }  # fmt: skip
    assert browser(cast.deputies[4]).post(back).status_code == 302
    assert cast.client("deputy").post(undo).status_code == 302
    assert cast.client("clerk").post(dropped).status_code == 302


def test_a_deputy_who_takes_no_part_says_why_and_chooses_nobody(cast: Cast) -> None:
    item = opened(cast).items.in_order()[0]
    address = f"/en/sittings/items/{item.pk}/recuse/"
    form = html.fromstring(shown(cast.client("deputy"), address)).get_element_by_id("main").forms[0]
    assert [field.get("type") for field in form.xpath(".//*[@name='mandate']")] == ["hidden"]
    told = {**dict(form.form_values()), "because": "Own land"}
    assert cast.client("deputy").post(address, told).status_code == 302
    assert item.recusals.get().mandate == mandate_of(cast, 8)
    assert "<select" in shown(cast.client("clerk"), address)


def test_speaking_times_are_entered_in_minutes(cast: Cast) -> None:
    clerk, address = cast.client("clerk"), f"/en/sittings/floor/{cast.council.code}/"
    page = f"/en/sittings/{opened(cast).pk}/"
    assert address in shown(clerk, page)
    assert address not in shown(cast.client("deputy"), page)
    assert 'name="debate" value="5"' in shown(clerk, address)
    told = dict.fromkeys(DEFAULTS, "3") | {"debate": "2.5"}
    answer = clerk.post(address, {**told, "basis": "п. 30", "minutes_days": "7"})
    assert answer.status_code == 302, answer.content.decode()
    assert rules_of(cast.council).seconds["debate"] == 150
