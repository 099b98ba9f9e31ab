"""Popolo JSON (popoloproject.com): persons with their memberships, as rows."""

import json
from typing import Any

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.registry.imports.rows import COLUMNS, Raw


def rows_of_popolo(text: str) -> list[tuple[int, Raw]]:
    """Persons with their memberships (popoloproject.com); of a birth date only the year is read."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(_("The file is not proper JSON."), status=400) from None
    persons = document.get("persons") if isinstance(document, dict) else document
    memberships = document.get("memberships", []) if isinstance(document, dict) else []
    if not isinstance(persons, list) or not isinstance(memberships, list):
        raise Refused(_("The file has no list “persons” as Popolo has it."), status=400)
    seats: dict[str, dict[str, Any]] = {}
    for membership in memberships:
        if isinstance(membership, dict):
            seats[str(membership.get("person_id"))] = membership
    return [
        (line, _popolo_row(person, seats.get(str(person.get("id")), {})))
        if isinstance(person, dict)
        else (line, {})
        for line, person in enumerate(persons, 1)
    ]


def _popolo_row(person: dict[str, Any], seat: dict[str, Any]) -> Raw:
    row = {column: _plain(person.get(column)) for column in COLUMNS if column in person}
    others = person.get("other_names")
    for name in (person, *(others if isinstance(others, list) else ())):
        if isinstance(name, dict):
            _put_names(row, name)
    row.setdefault("birth_year", _plain(person.get("birth_date"))[:4])
    row.setdefault("work_email", _plain(person.get("email")))
    row.setdefault("from_day", _plain(seat.get("start_date")))
    row.setdefault("party", _plain(seat.get("on_behalf_of_id")))
    area = _plain(seat.get("area_id") or seat.get("post_id"))
    row.setdefault("constituency", area.rpartition(":")[2])
    return row


def _put_names(row: dict[str, str], name: dict[str, Any]) -> None:
    """A Popolo name under its language ("lang": kk, ru or en; Kazakh when it does not say)."""
    lang = name.get("lang", "kk")
    if lang not in ("kk", "ru", "en"):
        return
    for key, part in (
        ("family_name", "surname"),
        ("given_name", "given"),
        ("patronymic_name", "patronymic"),
        ("additional_name", "patronymic"),
    ):
        if name.get(key):
            row.setdefault(f"{part}_{lang}", _plain(name[key]))


def _plain(value: Any) -> str:
    """A JSON value as text; a structure where text belongs is none."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
