"""What other rooms' acts tell search, inside their own transaction; and searches people keep."""

import datetime as dt
import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.notices.actions import follow, unfollow
from maslikhat.search.followed import SAVED
from maslikhat.search.models import PUBLIC, Entry, SavedSearch
from maslikhat.search.permissions import may_drop, may_save
from maslikhat.search.registers import Draft, Words

MOST_SAVED = 100
LONGEST_TITLE = 300
_TABLE = Entry._meta.db_table
_TOLD = (
    "audience", "language", "title_kk", "title_ru", "title_en", "text_kk", "text_ru", "text_en",
    "slug", "place", "rubric", "moment", "is_gone", "digest",
)  # fmt: skip
_COLUMNS = ("kind", "number", "came_at", *_TOLD, "changed")


def index(
    kind: str,
    number: int,
    *,
    title: Words,
    text: Words = "",
    audience: str = PUBLIC,
    language: str = "",
    place: str = "",
    rubric: str = "",
    moment: dt.datetime | None = None,
    slug: str = "",
) -> None:
    """Tell that a thing can be found, or what has changed in it (see `registers.Draft`)."""
    one = Draft(kind, number, title, text, audience, language, place, rubric, moment, slug)
    index_many([one])


def index_many(drafts: Iterable[Draft]) -> None:
    """Tell of many things at once; what is told again alike is not a change."""
    assert connection.in_atomic_block, "an entry is told in the transaction of its act"
    now = timezone.now()
    # In one order, so that two acts never wait for each other's rows in a circle.
    ordered = sorted(drafts, key=lambda draft: (draft.kind, draft.number))
    _upsert([_row(draft, now) for draft in ordered])


def forget(kind: str, number: int) -> None:
    """Tell that a thing can no longer be found; its words leave the table."""
    assert connection.in_atomic_block, "an entry is taken away in the transaction of its act"
    found = Entry.objects.standing().filter(kind=kind, number=number).values("audience").first()
    if found is not None:
        now = timezone.now()
        gone = _row(Draft(kind, number, "", audience=found["audience"], moment=now), now)
        _upsert([{**gone, "is_gone": True, "digest": ""}])


@atomic
def save(*, by: User, query: str, words: str) -> SavedSearch:
    """Keep a search, to be asked again and to be told what is new; kept twice it is one.

    Who keeps it follows it, in the digest until another way is chosen.
    It is not on the record: what somebody looks for is nobody's business.
    """
    if not may_save(by):
        raise Hidden()
    if not query or len(query) > 1000:
        raise Refused(_("This search is too long to be kept. Look for fewer words."), status=422)
    # One after another: the number kept is exact.
    User.objects.select_for_update().get(pk=by.pk)
    kept = SavedSearch.objects.filter(user=by)
    if not kept.filter(query=query).exists() and kept.count() >= MOST_SAVED:
        raise Refused(_("You keep 100 searches already. Let one of them go first."))
    saved, _is_new = SavedSearch.objects.get_or_create(
        user=by, query=query, defaults={"words": words[:500]}
    )
    follow(SAVED, saved.pk, by=by)
    return saved


@atomic
def drop(saved: SavedSearch, *, by: User) -> None:
    """Keep a search no longer; it is not on the record, as the keeping was not."""
    if not may_drop(by, saved):
        raise Hidden()
    unfollow(SAVED, saved.pk, by=by)
    saved.delete()


def _row(draft: Draft, now: dt.datetime) -> dict[str, Any]:
    """The columns of an entry."""
    assert ":" not in draft.kind, draft.kind
    assert draft.language in {"", *LANGUAGES}, draft.language
    row: dict[str, Any] = {"audience": draft.audience, "language": draft.language}
    for name, words in (("title", draft.title), ("text", draft.text)):
        by_language = {draft.language or "kk": words} if isinstance(words, str) else words
        row |= {f"{name}_{lang}": by_language.get(lang, "") for lang in LANGUAGES}
    for lang in LANGUAGES:
        row[f"title_{lang}"] = row[f"title_{lang}"][:LONGEST_TITLE]
    row |= {"slug": draft.slug, "place": draft.place, "rubric": draft.rubric}
    told = [*row.values(), draft.moment.isoformat() if draft.moment else ""]
    digest = sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    moment = draft.moment or now
    return {
        "kind": draft.kind, "number": draft.number, "came_at": now,
        **row, "moment": moment, "is_gone": False, "digest": digest,
    }  # fmt: skip


def _upsert(rows: list[dict[str, Any]]) -> None:
    """Insert or change; a row whose digest stands is left, and so is its place in the order."""
    changes = ", ".join(f"{name} = excluded.{name}" for name in (*_TOLD, "changed"))
    marks = ", ".join(["%s"] * (len(_COLUMNS) - 1))
    statement = (
        f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)})"  # noqa: S608 - our own names
        f" VALUES ({marks}, {_next_change()})"
        f" ON CONFLICT (kind, number) DO UPDATE SET {changes}"
        f" WHERE {_TABLE}.digest <> excluded.digest OR excluded.digest = ''"
    )
    adapt = connection.ops.adapt_datetimefield_value
    times = {"came_at", "moment"}
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [adapt(row[n]) if n in times else row[n] for n in _COLUMNS if n != "changed"]
                for row in rows
            ],
        )


def _next_change() -> str:
    """The next number of change, in SQL.

    PostgreSQL draws it after the statement has locked the table, which `follower` counts on.
    SQLite has one writer at a time: the highest and one more.
    """
    if connection.vendor == "postgresql":
        return "nextval('search_change')"
    return f"(SELECT COALESCE(MAX(changed), 0) + 1 FROM {_TABLE})"  # noqa: S608 - our own name
