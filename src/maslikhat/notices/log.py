"""The delivery log as the operator reads it: to whom, of what sort, how it stands; no address."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
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


def page_of(state: str, lang: str, number: int) -> tuple[Page[Any], list[Row]]:
    """A page of letters, the newest first, of one state or of all; three queries."""
    letters = Delivery.objects.order_by("-pk")
    if state:
        letters = letters.filter(state=state)
    page = Paginator(letters, LETTERS_A_PAGE).get_page(number)
    rows: list[Delivery] = list(page.object_list)
    names = sight.names((row.user for row in rows), lang)
    return page, [_row(row, names.get(row.user, "")) for row in rows]


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
