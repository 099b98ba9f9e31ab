"""Kinds of item with a rule of the law: who raises them, how they are decided and end."""

import pytest
from django.test import Client

from maslikhat.kit.refusals import Refused
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.kinds import decided_by, rules
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Item
from maslikhat.voting import actions as voting
from maslikhat.voting.models import VotingRule
from tests.sittings.cast import mandate_of, opened, plan, put
from tests.voting.cast import FOR, MOTION, Cast, browser


def test_every_rule_is_of_a_kind_and_of_a_rule_of_voting_in_force(cast: Cast) -> None:
    keys = set(VotingRule.objects.on().values_list("key", flat=True))
    for kind, rule in rules().items():
        assert kind in Item.Kind.values
        assert rule.decided.rule in keys
        assert set(rule.says) in ({"kk", "ru", "en"}, set())
    assert decided_by("censure", is_commission=False).rule == "sanctions"
    assert decided_by("question", is_commission=False).rule == "majority_of_total"


def test_no_confidence_is_raised_by_a_fifth_of_the_deputies(cast: Cast) -> None:
    sitting, page = plan(cast), browser(cast.clerk)
    for signatures in (None, 4, 26):
        with pytest.raises(Refused, match="At least 5 of 25"):
            put(cast, sitting, kind="no_confidence", signatures=signatures)
    address = f"/en/sittings/{sitting.pk}/items/"
    told = {"kind": "no_confidence", "title_kk": "Т", "title_ru": "Т", "signatures": "4"}
    assert page.post(address, told).status_code == 422
    assert page.post(address, told | {"signatures": "5"}).status_code == 302
    plain = put(cast, sitting)
    assert plain.signatures is None
    with pytest.raises(Refused, match="At least 5 of 25"):
        actions.edit_item(
            plain, by=cast.clerk, titles={"kk": "Т"}, kind="no_confidence", minutes=None
        )


@pytest.mark.parametrize(
    ("told", "needed"),
    [({"kind": "no_confidence", "signatures": 6}, 13), ({"kind": "censure"}, 9)],
)
def test_it_ends_by_its_vote_and_pages_and_minutes_tell_the_rule(
    cast: Cast, told: dict[str, object], needed: int
) -> None:
    sitting = opened(cast)
    if told["kind"] == "censure":
        told = told | {"about_mandate": mandate_of(cast, 20)}
    item = actions.call_item(put(cast, sitting, "Мәселе", **told), by=cast.chair)
    assert "Law 148, art. 2" in Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    for outcome in ("noted", "heard", "sent_back"):
        with pytest.raises(Refused, match="decided by a vote alone"):
            actions.end_item(item, by=cast.chair, outcome=outcome)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    assert ballot.needed == needed
    cast.vote(ballot, [FOR] * 14)
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="adopted")
    assert "(Law 148, art. 2" in as_text(drawn(gathered(sitting), "en").parts)


def test_a_report_of_the_akim_may_be_heard_or_assessed_by_a_vote(cast: Cast) -> None:
    sitting = opened(cast)
    item = actions.call_item(put(cast, sitting, "Есеп", kind="akim_report"), by=cast.chair)
    told = as_text(drawn(gathered(sitting), "ru").parts)
    assert "Акимы отчитываются перед маслихатом" in told
    assert actions.end_item(item, by=cast.chair, outcome="heard").outcome == "heard"
