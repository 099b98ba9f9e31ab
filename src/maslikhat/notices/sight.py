"""What somebody may still see: nothing else is shown, counted or mailed."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.notices import registers
from maslikhat.notices.registers import Thing

# A kind and a number.
Ref = tuple[str, int]


def seen_by(user: User, words: Collection[str] | None = None) -> Q:
    """The condition that a notice is about what this reader may see now, its part included.

    With `words`, of these kinds alone: to make the conditions of all costs more than to ask them.
    """
    things, parts = Q(pk__in=[]), Q(part_kind="")
    for word, kind in registers.kinds.items():
        if words is not None and word not in words:
            continue
        if kind.can_be_followed:
            things |= _is(word, user, "kind", "number")
        else:
            parts |= _is(word, user, "part_kind", "part_number")
    return things & parts


def _is(word: str, user: User, kind: str, number: str) -> Q:
    condition = Q(**{kind: word})
    visible = registers.kinds[word].visible
    if visible is not None:
        condition &= Q(Exists(visible(user).filter(pk=OuterRef(number))))
    return condition


class Sight(NamedTuple):
    """Things by kind and number, in one language, with who of the readers sees each."""

    things: Mapping[Ref, Thing]

    def of(self, user: User | int, ref: Ref) -> Thing | None:
        """The thing as this reader may see it; None when it is not for this reader, or is gone."""
        number = user if isinstance(user, int) else user.pk
        thing = self.things.get(ref)
        if thing is None or (thing.readers is not None and number not in thing.readers):
            return None
        return thing


def look(refs: Iterable[Ref], readers: Collection[User], lang: str) -> Sight:
    """Name these things in a language and ask who of the readers may see them: once a kind."""
    wanted: dict[str, set[int]] = {}
    for word, number in refs:
        if word in registers.kinds:
            wanted.setdefault(word, set()).add(number)
    found: dict[Ref, Thing] = {}
    with translation.override(lang):
        for word in sorted(wanted):
            shown = registers.kinds[word].show(sorted(wanted[word]), readers, lang)
            found |= {(word, number): thing for number, thing in shown.items()}
    return Sight(found)


def names(numbers: Iterable[int], lang: str) -> dict[int, str]:
    """The names of these users, as far as anyone knows them."""
    wanted = {number for number in numbers if number}
    found: dict[int, str] = {}
    for ask in registers.people:
        if missing := wanted - found.keys():
            found |= ask(sorted(missing), lang)
    return found
