"""Lists of sittings: what an address asks for, and the sittings that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from maslikhat.kit.languages import reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.choosing import council_of
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.models.sittings import SittingQuerySet

PARAMS = ("place", "council", "when", "of")
WHEN, OF = ("", "past"), ("", "council", "commission")
A_PART = 10


@dataclass(frozen=True)
class Asked:
    """What a list is asked for, and what there is to choose from."""

    said: Mapping[str, str]
    regions: Sequence[Unit]
    councils: Sequence[Council]
    place: Unit | None
    council: Council | None

    @property
    def query(self) -> str:
        """The same question as an address has it, in one order."""
        return urlencode({name: self.said[name] for name in PARAMS if self.said[name]})


def read(params: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask, in three queries; a choice that is none is a 400."""
    told = {name: params.get(name, "").strip()[:40] for name in PARAMS}
    for name, known in (("when", WHEN), ("of", OF)):
        if told[name] not in known:
            raise BadRequest(name)
    regions = list(Unit.objects.shown().regional().in_order(reader_language()))
    places = {region.kato: region for region in regions}
    if told["place"] and told["place"] not in places:
        raise BadRequest("place")
    council = council_of(told["council"])
    place = places.get(told["place"])
    if place is None and council is not None and council.unit is not None:
        parent = council.unit.parent
        place = places.get(council.unit.kato) or (places.get(parent.kato) if parent else None)
    within = Council.objects.on().of_region(place) if place else Council.objects.none()
    return Asked(told, regions, list(within.in_order(reader_language())), place, council)


def of_commission(commission: Commission, user: Visitor | None) -> list[Sitting]:
    """The sittings of a commission to come, the nearest first, then the last held: ten at most."""
    rows = Sitting.objects.visible_to(user).filter(commission=commission).with_names()
    coming = list(rows.upcoming()[:A_PART])
    return coming + list(rows.held()[: A_PART - len(coming)])


def chosen(asked: Asked, user: Visitor | None) -> SittingQuerySet:
    """The sittings that an address asks for, of those this reader may see."""
    rows = _within(asked, user)
    rows = rows.held() if asked.said["when"] == "past" else rows.upcoming()
    return rows.with_names()


def told(asked: Asked) -> SittingQuerySet:
    """The same of those that everyone may see, with what was called off: who follows a feed hears
    that it is not held."""
    if asked.said["when"] == "past":
        return chosen(asked, None)
    rows = _within(asked, None)
    ahead = rows.upcoming() | rows.called_off()
    return ahead.order_by("starts_at", "pk").with_names()


def _within(asked: Asked, user: Visitor | None) -> SittingQuerySet:
    rows = Sitting.objects.visible_to(user)
    if asked.council is not None:
        rows = rows.of(asked.council)
    elif asked.said["place"] and asked.place is not None:
        rows = rows.filter(council__in=Council.objects.of_region(asked.place))
    if asked.said["of"]:
        rows = rows.filter(session__isnull=asked.said["of"] == "commission")
    return rows
