"""Those who lead: whom they tell of a recusal, who can count, and who counts in whose place."""

import pytest

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Addressee
from maslikhat.registry.models import Mandate
from maslikhat.registry.standing import offices_changed
from maslikhat.voting import actions, registers
from maslikhat.voting.models import Ballot, Teller
from maslikhat.voting.registers import Attending
from maslikhat.voting.tellers import counted
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = 3, 4, 5
BECAUSE = "Left the hall"


def told(act: str) -> list[int]:
    """The users who were told of this act directly, as often as they were."""
    rows = Addressee.objects.filter(happening__act=act).order_by("pk")
    return list(rows.values_list("user", flat=True))


def enter(cast: Cast, ballot: Ballot, place: int, numbers: list[int]) -> None:
    actions.count(ballot, by=cast.deputies[place], numbers=numbers)


def replace(cast: Cast, ballot: Ballot, old: int, new: int, because: str = BECAUSE) -> Ballot:
    return actions.replace_teller(
        ballot,
        by=cast.clerk,
        teller=cast.deputies[old].person,
        instead=cast.deputies[new].person,
        because=because,
    )


def test_a_deputy_is_told_of_each_recusal_by_others_and_of_its_end(cast: Cast) -> None:
    ballot = cast.prepare()
    elector, deputy = cast.elector(ballot, 8), cast.deputies[8]
    for _turn in range(2):
        actions.recuse(elector, by=cast.clerk, because="Own interest")
        actions.unrecuse(elector, by=cast.clerk)
    assert told("voting.recuse") == told("voting.unrecuse") == [deputy.pk] * 2
    # Who has entered it for itself needs not be told.
    actions.recuse(elector, by=deputy, because="Own interest")
    assert len(told("voting.recuse")) == 2


def test_who_is_recused_at_the_sitting_or_again_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Attending(frozenset(cast.people), {cast.people[7]: "Own interest"}, frozenset(), "/")
    ballot = cast.prepare()
    monkeypatch.setattr(registers, "attending", [lambda one: there])
    actions.open_ballot(ballot, by=cast.clerk)
    assert told("voting.recuse") == [cast.deputies[7].pk]
    cancelled = actions.cancel_ballot(ballot, by=cast.clerk, because="A wrong question")
    actions.hold_again(cancelled, by=cast.clerk)
    assert told("voting.recuse") == [cast.deputies[7].pk] * 2


@pytest.mark.parametrize("why", ["absent", "recused"])
def test_a_vote_is_not_opened_with_a_teller_who_takes_no_part(cast: Cast, why: str) -> None:
    ballot = cast.prepare(mode="hand")
    tellers = [cast.deputies[place].person for place in (FIRST, SECOND)]
    actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)
    there = list(cast.people)
    if why == "absent":
        there.remove(cast.people[SECOND])
    else:
        actions.recuse(cast.elector(ballot, SECOND), by=cast.clerk, because="Own interest")
    with pytest.raises(Refused, match="no teller: Deputy04"):
        actions.open_ballot(ballot, by=cast.clerk, present=there)
    tellers[1] = cast.deputies[THIRD].person
    actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)
    assert actions.open_ballot(ballot, by=cast.clerk, present=there).is_open


def test_a_teller_is_replaced_before_any_count_and_the_reason_is_shown(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    entries = Entry.objects.filter(act="voting.replace_teller")
    assert not entries.exists()
    replace(cast, ballot, SECOND, THIRD)
    assert entries.count() == 1
    page = cast.client("citizen").get(f"/en/votes/{ballot.pk}/").content.decode()
    assert "Replaced as a teller:" in page and BECAUSE in page
    with pytest.raises(Refused, match="Only the two tellers"):
        enter(cast, ballot, SECOND, [13, 4, 1])
    for place in (FIRST, THIRD):
        enter(cast, ballot, place, [13, 4, 1])
    assert "Counted by: Deputy03 Тест, Deputy05 Тест." in cast.close(ballot).sentence_en


def test_a_teller_is_replaced_after_the_two_differed_and_both_counts_stay(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    enter(cast, ballot, FIRST, [13, 4, 1])
    with pytest.raises(Refused, match="A teller has entered a count"):
        replace(cast, ballot, SECOND, THIRD)
    enter(cast, ballot, SECOND, [12, 5, 1])
    replace(cast, ballot, SECOND, THIRD)
    # Who was replaced may come back later, in the other's place.
    replace(cast, ballot, FIRST, SECOND)
    state = counted(ballot)
    assert (state.attempt, len(state.disagreements)) == (2, 1)
    for place in (SECOND, THIRD):
        enter(cast, ballot, place, [12, 5, 1])
    with pytest.raises(Refused, match="agree already"):
        replace(cast, ballot, SECOND, FIRST)
    assert "Counted by: Deputy04 Тест, Deputy05 Тест." in cast.close(ballot).sentence_en
    assert Teller.objects.filter(ballot=ballot).count() == 4


def test_a_replacement_that_cannot_be_is_refused(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    for old, new, sentence in (
        (8, THIRD, "one of the two tellers"),
        (FIRST, SECOND, "not a teller of this vote already"),
        (FIRST, FIRST, "not a teller of this vote already"),
        (FIRST, 20, "present and not recused"),
    ):
        with pytest.raises(Refused, match=sentence):
            replace(cast, ballot, old, new)
    for because in ("", "no", "x" * 256):
        with pytest.raises(Refused, match="3 to 255"):
            replace(cast, ballot, FIRST, THIRD, because)
    draft = cast.prepare(mode="hand")
    with pytest.raises(Refused, match="not open yet"):
        replace(cast, draft, FIRST, THIRD)
    assert not Teller.objects.exclude(replaced_because="").exists()


def test_the_form_replaces_and_forged_numbers_are_none(cast: Cast) -> None:
    ballot, clerk = cast.open(mode="hand", present=18), cast.client("clerk")
    address = f"/en/votes/{ballot.pk}/replace-teller/"
    assert "Replace the teller" in clerk.get(f"/en/votes/{ballot.pk}/").content.decode()
    told = {"teller": cast.people[FIRST], "instead": cast.people[THIRD], "because": BECAUSE}
    for wrong in ("", "-1", "x", str(2**63)):
        assert clerk.post(address, {**told, "instead": wrong}).status_code == 404
    assert cast.client("deputy").post(address, told).status_code == 403
    assert clerk.post(address, told).status_code == 302
    names = {one.person_id for one in ballot.tellers.counting()}
    assert names == {cast.people[SECOND], cast.people[THIRD]}


def test_a_teller_whose_mandate_has_ended_counts_no_more(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    held = Mandate.objects.filter(person=cast.people[FIRST])
    held.update(to_day=today(), end_reason="resigned")
    offices_changed()
    with pytest.raises(Refused, match="Only the two tellers"):
        enter(cast, ballot, FIRST, [13, 4, 1])
