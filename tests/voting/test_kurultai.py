"""The Kurultai has no rule here: it is told why, and what to do."""

import html

import pytest
from django.utils import translation

from maslikhat.kit.refusals import Refused
from maslikhat.registry.models import Council, Role
from maslikhat.registry.standing import offices_changed
from maslikhat.voting.models import Ballot, VotingRule
from maslikhat.voting.refusals import no_rule_of_kurultai
from tests.voting.cast import DAY, Cast


def test_the_kurultai_is_told_why_it_cannot_vote_here(cast: Cast) -> None:
    kurultai, clerk = Council.objects.get(code="kurultai"), cast.clerk
    Role.objects.create(user=clerk, kind="clerk", council=kurultai, from_day=DAY)
    offices_changed()
    for rule in VotingRule.objects.on():
        with pytest.raises(Refused, match="speaks of maslikhats alone") as refusal:
            cast.prepare(council=kurultai, rule=rule.key)
        assert "ask the operator" in str(refusal.value)
    assert not Ballot.objects.exists()
    # Who leads nothing there is told that, and no more.
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        cast.prepare(council=kurultai, by=cast.chair)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_its_clerk_finds_the_reason_in_place_of_the_form(cast: Cast, lang: str) -> None:
    kurultai = Council.objects.get(code="kurultai")
    Role.objects.create(user=cast.citizen, kind="clerk", council=kurultai, from_day=DAY)
    offices_changed()
    answer = cast.client("citizen").get(f"/{lang}/votes/new/")
    assert answer.status_code == 409
    with translation.override(lang):
        assert str(no_rule_of_kurultai()) in html.unescape(answer.content.decode())
    assert cast.client("deputy").get(f"/{lang}/votes/new/").status_code == 404
