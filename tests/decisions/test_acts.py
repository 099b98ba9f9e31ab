"""Drafts on their way: who does what when, and what is refused with which sentence."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from maslikhat.decisions import actions
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision, Version
from maslikhat.decisions.results import Votes
from maslikhat.decisions.versions import Texts
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.texts import sha256_of
from maslikhat.ledger.models import Entry
from tests.decisions.cast import FOUR, OTHER, TEXTS, TITLES, Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def recorded(act: str) -> Entry:
    return Entry.objects.filter(act=f"decisions.{act}").latest("pk")


def test_a_draft_is_its_councils_own_until_it_is_open(cast: Cast, draft: Decision) -> None:
    assert draft.state == State.DRAFT and not draft.is_public
    seen = {
        role for role, user in cast.people.items()
        if Decision.objects.visible_to(user).filter(pk=draft.pk).exists()
    }  # fmt: skip
    assert seen == {"clerk", "chair", "deputy", "member"}
    actions.consult(draft, by=cast.clerk, last_day=today() + DAY, basis="Article 18")
    for user in cast.people.values():
        assert Decision.objects.visible_to(user).filter(pk=draft.pk).exists()


def test_a_deputy_brings_in_a_draft_in_the_own_name_alone(cast: Cast) -> None:
    words: dict[str, Any] = {"kind": "individual", "titles": TITLES, "texts": TEXTS}
    own = actions.draft(
        cast.council, by=cast.deputy, mover="deputy", moved_by=cast.mandate(2), **words
    )
    assert own.mover_mandate == cast.mandate(2)
    for mover, moved_by in (("deputy", cast.mandate(3)), ("commission", cast.commission)):
        with pytest.raises(Refused, match="own name"):
            actions.draft(cast.council, by=cast.deputy, mover=mover, moved_by=moved_by, **words)
    for stranger in (cast.other_clerk, cast.citizen, cast.official, cast.operator):
        with pytest.raises(Refused) as refusal:
            actions.draft(cast.council, by=stranger, **words)
        assert refusal.value.status == 403


def test_the_apparatus_enters_whoever_moves_if_of_the_council(cast: Cast) -> None:
    for mover, moved_by in (
        ("deputy", cast.mandate(2)), ("commission", cast.commission), ("body", cast.body),
        ("apparatus", None),
    ):  # fmt: skip
        made = cast.draft(mover=mover, moved_by=moved_by)
        assert made.mover == mover
    for mover, moved_by in (
        ("deputy", None), ("deputy", cast.commission), ("apparatus", cast.body), ("", None),
        ("group", None), ("nobody", None),
    ):  # fmt: skip
        with pytest.raises(Refused, match="who brings"):
            cast.draft(mover=mover, moved_by=moved_by)
    with pytest.raises(Refused, match="who brings"):
        actions.draft(
            cast.other, by=cast.other_clerk, kind="normative", titles=TITLES, texts=TEXTS,
            mover="commission", moved_by=cast.commission,
        )  # fmt: skip


def test_an_official_sees_the_draft_that_his_body_brought_in(cast: Cast) -> None:
    made = cast.draft(mover="body", moved_by=cast.body)
    assert Decision.objects.visible_to(cast.official).get() == made


def test_a_draft_needs_a_title_a_text_and_words_that_are_text(cast: Cast) -> None:
    with pytest.raises(Refused, match="title"):
        cast.draft(titles=Texts("", "", "Only English"))
    with pytest.raises(Refused, match="text in Kazakh or in Russian"):
        cast.draft(texts=Texts("", " \n", "Only English"))
    with pytest.raises(Refused, match="control"):
        cast.draft(texts=Texts("a\x07b"))
    with pytest.raises(Refused, match="too long"):
        cast.draft(titles=Texts("я" * 701))
    assert not Decision.objects.exists()


def test_versions_are_numbered_hashed_and_never_change(cast: Cast, draft: Decision) -> None:
    second = actions.revise(draft, by=cast.clerk, texts=OTHER, base=1, note="The year")
    first = Version.objects.get(decision=draft, number=1)
    assert (first.text_kk, second.text_ru) == (TEXTS.kk, OTHER.ru)
    assert second.number == 2 and second.sha256_kk == sha256_of(OTHER.kk)
    assert recorded("revise").subject == second.pk
    with pytest.raises(Refused, match="newer version"):
        actions.revise(draft, by=cast.clerk, texts=TEXTS, base=1)
    with pytest.raises(Refused, match="as it was"):
        actions.revise(draft, by=cast.clerk, texts=OTHER, base=2)


def test_the_deputy_who_brought_a_draft_in_revises_and_withdraws_it(cast: Cast) -> None:
    own = cast.draft(mover="deputy", moved_by=cast.mandate(2))
    actions.revise(own, by=cast.deputy, texts=OTHER)
    with pytest.raises(Refused):
        actions.revise(own, by=cast.member, texts=TEXTS)
    actions.withdraw(own, by=cast.deputy)
    own.refresh_from_db()
    assert own.state == State.WITHDRAWN
    with pytest.raises(Refused, match="cannot be done now"):
        actions.revise(own, by=cast.clerk, texts=TEXTS)


def test_a_withdrawn_draft_that_nobody_saw_stays_closed(cast: Cast, draft: Decision) -> None:
    actions.withdraw(draft, by=cast.chair)
    assert not Decision.objects.public().exists()
    with pytest.raises(Hidden):
        actions.withdraw(draft, by=cast.citizen)


def test_a_commission_concludes_once_by_its_chair_or_the_apparatus(
    cast: Cast, draft: Decision
) -> None:
    sent = actions.refer(draft, cast.commission, by=cast.clerk, due_on=today() + DAY)
    draft.refresh_from_db()
    assert draft.state == State.REFERRED
    with pytest.raises(Refused, match="already"):
        actions.refer(draft, cast.commission, by=cast.clerk, due_on=today() + DAY)
    with pytest.raises(Refused):
        actions.conclude(sent, by=cast.deputy, outcome="for")
    with pytest.raises(Refused, match="remarks"):
        actions.conclude(sent, by=cast.member, outcome="remarks")
    done = actions.conclude(
        sent, by=cast.member, outcome="remarks", number="4-1", words_kk="Түзету", words_ru="Правка"
    )
    assert (done.outcome, done.number, done.concluded_on) == ("remarks", "4-1", today())
    with pytest.raises(Refused, match="already"):
        actions.conclude(sent, by=cast.clerk, outcome="for")
    assert recorded("conclude").actor == cast.member.pk


def test_a_conclusion_is_overdue_by_its_day_alone(cast: Cast, draft: Decision) -> None:
    past = today() - 10 * DAY
    sent = actions.refer(draft, cast.commission, by=cast.clerk, sent_on=past, due_on=today() - DAY)
    waiting = draft.referrals.model.objects
    assert sent.is_overdue and list(waiting.overdue()) == [sent]
    assert not waiting.overdue(today() - DAY).exists()
    actions.conclude(sent, by=cast.clerk, outcome="for")
    assert not waiting.overdue().exists()


def test_only_the_chair_puts_a_draft_before_the_council_in_both_languages(cast: Cast) -> None:
    half = cast.draft(texts=Texts("Тек қазақша"))
    with pytest.raises(Refused, match="both Kazakh and Russian"):
        actions.table(half, by=cast.chair)
    with pytest.raises(Refused) as refusal:
        actions.table(half, by=cast.clerk)
    assert refusal.value.status == 403
    actions.revise(half, by=cast.clerk, texts=TEXTS)
    assert actions.table(half, by=cast.chair).state == State.TABLED


def test_nothing_is_tabled_while_the_consultation_runs(cast: Cast, draft: Decision) -> None:
    begun = today() - 20 * DAY
    actions.consult(draft, by=cast.clerk, from_day=begun, last_day=today(), basis="Article 18")
    with pytest.raises(Refused, match="In consultation"):
        actions.table(draft, by=cast.chair)
    other = cast.draft()
    actions.consult(other, by=cast.clerk, from_day=begun, last_day=today() - DAY, basis="Art. 18")
    assert other.consultations.get().last_day == today() - DAY
    assert actions.table(other, by=cast.chair).tabled_on == today()


def test_a_period_of_consultation_has_a_basis_and_an_end_after_its_beginning(
    cast: Cast, draft: Decision
) -> None:
    with pytest.raises(Refused, match="basis"):
        actions.consult(draft, by=cast.clerk, last_day=today() + DAY, basis=" ")
    with pytest.raises(Refused, match="last day"):
        actions.consult(draft, by=cast.clerk, last_day=today() - DAY, basis="Article 18")
    with pytest.raises(Refused, match="lies ahead"):
        actions.consult(
            draft, by=cast.clerk, from_day=today() + DAY, last_day=today() + 9 * DAY, basis="18"
        )


def test_money_is_not_decided_without_the_akims_positive_conclusion(cast: Cast) -> None:
    made = cast.draft(touches_money=True)
    actions.table(made, by=cast.chair)
    with pytest.raises(Refused, match="akim"):
        actions.adopt(made, by=cast.clerk, number="1-1", votes=FOUR)
    conclude = actions.enter_akim_conclusion
    conclude(made, by=cast.clerk, is_positive=True, day=today() - 2 * DAY, number="12")
    conclude(made, by=cast.clerk, is_positive=False, day=today() - DAY, body=cast.body)
    with pytest.raises(Refused, match="akim"):
        actions.adopt(made, by=cast.clerk, number="1-1", votes=FOUR)
    conclude(made, by=cast.clerk, is_positive=True, day=today())
    assert actions.adopt(made, by=cast.clerk, number="1-1", votes=FOUR).state == State.ADOPTED


def test_the_clerk_or_the_chair_marks_that_a_draft_touches_money(cast: Cast) -> None:
    made = actions.table(cast.draft(mover="deputy", moved_by=cast.mandate(2)), by=cast.chair)
    with pytest.raises(Refused, match="not yours"):
        actions.mark_money(made, by=cast.deputy, touches_money=True)
    with pytest.raises(Refused, match="marked so already"):
        actions.mark_money(made, by=cast.chair, touches_money=False)
    actions.mark_money(made, by=cast.chair, touches_money=True)
    with pytest.raises(Refused, match="conclusion of the akim"):
        actions.adopt(made, by=cast.clerk, number="1-1", votes=FOUR)
    actions.mark_money(made, by=cast.clerk, touches_money=False)
    actions.mark_money(made, by=cast.clerk, touches_money=True)
    assert Entry.objects.filter(act="decisions.mark_money", subject=made.pk).count() == 3
    actions.enter_akim_conclusion(made, by=cast.clerk, is_positive=False, day=today())
    with pytest.raises(Refused, match="not taken back"):
        actions.mark_money(made, by=cast.clerk, touches_money=False)


def test_money_is_marked_by_a_form(cast: Cast, draft: Decision) -> None:
    address = f"/en/decisions/{draft.pk}/mark_money/"
    page = browser(cast.chair).get(f"/en/decisions/{draft.pk}/").content.decode()
    assert address in page
    assert browser(cast.chair).post(address, {"touches_money": "maybe"}).status_code == 422
    assert browser(cast.chair).post(address, {"touches_money": "yes"}).status_code == 302
    assert Decision.objects.get(pk=draft.pk).touches_money


def test_what_touches_no_money_needs_no_akim(cast: Cast, draft: Decision) -> None:
    with pytest.raises(Refused, match="marks so first"):
        actions.enter_akim_conclusion(draft, by=cast.clerk, is_positive=True, day=today())


def test_an_adopted_text_is_frozen_and_its_hash_on_the_record(cast: Cast, tabled: Decision) -> None:
    made = actions.adopt(tabled, by=cast.clerk, number="№ 8С-54-1", votes=Votes(4, 2, 1))
    assert (made.number, made.votes_for, made.votes_against) == ("8С-54-1", 4, 2)
    assert recorded("adopt").digest == made.digest and len(made.digest) == 64
    with pytest.raises(Refused, match="cannot be done now"):
        actions.revise(made, by=cast.clerk, texts=OTHER)
    same = actions.adopt(
        actions.table(cast.draft(), by=cast.chair), by=cast.clerk, number="9", votes=FOUR
    )
    assert same.digest != made.digest


def test_a_number_is_once_a_council_convocation_and_day(cast: Cast) -> None:
    made = cast.adopted("33/3- VIII")
    again = actions.table(cast.draft(), by=cast.chair)
    with pytest.raises(Refused, match="number and day"):
        actions.adopt(again, by=cast.clerk, number="33/3-VIII", votes=FOUR)
    actions.adopt(again, by=cast.clerk, number="33/4-VIII", votes=FOUR)
    row = Decision.objects.get(pk=again.pk)
    row.number, row.number_key = made.number, made.number_key
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_decision_is_not_adopted_before_it_was_tabled_nor_tomorrow(
    cast: Cast, tabled: Decision
) -> None:
    for day in (today() - DAY, today() + DAY):
        with pytest.raises(Refused, match="day"):
            actions.adopt(tabled, by=cast.clerk, number="1", day=day, votes=FOUR)
    for number in ("", "№", "  "):
        with pytest.raises(Refused, match="number"):
            actions.adopt(tabled, by=cast.clerk, number=number, votes=FOUR)
    assert actions.reject(tabled, by=cast.clerk, votes=Votes(9, 14, 2)).state == State.REJECTED


def test_only_what_is_normative_is_registered_once(cast: Cast) -> None:
    made, other = cast.adopted("1"), cast.adopted("2", kind="individual")
    actions.register(made, by=cast.clerk, number="№ 201 234", day=today())
    with pytest.raises(Refused):
        actions.register(made, by=cast.clerk, number="2", day=today())
    with pytest.raises(Refused, match="normative"):
        actions.register(other, by=cast.clerk, number="2", day=today())


def test_what_binds_citizens_is_not_in_force_before_it_is_registered_and_published(
    cast: Cast,
) -> None:
    made = cast.adopted()
    with pytest.raises(Refused, match="registered by the State and published first"):
        actions.bring_into_force(made, by=cast.clerk, from_day=today())
    actions.register(made, by=cast.clerk, number="201", day=today())
    with pytest.raises(Refused, match="published first"):
        actions.bring_into_force(made, by=cast.clerk, from_day=today() + DAY)
    waits = actions.bring_into_force(
        made, by=cast.clerk, rule_kk="Жарияланған күннен", rule_ru="Со дня опубликования"
    )
    assert waits.state == State.REGISTERED
    Decision.objects.filter(pk=made.pk).update(published_on=today())
    done = actions.bring_into_force(made, by=cast.clerk, from_day=today())
    assert done.state == State.IN_FORCE


def test_force_begins_on_a_day_or_by_a_rule_in_both_languages(cast: Cast) -> None:
    made = cast.adopted(kind="individual")
    with pytest.raises(Refused, match="rule"):
        actions.bring_into_force(made, by=cast.clerk, rule_kk="Жарияланған күннен")
    waits = actions.bring_into_force(
        made, by=cast.clerk, rule_kk="Жарияланған күннен", rule_ru="Со дня опубликования"
    )
    assert waits.state == State.ADOPTED
    with pytest.raises(Refused, match="after the adoption"):
        actions.bring_into_force(made, by=cast.clerk, from_day=today() - DAY)
    done = actions.bring_into_force(
        made, by=cast.clerk, from_day=today(), last_day=today() + 30 * DAY
    )
    assert done.state == State.IN_FORCE
    assert list(Decision.objects.in_force()) == [done]
    assert done.state_on(today() + 31 * DAY) == State.LAPSED
    assert not Decision.objects.in_force(today() + 31 * DAY).exists()


def test_acts_on_one_decision_ask_the_database_again(cast: Cast, tabled: Decision) -> None:
    """Two clerks with the same page open: the second is told that it is done."""
    stale = Decision.objects.get(pk=tabled.pk)
    actions.adopt(tabled, by=cast.clerk, number="1", votes=FOUR)
    with pytest.raises(Refused, match="Adopted"):
        actions.adopt(stale, by=cast.chair, number="2", votes=FOUR)


def test_a_title_with_personal_data_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="title holds personal data"):
        cast.draft(titles=Texts(kk="ЖСН 900101300016 туралы", ru="О земле"))
