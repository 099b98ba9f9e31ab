"""What a rehearsal came to, as minutes would tell it."""

from typing import NamedTuple

from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.sittings.models import Item, Motion
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import Book
from maslikhat.sittings.rehearsal.hall import Hall


class Entry(NamedTuple):
    """An item: its number, its title where it was open, what became of it, its votes in words."""

    number: int
    title: Said | None
    outcome: str
    votes: tuple[Said, ...]


def summary_of(hall: Hall, book: Book) -> list[Entry]:
    """The items that were considered, with the sentences of their votes."""
    return [_entry(number, hall, book) for number in sorted(hall.outcomes)]


def _entry(number: int, hall: Hall, book: Book) -> Entry:
    outcome = str(Item.Outcome(hall.outcomes[number]).label)
    is_closed = number in hall.closed
    # By which vote the doors were closed is told openly, as in the minutes.
    polls = [
        poll
        for key, poll in hall.moved.items()
        if poll
        and cast.MOVES[key][0] == number
        and (not is_closed or cast.MOVES[key][1].kind == Motion.Kind.DOORS)
    ]
    votes = tuple(said(book.ballot(poll), "sentence") for poll in polls if poll.result)
    if is_closed:
        return Entry(number, None, "", votes)
    lang = reader_language()
    return Entry(number, Said(cast.AGENDA[number - 1].titles[lang], lang), outcome, votes)
