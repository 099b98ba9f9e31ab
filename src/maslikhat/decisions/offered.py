"""What a reader may do with a decision now, in the order of its way."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions import permissions
from maslikhat.decisions.course import State, allows
from maslikhat.decisions.models import Decision, Kind, Referral
from maslikhat.registry.standing import Visitor
from maslikhat.voting.permissions import may_prepare

# The word of the act, what its button says, and whether the decision itself needs it.
_ACTS: tuple[tuple[str, str | Promise, Callable[[Decision], bool]], ...] = (
    ("revise", _("Write a new version"), lambda d: True),
    ("refer", _("Send to a commission"), lambda d: True),
    ("mark_money", _("Say whether it touches money"), lambda d: True),
    ("enter_akim_conclusion", _("Enter the akim's conclusion"), lambda d: d.touches_money),
    ("consult", _("Lay open for consultation"), lambda d: True),
    ("table", _("Put before the maslikhat"), lambda d: True),
    ("adopt", _("Enter the adoption"), lambda d: True),
    ("reject", _("Enter the rejection"), lambda d: True),
    ("withdraw", _("Withdraw"), lambda d: True),
    (
        "register",
        _("Enter the registration by the State"),
        lambda d: d.kind == Kind.NORMATIVE and d.registered_on is None,
    ),
    ("bring_into_force", _("Enter when it is in force"), lambda d: True),
    ("cover_words", _("Personal data in the copy"), lambda d: d.published_on is None),
    ("publish", _("Publish"), lambda d: d.published_on is None),
    ("relate", _("Enter what it does to another decision"), lambda d: True),
    ("repeal", _("Enter a judgment that ends it"), lambda d: True),
    ("attach", _("Add a paper"), lambda d: True),
    ("attach_scan", _("Add the scan of the signed paper"), lambda d: True),
    ("write_letter", _("Enter a letter"), lambda d: True),
)


class Offer(NamedTuple):
    """An act that is offered: its word, what the button says, its address."""

    word: str
    words: str | Promise
    address: str


def acts_on(decision: Decision, user: Visitor | None) -> list[Offer]:
    """The acts that this reader may do now; what more an act needs, it says itself."""
    state = decision.state
    found = [
        Offer(word, words, reverse(f"decisions:{word}", args=[decision.pk]))
        for word, words, is_needed in _ACTS
        if allows(word, state)
        and is_needed(decision)
        and getattr(permissions, f"may_{word}")(user, decision)
    ]
    if may_vote_now(decision, user):
        address = reverse("decisions:vote", args=[decision.pk])
        found.insert(0, Offer("vote", _("Put to the vote"), address))
    return found


def may_vote_now(decision: Decision, user: Visitor | None) -> bool:
    """Whether this reader may put the draft to the vote now: who leads the council's votes."""
    return decision.state == State.TABLED and may_prepare(user, decision.council)


def may_conclude_now(referral: Referral, user: Visitor | None) -> bool:
    """Whether this reader may enter the commission's conclusion now."""
    return (
        not referral.outcome
        and allows("conclude", referral.decision.state)
        and permissions.may_conclude(user, referral)
    )
