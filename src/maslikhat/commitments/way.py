"""The way of a matter as its page shows it: what is past, with its day, and what is still ahead."""

import datetime as dt
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.course import Act, State, is_wanting
from maslikhat.commitments.models import Commitment, Step
from maslikhat.kit.ways import Station


def way_of(commitment: Commitment, steps: Sequence[Step], day: dt.date) -> list[Station]:
    """Asked, answered, done, confirmed, closed: with the days of the steps."""
    found = [Station(_("Asked"), commitment.sent_on, True)]
    if commitment.state == State.WITHDRAWN:
        return [*found, Station(_("Withdrawn"), commitment.moved_on, True)]
    since = _since(steps)
    answered = _last(since, Act.ANSWER, Act.PROMISE, Act.REPORT_DONE)
    if answered is None or is_wanting(commitment.state, commitment.assessment):
        found.append(_due(_("An answer"), commitment.due_on, day))
    else:
        found.append(Station(_("Answered"), answered.day, True))
    reported = _last(since, Act.REPORT_DONE)
    promised = commitment.state == State.PROMISED
    # An event's recommendation ends with a deed, so that it stands ahead from the beginning.
    if reported is not None or promised or commitment.event_id is not None:
        if reported is not None and not promised:
            found.append(Station(_("Reported done"), reported.day, True))
        else:
            ahead = _("Done as promised") if promised else _("Word that it is done")
            found.append(_due(ahead, commitment.promised_on, day))
        confirmed = _last(since, Act.CONFIRM)
        is_confirmed = commitment.state in {State.CONFIRMED, State.CLOSED}
        found.append(
            Station(_("Confirmed"), confirmed.day, True)
            if confirmed is not None and is_confirmed
            else Station(_("Confirmation"), None, False)
        )
    if commitment.state == State.CLOSED:
        return [*found, Station(_("Brought to its end"), commitment.moved_on, True)]
    return [*found, Station(_("Bringing it to its end"), None, False)]


def _since(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps since the body was last asked."""
    asked = [place for place, step in enumerate(steps) if step.act == Act.REOPEN]
    return steps[asked[-1] :] if asked else steps


def _last(steps: Sequence[Step], *acts: Act) -> Step | None:
    return next((step for step in reversed(steps) if step.act in acts), None)


def _due(words: str | Promise, due_on: dt.date | None, day: dt.date) -> Station:
    return Station(words, due_on, False, due_on is not None and due_on < day)
