"""Lists of votes: what an address asks for, and the votes that answer it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from maslikhat.kit.days import day_asked, midnight
from maslikhat.kit.languages import reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.choosing import council_of
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.standing import Visitor
from maslikhat.voting.divided import divided
from maslikhat.voting.models import Ballot, Mode
from maslikhat.voting.models.ballots import BallotQuerySet
from maslikhat.voting.tally import Outcome

PARAMS = ("place", "council", "commission", "mode", "outcome", "divided", "from", "to")
_KNOWN = {
    "mode": set(Mode.values),
    "outcome": {outcome.value for outcome in Outcome},
    "divided": {"yes"},
}


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; `said` are the words of the address, empty ones ask nothing."""

    said: Mapping[str, str]
    # What there is to choose from: regions, the councils of one, the commissions of a council.
    regions: Sequence[Unit]
    councils: Sequence[Council]
    commissions: Sequence[Commission]
    place: Unit | None
    council: Council | None
    first: dt.date | None
    last: dt.date | None

    @property
    def query(self) -> str:
        """The same question as an address has it, in one order."""
        return urlencode({name: self.said[name] for name in PARAMS if self.said[name]})


def read(params: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask, in four queries; a choice that is none is a 400."""
    told = {name: params.get(name, "").strip()[:40] for name in PARAMS}
    for name, known in _KNOWN.items():
        if told[name] and told[name] not in known:
            raise BadRequest(name)
    regions = list(Unit.objects.shown().regional().in_order(reader_language()))
    places = {region.kato: region for region in regions}
    if told["place"] and told["place"] not in places:
        raise BadRequest("place")
    council = council_of(told["council"])
    commissions = list(Commission.objects.on().filter(council=council)) if council else []
    if told["commission"] and told["commission"] not in {str(one.pk) for one in commissions}:
        raise BadRequest("commission")
    place = places.get(told["place"])
    within = place or _region_of(council, places)
    councils = Council.objects.on().of_region(within) if within else Council.objects.none()
    return Asked(
        told,
        regions,
        list(councils.in_order(reader_language())),
        commissions,
        place,
        council,
        day_asked(told["from"]) if told["from"] else None,
        day_asked(told["to"]) if told["to"] else None,
    )


def _region_of(council: Council | None, places: Mapping[str, Unit]) -> Unit | None:
    if council is None or council.unit is None:
        return None
    unit = council.unit
    return places.get(unit.kato) or (places.get(unit.parent.kato) if unit.parent else None)


def chosen(asked: Asked, user: Visitor | None) -> BallotQuerySet:
    """The ballots that an address asks for, of those this reader may see; open ones first."""
    rows = Ballot.objects.visible_to(user)
    if asked.council is not None:
        rows = rows.of_council(asked.council)
    elif asked.place is not None:
        rows = rows.filter(council__in=Council.objects.of_region(asked.place))
    for name in ("commission", "mode", "outcome"):
        if asked.said[name]:
            rows = rows.filter(**{name: asked.said[name]})
    if asked.first is not None:
        rows = rows.filter(opened_at__gte=midnight(asked.first))
    if asked.last is not None:
        rows = rows.filter(opened_at__lt=midnight(asked.last + dt.timedelta(days=1)))
    if asked.said["divided"]:
        rows = divided(rows)
    return rows.with_names().lately()
