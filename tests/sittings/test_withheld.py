"""Papers of sittings: withheld till they are read, and where covered words stand in them."""

import io
from typing import Any

import pytest
from django.test import Client

from maslikhat.decisions import actions as decisions
from maslikhat.decisions.models import Mask
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.sittings import actions
from maslikhat.sittings.models import Document, Sitting
from tests.sittings.cast import added, convened
from tests.sittings.test_covered import NAMED, TITLES, cover, status
from tests.voting.cast import Cast, browser
from tests.worker import drain

pytestmark = pytest.mark.django_db


def test_a_paper_of_the_whole_sitting_is_read_for_all_decisions_on_the_agenda(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    sitting = convened(cast)
    papers = [
        actions.attach_document(
            sitting, by=cast.clerk, file=io.BytesIO(words.encode()), name=f"paper {number}"
        )
        for number, words in enumerate(("Серику Асанову дом", "Смета"))
    ]

    assert [status(f"/ru/sittings/papers/{one.pk}/") for one in papers] == [404, 404]

    def statuses() -> list[int]:
        drain()
        return [status(f"/ru/sittings/papers/{one.pk}/") for one in papers]

    cover(cast, draft)
    assert statuses() == [200, 200]
    # It is read when the decision comes to the agenda, and when more of it is covered.
    item = actions.put_item(sitting, by=cast.clerk, titles={}, decision=draft, **added(sitting))
    assert statuses() == [404, 200]
    page = Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "A paper of the sitting is withheld" in page
    actions.edit_item(item, by=cast.clerk, kind=item.kind, titles=TITLES._asdict())
    decisions.cover_words(draft, by=cast.clerk, within=draft, words="Серик", kind="name")
    assert statuses() == [404, 200]
    for mask in Mask.objects.standing():
        decisions.take_back_mask(mask, by=cast.clerk, within=draft)
    assert statuses() == [200, 200]


def test_a_paper_with_a_persons_number_is_withheld_without_any_covered_words(cast: Cast) -> None:
    sitting = convened(cast)
    told = ("ИИН 850101300123", "Приёмная: тел. 8 7182 32 12 12, ул. Абая, д. 5, кв. 1")
    papers = [
        actions.attach_document(
            sitting, by=cast.clerk, file=io.BytesIO(words.encode()), name=f"paper {number}"
        )
        for number, words in enumerate(told)
    ]
    drain()
    assert [status(f"/ru/sittings/papers/{one.pk}/") for one in papers] == [404, 200]
    page = Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "A paper of the sitting is withheld: personal data or words" in page


def test_nobody_else_has_a_paper_before_it_is_looked_through(cast: Cast) -> None:
    sitting = convened(cast)
    item = sitting.items.in_order()[0]
    here, address = f"/en/sittings/{sitting.pk}/", "/ru/sittings/papers/{0.pk}/"
    papers = [put(cast, sitting, "Смета"), put(cast, sitting, "Смета, лист 2", item=item)]
    assert [status(address.format(one)) for one in papers] == [404, 404]
    assert status(address.format(papers[0]), browser(cast.clerk)) == 200
    shown = Client().get(here).content.decode()
    assert "looks for personal data in a paper of this item first" in shown
    assert "looks for personal data in a paper of the sitting first" in shown
    assert "Is being read" in browser(cast.deputies[3]).get(here).content.decode()
    drain()
    assert [status(address.format(one)) for one in papers] == [200, 200]
    assert "looks for personal data" not in Client().get(here).content.decode()


def test_what_was_found_by_mistake_the_clerk_clears_with_a_reason(cast: Cast) -> None:
    sitting = convened(cast)
    paper = put(cast, sitting, "Насос, ИИН 850101300123, рядом бак")
    page, address = f"/en/sittings/{sitting.pk}/", f"/ru/sittings/papers/{paper.pk}/"
    here, clerk = f"/en/sittings/papers/{paper.pk}/clear/", browser(cast.clerk)
    with pytest.raises(Refused, match="still being read"):
        actions.clear_document(paper, by=cast.clerk, because="A pump")
    drain()
    assert status(address) == 404
    assert here in clerk.get(page).content.decode()
    assert here not in browser(cast.deputies[3]).get(page).content.decode()
    assert browser(cast.deputies[3]).get(here).status_code == 404
    assert "<mark>[•••]</mark>, рядом бак" in clerk.get(here).content.decode()
    assert clerk.post(here, {"because": " "}).status_code == 422
    assert clerk.post(here, {"because": "The number of a pump"}).status_code == 302
    drain()
    assert status(address) == 200
    assert "The number of a pump" in clerk.get(page).content.decode()
    assert "The number of a pump" not in Client().get(page).content.decode()
    assert Entry.objects.filter(act="sittings.clear_document", subject=paper.pk).count() == 1
    with pytest.raises(Refused, match="nothing withholds it"):
        actions.clear_document(paper, by=cast.clerk, because="Again")


def put(cast: Cast, sitting: Sitting, words: str, **told: Any) -> Document:
    file = io.BytesIO(words.encode())
    return actions.attach_document(sitting, by=cast.clerk, file=file, name="paper", **told)
