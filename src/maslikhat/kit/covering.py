"""Words that others read no more: covered in a row's columns, kept beside them as they were."""

from collections.abc import Callable
from typing import Any

from maslikhat.kit.languages import LANGUAGES

Cover = Callable[[str], str]


def cover_columns(row: Any, field: str, cover: Cover) -> list[str]:
    """Cover `<field>_<lang>`; what was written stays in `own_<field>_<lang>` where it differs.

    The columns that have changed are returned; nothing is saved.
    """
    changed = []
    for lang in LANGUAGES:
        name, kept = f"{field}_{lang}", f"own_{field}_{lang}"
        own = getattr(row, kept) or getattr(row, name)
        shown = cover(own)
        for column, text in ((name, shown), (kept, own if own != shown else "")):
            if getattr(row, column) != text:
                setattr(row, column, text)
                changed.append(column)
    return changed
