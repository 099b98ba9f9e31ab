"""How a draft was voted: by a ballot of the portal, or in numbers off a paper."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions.guards import refuse_unless
from maslikhat.decisions.models import Decision
from maslikhat.voting.models import Ballot
from maslikhat.voting.tally import Outcome

DECISION = "decisions.decision"


class Votes(NamedTuple):
    """How many voted how; each a whole number, not negative."""

    cast_for: int
    against: int
    abstained: int


def refuse_other_result(decision: Decision, ballot: Ballot | None, *, is_adopted: bool) -> None:
    """Refuse a ballot that is not about this decision, is not closed, or came out otherwise."""
    if ballot is None:
        return
    is_about = (ballot.about_kind, ballot.about) == (DECISION, decision.pk)
    refuse_unless(
        is_about and ballot.council_id == decision.council_id and ballot.commission_id is None,
        _("Choose the ballot of this maslikhat on this decision."),
        status=422,
    )
    refuse_unless(ballot.closed_at is not None, _("The ballot is not closed yet."))
    refuse_unless(
        (ballot.outcome == Outcome.ADOPTED) == is_adopted,
        _("The ballot came out otherwise. Enter what it says."),
    )


def votes_of(ballot: Ballot) -> Votes:
    """The numbers of a closed ballot."""
    numbers = {option.kind: option.votes or 0 for option in ballot.options.all()}
    return Votes(numbers.get("for", 0), numbers.get("against", 0), numbers.get("abstain", 0))


def motion_on(decision: Decision) -> dict[str, str]:
    """The question of a vote on a draft: whether it is adopted, in each language it has."""
    asked = {
        "kk": ("«%s» шешімі қабылдансын ба?", decision.title_kk or decision.title_ru),
        "ru": ("Принять решение «%s»?", decision.title_ru or decision.title_kk),
        "en": ("To adopt the decision “%s”?", decision.title_en),
    }
    return {lang: words % title for lang, (words, title) in asked.items() if title}
