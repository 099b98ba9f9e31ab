"""How a draft was voted: by a ballot of the portal, or in numbers off a paper."""

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.norms.lookup import share
from maslikhat.registry.models import Council
from maslikhat.registry.rosters import seats_on
from maslikhat.voting.electing import mandates_on
from maslikhat.voting.models import Ballot, State, VotingRule
from maslikhat.voting.regulations import in_force
from maslikhat.voting.tally import Base, Outcome, least

DECISION = "decisions.decision"
WEAKER_RULE = gettext_lazy(
    "A decision needs the majority of the total number of deputies (Law 148, art. 11). Hold the"
    " vote by a rule that asks for it."
)


class Votes(NamedTuple):
    """How many voted how; each a whole number, not negative."""

    cast_for: int
    against: int
    abstained: int


def refuse_other_result(decision: Decision, ballot: Ballot | None, *, is_adopted: bool) -> None:
    """Refuse a ballot that is not about this decision, is not closed, or came out otherwise.

    Where the draft was voted on here the last closed vote decides, and it must be named.
    """
    held = votes_on(decision)
    refuse_unless(
        ballot is None or ballot.pk in {one.pk for one in held},
        _("Choose the ballot of this maslikhat on this decision."),
        status=422,
    )
    refuse_unless(
        not any(one.is_open for one in held),
        _("The ballot is not closed yet."),
    )
    closed = [one for one in held if one.is_closed]
    refuse_unless(
        ballot is None or ballot.pk in {one.pk for one in closed},
        _("The ballot is not closed yet."),
    )
    if not closed:
        return
    refuse_unless(
        ballot is not None and ballot.pk == closed[-1].pk,
        _("The draft was voted on here. Choose the last closed ballot on it: it decides."),
    )
    refuse_unless(
        (closed[-1].outcome == Outcome.ADOPTED) == is_adopted,
        _("The ballot came out otherwise. Enter what it says."),
    )
    refuse_unless(not is_adopted or _is_of_the_total(closed[-1]), str(WEAKER_RULE))


def votes_on(decision: Decision) -> list[Ballot]:
    """The council's own votes on a draft, held until the act ends; what was closed last is last.

    Votes of a commission, elections and cancelled votes decide nothing on it.
    """
    rows = Ballot.objects.select_for_update(of=("self",)).of_thing(DECISION, decision.pk)
    counting = rows.filter(council=decision.council_id, commission=None, is_election=False)
    held = counting.exclude(state=State.CANCELLED).select_related("rule").order_by("pk")
    return sorted(held, key=lambda one: (one.closed_at or one.prepared_at, one.pk))


def refuse_other_text(decision: Decision) -> None:
    """Refuse another text while one is voted on, and once the last closed vote has adopted one."""
    held = votes_on(decision)
    closed = [one for one in held if one.is_closed]
    refuse_unless(
        not any(one.is_open for one in held),
        _("The draft is being voted on: its text stays until the ballot is closed or cancelled."),
    )
    refuse_unless(
        not closed or closed[-1].outcome != Outcome.ADOPTED,
        _("The maslikhat has voted for this text: no other can be adopted by that ballot."),
    )


def refuse_untabled(decision: Decision) -> None:
    """Refuse to put to the vote of the council a draft that is not before it: not everyone could
    read it, and no adoption could be entered afterwards."""
    refuse_unless(
        decision.tabled_on is not None,
        _("The draft is not before the maslikhat yet. The chair tables it on its page first."),
    )


def refuse_weaker_rule(rule: VotingRule) -> None:
    """Refuse to put a draft to a vote of which the result could not adopt it."""
    refuse_unless(rule.base == Base.TOTAL, str(WEAKER_RULE), status=422)


def _is_of_the_total(ballot: Ballot) -> bool:
    """Whether it was decided by as large a share of the total number as a decision needs."""
    assert ballot.opened_at is not None
    least_share = share("decision_share", ballot.opened_at.astimezone(ALMATY).date())
    return ballot.rule.base == Base.TOTAL and Fraction(ballot.share) >= least_share


def refuse_too_few(decision: Decision, votes: Votes | None, day: dt.date) -> None:
    """Refuse numbers off the paper that are no majority of the total number, or none at all.

    Where it is not known how many seats the council has the numbers are taken as they are.
    """
    if votes is None:
        raise Refused(
            _("Write how many voted for, against and abstained, as the minutes say."), status=422
        )
    total = total_on(decision.council, day)
    if total is None:
        return
    refuse_unless(
        sum(votes) <= total,
        _("More votes than the maslikhat has deputies (%(total)d). Look at the minutes again.")
        % {"total": total},
        status=422,
    )
    needed = least(share("decision_share", day), total, is_more_than=True)
    # Of equal votes the chair's decides; which way it went, who enters the adoption has read.
    is_tie = votes.cast_for == votes.against > 0
    refuse_unless(
        votes.cast_for + is_tie >= needed,
        _(
            "A decision needs the majority of the total number of deputies: %(needed)d of %(total)d"
            " (Law 148, art. 11). For it were %(given)d."
        )
        % {"needed": needed, "total": total, "given": votes.cast_for},
        status=422,
    )


def total_on(council: Council, day: dt.date) -> int | None:
    """The total number of deputies on a day, as the regulations count it; None: not known."""
    seats = None if council.is_national else seats_on(council, day)
    if seats is None or in_force(council, day).counts_vacancies:
        return seats
    return len(mandates_on(council, None, day))


def votes_of(ballot: Ballot) -> Votes:
    """The numbers of a closed ballot."""
    numbers = {option.kind: option.votes or 0 for option in ballot.options.all()}
    return Votes(numbers.get("for", 0), numbers.get("against", 0), numbers.get("abstain", 0))


def motion_on(decision: Decision) -> dict[str, str]:
    """The question of a vote on a draft: whether it is adopted, in each language it has."""
    return _asked(decision.title_kk, decision.title_ru, decision.title_en)


def own_motion_on(decision: Decision) -> dict[str, str]:
    """The same with the title as it was written, where words of it are covered."""
    own = [getattr(decision, f"own_title_{lang}") for lang in LANGUAGES]
    whole = [
        words or getattr(decision, f"title_{lang}")
        for words, lang in zip(own, LANGUAGES, strict=True)
    ]
    covered = motion_on(decision)
    return {lang: text for lang, text in _asked(*whole).items() if text != covered.get(lang)}


def _asked(kk: str, ru: str, en: str) -> dict[str, str]:
    asked = {
        "kk": ("«%s» шешімі қабылдансын ба?", kk or ru),
        "ru": ("Принять решение «%s»?", ru or kk),
        "en": ("To adopt the decision “%s”?", en),
    }
    return {lang: words % title for lang, (words, title) in asked.items() if title}
