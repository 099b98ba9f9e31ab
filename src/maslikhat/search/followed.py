"""Searches that people keep can be followed, each by its owner alone; what is found is told of."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said, said
from maslikhat.notices.registers import Kind, Thing
from maslikhat.search.models import PUBLIC, Entry, SavedSearch
from maslikhat.search.registers import asked_tokens, kinds, those_who_find
from maslikhat.search.shown import address_of

SAVED, ENTRY = "search.saved", "search.entry"
FOUND = "search.found"
EXCERPT = 120


def show_saved(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """What these searches look for, each to who keeps it; one query."""
    return {
        saved.pk: Thing(
            Said(saved.words or gettext("By filters alone"), lang),
            f"{reverse('search:find')}?{saved.query}",
            {saved.user_id},
        )
        for saved in SavedSearch.objects.filter(pk__in=numbers)
    }


def show_entries(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """Titles and addresses of what was found, to who may find it still."""
    entries = Entry.objects.standing().filter(pk__in=numbers, kind__in=list(kinds))
    there = list(entries)
    closed = {entry.audience for entry in there if entry.audience != PUBLIC}
    may_find = those_who_find(closed, readers) if closed else {}
    return {
        entry.pk: Thing(_called(entry, lang), address_of(entry), may_find.get(entry.audience))
        for entry in there
    }


def _called(entry: Entry, lang: str) -> Said:
    """The title; under that of another thing, as a reply has it, the first words as well."""
    title = entry.title(lang)
    if kinds[entry.kind].is_named and title.text:
        return title
    words = Truncator(said(entry, "text", title.lang).text).chars(EXCERPT)
    return Said(": ".join(part for part in (title.text, words) if part), title.lang)


def visible_saved(user: User) -> QuerySet[Any]:
    """The searches this person keeps."""
    return SavedSearch.objects.filter(user=user)


def visible_entries(user: User) -> QuerySet[Any]:
    """What this person may find, without a query of its own for the tokens."""
    may_find = Q(audience=PUBLIC)
    for ask in asked_tokens:
        may_find |= Q(audience__in=ask(user))
    return Entry.objects.standing().filter(may_find, kind__in=list(kinds))


KINDS = {
    SAVED: Kind(_("Kept search"), show_saved, visible_saved),
    ENTRY: Kind(_("What was found"), show_entries, visible_entries, can_be_followed=False),
}
ACTS = {FOUND: _("Found by your search")}
