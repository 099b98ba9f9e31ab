"""Motions: moved on an item, taken back, put to the vote with those who are there."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.results import DECISION, refuse_untabled, refuse_weaker_rule
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.texts import words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Mandate, Person
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.covering import MOTION, cover_new
from maslikhat.sittings.doors import awaits_its_vote, is_voted_open
from maslikhat.sittings.guards import allow, in_time, locked_item
from maslikhat.sittings.kinds import decided_by
from maslikhat.sittings.models import Item, Motion
from maslikhat.sittings.permissions import (
    mandate_in,
    may_complete_motion,
    may_lead,
    may_move,
    may_put_to_vote,
    may_withdraw_motion,
)
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot, VotingRule
from maslikhat.voting.moments import day_of, moment_of

MOTIONS_MOST, TEXT_MOST = 60, 2_000
# That the doors be closed is moved by an act of its own.
MOVED = {Motion.Kind.PROCEDURE.value, Motion.Kind.AMENDMENT.value, Motion.Kind.MAIN.value}


@atomic
def move(
    item: Item,
    *,
    by: User,
    kind: str,
    texts: Mapping[str, str],
    mover: Mandate | None = None,
    at: dt.datetime | None = None,
) -> Motion:
    """A deputy moves something on an item: an amendment, a matter of order, or the main motion.

    Amendments are voted on before what they amend, in the order in which they came. One language
    is enough: whoever leads completes the other before the vote.
    """
    item = locked_item(item)
    sitting = item.sitting
    allow(may_move(by, item), by, item, for_deputies=True)
    in_time("move", sitting)
    refuse_unless(item.done_at is None, _("The item is done."))
    refuse_unless(kind in MOVED, refusals.CHOOSE, status=422)
    own = mandate_in(by, sitting)
    leads = may_lead(by, sitting)
    refuse_unless(
        leads or mover is None or (own is not None and mover.pk == own.pk),
        _("A deputy moves in the deputy's own name. Who leads the sitting enters the others."),
        status=403,
    )
    refuse_unless(
        leads or kind != Motion.Kind.MAIN,
        _("Who leads the sitting puts the main motion. Move an amendment."),
        status=403,
    )
    refuse_unless(
        mover is None or mover.convocation.council_id == sitting.council_id,
        _("Choose a deputy of this maslikhat."),
        status=422,
    )
    refuse_unless(
        item.motions.count() < MOTIONS_MOST, _("On one item there are at most 60 motions.")
    )
    told = {lang: words(texts.get(lang, ""), TEXT_MOST) for lang in LANGUAGES}
    refuse_unless(
        bool(told["kk"] or told["ru"]),
        _("Write the motion in Kazakh or in Russian."),
        status=422,
    )
    last = item.motions.aggregate(last=Max("place"))["last"] or 0
    made = Motion.objects.create(
        item=item,
        kind=kind,
        place=last + 1,
        mover=mover or (None if leads else own),
        made_at=moment_of(at),
        by=by.pk,
        **{f"text_{lang}": text for lang, text in told.items()},
    )
    cover_new(item)
    made.refresh_from_db()
    heard.stage_changed(sitting, item)
    record(by, "sittings.move", made)
    return made


@atomic
def complete_motion(motion: Motion, *, by: User, texts: Mapping[str, str]) -> Motion:
    """Whoever leads writes a motion in the language in which its mover did not, before the vote.

    What the mover has written stays as it is.
    """
    motion = _locked(motion)
    allow(may_complete_motion(by, motion), by, motion.item)
    in_time("complete_motion", motion.item.sitting)
    refuse_unless(motion.withdrawn_at is None, _("The motion is taken back already."))
    refuse_unless(motion.ballot_id is None, refusals.PUT_TO_VOTE)
    lacks = motion.lacks
    refuse_unless(bool(lacks), _("The motion is there in Kazakh and in Russian already."))
    told = words(texts.get(lacks, ""), TEXT_MOST)
    refuse_unless(bool(told), refusals.completed_first(lacks), status=422)
    setattr(motion, f"text_{lacks}", told)
    motion.save(update_fields=[f"text_{lacks}"])
    cover_new(motion.item)
    heard.stage_changed(motion.item.sitting, motion.item)
    record(by, "sittings.complete_motion", motion)
    return motion


@atomic
def withdraw_motion(motion: Motion, *, by: User) -> Motion:
    """A motion is taken back before it is voted on."""
    motion = _locked(motion)
    allow(may_withdraw_motion(by, motion), by, motion.item, for_deputies=True)
    in_time("withdraw_motion", motion.item.sitting)
    refuse_unless(motion.item.done_at is None, _("The item is done."))
    refuse_unless(motion.withdrawn_at is None, _("The motion is taken back already."))
    refuse_unless(motion.ballot_id is None, refusals.PUT_TO_VOTE)
    motion.withdrawn_at = timezone.now()
    motion.save(update_fields=["withdrawn_at"])
    heard.stage_changed(motion.item.sitting, motion.item)
    record(by, "sittings.withdraw_motion", motion)
    return motion


@atomic
def put_to_vote(
    motion: Motion,
    *,
    by: User,
    mode: str = "",
    rule: VotingRule | None = None,
    tellers: Sequence[Person] = (),
    at: dt.datetime | None = None,
) -> Ballot:
    """A motion is put to the vote of those who are there; who is recused from the item is so here.

    The rule is the law's for this kind of item unless another is named; what the vote comes to is
    the result of the ballot. Amendments come first. Hands and papers are counted by two `tellers`.
    The main motion of an election is voted on between its candidates.
    """
    motion = _locked(motion)
    item, sitting = motion.item, motion.item.sitting
    allow(may_put_to_vote(by, motion), by, item)
    in_time("put_to_vote", sitting)
    refuse_unless(
        item.called_at is not None and item.done_at is None,
        refusals.NOT_CONSIDERED,
    )
    refuse_unless(motion.withdrawn_at is None, _("The motion is taken back already."))
    refuse_unless(motion.ballot_id is None, refusals.PUT_TO_VOTE)
    _refuse_out_of_turn(motion)
    refuse_unless(not motion.lacks, refusals.completed_first(motion.lacks))
    usual = decided_by(
        item.kind,
        is_commission=sitting.commission_id is not None,
        motion=Motion.Kind(motion.kind),
        office=item.office,
    )
    is_on_draft = motion.kind == Motion.Kind.MAIN and item.decision_id is not None
    if is_on_draft and sitting.commission_id is None:
        _refuse_unfit_draft(item, rule)
    ballot = voting.prepare(
        sitting.council,
        by=by,
        motion={lang: getattr(motion, f"text_{lang}") for lang in LANGUAGES},
        own={lang: getattr(motion, f"own_text_{lang}") for lang in LANGUAGES},
        mode=mode or usual.mode,
        rule=rule or VotingRule.objects.on(day_of(at)).get(key=usual.rule),
        commission=sitting.commission,
        candidates=_candidates(motion),
        # Whether the doors are closed is voted on openly (art. 11).
        is_public=sitting.is_public
        and (not item.is_closed_to_public or motion.kind == Motion.Kind.DOORS),
        about=(DECISION, item.decision_id)
        if is_on_draft and item.decision_id
        else (MOTION, motion.pk),
        at=at,
    )
    reasons = dict(item.recusals.values_list("person", "because"))
    for elector in ballot.electors.filter(person__in=reasons):
        voting.recuse(elector, by=by, because=reasons[elector.person_id])
    motion.ballot = ballot
    motion.save(update_fields=["ballot"])
    if ballot.is_counted_by_tellers:
        voting.appoint_tellers(ballot, by=by, tellers=tellers)
    ballot = voting.open_ballot(ballot, by=by, at=at)
    record(by, "sittings.put_to_vote", motion)
    return ballot


def _refuse_unfit_draft(item: Item, rule: VotingRule | None) -> None:
    assert item.decision is not None
    refuse_untabled(item.decision)
    if rule is not None:
        refuse_weaker_rule(rule)


_motions = PreparedThings(
    lambda number: Motion.objects.filter(pk=number).select_related("item", "mover")
)


def _locked(motion: Motion) -> Motion:
    sitting = locked_item(motion.item).sitting
    for found in _motions(motion.pk):
        found.item.sitting = sitting
        return found
    raise Hidden()


def _refuse_out_of_turn(motion: Motion) -> None:
    """Refuse the main motion while an amendment waits, any while another vote is open, and all but
    one on closing the doors where these were announced as closed and nobody has closed them."""
    known = motion.item.motions.select_related("ballot")
    is_on_doors = motion.kind == Motion.Kind.DOORS
    # The papers of a past sitting say what was voted on, and not always this.
    is_first = motion.item.sitting.is_being_entered or not awaits_its_vote(motion.item, known)
    refuse_unless(is_on_doors or is_first, refusals.DOORS_NOT_VOTED)
    refuse_unless(is_on_doors or not is_voted_open(motion.item, known), refusals.DOORS_VOTED_OPEN)
    waiting = Motion.objects.filter(item=motion.item_id).waiting()
    refuse_unless(
        motion.kind != Motion.Kind.MAIN or not waiting.filter(kind=Motion.Kind.AMENDMENT).exists(),
        refusals.AMENDMENTS_FIRST,
    )
    is_open = Motion.objects.filter(
        item__sitting=motion.item.sitting_id, ballot__state__in=("draft", "open")
    )
    refuse_unless(not is_open.exists(), refusals.VOTE_NOT_FINISHED)


def _candidates(motion: Motion) -> list[dict[str, str]]:
    """Between whom the main motion of an election decides; refused when nobody stands."""
    if not motion.item.is_election or motion.kind != Motion.Kind.MAIN:
        return []
    named = motion.item.candidates.select_related("mandate__person")
    found = [candidate.names for candidate in named]
    refuse_unless(bool(found), refusals.NOBODY_STANDS)
    return found
