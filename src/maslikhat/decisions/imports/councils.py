"""Which council a row's decision is of: by the code of its place, and by the names it is called.

«Решение Абайского районного маслихата области Абай …» is of the rayon of Abai in Abai region and of
no other: kind, place and region all have to agree.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions.imports.rows import DecisionRow, RowError
from maslikhat.decisions.parity.person_names import folded


class PlaceNames(NamedTuple):
    """The Russian names of a council's place and of its region; a region itself has none around."""

    place: str
    region: str = ""


class Matching(NamedTuple):
    """Each row with the number of its council, and what could not be matched."""

    rows: list[tuple[DecisionRow, int]]
    errors: list[RowError]


def by_council(
    rows: Iterable[DecisionRow],
    councils: Mapping[str, int],
    names: Mapping[str, PlaceNames] | None = None,
) -> Matching:
    """The rows by their councils (KATO → number of the council); given names, checked by them."""
    pairs: list[tuple[DecisionRow, int]] = []
    errors: list[RowError] = []
    for row in rows:
        council = councils.get(row.kato)
        if council is None:
            sentence = _("No council has the KATO %(kato)s.") % {"kato": row.kato}
            errors.append(RowError(row.line, "kato", sentence))
            continue
        place = names.get(row.kato) if names else None
        if place and row.reference_ru and not agrees(row.reference_ru, place):
            sentence = _("The reference names another place than %(place)s.") % {
                "place": place.place
            }
            errors.append(RowError(row.line, "reference_ru", sentence))
        else:
            pairs.append((row, council))
    return Matching(pairs, errors)


# Words of a place's name that say its kind, in the forms of the cases.
_KINDS = (
    ("rayon", re.compile(r"(?<!\w)район\w*", re.IGNORECASE)),
    ("city", re.compile(r"(?<!\w)город\w*|(?<!\w)г\.", re.IGNORECASE)),
    ("region", re.compile(r"(?<!\w)област\w*", re.IGNORECASE)),
)
# «области Абай», «Акмолинской области»: what says the region beside the place.
_OF_REGION = re.compile(r"области\s+(\w+)|([\w-]+ой)\s+области", re.IGNORECASE)
_ACT = re.compile(r"(?<!\w)от\s+\d.*", re.DOTALL)
_WORD = re.compile(r"[\w-]+\.?")
_NOT_NAMES = {"имени", "им."}
SHORTEST = 3


def agrees(reference: str, names: PlaceNames) -> bool:
    """Whether a Russian reference to an act names this place, of its kind and in its region."""
    whole = _ACT.sub("", reference)
    if _kind(names.place) == "region":
        return _kind(whole) == "region" and _names(whole, names.place)
    region = _OF_REGION.search(whole)
    local = _OF_REGION.sub(" ", whole)
    if _kind(names.place) != _kind(local):
        return False
    if region and not (names.region and _names(region[1] or region[2], names.region)):
        return False
    return _names(local, names.place)


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "")


def _names(text: str, name: str) -> bool:
    """Whether the text has each word of the name in some case, a given name also as its initial."""
    for _kind_of, pattern in _KINDS:
        name = pattern.sub(" ", name)
    spoken = [word.lower() for word in _WORD.findall(text)]
    wanted = [word for word in _WORD.findall(name) if word.lower() not in _NOT_NAMES]
    # Of «Турара Рыскулова» the given name may be an initial, the last word never.
    return bool(wanted) and all(
        _is_said(word, spoken, as_initial=word is not wanted[-1]) for word in wanted
    )


def _is_said(word: str, spoken: list[str], *, as_initial: bool) -> bool:
    stem = folded(word)
    stem = stem[: max(SHORTEST, len(stem) - 2)]
    initial = f"{word[0].lower()}." if as_initial else ""
    return any(one == initial or folded(one).startswith(stem) for one in spoken)
