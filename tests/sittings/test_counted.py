"""Hands and papers within a sitting, further rounds, and what its page hears of its votes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from maslikhat.decisions import actions as decisions
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.live.models import Event
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.heard import channel_of
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Item, Motion, Sitting
from maslikhat.sittings.tellers import tellers_before
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot
from tests.decisions.cast import TEXTS
from tests.decisions.cast import TITLES as OF_DRAFT
from tests.sittings.cast import added, mandate_of, opened, shut
from tests.voting.cast import FOR, MOTION, Cast, browser


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    """It goes on, and its first item is being considered."""
    sitting = opened(cast)
    actions.call_item(sitting.items.in_order()[0], by=cast.chair)
    return sitting


def moved(cast: Cast, sitting: Sitting, kind: str = "main") -> Motion:
    """A motion on the item that is being considered."""
    item = Item.objects.of(sitting).called().get()
    return actions.move(item, by=cast.clerk, kind=kind, texts=MOTION)


def counted(cast: Cast, ballot: Ballot, numbers: list[int]) -> Ballot:
    """Both tellers enter the same, and the chair closes the vote."""
    for teller in cast.deputies[:2]:
        voting.count(ballot, by=teller, numbers=numbers)
    return voting.close_ballot(ballot, by=cast.chair)


def test_hands_are_not_counted_without_two_tellers(cast: Cast, sitting: Sitting) -> None:
    motion = moved(cast, sitting)
    with pytest.raises(Refused, match="two different"):
        actions.put_to_vote(motion, by=cast.chair, mode="hand")
    motion.refresh_from_db()
    assert motion.ballot is None


def test_tellers_are_chosen_once_for_the_sitting(cast: Cast, sitting: Sitting) -> None:
    page: Client = browser(cast.chair)
    first = moved(cast, sitting, "procedure")
    asked = page.post(f"/en/sittings/motions/{first.pk}/vote/", {"mode": "hand"})
    form = reverse("sittings:choose_tellers", args=[first.pk, "hand"])
    assert asked.status_code == 302
    assert asked["Location"].endswith(form.removeprefix("/kk"))
    chosen = [deputy.person.mandates.get().pk for deputy in cast.deputies[:2]]
    told = {"first": chosen[0], "second": chosen[1]}
    assert page.post(asked["Location"], told).status_code == 302
    first.refresh_from_db()
    assert first.ballot is not None
    assert first.ballot.is_open
    assert [one.pk for one in tellers_before(sitting)] == [
        deputy.person.pk for deputy in cast.deputies[:2]
    ]
    counted(cast, first.ballot, [15, 1, 1])
    second = moved(cast, sitting)
    page.post(f"/en/sittings/motions/{second.pk}/vote/", {"mode": "hand"})
    second.refresh_from_db()
    assert second.ballot is not None
    assert second.ballot.tellers.count() == 2


def test_a_teller_who_has_left_is_chosen_anew(cast: Cast, sitting: Sitting) -> None:
    motion = moved(cast, sitting, "procedure")
    persons = [deputy.person for deputy in cast.deputies[:2]]
    ballot = actions.put_to_vote(motion, by=cast.chair, mode="hand", tellers=persons)
    counted(cast, ballot, [15, 1, 1])
    actions.check_out(sitting, by=cast.deputies[1])
    assert tellers_before(sitting) == []


def test_who_is_recused_from_the_item_counts_no_vote_on_it(cast: Cast, sitting: Sitting) -> None:
    first = moved(cast, sitting, "procedure")
    persons = [deputy.person for deputy in cast.deputies[:2]]
    ballot = actions.put_to_vote(first, by=cast.chair, mode="hand", tellers=persons)
    counted(cast, ballot, [15, 1, 1])
    second, mandate = moved(cast, sitting), mandate_of(cast, 1)
    actions.recuse(second.item, by=cast.clerk, mandate=mandate, because="An own interest")
    page: Client = browser(cast.chair)
    asked = page.post(f"/en/sittings/motions/{second.pk}/vote/", {"mode": "hand"})
    assert asked.status_code == 302 and "/tellers/hand/" in asked["Location"]
    form = page.get(asked["Location"]).content.decode()
    assert "Deputy00" in form and "Deputy01" not in form
    with pytest.raises(Refused, match="no teller: Deputy01"):
        actions.put_to_vote(second, by=cast.chair, mode="hand", tellers=persons)


def test_only_who_leads_chooses_tellers_and_only_for_hands_and_papers(
    cast: Cast, sitting: Sitting
) -> None:
    motion = moved(cast, sitting)
    address = f"/en/sittings/motions/{motion.pk}/tellers/"
    assert browser(cast.deputies[3]).get(f"{address}hand/").status_code == 404
    assert browser(cast.chair).get(f"{address}open/").status_code == 404
    assert browser(cast.chair).get(f"{address}paper/").status_code == 200


def test_the_page_of_the_sitting_hears_that_a_vote_has_ended(cast: Cast, sitting: Sitting) -> None:
    ballot = actions.put_to_vote(moved(cast, sitting), by=cast.chair)
    before = Event.objects.filter(channel=channel_of(sitting.pk)).count()
    cast.vote(ballot, [FOR] * 15)
    voting.close_ballot(ballot, by=cast.chair)
    assert Event.objects.filter(channel=channel_of(sitting.pk)).count() == before + 1


def test_a_vote_of_hands_asks_for_little_and_is_heard_of_once(cast: Cast, sitting: Sitting) -> None:
    motion, persons = moved(cast, sitting), [deputy.person for deputy in cast.deputies[:2]]
    before = Event.objects.filter(channel=channel_of(sitting.pk)).count()
    with CaptureQueriesContext(connection) as asked:
        ballot = actions.put_to_vote(motion, by=cast.chair, mode="hand", tellers=persons)
    assert len(asked) <= 55
    assert Event.objects.filter(channel=channel_of(sitting.pk)).count() == before + 1
    for teller in cast.deputies[:2]:
        with CaptureQueriesContext(connection) as asked:
            voting.count(ballot, by=teller, numbers=[15, 1, 1])
        assert len(asked) <= 13
    with CaptureQueriesContext(connection) as asked:
        voting.close_ballot(ballot, by=cast.chair)
    assert len(asked) <= 20


def test_a_vote_held_again_is_the_one_that_counts(cast: Cast, sitting: Sitting) -> None:
    motion = moved(cast, sitting)
    first = actions.put_to_vote(motion, by=cast.chair)
    voting.cancel_ballot(first, by=cast.chair, because="The link was down")
    again = voting.hold_again(first, by=cast.chair)
    motion.refresh_from_db()
    assert motion.ballot == again
    again = voting.open_ballot(again, by=cast.chair)
    cast.vote(again, [FOR] * 15)
    voting.close_ballot(again, by=cast.chair)
    item = Item.objects.of(sitting).called().get()
    with pytest.raises(Refused, match="The vote says otherwise"):
        actions.end_item(item, by=cast.chair, outcome="not_adopted")
    actions.end_item(item, by=cast.chair, outcome="adopted")
    assert "15" in as_text(drawn(gathered(sitting), "en").parts)


def test_a_vote_held_again_behind_closed_doors_is_nobody_elses(
    cast: Cast, sitting: Sitting
) -> None:
    first = actions.put_to_vote(moved(cast, sitting), by=cast.chair)
    assert first.is_public
    voting.cancel_ballot(first, by=cast.chair, because="The link was down")
    shut(cast, Item.objects.of(sitting).called().get())
    again = voting.hold_again(first, by=cast.chair)
    assert not Ballot.objects.get(pk=again.pk).is_public
    assert Client().get(f"/en/votes/{again.pk}/").status_code == 404


def test_a_vote_held_again_is_opened_with_who_is_there_by_then(
    cast: Cast, sitting: Sitting
) -> None:
    first = actions.put_to_vote(moved(cast, sitting), by=cast.chair)
    voting.cancel_ballot(first, by=cast.chair, because="The link was down")
    again, page = voting.hold_again(first, by=cast.chair), browser(cast.chair)
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate_of(cast, 20), part="remote")
    item = Item.objects.of(sitting).called().get()
    actions.recuse(item, by=cast.clerk, mandate=mandate_of(cast, 5), because="Own land")
    sheet = page.get(f"/en/votes/{again.pk}/").content.decode()
    assert "when you open the vote; now: 17." in sheet
    assert 'name="present"' not in sheet
    assert f"/en/sittings/{sitting.pk}/attendance/" in sheet
    actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate_of(cast, 21), part="present")
    # A page that was open before, or anything else that names the present, changes nothing.
    assert page.post(f"/en/votes/{again.pk}/open/", {"present": cast.people[:3]}).status_code == 302
    again.refresh_from_db()
    assert again.present == 19
    there = again.electors.filter(is_present=True).values_list("person", flat=True)
    assert set(there) == {*cast.people[:17], cast.people[20], cast.people[21]}
    assert again.electors.get(person=cast.people[5]).recused_because == "Own land"


def test_who_has_left_since_does_not_make_the_quorum_of_a_vote_held_again(
    cast: Cast, sitting: Sitting
) -> None:
    first = actions.put_to_vote(moved(cast, sitting), by=cast.chair)
    voting.cancel_ballot(first, by=cast.chair, because="The link was down")
    again = voting.hold_again(first, by=cast.chair)
    actions.check_out(sitting, by=cast.deputies[1])
    with pytest.raises(Refused, match="There is no quorum: 16 are present"):
        voting.open_ballot(again, by=cast.chair, present=cast.people)


def test_an_adopted_draft_goes_on_with_nothing_but_its_number(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="normative", titles=OF_DRAFT, texts=TEXTS
    )
    sitting = opened(cast)
    item = actions.put_item(sitting, by=cast.clerk, titles={}, decision=draft, **added(sitting))
    actions.call_item(item, by=cast.chair)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=MOTION)
    with pytest.raises(Refused, match="not before the maslikhat yet"):
        actions.put_to_vote(motion, by=cast.chair)
    page = browser(cast.chair).get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert "Go to the draft" in page
    assert "Put to the vote" not in page
    decisions.table(draft, by=cast.chair)
    with pytest.raises(Refused, match="majority of the total number"):
        actions.put_to_vote(motion, by=cast.chair, rule=cast.rule("majority_of_present"))
    ballot = actions.put_to_vote(motion, by=cast.chair)
    cast.vote(ballot, [FOR] * 17)
    voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="adopted")
    page = browser(cast.clerk)
    sheet = page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    address = reverse("decisions:adopt", args=[draft.pk]).replace("/kk/", "/en/", 1)
    assert address in sheet
    form = html.fromstring(page.get(address).content.decode()).forms[-1]
    told = {"number": "31-5", "ballot": form.fields["ballot"], "day": form.fields["day"]}
    assert told["ballot"] == str(ballot.pk)
    assert page.post(address, told).status_code == 302
    draft.refresh_from_db()
    assert (draft.number, draft.ballot, draft.votes_for) == ("31-5", ballot, 17)
    assert address not in page.get(f"/en/sittings/{sitting.pk}/").content.decode()
    decisions.register(draft, by=cast.clerk, number="1", day=today())
    assert draft.adopted_on == today()
