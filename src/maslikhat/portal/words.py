"""How persons and offices are said in lists: one place, so that every page says it alike."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.languages import said
from maslikhat.registry.heads import Head, Spell
from maslikhat.registry.models import Constituency, Mandate
from maslikhat.registry.rosters import Sitting


class DeputyRow(NamedTuple):
    """A deputy in a list."""

    person_id: int
    name: str
    initials: str
    elected_by: str
    party: str


def elected_by(mandate: Mandate) -> str:
    """ "Constituency 4: Northern" or "Party list"."""
    if mandate.constituency is None:
        return _("Party list")
    return constituency_words(mandate.constituency)


def constituency_words(drawn: Constituency) -> str:
    """ "Constituency 4: Northern"."""
    return _("Constituency %(number)s: %(name)s") % {
        "number": drawn.number,
        "name": said(drawn, "name").text,
    }


def party(mandate: Mandate) -> str:
    """The party's short name, or that the deputy is self-nominated."""
    return said(mandate.party, "short").text if mandate.party else _("Self-nominated")


def deputy_row(mandate: Mandate) -> DeputyRow:
    """A mandate with person, party and constituency at hand, as a row."""
    person = mandate.person
    return DeputyRow(
        mandate.person_id,
        person.full_name(),
        person.initials(),
        elected_by(mandate),
        party(mandate),
    )


def deputy_rows(sitting: Iterable[Sitting]) -> list[DeputyRow]:
    """The deputies of one council as rows."""
    listed, alone = _("Party list"), _("Self-nominated")
    constituency = _("Constituency %(number)s: %(name)s")
    return [
        DeputyRow(
            deputy.person_id,
            deputy.name.full(),
            deputy.name.initials(),
            constituency % {"number": deputy.constituency[0], "name": deputy.constituency[1]}
            if deputy.constituency
            else listed,
            deputy.party[1] if deputy.party else alone,
        )
        for deputy in sitting
    ]


class HeadRow(NamedTuple):
    """The head of a council."""

    person_id: int
    name: str
    initials: str
    title: str
    from_day: dt.date
    reception: str


def head_row(head: Head | None) -> HeadRow | None:
    """The head as the council's page shows it."""
    if head is None:
        return None
    return HeadRow(
        head.person.pk,
        head.person.full_name(),
        head.person.initials(),
        sentence_case(head.title().text),
        head.since,
        said(head.person, "reception").text,
    )


def headed(spell: Spell) -> Spell:
    """A time at the head, its title as it begins a line."""
    title = spell.title._replace(text=sentence_case(spell.title.text))
    return replace(spell, title=title)


def sentence_case(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
