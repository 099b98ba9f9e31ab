"""The pages of a commission and of a faction: who leads stands first."""

import pytest

from maslikhat.registry import actions
from tests.portal.reading import LANGUAGES, lines, page, words
from tests.registry.cast import Cast
from tests.registry.test_mandates import LATER, commission_of, faction_of

pytestmark = pytest.mark.django_db


def members(address: str) -> list[str]:
    """The positions on a page, from the first line to the last."""
    return [line[1] for line in lines(page(address)) if len(line) == 3]


def test_the_chair_of_a_commission_stands_before_its_members_whatever_the_name(cast: Cast) -> None:
    commission = commission_of(cast)
    mandates = [cast.mandate(place) for place in (2, 3, 4)]
    mandates.sort(key=lambda mandate: mandate.person.sort_en)
    for mandate, position in zip(mandates, ("member", "secretary", "chair"), strict=True):
        actions.join_commission(
            commission, mandate, by=cast.clerk, position=position, from_day=LATER
        )
    assert members(f"/en/commissions/{commission.pk}/") == [
        "Chair of the commission",
        "Secretary of the commission",
        "Member of the commission",
    ]


def test_the_leader_of_a_faction_stands_before_its_members_whatever_the_name(cast: Cast) -> None:
    group = faction_of(cast)
    last = max(group.members.all(), key=lambda one: one.mandate.person.sort_en)
    group.members.update(is_leader=False)
    group.members.filter(pk=last.pk).update(is_leader=True)
    assert members(f"/en/groups/{group.pk}/") == ["Leader", "Member", "Member"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_when_the_head_receives_is_said_to_be_a_reception(cast: Cast, lang: str) -> None:
    """A day and an hour beside the name alone tell nobody what they are for."""
    head = cast.council.headships.get(to_day=None).person
    for one in LANGUAGES:
        setattr(head, f"reception_{one}", "10:00–12:00")
    head.save()
    told = {
        "kk": "Азаматтарды қабылдау: 10:00–12:00",
        "ru": "Приём граждан: 10:00–12:00",
        "en": "Reception of citizens: 10:00–12:00",
    }
    assert told[lang] in words(page(f"/{lang}/councils/{cast.council.code}/"))


@pytest.mark.parametrize(("lang", "title"), [("kk", "Төраға:"), ("ru", "Председатель:")])
def test_a_line_of_the_history_begins_with_a_large_letter(
    cast: Cast, lang: str, title: str
) -> None:
    listed = lines(page(f"/{lang}/councils/{cast.council.code}/history/"))
    assert any(line[0].startswith(title) for line in listed)
