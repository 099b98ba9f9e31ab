"""Acts on one's own inbox, and `tell`, which the acts of upper rooms call."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.actions import choose_language
from maslikhat.accounts.models import User
from maslikhat.kit import jobs
from maslikhat.kit.bulk import insert_new, insert_rows, reserve_ids
from maslikhat.kit.prepared import Prepared
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import at_the_end, atomic
from maslikhat.live.actions import publish_to_users
from maslikhat.notices import registers, tasks
from maslikhat.notices.letters.tokens import DIGEST, DIRECT, Unsubscription
from maslikhat.notices.models import (
    Addressee,
    Arrangement,
    Channel,
    Follow,
    Happening,
    Mode,
    Notice,
    Rhythm,
)
from maslikhat.notices.permissions import may_follow, may_keep_inbox, may_unsubscribe
from maslikhat.notices.sight import Ref

MOST_FOLLOWS = 1_000
MOST_ADDRESSEES = 500
_own_row = Prepared(
    lambda user: User.objects.select_for_update(no_key=True).filter(pk=user).values("pk")
)
# No row of who follows nothing.
_number_followed = Prepared(
    lambda user: (
        Follow.objects.filter(user=user).values("user").annotate(many=Count("pk")).values("many")
    )
)


def tell(
    kind: str,
    number: int,
    *,
    act: str,
    by: User | None,
    key: str,
    sources: Iterable[Ref] = (),
    directly: Collection[int] = (),
    followers: bool = True,
    part: Ref | None = None,
    at: dt.datetime | None = None,
) -> Happening:
    """Say, inside an act of an upper room, that something was done with a thing.

    Whoever follows the thing or one of `sources` (pairs of kind and number: the room, the rubric,
    the council …) will find it in the inbox; `directly` are the numbers of the users who are
    mentioned or asked, at most 500; without `followers` nobody else hears. `act` is a word of
    `registers.acts`; `part` is what it was done with, such as the post. `key` names the deed, up to
    120 characters: told twice, it is one. Who acts is not told. Here one row is written, and at
    the end of the act one job for all that is told in it; the inboxes are filled by the job.
    """
    assert connection.in_atomic_block, f"{act} is told of in its own transaction"
    assert act in registers.acts, f"{act} is not in the register of acts"
    assert kind in registers.kinds, f"{kind} is not in the register of kinds"
    assert part is None or part[0] in registers.kinds, f"{part} is of no registered kind"
    heard = [(kind, number), *sources] if followers else []
    others = sorted({user for user in directly if by is None or user != by.pk})
    assert len(others) <= MOST_ADDRESSEES, f"{len(others)} people cannot be told directly"
    part_kind, part_number = part or ("", 0)
    happening = Happening(
        key=key,
        at=at or timezone.now(),
        by=by.pk if by else 0,
        act=act,
        kind=kind,
        number=number,
        part_kind=part_kind,
        part_number=part_number,
        sources=[list(ref) for ref in dict.fromkeys(heard)],
    )
    if not insert_new(happening):
        return Happening.objects.get(key=key)
    rows = [(happening.pk, user) for user in others]
    if rows:
        insert_rows(Addressee, ["happening_id", "user_id"], rows)
    at_the_end(_spread_later, happening.pk)
    return happening


def _spread_later(numbers: list[int]) -> None:
    """One job for all that happened in an act."""
    jobs.enqueue(tasks.spread, *numbers, key=f"{numbers[0]}-{numbers[-1]}")


class Telling(NamedTuple):
    """One of many deeds that are told at once, each to some people directly (see `tell`)."""

    kind: str
    number: int
    act: str
    key: str
    directly: Collection[int]
    part: tuple[str, int] = ("", 0)


def tell_many(told: Collection[Telling]) -> int:
    """Say of many deeds of the portal itself, inside one transaction; how many were new.

    As `tell` without followers, in a fixed number of statements and with one job for all.
    """
    assert connection.in_atomic_block, "deeds are told of in their own transaction"
    assert {one.act for one in told} <= set(registers.acts), "each act is in the register of acts"
    assert {one.kind for one in told} <= set(registers.kinds), "each kind is in the register"
    known = told_of([one.key for one in told])
    fresh = {one.key: one for one in told if one.directly and one.key not in known}
    if not fresh:
        return 0
    numbers = reserve_ids(Happening, len(fresh))
    at: Any = connection.ops.adapt_datetimefield_value(timezone.now())
    columns = ["id", "key", "at", "by", "act", "kind", "number", "part_kind", "part_number", "sources"]  # fmt: skip  # noqa: E501
    rows = list(zip(numbers, fresh.values(), strict=True))
    insert_rows(
        Happening,
        columns,
        [(pk, one.key, at, 0, one.act, one.kind, one.number, *one.part, "[]") for pk, one in rows],
    )
    addressed = [(pk, user) for pk, one in rows for user in sorted(set(one.directly))]
    if addressed:
        insert_rows(Addressee, ["happening_id", "user_id"], addressed)
    _spread_later(numbers)
    return len(fresh)


def follow_from_now(kind: str, number: int, *, by: User) -> None:
    """Who has a part in a thing follows it from now on, as far as there is room for it.

    Called inside the act by which they have it: that they see the thing is asked by the act.
    """
    assert connection.in_atomic_block, "what an act begins to follow is in its transaction"
    if may_keep_inbox(by) and _has_room(by):
        insert_new(Follow(user=by, kind=kind, number=number, mode=Mode.DIGEST))


def _has_room(by: User) -> bool:
    """Whether somebody may follow one thing more, and nobody else decides so meanwhile."""
    # The lock on the own row makes one person's clicks wait for each other.
    _own_row(by.pk)
    return all(row["many"] < MOST_FOLLOWS for row in _number_followed(by.pk))


def told_of(keys: Collection[str]) -> set[str]:
    """Which of these deeds have been told."""
    return set(Happening.objects.filter(key__in=list(keys)).values_list("key", flat=True))


@atomic
def follow(kind: str, number: int, *, by: User, mode: str = Mode.DIGEST) -> Follow:
    """Follow a thing that one may see; followed already, it keeps the mode it has."""
    if not may_follow(by, kind, number):
        raise Hidden()
    _refuse_unknown(mode)
    found = Follow.objects.filter(user=by, kind=kind, number=number).first()
    if found:
        return found
    if not _has_room(by):
        raise Refused(_("You follow 1000 things already. Stop following some of them first."))
    made = Follow(user=by, kind=kind, number=number, mode=mode)
    return made if insert_new(made) else Follow.objects.get(user=by, kind=kind, number=number)


@atomic
def unfollow(kind: str, number: int, *, by: User) -> None:
    """Follow a thing no longer, be it still open to the reader or not."""
    if not may_keep_inbox(by):
        raise Hidden()
    Follow.objects.filter(user=by, kind=kind, number=number).delete()


@atomic
def choose(kind: str, number: int, *, by: User, mode: str) -> Follow:
    """Choose how to hear of a thing that one follows: in the digest, at once, or only here."""
    if not may_follow(by, kind, number):
        raise Hidden()
    _refuse_unknown(mode)
    found = Follow.objects.filter(user=by, kind=kind, number=number).first()
    if found is None:
        raise Hidden()
    found.mode = mode
    found.save(update_fields=["mode"])
    return found


@atomic
def arrange(
    *,
    by: User,
    rhythm: str,
    weekday: int = 0,
    channel: str = Channel.MAIL,
    direct: bool = True,
    language: str = "",
) -> Arrangement:
    """Arrange one's letters: how often the digest comes, when, which way and in which language.

    Without `language` it stays as it is.
    """
    if not may_keep_inbox(by):
        raise Hidden()
    if rhythm not in Rhythm.values or channel not in Channel.values or weekday not in range(7):
        raise Refused(_("Choose one of the answers offered."), status=422)
    if language:
        choose_language(by, by=by, language=language)
    made, _is_new = Arrangement.objects.update_or_create(
        user=by,
        defaults={"rhythm": rhythm, "weekday": weekday, "channel": channel, "direct": direct},
    )
    return made


@atomic
def mark_read(kind: str, number: int, *, by: User) -> int:
    """Mark everything about one thing as read; how many notices it was."""
    if not may_keep_inbox(by):
        raise Hidden()
    return _read(Notice.objects.of(by).unread().about(kind, number), by)


@atomic
def mark_all_read(*, by: User) -> int:
    """Mark the whole inbox as read; how many notices it was."""
    if not may_keep_inbox(by):
        raise Hidden()
    return _read(Notice.objects.of(by).unread(), by)


def _read(notices: QuerySet[Notice], by: User) -> int:
    """Keep that these were read; the number on every open page of the reader follows."""
    count = notices.update(read_at=timezone.now())
    publish_to_users([by.pk] if count else [], "notices")
    return count


@atomic
def unsubscribe(wish: Unsubscription, *, by: User) -> None:
    """Stop the letters that a signed link names: the digest, direct ones, or those of one thing."""
    if not may_unsubscribe(by, wish.user):
        raise Hidden()
    if wish.scope in {DIGEST, DIRECT}:
        made, _is_new = Arrangement.objects.get_or_create(user=by)
        if wish.scope == DIGEST:
            made.rhythm = Rhythm.NEVER
        else:
            made.direct = False
        made.save(update_fields=["rhythm", "direct"])
        return
    kind, number = wish.thing()
    Follow.objects.filter(user=by, kind=kind, number=number).update(mode=Mode.INBOX)


def _refuse_unknown(mode: str) -> None:
    if mode not in Mode.values:
        raise Refused(_("Choose one of the answers offered."), status=422)
