"""What a council's regulations say of its votes on a day; the defaults where nothing is entered."""

import datetime as dt
from dataclasses import dataclass

from maslikhat.registry.models import Council
from maslikhat.voting.models import Regulations


@dataclass(frozen=True)
class InForce:
    """The settings that hold; no basis where they are only the portal's defaults."""

    counts_vacancies: bool = True
    may_change: bool = True
    basis: str = ""

    @property
    def is_default(self) -> bool:
        """Whether the council has entered nothing."""
        return not self.basis


def in_force(council: Council, day: dt.date | None = None) -> InForce:
    """The settings of the council on `day`, today when absent; one query."""
    row = Regulations.objects.on(day).filter(council=council).first()
    return InForce(row.counts_vacancies, row.may_change, row.basis) if row else InForce()
