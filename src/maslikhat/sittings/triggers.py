"""Versions of minutes are append-only: the database refuses to change or remove one."""

from maslikhat.kit.append_only import AppendOnly

MINUTES = AppendOnly(
    "sittings",
    "Versions of minutes are append-only.",
    {"sittings_minutesversion": (("id",), ("minutes_id", "number"))},
)
create, missing = MINUTES.create, MINUTES.missing
