"""The posts of a page with who said them: name, council and office on the day it was said."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maslikhat.dialogue.lists import NAMES, author_of
from maslikhat.dialogue.models.posts import PostQuerySet
from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.registry.models import CommissionMember, Headship, HeadTitle

_COUNCIL = "mandate__convocation__council"
_COLUMNS = (
    "pk",
    "language",
    "html",
    "made_at",
    "edited_at",
    "blanked_at",
    "blank_reason",
    "author_id",
    "mandate_id",
    f"{_COUNCIL}_id",
    f"{_COUNCIL}__code",
    f"{_COUNCIL}__level",
    *(f"{_COUNCIL}__name_{lang}" for lang in LANGUAGES),
    *NAMES,
)


class PostRow(NamedTuple):
    """A post on a page."""

    pk: int
    language: str
    html: SafeString
    made_at: dt.datetime
    edited_at: dt.datetime | None
    is_blanked: bool
    author_id: int
    name: str
    initials: str
    council: Said | None
    council_code: str
    offices: list[Said]


def post_rows(posts: PostQuerySet) -> list[PostRow]:
    """The posts as a page shows them, in the order given; four queries, whatever their number."""
    rows = list(posts.values(*_COLUMNS))
    offices = _Offices(rows)
    people = {row["author_id"]: author_of(row) for row in rows}
    names = {pk: (person.short_name(), person.initials()) for pk, person in people.items()}
    return [
        PostRow(
            pk=row["pk"],
            language=row["language"],
            html=mark_safe(row["html"]),  # noqa: S308 - made by kit.markdown when it was written
            made_at=row["made_at"],
            edited_at=row["edited_at"],
            is_blanked=row["blanked_at"] is not None,
            author_id=row["author_id"],
            name=names[row["author_id"]][0],
            initials=names[row["author_id"]][1],
            council=_council(row),
            council_code=row[f"{_COUNCIL}__code"] or "",
            offices=offices.held(row),
        )
        for row in rows
    ]


def _council(row: Mapping[str, Any]) -> Said | None:
    if row["mandate_id"] is None:
        return None
    return said({f"name_{lang}": row[f"{_COUNCIL}__name_{lang}"] for lang in LANGUAGES}, "name")


class _Offices:
    """Who headed a council or chaired a commission, among the authors of a page; three queries."""

    def __init__(self, rows: Collection[Mapping[str, Any]]) -> None:
        seats = {row["mandate_id"] for row in rows} - {None}
        people = {row["author_id"] for row in rows}
        self.chairs = list(
            CommissionMember.objects.filter(mandate__in=seats, position="chair").select_related(
                "commission"
            )
        )
        self.headships = list(Headship.objects.filter(person__in=people))
        self.titles = list(HeadTitle.objects.all())

    def held(self, row: Mapping[str, Any]) -> list[Said]:
        """The offices the author held in that council on the day of the post."""
        day = row["made_at"].astimezone(ALMATY).date()
        found = []
        for headship in self.headships:
            if (
                headship.person_id == row["author_id"]
                and headship.council_id == row[f"{_COUNCIL}_id"]
                and headship.holds_on(day)
            ):
                field = "acting" if headship.is_acting else "title"
                found += [
                    said(title, field)
                    for title in self.titles
                    if title.level == row[f"{_COUNCIL}__level"] and title.holds_on(day)
                ]
        for place in self.chairs:
            if place.mandate_id == row["mandate_id"] and place.holds_on(day):
                name = said(place.commission, "name")
                chair = _("chair of the commission “%(name)s”") % {"name": name.text}
                found.append(Said(chair, reader_language()))
        return found
