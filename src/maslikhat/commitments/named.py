"""What the rows of a table of figures are called, in the order of their names."""

from collections.abc import Collection
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Council
from maslikhat.rubrics.models import Rubric


class Named(NamedTuple):
    """A name, and the list of what is owed behind it."""

    name: Said
    address: str


def named_by(what: str, keys: Collection[Any]) -> list[tuple[Any, Named]]:
    """The keys of figures with their names, in one query; what has no subject comes last."""
    lang = reader_language()
    numbers = [key for key in keys if key is not None]
    if what == "rubric":
        rows: Any = Rubric.objects.filter(pk__in=numbers).in_order()
        word, column = "rubric", "code"
    elif what == "council":
        rows, word, column = (
            Council.objects.filter(pk__in=numbers).in_order(lang),
            "council",
            "code",
        )
    elif what == "body":
        rows = Body.objects.filter(pk__in=numbers).order_by(f"sort_{lang}", "pk")
        word, column = "body", "pk"
    else:
        rows, word, column = Unit.objects.filter(pk__in=numbers).in_order(lang), "place", "kato"
    base = reverse("commitments:commitments")
    found = [
        (row.pk, Named(said(row, "name"), f"{base}?{urlencode({word: getattr(row, column)})}"))
        for row in rows
    ]
    if None in keys:
        found.append((None, Named(Said(_("None named"), lang), base)))
    return found
