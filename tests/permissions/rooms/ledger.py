"""The ledger: its key changes at the portal's own machine alone."""

from maslikhat.ledger import actions, keys
from tests.permissions.everyone import WITH_PORTAL, make_cast, users
from tests.permissions.table import PORTAL, Room, Row, persons

ROOM = Room("ledger", WITH_PORTAL, make_cast, users)
ROWS = [
    Row("ledger.rotate_key", "any day",
        persons(PORTAL), lambda c, by, public: actions.rotate_key(public, by=by),
        lambda c: keys.new_key()),
]  # fmt: skip
