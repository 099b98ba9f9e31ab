"""In how many votes a deputy took part, of those the deputy was entitled to: by year and in all.

Counted are closed votes open to all: by name, secret on the portal, and on paper where the list of
who took a paper was kept: who took one took part, and what was chosen nobody knows. Whoever was not
there when one was opened was entitled to it all the same; whoever was recused was not. Of a show of
hands, and of papers without a list, nobody knows who of those present gave a vote: they are left
out, and said to be.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import ExtractYear

from maslikhat.kit.days import ALMATY
from maslikhat.kit.shares import Share
from maslikhat.registry.models import Person
from maslikhat.voting.models import Elector, Mode, State

_BY_TELLERS = Q(ballot__mode=Mode.HAND) | Q(ballot__mode=Mode.PAPER, is_listed=False)
_ENTITLED = ~_BY_TELLERS & Q(recused_because="")


@dataclass(frozen=True)
class Taken:
    """The votes of a deputy in a year, or in all: how many of each kind."""

    # None of all years together.
    year: int | None = None
    took_part: int = 0
    # Was there when the vote was opened, and chose nothing.
    silent: int = 0
    not_present: int = 0
    # These two are not counted among those the deputy was entitled to.
    recused: int = 0
    by_tellers: int = 0

    @property
    def share(self) -> Share:
        """In how many the deputy took part, of those the deputy was entitled to."""
        return Share(self.took_part, self.took_part + self.silent + self.not_present)


def taken_by(person: Person) -> list[Taken]:
    """The years in which the deputy was an elector, the newest first; one query."""
    rows = Elector.objects.filter(
        person=person, ballot__state=State.CLOSED, ballot__is_public=True
    ).annotate(
        year=ExtractYear("ballot__opened_at", tzinfo=ALMATY),
        is_listed=Exists(Elector.objects.listed_in(OuterRef("ballot"))),
    )
    counted = rows.values("year").annotate(
        took_part=Count("pk", filter=_ENTITLED & Q(has_voted=True)),
        silent=Count("pk", filter=_ENTITLED & Q(has_voted=False, is_present=True)),
        not_present=Count("pk", filter=_ENTITLED & Q(is_present=False)),
        recused=Count("pk", filter=~_BY_TELLERS & ~Q(recused_because="")),
        by_tellers=Count("pk", filter=_BY_TELLERS),
    )
    return [Taken(**row) for row in counted.order_by("-year")]


def in_all(years: Iterable[Taken]) -> Taken:
    """All these years together."""
    listed = list(years)
    names = [field.name for field in fields(Taken) if field.name != "year"]
    return Taken(**{name: sum(getattr(one, name) for one in listed) for name in names})
