"""Saved searches asked again: what is new since a moment, told to who follows them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import writing
from maslikhat.notices.actions import tell, told_of
from maslikhat.notices.models import Follow
from maslikhat.search import addresses
from maslikhat.search.asking import find
from maslikhat.search.followed import ENTRY, FOUND, SAVED
from maslikhat.search.models import Entry, SavedSearch
from maslikhat.search.registers import tokens_of

MOST_NEW = 50
# What was committed late, or stood in no index yet when the round before looked, is not left out.
OVERLAP = dt.timedelta(hours=1)


def new_since(saved: SavedSearch, moment: dt.datetime, limit: int = MOST_NEW) -> list[Entry]:
    """What has come into the portal after `moment` and fits the search, newest first.

    Only what has all its words, and what the person who keeps it may find now. A search that is
    no longer understood has nothing new; UnreadableError while this host has no index: ask again
    later.
    """
    try:
        asked = addresses.read(addresses.reread(saved.query))
    except Refused:
        return []
    asked = replace(asked, is_newest_first=True, came_after=moment, must_have_all=True)
    return find(asked, tokens_of(saved.user), limit=limit).entries


def tell_new(since: dt.datetime, modes: Collection[str]) -> int:
    """Tell who follows a search, in one of these modes, what has come by it; how many things.

    `since` is the round before. Rounds overlap by an hour and may be done again: each thing is
    told once a search. What came before somebody followed is not told.
    """
    follows = Follow.objects.filter(kind=SAVED, mode__in=modes, user__is_active=True)
    began = dict(follows.order_by("pk").values_list("number", "made_at"))
    told = 0
    for number, moment in began.items():
        saved = SavedSearch.objects.select_related("user").filter(pk=number).first()
        if saved is not None:
            told += _tell(saved, new_since(saved, max(since - OVERLAP, moment)))
    return told


def _tell(saved: SavedSearch, entries: list[Entry]) -> int:
    """One transaction: what of this was not told before, the oldest first."""
    keys = {f"{FOUND}:{saved.pk}:{entry.pk}": entry for entry in reversed(entries)}
    known = told_of(keys)
    new = {key: entry for key, entry in keys.items() if key not in known}
    if not new:
        return 0
    with writing():
        for key, entry in new.items():
            tell(
                SAVED,
                saved.pk,
                act=FOUND,
                by=None,
                key=key,
                part=(ENTRY, entry.pk),
                at=entry.came_at,
            )
    return len(new)
