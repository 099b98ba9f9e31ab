"""A ballot from its draft to the frozen result, by name."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.registry.models import Mandate
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Elector, Vote
from maslikhat.voting.models.ballots import LATE
from tests.voting.cast import ABSTAIN, AGAINST, DEPUTIES, FOR, MOTION, Cast, cast_by


def test_twelve_for_of_seventeen_present_are_a_quorum_and_not_adopted(cast: Cast) -> None:
    ballot = cast.open(present=17)
    assert (ballot.seats, ballot.filled, ballot.present) == (25, 23, 17)
    assert (ballot.quorum_needed, ballot.needed) == (17, 13)
    cast.vote(ballot, [FOR] * 12 + [AGAINST] * 3 + [ABSTAIN] + [0])
    closed = cast.close(ballot)
    assert (closed.outcome, closed.voted) == ("not_adopted", 16)
    assert [option.votes for option in closed.options.all()] == [12, 3, 1]


def test_thirteen_for_are_enough_and_the_sentence_says_why_in_three_languages(cast: Cast) -> None:
    ballot = cast.open(present=17)
    cast.vote(ballot, [FOR] * 13 + [AGAINST] * 3)
    closed = cast.close(ballot)
    assert closed.outcome == "adopted"
    assert closed.sentence_en.startswith("Adopted. For: 13. Against: 3. Abstained: 0. ")
    for number in ("25", "23", "17", "13"):
        for lang in ("kk", "ru", "en"):
            assert number in getattr(closed, f"sentence_{lang}")
    assert "article 11)" in closed.sentence_en
    assert "Большинство голосов от общего числа депутатов" in closed.sentence_ru
    assert "Депутаттардың жалпы санының көпшілік даусы" in closed.sentence_kk
    assert len({closed.sentence_kk, closed.sentence_ru, closed.sentence_en}) == 3


def test_the_result_speaks_its_languages_whatever_language_the_clerk_reads(cast: Cast) -> None:
    ballot = cast.open()
    cast.vote(ballot, [FOR] * 13)
    with translation.override("kk"):
        closed = cast.close(ballot)
    assert closed.sentence_en.startswith("Adopted.")


def test_without_a_quorum_no_ballot_opens_and_the_numbers_are_told(cast: Cast) -> None:
    ballot = cast.prepare()
    with pytest.raises(Refused, match=r"16 are present.*25.*17 are needed"):
        actions.open_ballot(ballot, by=cast.clerk, present=cast.people[:16])
    ballot.refresh_from_db()
    assert ballot.is_draft
    assert actions.open_ballot(ballot, by=cast.clerk, present=cast.people[:17]).is_open


def test_electors_are_the_deputies_of_the_day_on_which_it_is_opened(cast: Cast) -> None:
    ballot = cast.prepare()
    gone = cast.deputies[22].person
    Mandate.objects.filter(person=gone).update(to_day=dt.date(2026, 8, 1), end_reason="resigned")
    opened = actions.open_ballot(ballot, by=cast.clerk)
    assert opened.filled == DEPUTIES - 1
    assert not opened.electors.filter(person=gone).exists()
    assert opened.electors.get(is_chair=True).person == cast.chair.person


def test_a_ballot_may_name_its_electors(cast: Cast) -> None:
    named = list(Mandate.objects.filter(person__in=cast.people[:20]))
    ballot = actions.open_ballot(cast.prepare(electors=named), by=cast.clerk)
    assert ballot.electors.count() == 20
    assert ballot.filled == DEPUTIES


def test_a_recused_deputy_is_present_and_does_not_vote(cast: Cast) -> None:
    ballot = cast.prepare()
    actions.recuse(cast.elector(ballot, 5), by=cast.deputies[5], because="Own land in question")
    actions.recuse(cast.elector(ballot, 6), by=cast.clerk, because="A relative's company")
    actions.unrecuse(cast.elector(ballot, 6), by=cast.clerk)
    opened = actions.open_ballot(ballot, by=cast.clerk, present=cast.people[:17])
    assert opened.present == 17
    with pytest.raises(Refused, match="recused"):
        cast_by(cast.deputies[5], opened, FOR)
    cast_by(cast.deputies[6], opened, FOR)
    assert "recused: 1" in cast.close(opened).sentence_en


def test_nobody_is_recused_once_votes_are_given(cast: Cast) -> None:
    ballot = cast.open()
    with pytest.raises(Refused, match="open already"):
        actions.recuse(cast.elector(ballot, 5), by=cast.clerk, because="Own land")


def test_a_deputy_recuses_nobody_else(cast: Cast) -> None:
    ballot = cast.prepare()
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        actions.recuse(cast.elector(ballot, 5), by=cast.deputies[6], because="Own land")


def test_a_later_vote_replaces_the_first_and_both_stay(cast: Cast) -> None:
    ballot = cast.open(present=17)
    cast.vote(ballot, [FOR] * 13)
    cast_by(cast.deputies[0], ballot, AGAINST)
    closed = cast.close(ballot)
    assert [option.votes for option in closed.options.all()] == [12, 1, 0]
    assert closed.voted == 13
    assert Vote.objects.filter(elector=cast.elector(ballot, 0)).count() == 2


def test_where_the_regulations_forbid_it_a_vote_is_not_changed(cast: Cast) -> None:
    actions.set_regulations(
        cast.council, by=cast.chair, counts_vacancies=True, may_change=False, basis="п. 41"
    )
    ballot = cast.open()
    vote = cast_by(cast.deputies[1], ballot, FOR)
    with pytest.raises(Refused, match="do not let a vote be changed"):
        cast_by(cast.deputies[1], ballot, AGAINST)
    # What is only sent again is answered as before.
    assert cast_by(cast.deputies[1], ballot, FOR, key=vote.key) == vote


def test_a_vote_sent_twice_is_one_row_and_one_receipt(cast: Cast) -> None:
    ballot, key, made = cast.open(), uuid.uuid4(), timezone.now() - dt.timedelta(minutes=3)
    first = cast_by(cast.deputies[1], ballot, FOR, key=key, made_at=made)
    again = cast_by(cast.deputies[1], ballot, FOR, key=key)
    assert (first.pk, first.received_at) == (again.pk, again.received_at)
    with pytest.raises(Refused, match="Open the page anew"):
        cast_by(cast.deputies[1], ballot, AGAINST, key=key)
    assert Vote.objects.filter(elector__ballot=ballot).count() == 1
    assert Entry.objects.filter(act="voting.cast", subject=ballot.pk).count() == 1


def test_the_same_key_of_another_deputy_is_another_vote(cast: Cast) -> None:
    ballot, key = cast.open(), uuid.uuid4()
    for deputy in cast.deputies[:2]:
        cast_by(deputy, ballot, FOR, key=key)
    assert Vote.objects.filter(elector__ballot=ballot).count() == 2


def test_what_comes_more_than_a_day_after_closing_is_refused(cast: Cast) -> None:
    ballot = cast.open(present=20)
    cast.vote(ballot, [FOR] * 14)
    ballot = cast.close(ballot)
    assert ballot.takes_late
    long_ago = timezone.now() - LATE - dt.timedelta(seconds=1)
    opened_at = long_ago - dt.timedelta(hours=1)
    Ballot.objects.filter(pk=ballot.pk).update(closed_at=long_ago, opened_at=opened_at)
    with pytest.raises(Refused, match="came too late"):
        cast_by(cast.deputies[15], ballot, FOR)


def test_what_comes_after_closing_is_kept_as_late_and_not_counted(cast: Cast) -> None:
    ballot = cast.open()
    cast_by(cast.deputies[1], ballot, FOR)
    cast.close(ballot)
    late = cast_by(cast.deputies[2], ballot, FOR, made_at=timezone.now())
    changed = cast_by(cast.deputies[1], ballot, AGAINST)
    assert late.is_late
    assert changed.is_late
    ballot.refresh_from_db()
    assert ballot.voted == 1
    assert [option.votes for option in ballot.options.all()] == [1, 0, 0]
    assert not cast.elector(ballot, 2).has_voted
    assert set(Vote.objects.counted().filter(elector__ballot=ballot)) == set(
        Vote.objects.filter(elector__ballot=ballot, is_late=False)
    )


def test_nobody_votes_without_end(cast: Cast) -> None:
    ballot = cast.open()
    for _ in range(20):
        cast_by(cast.deputies[1], ballot, FOR)
    with pytest.raises(Refused, match="too often") as refusal:
        cast_by(cast.deputies[1], ballot, AGAINST)
    # It stays so: a device that was told to wait would send the vote again without end.
    assert refusal.value.status == 409


def test_who_is_absent_or_of_another_council_does_not_vote(cast: Cast) -> None:
    ballot = cast.open(present=17)
    with pytest.raises(Refused, match="not present"):
        cast_by(cast.deputies[20], ballot, FOR)
    for part in ("deputy_elsewhere", "clerk", "citizen", "operator"):
        with pytest.raises(Refused, match="not among the electors"):
            cast_by(getattr(cast, part), ballot, FOR)


def test_a_vote_of_a_closed_sitting_does_not_exist_for_others(cast: Cast) -> None:
    ballot = cast.open(is_public=False)
    with pytest.raises(Hidden):
        cast_by(cast.deputy_elsewhere, ballot, FOR)
    for part, sees in (("chair", True), ("clerk", True), ("deputy", True), ("operator", False)):
        found = Ballot.objects.visible_to(getattr(cast, part)).filter(pk=ballot.pk)
        assert found.exists() is sees, part
    assert not Ballot.objects.visible_to(None).filter(pk=ballot.pk).exists()


def test_a_draft_is_seen_by_its_council_alone(cast: Cast) -> None:
    ballot = cast.prepare()
    assert Ballot.objects.visible_to(cast.deputy).filter(pk=ballot.pk).exists()
    assert not Ballot.objects.visible_to(cast.deputy_elsewhere).filter(pk=ballot.pk).exists()
    actions.open_ballot(ballot, by=cast.clerk)
    assert Ballot.objects.visible_to(None).filter(pk=ballot.pk).exists()


def test_a_ballot_waits_for_those_who_may_vote_and_have_not(cast: Cast) -> None:
    ballot = cast.open(present=17)
    waiting = Ballot.objects.awaiting
    assert list(waiting(cast.deputies[1])) == [ballot]
    cast_by(cast.deputies[1], ballot, FOR)
    for user in (cast.deputies[1], cast.deputies[20], cast.clerk, cast.deputy_elsewhere, None):
        assert not waiting(user).exists()


def test_what_is_closed_stays_closed(cast: Cast) -> None:
    ballot = cast.close(cast.open())
    for act in (
        lambda: cast.close(ballot),
        lambda: actions.open_ballot(ballot, by=cast.clerk),
        lambda: actions.cancel_ballot(ballot, by=cast.clerk, because="A mistake"),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    with pytest.raises(Refused, match="Only a cancelled vote"):
        actions.hold_again(ballot, by=cast.clerk)


def test_a_cancelled_ballot_says_why_and_is_held_again_with_its_recusals(cast: Cast) -> None:
    ballot = cast.prepare()
    actions.recuse(cast.elector(ballot, 5), by=cast.clerk, because="Own land in question")
    actions.open_ballot(ballot, by=cast.clerk)
    cancelled = actions.cancel_ballot(ballot, by=cast.clerk, because="The link was lost")
    assert cancelled.cancelled_because == "The link was lost"
    with pytest.raises(Refused, match="cancelled"):
        cast_by(cast.deputies[1], ballot, FOR)
    again = actions.hold_again(cancelled, by=cast.chair, mode="hand")
    assert (again.mode, again.round, again.follows, again.state) == ("hand", 1, ballot, "draft")
    assert again.motion_kk == MOTION["kk"]
    assert cast.elector(again, 5).recused_because == "Own land in question"
    with pytest.raises(Refused, match="again already"):
        actions.hold_again(cancelled, by=cast.chair)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("deputy", "Only the chair and the clerk"),
        ("deputy_elsewhere", "Only the chair and the clerk"),
        ("clerk_elsewhere", "Only the chair and the clerk"),
        ("operator", "Only the chair and the clerk"),
        ("citizen", "Only the chair and the clerk"),
    ],
)
def test_only_chair_and_clerk_lead(cast: Cast, part: str, sentence: str) -> None:
    user, ballot = getattr(cast, part), cast.open()
    with pytest.raises(Refused, match=sentence):
        cast.prepare(by=user)
    with pytest.raises(Refused, match=sentence):
        actions.close_ballot(ballot, by=user)
    with pytest.raises(Refused, match=sentence):
        actions.cancel_ballot(ballot, by=user, because="Why not")


def test_in_a_commission_its_chair_and_secretary_lead_too(cast: Cast) -> None:
    told = {"commission": cast.commission, "rule": "commission"}
    for place in (0, 1, 2):
        assert cast.prepare(by=cast.deputies[place], **told)
    for place in (3, 8):
        with pytest.raises(Refused):
            cast.prepare(by=cast.deputies[place], **told)


def test_a_commission_decides_by_its_members_and_its_chair_decides_a_tie(cast: Cast) -> None:
    ballot = cast.prepare(commission=cast.commission, rule="commission")
    assert ballot.electors.count() == 5
    members = cast.people[1:6]
    with pytest.raises(Refused, match="2 are present"):
        actions.open_ballot(ballot, by=cast.deputies[1], present=members[:2])
    opened = actions.open_ballot(ballot, by=cast.deputies[1], present=members[:4])
    assert (opened.total, opened.quorum_needed, opened.needed) == (5, 3, 3)
    for place, choice in {1: FOR, 2: FOR, 3: AGAINST, 4: AGAINST}.items():
        cast_by(cast.deputies[place], opened, choice)
    closed = actions.close_ballot(opened, by=cast.deputies[2])
    assert (closed.outcome, closed.by_casting_vote) == ("adopted", True)
    assert "the vote of the chair decided" in closed.sentence_en


CANDIDATES = [
    {"kk": name, "ru": name, "en": name} for name in ("Асанов Асан", "Болатов Болат", "Ким Вера")
]


def test_an_election_goes_on_between_the_two_who_lead(cast: Cast) -> None:
    ballot = cast.open(candidates=CANDIDATES, rule="chair_of_council")
    cast.vote(ballot, [1] * 8 + [2] * 9 + [3] * 4 + [4] * 2)
    closed = cast.close(ballot)
    assert closed.outcome == "further_round"
    assert closed.sentence_en.startswith(
        "A further round is needed: Асанов Асан, Болатов Болат. Асанов Асан: 8. "
    )
    assert "Against all candidates: 2." in closed.sentence_en
    second = actions.hold_again(closed, by=cast.clerk)
    assert (second.round, second.options.count()) == (2, 3)
    opened = actions.open_ballot(second, by=cast.clerk)
    cast.vote(opened, [1] * 13 + [2] * 9 + [3])
    elected = cast.close(opened)
    assert elected.outcome == "elected"
    assert [option.name_ru for option in elected.options.filter(is_chosen=True)] == ["Асанов Асан"]
    assert not elected.can_be_held_again


def test_where_nobody_leads_all_candidates_stand_again(cast: Cast) -> None:
    ballot = cast.open(candidates=CANDIDATES[:2], rule="chair_of_council")
    cast.vote(ballot, [1] * 8 + [2] * 8)
    closed = cast.close(ballot)
    assert closed.outcome == "nobody_elected"
    assert actions.hold_again(closed, by=cast.clerk).options.count() == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"motion": {"kk": "", "ru": "Да", "en": ""}}, "in Kazakh and in Russian"),
        ({"motion": {"kk": "Иә" * 1001, "ru": "Да"}}, "2,000"),
        ({"mode": "shout"}, "how votes are given"),
        ({"rule": "commission"}, "rule that holds"),
        ({"candidates": [{"en": "Only English"}]}, "Name each candidate"),
        ({"candidates": [CANDIDATES[0], CANDIDATES[0]]}, "same name"),
        ({"candidates": [{"kk": f"Үміткер {n}"} for n in range(21)]}, "At most 20"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(
    cast: Cast, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        cast.prepare(**changes)


def test_a_choice_that_was_not_offered_is_refused(cast: Cast) -> None:
    ballot = cast.open()
    with pytest.raises(Refused, match="answers offered"):
        cast_by(cast.deputies[1], ballot, 4)


def test_a_ballot_knows_what_it_is_about_by_kind_and_number(cast: Cast) -> None:
    ballot = cast.prepare(about=("sittings.item", 7))
    assert list(Ballot.objects.of_thing("sittings.item", 7)) == [ballot]
    assert not Ballot.objects.of_thing("sittings.item", 8).exists()


def test_every_act_is_on_the_record_and_heard_without_a_choice(cast: Cast) -> None:
    ballot = cast.open()
    cast_by(cast.deputies[1], ballot, FOR)
    cast.close(ballot)
    entries = Entry.objects.filter(act__startswith="voting.").order_by("pk")
    acts = ["voting.prepare", "voting.open_ballot", "voting.cast", "voting.close_ballot"]
    assert list(entries.values_list("act", flat=True)) == acts
    assert set(entries.values_list("kind", "subject")) == {("voting.ballot", ballot.pk)}
    refs = Event.objects.filter(channel=f"ballot:{ballot.pk}").order_by("pk")
    assert list(refs.values_list("ref", flat=True)) == [
        "stage:prepared",
        "stage:opened",
        "voted",
        "stage:ended",
    ]


def test_the_database_refuses_a_result_without_its_sentence(cast: Cast) -> None:
    ballot = cast.open()
    with pytest.raises(IntegrityError):
        Ballot.objects.filter(pk=ballot.pk).update(state="closed", closed_at=timezone.now())


def test_the_database_refuses_a_draft_with_frozen_numbers(cast: Cast) -> None:
    ballot = cast.open()
    with pytest.raises(IntegrityError):
        Ballot.objects.filter(pk=ballot.pk).update(seats=None)


def test_the_database_refuses_a_vote_of_who_takes_no_part(cast: Cast) -> None:
    ballot = cast.open(present=17)
    with pytest.raises(IntegrityError):
        Elector.objects.filter(pk=cast.elector(ballot, 20).pk).update(has_voted=True)
