"""Recusals proposed: the declared interests of deputies that an item names."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.models import Mandate
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.sittings.models import Interest, Item

# Words of an organisation's form, and such as stand in any name, say nothing.
_LEAST = 4
_EMPTY = {"тоо", "жшс", "ақ", "ао", "ип", "жк", "компания", "компаниясы", "қаласы", "ауданы"}


class Proposed(NamedTuple):
    """A deputy who may have to stand aside, and the interest that the item names."""

    mandate: Mandate
    interest: Interest


def proposed_for(item: Item, mandates: Sequence[Mandate]) -> list[Proposed]:
    """Which of these deputies have declared what the item, or its draft, names; one query.

    A person decides: a name may be another's.
    """
    by_person = {mandate.person_id: mandate for mandate in mandates}
    found = _declared_by(by_person)
    return [Proposed(by_person[one.person_id], one) for one in _named_in(item, found)]


def asked_of(mandate: Mandate, items: Iterable[Item]) -> dict[int, str]:
    """What the deputy declared and these items name, by the number of the item; one query."""
    declared = list(_declared_by([mandate.person_id]))
    named = {item.pk: _named_in(item, declared) for item in items} if declared else {}
    return {number: "; ".join(one.name for one in some) for number, some in named.items() if some}


def _declared_by(persons: Collection[int]) -> DatedQuerySet[Interest]:
    return Interest.objects.on().filter(person__in=persons).order_by("pk")


def _named_in(item: Item, declared: Iterable[Interest]) -> list[Interest]:
    """Which of these interests the item, or its draft, names: what was declared twice is one."""
    said = " ".join(
        getattr(one, f"title_{lang}")
        for one in (item, item.decision)
        if one is not None
        for lang in LANGUAGES
    )
    words = _words(said)
    named = [one for one in declared if (one.bin and one.bin in said) or _names(one.name, words)]
    return list({(one.person_id, one.name): one for one in named}.values())


def _names(name: str, words: set[str]) -> bool:
    """Whether every telling word of the name stands in the text, whatever its ending."""
    telling = [word for word in _words(name) if len(word) >= _LEAST and word not in _EMPTY]
    stems = [word[: max(_LEAST, len(word) - 2)] for word in telling]
    return bool(stems) and all(any(word.startswith(stem) for word in words) for stem in stems)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
