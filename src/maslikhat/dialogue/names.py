"""How rooms are called: after what they belong to, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from maslikhat.dialogue.models.rooms import Kind, Room
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.registry.models import Level

_OWNERS = ("region", "rubric", "council", "commission", "commission__council", "group")
# What a query must bring for a room to be called by its name, in `values()`.
COLUMNS = (
    "kind",
    "level",
    "is_closed",
    *(f"{owner}__name_{lang}" for owner in _OWNERS for lang in LANGUAGES),
)


def room_name(row: Mapping[str, Any], prefix: str = "") -> Said:
    """The name of a room from the values of COLUMNS, each under `prefix`."""
    kind = row[f"{prefix}kind"]
    if kind == Kind.NATIONAL:
        return Said(_("All deputies of the country"), reader_language())
    if kind == Kind.LEVEL:
        return Said(level_name(row[f"{prefix}level"]), reader_language())
    if kind == Kind.CONVERSATION:
        return Said(_("Private conversation"), reader_language())
    name = said(row, f"{prefix}{kind}__name")
    if kind != Kind.COMMISSION:
        return name
    council = said(row, f"{prefix}commission__council__name")
    return Said(f"{name.text} · {council.text}", name.lang)


def name_of(room: Room) -> Said:
    """The name of one room, fetched `with_owner`."""
    row: dict[str, str] = {"kind": room.kind, "level": room.level}
    for lang in LANGUAGES:
        if room.kind not in {Kind.NATIONAL, Kind.LEVEL, Kind.CONVERSATION}:
            row[f"{room.kind}__name_{lang}"] = getattr(getattr(room, room.kind), f"name_{lang}")
        if room.commission is not None:
            council = room.commission.council
            row[f"commission__council__name_{lang}"] = getattr(council, f"name_{lang}")
    return room_name(row)


def level_name(level: str) -> str:
    """What the deputies of a level have in common."""
    return {
        Level.NATIONAL: _("Deputies of Parliament"),
        Level.REGIONAL: _("Regional maslikhats"),
        Level.CITY: _("City maslikhats"),
        Level.DISTRICT: _("District maslikhats"),
    }[Level(level)]


def kind_name(kind: str) -> str:
    """What rooms of a kind are called in lists and filters."""
    return {
        Kind.NATIONAL: _("The whole country"),
        Kind.LEVEL: _("Maslikhats of one level"),
        Kind.REGION: _("Regions"),
        Kind.RUBRIC: _("Subjects"),
        Kind.COUNCIL: _("Councils"),
        Kind.COMMISSION: _("Commissions"),
        Kind.GROUP: _("Working groups"),
    }[Kind(kind)]
