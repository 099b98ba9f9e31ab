"""Saved searches asked again: what is new since a moment, for a digest."""

import datetime as dt
from dataclasses import replace

from maslikhat.kit.refusals import Refused
from maslikhat.search import addresses
from maslikhat.search.asking import find
from maslikhat.search.models import Entry, SavedSearch
from maslikhat.search.registers import tokens_of
from maslikhat.search.volume import UnreadableError

MOST_NEW = 50


def new_since(saved: SavedSearch, moment: dt.datetime, limit: int = MOST_NEW) -> list[Entry]:
    """What has come into the portal after `moment` and fits the search, newest first.

    Only what the person who keeps it may find now. A search that is no longer understood has
    nothing new; UnreadableError while this host has no index: ask again later.
    """
    try:
        asked = addresses.read(addresses.reread(saved.query))
    except Refused:
        return []
    asked = replace(asked, is_newest_first=True, came_after=moment)
    return find(asked, tokens_of(saved.user), limit=limit).entries


__all__ = ["MOST_NEW", "UnreadableError", "new_since"]
