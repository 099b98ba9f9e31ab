"""Places: the country's units and its numbers are the operator's, and the portal's own."""

from decimal import Decimal

from django.utils import timezone

from maslikhat.places import actions
from maslikhat.places.actions import classifier
from maslikhat.places.models import KatoImport
from maslikhat.places.readings import Reading
from tests.permissions.everyone import WITH_PORTAL, Cast, make_cast, users
from tests.permissions.table import PORTAL, Room, Row, persons

ROOM = Room("places", WITH_PORTAL, make_cast, users)
MAY = persons(f"operator {PORTAL}")
ROW = Reading("551000000", "population", 2024, Decimal(1), "persons", "invented")


def staged(cast: Cast) -> KatoImport:
    """A classifier has been taken in and is not yet shown."""
    return KatoImport.objects.create(sha256="0" * 64, rows=1, started_at=timezone.now())


ROWS = [
    Row("places.load_reference", "any day",
        MAY, lambda c, by, _: actions.load_reference(by=by)),
    Row("places.switch", "a classifier that waits to be shown",
        MAY, lambda c, by, made: classifier.switch(made, by=by, latest=classifier._latest()),
        staged, records=("places.import_kato",)),
    Row("places.enter_indicators", "any day",
        MAY, lambda c, by, _: actions.enter_indicators([ROW], by=by)),
]  # fmt: skip
