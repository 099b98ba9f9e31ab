"""The delivery log as the operator reads it: to whom, of what sort, how it stands; no address."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.notices import sight
from maslikhat.notices.models import Delivery

LETTERS_A_PAGE = 50
State, Kind = Delivery.State, Delivery.Kind
SORTS: dict[str, Promise] = {
    Kind.DIGEST: _("Digest"),
    Kind.IMMEDIATE: _("At once, of what is followed"),
    Kind.DIRECT: _("At once, to who is meant"),
}
STATES: dict[str, Promise] = {
    State.WAITING: _("Waits"),
    State.SENDING: _("Being sent"),
    State.SENT: _("Sent"),
    State.NOTHING: _("Nothing to say, or no address"),
    State.FAILED: _("Given up"),
}


class Row(NamedTuple):
    """One letter; `next_at` is empty when it is done, `error` is the class of the last error."""

    number: int
    who: str
    user: int
    sort: Promise
    state: str
    state_name: Promise
    tries: int
    made_at: dt.datetime
    next_at: dt.datetime | None
    ended_at: dt.datetime | None
    error: str


def letters(state: str) -> QuerySet[Delivery]:
    """The letters of one state or of all, the newest first."""
    found = Delivery.objects.order_by("-pk")
    return found.filter(state=state) if state else found


def shown(found: Sequence[Delivery], lang: str) -> list[Row]:
    """Letters as the log shows them."""
    names = sight.names((one.user for one in found), lang)
    return [_row(one, names.get(one.user, "")) for one in found]


def _row(letter: Delivery, who: str) -> Row:
    is_due = letter.state in {State.WAITING, State.SENDING}
    return Row(
        letter.pk,
        who,
        letter.user,
        SORTS[letter.kind],
        letter.state,
        STATES[letter.state],
        letter.tries,
        letter.made_at,
        letter.next_at if is_due else None,
        letter.ended_at,
        letter.error,
    )
