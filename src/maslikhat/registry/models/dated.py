"""What all dated rows of the registry can be asked."""

import datetime as dt
from typing import Self, TypeVar

from django.db import models

from maslikhat.kit.days import holds_on, today

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows that hold from a day to before a day."""

    def on(self, day: dt.date | None = None) -> Self:
        """Those that hold on `day`, today when none is given."""
        return self.filter(holds_on(day or today()))

    def open(self) -> Self:
        """Those whose end is not known."""
        return self.filter(to_day__isnull=True)
