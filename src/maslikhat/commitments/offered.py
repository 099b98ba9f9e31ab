"""What a reader may do with a commitment now, in the order of its way."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments import permissions
from maslikhat.commitments.clocks import last_redirection
from maslikhat.commitments.course import Act, Kind, is_wanting
from maslikhat.commitments.guards import leads_to, was_extended
from maslikhat.commitments.models import Commitment, Recipient
from maslikhat.kit.days import today
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.standing import Visitor

_ACTS: tuple[tuple[Act, str | Promise], ...] = (
    (Act.ANSWER, _("Answer")),
    (Act.REPORT_DONE, _("Report that it is done")),
    (Act.CONFIRM, _("Confirm that it is done")),
    (Act.DISPUTE, _("Say that it is not done")),
    (Act.ASSESS, _("Say what the answer is worth")),
    (Act.REGISTER, _("Enter the incoming number")),
    (Act.REDIRECT, _("Redirect to another body")),
    (Act.EXTEND, _("Extend the time")),
    (Act.REOPEN, _("Ask again")),
    (Act.CLOSE, _("Close")),
    (Act.ATTACH, _("Add a paper")),
    (Act.PASS_ON, _("Pass on to another deputy")),
    (Act.WITHDRAW, _("Withdraw")),
)


class Offer(NamedTuple):
    """An act that is offered: its word, what the button says, its address."""

    word: str
    words: str | Promise
    address: str


def acts_on(commitment: Commitment, user: Visitor | None) -> list[Offer]:
    """The acts that this reader may do now; what more an act needs, it says itself."""
    return [
        Offer(act, words, reverse(f"commitments:{act}", args=[commitment.pk]))
        for act, words in _ACTS
        if may_now(act, commitment, user)
    ]


def may_now(act: Act, commitment: Commitment, user: Visitor | None) -> bool:
    """Whether the kind has the step from where it stands, and it is this reader's to take."""
    is_next = leads_to(act, commitment) is not None
    if act is Act.CLOSE and commitment.awaits_deed:
        return False
    is_theirs = is_next and bool(getattr(permissions, f"may_{act}")(user, commitment))
    return is_theirs and not (act in {Act.EXTEND, Act.REDIRECT} and _is_over(act, commitment))


def _is_over(act: Act, commitment: Commitment) -> bool:
    """Whether the time to extend or to redirect is over; an appeal is extended once."""
    if commitment.due_on < today():
        return True
    if commitment.kind != Kind.APPEAL:
        return False
    if act is Act.EXTEND:
        return was_extended(commitment)
    return last_redirection(commitment.sent_on, Calendar()) < today()


def turns_on(commitment: Commitment, user: Visitor | None) -> list[Offer]:
    """The letters that are prepared: after an answer judged wanting, the body's own first; of
    what is overdue, those to others."""
    if not may_now(Act.TURN, commitment, user):
        return []
    again = Offer(
        Act.REOPEN, _("Ask the body again"), reverse("commitments:reopen", args=[commitment.pk])
    )
    page = reverse("commitments:turn", args=[commitment.pk])
    further = [Offer(Act.TURN, words, f"{page}?to={to}") for to, words in Recipient.choices]
    return [again, *further] if is_wanting(commitment.state, commitment.assessment) else further
