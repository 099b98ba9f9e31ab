"""Who can be named in a text, found as one types: deputies of today, councils, commissions."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.registry.models import Commission, Council, Mandate

LEAST, MOST = 2, 8
# Of councils and of commissions so many each; deputies have the other places.
BODIES = 2
MOST_TYPED = 60
# So many names of a text are looked up for its preview.
MOST_PLAIN = 3
_LINK = re.compile(r"\[[^\]\n]*\]\([^)\s]*\)")
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?"
_TYPED = re.compile(rf"(?:^|(?<=[\s(]))@({_WORD}(?: {_WORD}){{0,2}})", re.MULTILINE)


class Named(NamedTuple):
    """One who can be named: the name, where it belongs, and the link that names it in Markdown."""

    name: str
    place: Said
    markdown: str


class Unlinked(NamedTuple):
    """A name that was typed and is no link, and the one deputy it may mean."""

    typed: str
    meant: Named | None


def named_like(typed: str) -> list[Named]:
    """Up to eight deputies, councils and commissions whose names begin as typed; three queries."""
    typed = " ".join(typed.split())[:MOST_TYPED]
    if len(typed) < LEAST:
        return []
    bodies = [*islice(_councils(typed), BODIES), *islice(_commissions(typed), BODIES)]
    return [*islice(_deputies(typed), MOST - len(bodies)), *bodies]


def plain_names(body: str) -> list[Unlinked]:
    """The first names typed after "@" that are no link, and so tell nobody; who each may mean."""
    typed = dict.fromkeys(found[1] for found in _TYPED.finditer(_LINK.sub("", body)))
    return [_meant(words.split()) for words in list(typed)[:MOST_PLAIN]]


def _meant(words: list[str]) -> Unlinked:
    """The deputy whom the most of these words name, if they name one; at most three queries."""
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        found = list(islice(_deputies(name), 2)) if len(name) >= LEAST else []
        if found:
            return Unlinked(name, found[0] if len(found) == 1 else None)
    return Unlinked(words[0], None)


def _deputies(typed: str) -> Iterator[Named]:
    rows = Mandate.objects.on().called(typed).select_related("person", "convocation__council")
    for mandate in rows.order_by(f"person__sort_{reader_language()}", "pk")[:MOST]:
        name = mandate.person.short_name()
        address = reverse("portal:deputy", args=[mandate.person_id])
        yield Named(name, said(mandate.convocation.council, "name"), link(name, address))


def _councils(typed: str) -> Iterator[Named]:
    rows = Council.objects.on().in_order(reader_language()).select_related("unit__parent")
    for council in rows:
        if _begins(council, typed):
            name = said(council, "name").text
            address = reverse("portal:council", args=[council.code])
            # Districts of two regions may bear one name.
            region = council.unit.parent if council.unit else None
            told = Said(_("Its clerk and head will hear"), reader_language())
            place = said(region, "name") if region else told
            yield Named(name, place, link(name, address))


def _commissions(typed: str) -> Iterator[Named]:
    rows = Commission.objects.on().filter(holds_on(today(), "convocation__"))
    for commission in rows.select_related("council").order_by("pk"):
        if _begins(commission, typed):
            name = said(commission, "name").text
            address = reverse("portal:commission", args=[commission.pk])
            yield Named(name, said(commission.council, "name"), link(name, address))


def _begins(row: Council | Commission, typed: str) -> bool:
    """Whether a word of its name, in any language, begins as typed."""
    words = f" {row.name_kk} {row.name_ru} {row.name_en}".casefold()
    return f" {typed.casefold()}" in words


def link(name: str, address: str) -> str:
    """The Markdown of a mention; brackets in a name would end it."""
    return f"[{name.replace('[', '(').replace(']', ')')}]({address})"
