"""Search: who has signed in keeps searches, and lets go of the own ones."""

from maslikhat.search import actions
from maslikhat.search.models import SavedSearch
from tests.permissions.everyone import PERSONS, SIGNED_IN, Cast, make_cast, users
from tests.permissions.table import ALL_OTHERS, Room, Row, persons

ROOM = Room("search", PERSONS, make_cast, users)


def kept(cast: Cast) -> SavedSearch:
    """The deputy keeps a search."""
    return actions.save(by=cast.deputy, query="q=road", words="road")


ROWS = [
    Row("search.save", "any day",
        SIGNED_IN, lambda c, by, _: actions.save(by=by, query="q=road", words="road"),
        hidden=ALL_OTHERS),
    Row("search.drop", "a search of the deputy's",
        persons("deputy"), lambda c, by, saved: actions.drop(saved, by=by), kept,
        hidden=ALL_OTHERS),
]  # fmt: skip
