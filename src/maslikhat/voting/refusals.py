"""What is said to those who may not vote, lead or count."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.standing import standing
from maslikhat.voting.models import Ballot, Elector, Mode
from maslikhat.voting.tally import Roll, Rule, quorum_needed

TOO_LATE = gettext_lazy("The vote is closed: your vote came too late and was not counted.")
NOT_OPEN_YET = gettext_lazy("The vote is not open yet. Open it first.")
RECUSED = gettext_lazy("You are recused from this vote and take no part in it.")
NOT_PRESENT = gettext_lazy("You were not present when the vote was opened. Tell the clerk.")
VOTED_SECRETLY = gettext_lazy("You have voted. A secret vote is final and cannot be changed.")
TOO_FEW_FOR_TOTALS = gettext_lazy(
    "Fewer than three have voted: the totals would tell who chose what. Wait for more, or cancel"
    " the vote and hold it again."
)
BOTH_AGREE = gettext_lazy("Both tellers agree already: the vote can be closed.")
NOBODY_MAY_VOTE = gettext_lazy("Everyone present is recused, so nobody could vote.")
TOO_FEW_FOR_A_SECRET = gettext_lazy(
    "A vote among fewer than three is not secret. Hold it openly, or with more present."
)
QUESTION_OVER = gettext_lazy(
    "The sitting is done with this question: nothing more is voted on. Put it on another agenda."
)


def seen(ballot: Ballot, by: User) -> None:
    """Refuse (404) who may not even see the ballot; no query for a council's own people."""
    if ballot.council_id in standing(by).councils:
        return
    if not Ballot.objects.visible_to(by).filter(pk=ballot.pk).exists():
        raise Hidden()


def not_led() -> Refused:
    """To whoever does not lead the votes of the body."""
    return Refused(
        _("Only the chair and the clerk lead this vote, in a commission also its secretary."),
        status=403,
    )


def no_rule_of_committees() -> Refused:
    """To whoever would have a committee of a national chamber vote here."""
    return Refused(
        _(
            "The portal has no rule by which the committees of this chamber decide. That of the "
            "Kurultai is missing its quorum, which the Regulations of the Kurultai set and which "
            "were not read. Ask the operator to have it entered with its source."
        )
    )


def no_rule_of_chamber() -> Refused:
    """To whoever would have a national chamber vote on a day of which no rule was read."""
    return Refused(
        _(
            "The portal has no rule by which this chamber decided on that day: it has those of "
            "the Kurultai since 1 July 2026, and of the chambers of Parliament since 3 October "
            "2013. The earlier redactions of the constitutional law on Parliament were not read."
        )
    )


def not_a_teller() -> Refused:
    """To whoever was not appointed to count."""
    return Refused(_("Only the two tellers of this vote enter what they have counted."), status=403)


def not_in_this_state(ballot: Ballot) -> Refused:
    """To whoever comes too early or too late; says where the ballot stands."""
    sentences: dict[str, str | Promise] = {
        "draft": NOT_OPEN_YET,
        "open": _("The vote is open already: what was set before it cannot be changed."),
        "closed": _("The vote is closed: its result stands."),
        "cancelled": _("The vote was cancelled. Hold it again."),
    }
    return Refused(sentences[ballot.state])


def not_taken(ballot: Ballot, elector: Elector | None, by: User) -> Refused:
    """Why the vote is not taken; of a ballot that is not for this person, that there is none."""
    seen(ballot, by)
    return no_vote(elector.ballot if elector else ballot, elector)


def no_vote(ballot: Ballot, elector: Elector | None) -> Refused:
    """To a deputy whose vote cannot be taken, with the reason."""
    if elector is None:
        return Refused(_("You are not among the electors of this vote."), status=403)
    if elector.is_recused:
        return Refused(RECUSED, status=403)
    if not elector.is_present:
        return Refused(NOT_PRESENT, status=403)
    if ballot.is_counted_by_tellers:
        return Refused(_("This vote is counted in the hall by two tellers, not on the portal."))
    if ballot.mode == Mode.SECRET and elector.has_voted and ballot.is_open:
        return Refused(VOTED_SECRETLY)
    if ballot.is_closed:
        return Refused(TOO_LATE)
    if ballot.is_open:
        return Refused(_("Only a deputy of this maslikhat votes here."), status=403)
    return not_in_this_state(ballot)


def tellers_away(names: str) -> Refused:
    """To whoever would open a vote that somebody who is not there, or is recused, should count."""
    return Refused(
        _("Not present, or recused, and so no teller: %(names)s. Appoint another teller first.")
        % {"names": names}
    )


def cannot_count(names: str) -> Refused:
    """To whoever would have somebody count who is not in the hall, is recused, or is voted on."""
    return Refused(
        _(
            "Not in the hall, recused, or standing in the election, and so no teller: %(names)s. "
            "Choose another."
        )
        % {"names": names},
        status=422,
    )


def key_lost() -> Refused:
    """To whoever votes in, or closes, a ballot whose key is gone."""
    return Refused(
        _(
            "The key of this secret vote is lost, so nobody can read what was chosen. Cancel the "
            "vote and hold it again."
        )
    )


def no_quorum(rule: Rule, roll: Roll) -> Refused:
    """To whoever would open a vote when too few are present."""
    return Refused(
        _(
            "There is no quorum: %(present)d are present, and of the total number of %(total)d at "
            "least %(needed)d are needed. Correct who is present, or open the vote later."
        )
        % {"present": roll.present, "total": roll.total, "needed": quorum_needed(rule, roll)}
    )
