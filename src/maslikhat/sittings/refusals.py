"""What acts on a sitting, and the rehearsal of it, say to whoever is refused."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from maslikhat.kit.formats import words
from maslikhat.kit.refusals import Refused

CHOOSE = _("Choose one of the answers offered.")
NOT_CONSIDERED = _("The item is not being considered. Call it first.")
NOT_THERE = _("You have not said that you are there.")
OTHER_NOT_THERE = _("It is not noted that the deputy is there.")
NOTED_WHILE_IT_LASTED = _("The sitting has ended: who was there was noted while it lasted.")
SOMEBODY_SPEAKS = _("Somebody has the floor. End the speech first.")
ITEM_IS_CALLED = _("An item is being considered. Say first what became of it.")
STAYS_OPEN = _("The item is done: what was open stays open.")
DOORS_CLOSED = _("The doors are closed for this item already.")
DOORS_OPEN = _("The item is considered openly already.")
STAYS_CLOSED = _("The item is done: what was closed stays closed.")
DOORS_NOT_REFUSED = _(
    "Only an item whose doors the deputies voted not to close is opened, before anything else is "
    "voted on."
)
DOORS_VOTED_OPEN = _(
    "The deputies have not closed the doors. Consider the item openly, or postpone it."
)
DOORS_MOVED = _("This has been moved already. Put it to the vote.")
DOORS_NOT_VOTED = _(
    "The deputies vote on closing the doors first: the majority of those present decides (Law 148, "
    "art. 11)."
)
CALLED_OR_DONE = _("The item is being considered or done already.")
ANOTHER_IS_CALLED = _("Another item is being considered. Say first what became of it.")
NOT_CALLED_YET = _("The item has not been called yet.")
VOTE_SAYS_OTHERWISE = _("The vote says otherwise. Choose what it came to.")
NOT_VOTED_ON = _(
    "What is adopted, or who is elected, has been voted on. Put a motion to the vote first."
)
ENDS_BY_VOTE = _("This is decided by a vote alone. Put it to the vote, or postpone it.")
VOTE_IS_OPEN = _("A vote is open. Close it first.")
VOTE_IS_PREPARED = _("A vote is prepared and has not been held. Open it, or cancel it.")
TOO_MANY_WAIT = _("Too many wait already.")
ON_THE_LIST = _("You are on the list of speakers already.")
NOBODY_SPEAKS = _("Nobody has the floor by this entry.")
RECUSED_ALREADY = _("The deputy is recused from this item already.")
PUT_TO_VOTE = _("The motion has been put to the vote already.")
NOBODY_STANDS = _("Nobody stands yet. Name the candidates first.")
NOBODY_LEADS = _(
    "None of those who led in the round before stands any more. End the item: nobody is elected."
)
AMENDMENTS_FIRST = _("Amendments come first. Put them to the vote, or have them taken back.")
MOTIONS_WAIT = _(
    "A motion on this item has not been voted on. Put it to the vote, or have it taken back."
)
RECUSED_BETWEEN_VOTES = _(
    "A vote on this item is open. Who takes no part is noted before it or after it."
)
VOTE_NOT_FINISHED = _("Another vote is not finished. Close it first.")
NOT_REFERRED = _(
    "The draft waits for no conclusion of this commission. The clerk sends it there first, on the "
    "page of the draft."
)
NO_CONCLUSION = _(
    "A conclusion follows from the vote on the item. Put it to the vote, and say what it came to."
)
CONCLUDED_APART = _(
    "What was said behind closed doors is not handed on. Enter the conclusion on the page of the "
    "draft, in words that everyone may read."
)

PRESIDES_WHO_IS_THERE = _("Who presides is there. Note first that the deputy has come.")
NOBODY_PRESIDES = _(
    "The chair is not there. Choose which of the deputies who are there was elected to preside."
)


def too_early(starts_at: dt.datetime, hours: int) -> str:
    """To whoever would open a sitting before the deputies can be there."""
    return _(
        "The sitting was announced for %(moment)s. It can be opened from %(hours)s hours before."
    ) % {"moment": words.moment(starts_at), "hours": hours}


def not_considered(numbers: Sequence[str]) -> str:
    """To whoever would close a sitting while items of its agenda have not been called."""
    return ngettext(
        "Item %(numbers)s has not been considered. Call it, or postpone it as you close the "
        "sitting.",
        "Items %(numbers)s have not been considered. Call them, or postpone them as you close the "
        "sitting.",
        len(numbers),
    ) % {"numbers": ", ".join(numbers)}


def completed_first(lacks: str) -> str:
    """To whoever would have a motion voted on that is there in one official language alone."""
    if lacks == "kk":
        return str(_("Write the motion in Kazakh first: it is voted on in both languages."))
    return str(_("Write the motion in Russian first: it is voted on in both languages."))


def no_quorum(there: int, needed: int, total: int) -> Refused:
    """To whoever would open a sitting to which too few have come."""
    return Refused(
        _(
            "There is no quorum: %(there)d are there, and at least %(needed)d of %(total)d are "
            "needed. Note who has come, or move the sitting."
        )
        % {"there": there, "needed": needed, "total": total}
    )
