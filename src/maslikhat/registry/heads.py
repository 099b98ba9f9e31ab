"""Who heads a council on a day, and what the head was called on that day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from maslikhat.kit.days import FIRST_DAY, earliest, on_day, today
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.kit.prepared import PreparedThings
from maslikhat.registry.models import Council, Headship, HeadTitle, Person

_headships = PreparedThings(
    lambda council, day: (
        Headship.objects.on(day)
        .filter(council=council)
        .select_related("person")
        .annotate(**_called_on(day))
    )
)


def _called_on(day: dt.date) -> dict[str, Subquery]:
    """The words of the title on a day, or nothing: `title_kk`, `acting_kk` and so on."""
    titles = HeadTitle.objects.on(day).filter(level=OuterRef("council__level"))
    words = [f"{word}_{lang}" for word in ("title", "acting") for lang in LANGUAGES]
    return {word: Subquery(titles.values(word)[:1]) for word in words}


@dataclass(frozen=True)
class Head:
    """A head of a council: the person, the title of that day, since when."""

    person: Person
    # With the words of the title of that day.
    headship: Headship

    @property
    def is_acting(self) -> bool:
        """Whether the head only acts for an absent or not yet elected one."""
        return self.headship.is_acting

    @property
    def since(self) -> dt.date:
        """The first day at the head."""
        return self.headship.from_day

    def title(self, lang: str | None = None) -> Said:
        """ "Secretary", "Chair" or "Acting chair", in the reader's language."""
        return said(self.headship, "acting" if self.is_acting else "title", lang)


def head_on(council: Council, day: dt.date | None = None) -> Head | None:
    """The head of the council on `day` (today when absent), or None; one query."""
    found = _headships(council.pk, day or today())
    return Head(found[0].person, found[0]) if found else None


@dataclass(frozen=True)
class Spell:
    """A time at the head under one title: who heads for longer than a title lasts has several."""

    headship: Headship
    title: Said
    from_day: dt.date
    to_day: dt.date | None

    @property
    def day_query(self) -> str:
        """The query by which a link opens a page as of this time: of its first day."""
        return on_day(min(max(self.from_day, FIRST_DAY), today()))


def history(council: Council) -> list[Spell]:
    """Everyone who has headed the council, the newest first; two queries."""
    return _spells(council.headships.select_related("person", "council"))


def of_person(person: Person) -> list[Spell]:
    """Every council the person has headed, the newest first; two queries."""
    return _spells(person.headships.select_related("person", "council"))


def _spells(headships: Iterable[Headship]) -> list[Spell]:
    titles = list(HeadTitle.objects.all())
    spells = [
        Spell(headship, *_overlap(headship, title))
        for headship in headships
        for title in titles
        if title.level == headship.council.level
        and title.from_day < (headship.to_day or dt.date.max)
        and headship.from_day < (title.to_day or dt.date.max)
    ]
    return sorted(spells, key=lambda spell: spell.from_day, reverse=True)


def _overlap(headship: Headship, title: HeadTitle) -> tuple[Said, dt.date, dt.date | None]:
    words = said(title, "acting" if headship.is_acting else "title")
    begun, ended = max(headship.from_day, title.from_day), earliest(headship.to_day, title.to_day)
    return words, begun, ended
