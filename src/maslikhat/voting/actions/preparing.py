"""Before a ballot is opened: the question, its choices, its electors and who is recused."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import proper_text
from maslikhat.registry.models import Commission, Council, Mandate
from maslikhat.voting import followed, heard, permissions, registers
from maslikhat.voting.electing import refuse_over, take_electors
from maslikhat.voting.locks import locked
from maslikhat.voting.models import Ballot, Elector, Mode, Option, Teller, VotingRule
from maslikhat.voting.moments import day_of, moment_of
from maslikhat.voting.refusals import (
    no_rule_of_chamber,
    no_rule_of_committees,
    not_in_this_state,
    not_led,
    seen,
)
from maslikhat.voting.texts import clean_candidate, clean_motion

LONGEST_REASON = 255
MOST_CANDIDATES = 20
MOTION = (Option.Kind.FOR, Option.Kind.AGAINST, Option.Kind.ABSTAIN)
_OPTION_COLUMNS = ("ballot_id", "place", "kind", "name_kk", "name_ru", "name_en", "is_chosen")

_QUESTION = [f"{name}_{lang}" for name in ("motion", "own_motion") for lang in LANGUAGES]


@atomic
def prepare(
    council: Council,
    *,
    by: User,
    motion: Mapping[str, str],
    mode: str,
    rule: VotingRule,
    commission: Commission | None = None,
    candidates: Sequence[Mapping[str, str]] = (),
    electors: Collection[Mandate] | None = None,
    is_public: bool = True,
    about: tuple[str, int] | None = None,
    own: Mapping[str, str] | None = None,
    at: dt.datetime | None = None,
) -> Ballot:
    """Put a question to a council or to a commission of it (Law 148, art. 11, 15).

    `motion` and each of `candidates` are texts by language (kk, ru, en; of a motion kk and ru).
    Without candidates the choices are for, against, abstained. `electors` are all deputies of the
    body unless they are named. `is_public` is false for a closed sitting. `about` is a kind and a
    number of an upper room. `own` is the question as it was written, in the languages in which
    words of `motion` are covered: the council's own. `at` is when it was prepared, now when absent:
    for votes brought over.
    """
    if not permissions.may_prepare(by, council, commission):
        raise not_led()
    if mode not in Mode.values:
        raise Refused(_("Choose how votes are given."), status=422)
    _refuse_other_rules(council, commission, rule, day_of(at))
    if commission is not None and commission.council_id != council.pk:
        raise Refused(_("Choose a commission of this maslikhat."), status=422)
    texts = {lang: clean_motion(motion.get(lang, "")) for lang in LANGUAGES}
    if not texts["kk"] or not texts["ru"]:
        raise Refused(_("Write the question in Kazakh and in Russian."), status=422)
    ballot = Ballot.objects.create(
        council=council,
        commission=commission,
        **{f"motion_{lang}": text for lang, text in texts.items()},
        **{f"own_motion_{lang}": clean_motion(text) for lang, text in (own or {}).items()},
        about_kind=about[0] if about else "",
        about=about[1] if about else None,
        mode=mode,
        rule=rule,
        is_election=bool(candidates),
        is_public=is_public,
        names_electors=electors is not None,
        prepared_by=by,
        prepared_at=moment_of(at),
    )
    _offer(ballot, [clean_candidate(one) for one in candidates])
    take_electors(ballot, electors, day=day_of(at))
    heard.prepared(ballot)
    record(by, "voting.prepare", ballot)
    return ballot


@atomic
def recuse(elector: Elector, *, by: User, because: str) -> Elector:
    """A deputy takes no part because of an own interest; the reason is shown with the result."""
    elector = _locked(elector, by)
    if not permissions.may_recuse(by, elector):
        raise not_led() if elector.ballot.is_draft else not_in_this_state(elector.ballot)
    reason = proper_text(" ".join(because.split()))
    if not 3 <= len(reason) <= LONGEST_REASON:
        raise Refused(_("Say in 3 to 255 characters why the deputy takes no part."), status=422)
    elector.recused_because = reason
    elector.save(update_fields=["recused_because"])
    heard.prepared(elector.ballot)
    followed.tell_recused(elector.ballot, [elector.person_id], by=by)
    record(by, "voting.recuse", elector)
    return elector


@atomic
def unrecuse(elector: Elector, *, by: User) -> Elector:
    """A recusal that was entered by mistake, or has no reason any more, is taken back."""
    elector = _locked(elector, by)
    if not permissions.may_unrecuse(by, elector):
        raise not_led() if elector.ballot.is_draft else not_in_this_state(elector.ballot)
    elector.recused_because = ""
    elector.save(update_fields=["recused_because"])
    heard.prepared(elector.ballot)
    followed.tell_unrecused(elector.ballot, [elector.person_id], by=by)
    record(by, "voting.unrecuse", elector)
    return elector


@atomic
def hold_again(
    ballot: Ballot, *, by: User, mode: str = "", at: dt.datetime | None = None
) -> Ballot:
    """A further round between those who lead, or a cancelled ballot anew, perhaps in another mode.

    It is a draft like any other; who was recused is recused again, who counted counts again. `at`
    as when preparing.
    """
    ballot = locked(ballot.pk)
    seen(ballot, by)
    if not permissions.may_hold_again(by, ballot):
        raise not_led() if ballot.can_be_held_again else _has_ended()
    if Ballot.objects.filter(follows=ballot).exists():
        raise Refused(_("This vote is being held again already."))
    refuse_over(ballot)
    if mode and mode not in Mode.values:
        raise Refused(_("Choose how votes are given."), status=422)
    is_further = ballot.is_closed
    again = Ballot.objects.create(
        council=ballot.council,
        commission=ballot.commission,
        **{name: getattr(ballot, name) for name in _QUESTION},
        about_kind=ballot.about_kind,
        about=ballot.about,
        mode=mode or ballot.mode,
        rule=ballot.rule,
        is_election=ballot.is_election,
        is_public=ballot.is_public,
        names_electors=ballot.names_electors,
        round=ballot.round + is_further,
        follows=ballot,
        prepared_by=by,
        prepared_at=moment_of(at, after=ballot.closed_at or ballot.cancelled_at),
    )
    _offer(again, _standing_again(ballot))
    before = list(ballot.electors.select_related("mandate"))
    named = [elector.mandate for elector in before] if ballot.names_electors else None
    take_electors(again, named, day=day_of(at))
    recused = {one.person_id: one.recused_because for one in before if one.is_recused}
    for person, because in recused.items():
        again.electors.filter(person=person).update(recused_because=because)
    if again.is_counted_by_tellers:
        for teller in ballot.tellers.counting():
            Teller.objects.create(ballot=again, person=teller.person, place=teller.place)
    followed.tell_recused(again, list(recused), by=by)
    heard.held_again(ballot, again)
    record(by, "voting.hold_again", again)
    return again


def _standing_again(ballot: Ballot) -> Sequence[Mapping[str, str]]:
    """Those who lead, all where nobody does; after a cancelled vote those who still stand."""
    candidates = ballot.options.filter(kind=Option.Kind.CANDIDATE)
    leading = candidates.filter(is_chosen=True) or candidates
    names = [{lang: getattr(one, f"name_{lang}") for lang in LANGUAGES} for one in leading]
    told = (ask(ballot, names) for ask in registers.standing) if names else ()
    return next((one for one in told if one is not None), names)


def _refuse_other_rules(
    council: Council, commission: Commission | None, rule: VotingRule, day: dt.date | None
) -> None:
    rules = VotingRule.objects.on(day).of_body(council, commission)
    if council.is_national and not rules.exists():
        raise no_rule_of_chamber() if commission is None else no_rule_of_committees()
    if not rules.filter(pk=rule.pk).exists():
        raise Refused(_("Choose a rule that holds today for this body."), status=422)


def _offer(ballot: Ballot, candidates: Sequence[Mapping[str, str]]) -> None:
    """The choices of a motion, or the candidates and "against all"."""
    if len(candidates) > MOST_CANDIDATES:
        raise Refused(_("At most 20 candidates stand in one vote."), status=422)
    if len({tuple(one.values()) for one in candidates}) < len(candidates):
        raise Refused(_("Two of the candidates bear the same name."), status=422)
    kinds = [Option.Kind.CANDIDATE] * len(candidates) + [Option.Kind.AGAINST]
    names: list[Mapping[str, str]] = [*candidates, {}]
    if not candidates:
        kinds, names = list(MOTION), [{}] * len(MOTION)
    rows = [
        (ballot.pk, place, kind.value, *(name.get(lang, "") for lang in LANGUAGES), False)
        for place, (kind, name) in enumerate(zip(kinds, names, strict=True), 1)
    ]
    insert_rows(Option, _OPTION_COLUMNS, rows)


def _locked(elector: Elector, by: User) -> Elector:
    """The elector as it stands now, under the lock of its ballot."""
    ballot = locked(elector.ballot_id)
    seen(ballot, by)
    found = Elector.objects.get(pk=elector.pk)
    found.ballot = ballot
    return found


def _has_ended() -> Refused:
    return Refused(_("Only a cancelled vote or an election without an end is held again."))
