"""What is told of votes: to the followers of a council, and to those who are asked to vote."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import said
from maslikhat.notices.actions import tell
from maslikhat.notices.registers import Kind, Thing
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.insiders import insiders
from maslikhat.voting.models import Ballot, Mode

BALLOT = "voting.ballot"
# What was held longer ago than this when it is entered is no news.
NEWS = dt.timedelta(days=1)


def tell_opened(ballot: Ballot, *, by: User) -> None:
    """Electors who vote on the portal are asked to; followers of the council hear of it."""
    asked: list[int] = []
    if ballot.mode in {Mode.OPEN, Mode.SECRET}:
        users = ballot.electors.voting().exclude(person__user=None)
        asked = list(users.values_list("person__user", flat=True))
    _tell(ballot, "voting.open_ballot", by)
    if asked:
        tell(
            BALLOT,
            ballot.pk,
            act="voting.ask",
            by=by,
            key=f"voting.ask:{ballot.pk}",
            directly=asked,
            followers=False,
            at=ballot.opened_at,
        )


def tell_closed(ballot: Ballot, *, by: User) -> None:
    """Followers of the council hear that there is a result."""
    _tell(ballot, "voting.close_ballot", by)


def tell_cancelled(ballot: Ballot, *, by: User) -> None:
    """Followers of the council hear that there will be no result, and all electors directly.

    Of one that was never opened only those hear who may see it.
    """
    users = ballot.electors.voting().exclude(person__user=None)
    _tell(ballot, "voting.cancel_ballot", by, users.values_list("person__user", flat=True))


def tell_recused(ballot: Ballot, persons: Collection[int], *, by: User) -> None:
    """These deputies hear directly that they take no part; who has entered it for itself does not.

    `persons` are numbers of persons.
    """
    _tell_of_recusal(ballot, persons, "voting.recuse", by)


def tell_unrecused(ballot: Ballot, persons: Collection[int], *, by: User) -> None:
    """These deputies hear directly that they take part after all."""
    _tell_of_recusal(ballot, persons, "voting.unrecuse", by)


def _tell_of_recusal(ballot: Ballot, persons: Collection[int], act: str, by: User) -> None:
    electors = ballot.electors.filter(person__in=persons).exclude(person__user=None)
    asked = list(electors.values_list("person__user", flat=True))
    if asked and _is_news(ballot):
        # It may be taken back and entered again: each is a deed of its own.
        key = f"{act}:{ballot.pk}:{uuid.uuid4()}"
        tell(BALLOT, ballot.pk, act=act, by=by, key=key, directly=asked, followers=False)


def _tell(ballot: Ballot, act: str, by: User, directly: Iterable[int] = ()) -> None:
    if not _is_news(ballot):
        return
    tell(
        BALLOT,
        ballot.pk,
        act=act,
        by=by,
        key=f"{act}:{ballot.pk}",
        sources=[(COUNCIL, ballot.council_id)],
        directly=list(directly),
        at=_last_moment(ballot),
    )


def _is_news(ballot: Ballot) -> bool:
    moment = _last_moment(ballot)
    return moment is None or timezone.now() - moment <= NEWS


def _last_moment(ballot: Ballot) -> dt.datetime | None:
    return ballot.cancelled_at or ballot.closed_at or ballot.opened_at


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The questions and addresses of these ballots; four queries at most."""
    found = list(Ballot.objects.filter(pk__in=numbers))
    shut = [ballot for ballot in found if not _is_for_all(ballot)]
    inside = insiders({ballot.council_id for ballot in shut}, readers)
    return {
        ballot.pk: Thing(
            said(ballot, "motion", lang),
            reverse("voting:ballot", args=[ballot.pk]),
            None if _is_for_all(ballot) else inside.get(ballot.council_id, set()),
        )
        for ballot in found
    }


def _is_for_all(ballot: Ballot) -> bool:
    return ballot.is_public and ballot.opened_at is not None


def visible(user: User) -> QuerySet[Any]:
    """The ballots this reader may see."""
    return Ballot.objects.visible_to(user)


KINDS = {BALLOT: Kind(_("Vote"), show, visible)}
ACTS = {
    "voting.open_ballot": _("%(who)s opened a vote"),
    "voting.close_ballot": _("%(who)s closed a vote"),
    "voting.cancel_ballot": _("%(who)s cancelled a vote"),
    "voting.recuse": _("%(who)s entered that you take no part in a vote"),
    "voting.unrecuse": _("%(who)s took back that you take no part in a vote"),
    "voting.ask": _("%(who)s opened a vote: you are asked to vote"),
}
