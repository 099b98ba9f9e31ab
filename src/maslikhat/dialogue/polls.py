"""The poll of a topic as its page shows it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from maslikhat.dialogue import heard
from maslikhat.dialogue.models import Poll, PollAnswer, PollOption, Topic
from maslikhat.kit.languages import Said
from maslikhat.kit.prepared import Prepared

# Of the poll in the query of its topic.
COLUMNS = (
    "poll__id",
    "poll__question",
    "poll__language",
    "poll__author_id",
    "poll__is_multiple",
    "poll__is_secret",
    "poll__closes_at",
    "poll__answered_count",
)


@dataclass(frozen=True)
class PollHead:
    """A poll without its answers."""

    pk: int
    question: Said
    author_id: int
    is_multiple: bool
    is_secret: bool
    closes_at: dt.datetime | None
    answered_count: int

    @property
    def is_closed(self) -> bool:
        """Whether nobody answers any more."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def shows_numbers(self) -> bool:
        """Whether everybody sees how many have chosen what."""
        return self.is_closed or not self.is_secret


@dataclass(frozen=True)
class OptionRow:
    """An answer offered, how many have chosen it, and whether the reader has."""

    pk: int
    text: str
    chosen_count: int
    # Of all who have answered, in whole per cent.
    share: int
    is_own: bool


def take_away_poll(topic: Topic) -> None:
    """The poll goes with the words it was asked under; open pages lose it."""
    PollAnswer.objects.filter(option__poll__topic=topic).delete()
    PollOption.objects.filter(poll__topic=topic).delete()
    if Poll.objects.filter(topic=topic).delete()[0]:
        heard.polled(topic)


def poll_head(row: Mapping[str, Any]) -> PollHead | None:
    """The poll in the row of its topic; None where it has none."""
    if row["poll__id"] is None:
        return None
    return PollHead(
        row["poll__id"],
        Said(row["poll__question"], row["poll__language"]),
        row["poll__author_id"],
        row["poll__is_multiple"],
        row["poll__is_secret"],
        row["poll__closes_at"],
        row["poll__answered_count"],
    )


def option_rows(poll: PollHead, person_id: int | None) -> list[OptionRow]:
    """The answers offered, in their order; one query. Hidden numbers are zeros."""
    rows = []
    for row in _options(poll.pk, person_id or 0):
        shown = row["chosen_count"] if poll.shows_numbers else 0
        share = round(100 * shown / poll.answered_count) if poll.answered_count else 0
        rows.append(OptionRow(row["id"], row["text"], shown, share, bool(row["is_own"])))
    return rows


_options = Prepared(
    lambda poll, person: (
        PollOption.objects.filter(poll=poll)
        .annotate(is_own=Exists(PollAnswer.objects.filter(option=OuterRef("pk"), person=person)))
        .values("id", "text", "chosen_count", "is_own")
    )
)
