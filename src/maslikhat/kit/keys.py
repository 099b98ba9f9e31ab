"""A text column that both databases compare byte by byte, whatever the locale of the server."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class KeyField(models.CharField):  # type: ignore[type-arg]
    """Holds a key made by the house (sort key, folded name): ranges and order are those of bytes.

    SQLite compares so already; PostgreSQL is told to, lest its locale reorder the keys.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
