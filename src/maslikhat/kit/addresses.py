"""Addresses of named pages, asked thousands of times a second and the same each time."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

from maslikhat.kit.languages import reader_language


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page in the reader's language."""
    return _kept(reader_language(), name, args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _kept(lang: str, name: str, args: tuple[Any, ...], kwargs: tuple[Any, ...]) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))
