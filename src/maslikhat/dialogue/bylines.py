"""The posts of a page with who said them: name, council and office on the day it was said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, BooleanField, CharField, F, Value
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maslikhat.dialogue.attached import FileRow, file_rows
from maslikhat.dialogue.lists import NAMES, author_of
from maslikhat.dialogue.models import Post
from maslikhat.dialogue.models.posts import PostQuerySet
from maslikhat.dialogue.registers import has_led_on
from maslikhat.dialogue.taken_away import what_next, why
from maslikhat.dialogue.unfolding import for_reader
from maslikhat.kit.addresses import address
from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.kit.prepared import Prepared
from maslikhat.moderation.models import Reason
from maslikhat.registry.models import CommissionMember, Headship, HeadTitle
from maslikhat.registry.models.people import Name

POSTS_A_PAGE = 50
_COUNCIL = "mandate__convocation__council"
_COLUMNS = (
    "pk",
    "language",
    "html",
    "files",
    "made_at",
    "edited_at",
    "blanked_at",
    "blank_reason",
    "hidden_at",
    "hidden_reason",
    "hidden_note",
    "useful_count",
    "author_id",
    "mandate_id",
    f"{_COUNCIL}_id",
    f"{_COUNCIL}__code",
    f"{_COUNCIL}__level",
    *(f"{_COUNCIL}__name_{lang}" for lang in LANGUAGES),
    *NAMES,
)


_TITLE = (
    "level",
    "from_day",
    "to_day",
    *(f"{word}_{lang}" for word in ("title", "acting") for lang in LANGUAGES),
)
_NAME = tuple(f"name_{lang}" for lang in LANGUAGES)


class Hidden(NamedTuple):
    """Why the moderation hides a post, and what it says about that to all."""

    reason: str
    note: str


class PostRow(NamedTuple):
    """A post on a page."""

    pk: int
    language: str
    html: SafeString
    files: list[FileRow]
    made_at: dt.datetime
    edited_at: dt.datetime | None
    # Whether no text is shown: it was taken away, or hidden by the moderation.
    is_blanked: bool
    hidden: Hidden | None
    # Under what it was taken away, and what its author can do; empty otherwise.
    why: str
    what_next: str
    useful_count: int
    # Whether the reader is among those who found it useful.
    is_useful: bool
    # Whether a letter to a body came out of it, or another thing that its way shows.
    has_led_on: bool
    author_id: int
    href: str
    name: str
    initials: str
    council: Said | None
    council_code: str
    offices: list[Said]


_first_posts = Prepared(
    lambda topic, reader: _columns(Post.objects.filter(topic=topic).order_by("pk"), reader)[
        :POSTS_A_PAGE
    ]
)
_OFFICE = ("holder", "council_id", "is_acting", "from_day", "to_day", *_NAME)


def _headships(topic: int) -> Any:
    """Who of the authors headed a council: `holder` is the person."""
    nothing = {name: Value(None, output_field=CharField()) for name in _NAME}
    return (
        Headship.objects.filter(person__in=Post.objects.filter(topic=topic).values("author"))
        .annotate(holder=F("person_id"), **nothing)
        .order_by()
        .values(*_OFFICE)
    )


def _chairs(topic: int) -> Any:
    """Who of them chaired which commission: `holder` is the mandate, and there is no council."""
    return (
        CommissionMember.objects.filter(
            position="chair", mandate__in=Post.objects.filter(topic=topic).values("mandate")
        )
        .annotate(
            holder=F("mandate_id"),
            council_id=Value(None, output_field=BigIntegerField()),
            is_acting=Value(None, output_field=BooleanField()),
            **{name: F(f"commission__{name}") for name in _NAME},
        )
        .order_by()
        .values(*_OFFICE)
    )


# One query for both: the page of a topic with a poll and an announcement has none to spare.
_held = Prepared(lambda topic: _headships(topic).union(_chairs(topic), all=True))
_titles = Prepared(lambda: HeadTitle.objects.values(*_TITLE))


def page_of_posts(topic_id: int, page: int, person_id: int | None) -> list[PostRow]:
    """The posts of one page of a topic, oldest first; three queries.

    `person_id` is of the reader, whose own marks are shown; None for who is no person of ours.
    """
    if page == 1:
        return _rows(topic_id, _first_posts(topic_id, person_id or 0))
    start = (page - 1) * POSTS_A_PAGE
    posts = _columns(Post.objects.filter(topic=topic_id).order_by("pk"), person_id)
    return _rows(topic_id, list(posts[start : start + POSTS_A_PAGE]))


def _columns(posts: PostQuerySet, person_id: int | None) -> Any:
    """What a page shows of posts; `person_id` is of the reader whose marks they are."""
    marked = posts.with_mark_of(person_id or 0).annotate(has_led_on=has_led_on())
    return marked.values(*_COLUMNS, "is_marked", "has_led_on")


def posts_after(topic_id: int, number: int, person_id: int | None) -> list[PostRow]:
    """The posts of a topic that came after that one, a page at most, as its page shows them."""
    posts = Post.objects.filter(topic=topic_id, pk__gt=number).order_by("pk")
    return _rows(topic_id, list(_columns(posts, person_id)[:POSTS_A_PAGE]))


def is_full(posts: Sequence[PostRow]) -> bool:
    """Whether `posts_after` may have left some out: a page that is open asks once more."""
    return len(posts) == POSTS_A_PAGE


def rows_of(topic_id: int, posts: PostQuerySet, person_id: int | None) -> list[PostRow]:
    """These posts of a topic, in the order they are asked for; three queries."""
    return _rows(topic_id, list(_columns(posts, person_id)))


def _rows(topic_id: int, rows: Sequence[Mapping[str, Any]]) -> list[PostRow]:
    offices = _Offices(topic_id)
    authors = {row["author_id"]: row for row in rows}
    bylines = {pk: _byline(pk, author_of(row)) for pk, row in authors.items()}
    return [
        PostRow(
            pk=row["pk"],
            language=row["language"],
            html=mark_safe(for_reader(row["html"])),  # noqa: S308 - made by kit.markdown when it was written
            files=file_rows(row["files"]),
            made_at=row["made_at"],
            edited_at=row["edited_at"],
            is_blanked=row["blanked_at"] is not None or row["hidden_at"] is not None,
            hidden=_hidden(row),
            why=why(row["blank_reason"]),
            what_next=what_next(row["blank_reason"]),
            useful_count=row["useful_count"],
            is_useful=row.get("is_marked", False),
            has_led_on=row.get("has_led_on", False),
            author_id=row["author_id"],
            **bylines[row["author_id"]],
            council=_council(row),
            council_code=row[f"{_COUNCIL}__code"] or "",
            offices=offices.held(row),
        )
        for row in rows
    ]


def _byline(pk: int, name: Name) -> dict[str, str]:
    return {
        "href": address("portal:deputy", pk),
        "name": name.short(),
        "initials": name.initials(),
    }


def _hidden(row: Mapping[str, Any]) -> Hidden | None:
    if row["hidden_at"] is None or row["blanked_at"] is not None:
        return None
    return Hidden(str(Reason(row["hidden_reason"]).label), row["hidden_note"])


def _council(row: Mapping[str, Any]) -> Said | None:
    if row["mandate_id"] is None:
        return None
    return said(row, f"{_COUNCIL}__name")


class _Offices:
    """Who headed a council or chaired a commission, among the authors of a topic; two queries."""

    def __init__(self, topic_id: int) -> None:
        held = _held(topic_id)
        self.chairs = [row for row in held if row["council_id"] is None]
        self.headships = [row for row in held if row["council_id"] is not None]
        # Who headed nothing has no title either.
        self.titles = _titles() if self.headships else []

    def held(self, row: Mapping[str, Any]) -> list[Said]:
        """The offices the author held in that council on the day of the post."""
        day = row["made_at"].astimezone(ALMATY).date()
        found = []
        for headship in self.headships:
            if (
                headship["holder"] == row["author_id"]
                and headship["council_id"] == row[f"{_COUNCIL}_id"]
                and _holds(headship, day)
            ):
                field = "acting" if headship["is_acting"] else "title"
                found += [
                    said(title, field)
                    for title in self.titles
                    if title["level"] == row[f"{_COUNCIL}__level"] and _holds(title, day)
                ]
        for place in self.chairs:
            if place["holder"] == row["mandate_id"] and _holds(place, day):
                name = said(place, "name").text
                chair = _("chair of the commission “%(name)s”") % {"name": name}
                found.append(Said(chair, reader_language()))
        return found


def _holds(row: Mapping[str, Any], day: dt.date) -> bool:
    return row["from_day"] <= day and (row["to_day"] is None or day < row["to_day"])
