"""The national chambers of the demo: the Senate and the Mazhilis that ended, the Kurultai."""

import datetime as dt
import hashlib
from random import Random

from maslikhat.accounts.models import User
from maslikhat.demo import people
from maslikhat.demo.country import BASIS
from maslikhat.places.models import Unit
from maslikhat.registry.actions import councils, heads, listing
from maslikhat.registry.actions.councils import Drawn
from maslikhat.registry.models import Council

KURULTAI_SEATS = 145  # Constitutional law of 5 June 2026 on the Kurultai.
MAZHILIS_SEATS = 98
SENATE_ELECTED = 40  # Two from each regional unit; those appointed are not among them.
OPENED = {
    "senate": dt.date(2023, 3, 29),
    "mazhilis": dt.date(2023, 3, 29),
    "kurultai": dt.date(2026, 7, 1),
}
PARTIES = {code: weight for code, weight in people.PARTIES.items() if code != "baitaq"}


def build_chambers(*, by: User, random: Random) -> None:
    """Seats and full lists of all three."""
    _by_lists("mazhilis", "VIII", MAZHILIS_SEATS, by=by, random=random)
    _by_lists("kurultai", "I", KURULTAI_SEATS, by=by, random=random)
    _senate(by=by, random=random)


def _by_lists(code: str, number: str, seats: int, *, by: User, random: Random) -> None:
    council, day = Council.objects.get(code=code), OPENED[code]
    councils.set_seats(council, by=by, number=seats, from_day=day, basis=BASIS)
    convocation = councils.open_convocation(council, by=by, number=number, first_session=day)
    rows = people.rows(
        listed=seats, constituencies=[], returning=[], random=random, parties=PARTIES
    )
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    listing.import_deputies(convocation, rows, by=by, digest=digest)
    chair = convocation.mandates.select_related("person").order_by("pk")[0]
    heads.head_council(council, chair.person, by=by, from_day=day)


def _senate(*, by: User, random: Random) -> None:
    council, day = Council.objects.get(code="senate"), OPENED["senate"]
    councils.set_seats(council, by=by, number=SENATE_ELECTED, from_day=day, basis=BASIS)
    convocation = councils.open_convocation(council, by=by, number="VII", first_session=day)
    regions = [unit for unit in Unit.objects.regional().order_by("kato") for _ in range(2)]
    drawn = [
        Drawn(place, unit.name_kk, unit.name_ru, unit.name_en, (unit,))
        for place, unit in enumerate(regions, 1)
    ]
    councils.draw_constituencies(council, drawn, by=by, from_day=day)
    rows = people.rows(
        listed=0,
        constituencies=range(1, SENATE_ELECTED + 1),
        returning=[],
        random=random,
        parties=PARTIES,
    )
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    listing.import_deputies(convocation, rows, by=by, digest=digest)
