"""Papers of the sitting as a whole: withheld where covered words of its decisions stand in them."""

import io

import pytest
from django.test import Client

from maslikhat.decisions import actions as decisions
from maslikhat.decisions.models import Mask
from maslikhat.sittings import actions
from tests.sittings.cast import added, convened
from tests.sittings.test_covered import NAMED, TITLES, cover, status
from tests.voting.cast import Cast
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
    assert "A paper of the sitting is withheld" in page
