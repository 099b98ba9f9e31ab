"""What the council decided, and what follows: number, State registration, entry into force."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard
from maslikhat.decisions.effects import settle_targets
from maslikhat.decisions.guards import allow, in_time, locked, numbered, past_day
from maslikhat.decisions.models import Decision, Version
from maslikhat.decisions.models.decisions import RULE_MOST
from maslikhat.decisions.permissions import (
    may_adopt,
    may_bring_into_force,
    may_register,
    may_reject,
)
from maslikhat.decisions.results import Votes, refuse_other_result, refuse_too_few, votes_of
from maslikhat.decisions.versions import frozen_digest
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import locked as locked_council
from maslikhat.voting.models import Ballot

FARTHEST = dt.timedelta(days=5 * 366)


@atomic
def adopt(
    decision: Decision,
    *,
    by: User,
    number: str,
    day: dt.date | None = None,
    ballot: Ballot | None = None,
    votes: Votes | None = None,
) -> Decision:
    """A tabled draft is adopted under a number: by the last closed ballot on it, or, where none was
    held here, by the majority of the total number that the signed paper shows (Law 148, art. 11).

    Its latest text is frozen, and the record holds its hash. What touches money is not adopted
    without a positive conclusion of the akim (Law 148, art. 7).
    """
    # Two decisions of one council wait for each other: a number is given once.
    locked_council(decision.council)
    decision = locked(decision)
    allow(may_adopt(by, decision), by, decision)
    in_time("adopt", decision)
    day = past_day(day or today(), decision.tabled_on)
    version = Version.objects.latest_of(decision)
    if version is None or not (version.text_kk and version.text_ru):
        raise Refused(
            _("The text is not there in both Kazakh and Russian. Write the missing one first.")
        )
    _needs_the_akim(decision)
    refuse_other_result(decision, ballot, is_adopted=True)
    if ballot is None:
        refuse_too_few(decision, votes, day)
    numbered(decision, number, day)
    _counted(decision, ballot, votes)
    decision.adopted_on, decision.moved_on = day, today()
    decision.digest = frozen_digest(decision, version, day)
    decision.save()
    settle_targets(decision)
    heard.opened(decision, "decisions.adopt", by=by)
    record(by, "decisions.adopt", decision, digest=decision.digest)
    return decision


def _needs_the_akim(decision: Decision) -> None:
    """Refuse what touches money without a positive conclusion of the akim; the latest counts."""
    if not decision.touches_money:
        return
    latest = decision.akim_conclusions.order_by("-day", "-pk").first()
    refuse_unless(
        latest is not None and latest.is_positive,
        _(
            "What cuts revenue or raises spending is adopted only with a positive conclusion of the"
            " akim (Law 148, art. 7). Enter the conclusion first."
        ),
    )


def _counted(decision: Decision, ballot: Ballot | None, votes: Votes | None) -> None:
    """The numbers of the ballot, or those off the paper."""
    counted = votes_of(ballot) if ballot is not None else votes
    decision.ballot = ballot
    if counted is not None:
        decision.votes_for = counted.cast_for
        decision.votes_against = counted.against
        decision.votes_abstained = counted.abstained


@atomic
def reject(
    decision: Decision,
    *,
    by: User,
    day: dt.date | None = None,
    ballot: Ballot | None = None,
    votes: Votes | None = None,
) -> Decision:
    """A tabled draft was not adopted: by a closed ballot, or as the minutes say."""
    decision = locked(decision)
    allow(may_reject(by, decision), by, decision)
    in_time("reject", decision)
    refuse_other_result(decision, ballot, is_adopted=False)
    _counted(decision, ballot, votes)
    decision.rejected_on = past_day(day or today(), decision.tabled_on)
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.reject", by=by)
    record(by, "decisions.reject", decision)
    return decision


@atomic
def register(decision: Decision, *, by: User, number: str, day: dt.date) -> Decision:
    """The State registration of a normative decision is entered (Law 148, art. 7)."""
    decision = locked(decision)
    allow(may_register(by, decision), by, decision)
    in_time("register", decision)
    refuse_unless(decision.is_normative, _("Only normative decisions are registered by the State."))
    refuse_unless(decision.registered_on is None, _("The decision is registered already."))
    number = line(number, 60, needed=_("Write the number of the registration."))
    decision.registered_on = past_day(day, decision.adopted_on)
    decision.registration_number = number
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.register", by=by)
    record(by, "decisions.register", decision)
    return decision


@atomic
def bring_into_force(
    decision: Decision,
    *,
    by: User,
    from_day: dt.date | None = None,
    last_day: dt.date | None = None,
    rule_kk: str = "",
    rule_ru: str = "",
) -> Decision:
    """From when the decision is in force is entered: a day, or a rule in words and the day once it
    is known; and the last day, for what was made for a time.

    What binds citizens gets a day only once it is registered and published.
    """
    decision = locked(decision)
    allow(may_bring_into_force(by, decision), by, decision)
    in_time("bring_into_force", decision)
    rule_kk, rule_ru = line(rule_kk, RULE_MOST), line(rule_ru, RULE_MOST)
    refuse_unless(
        from_day is not None or bool(rule_kk and rule_ru),
        _("Write the day, or the rule in Kazakh and in Russian."),
        status=422,
    )
    refuse_unless(
        from_day is not None or last_day is None,
        _("Write the first day before the last one."),
        status=422,
    )
    refuse_unless(
        from_day is None or not decision.is_normative or _is_published(decision),
        _(
            "A normative decision is registered by the State and published first (Law 148, art. 7)."
            " Till then enter only the rule in words."
        ),
    )
    if from_day is not None:
        least, most = decision.adopted_on or from_day, today() + FARTHEST
        refuse_unless(
            least <= from_day <= (last_day or from_day) <= most,
            _("The days cannot be so: they come after the adoption, the first before the last."),
            status=422,
        )
    decision.in_force_from = from_day
    decision.in_force_to = None if last_day is None else last_day + dt.timedelta(days=1)
    decision.force_rule_kk, decision.force_rule_ru = rule_kk, rule_ru
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.bring_into_force", by=by, key=f"{from_day}")
    record(by, "decisions.bring_into_force", decision)
    return decision


def _is_published(decision: Decision) -> bool:
    """Whether it is registered by the State, and published officially or on the portal."""
    return decision.registered_on is not None and decision.published_on is not None
