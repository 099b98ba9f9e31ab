"""The ways between pages: from a commission to its sittings, from a vote back to its sitting."""

import pytest
from django.test import Client

from maslikhat.sittings import actions
from tests.sittings.cast import in_days, opened, put
from tests.voting.cast import FOR, Cast, browser

pytestmark = pytest.mark.django_db
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
