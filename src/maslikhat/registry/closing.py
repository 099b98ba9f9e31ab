"""Pages that are still open when a seat or an office is taken away: their streams end with it."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from maslikhat.kit.transactions import writing
from maslikhat.live.actions import revoke_users
from maslikhat.registry.models import CommissionMember, Headship, Mandate, Person, Role

AT_ONCE = 500


def close_pages(persons: Iterable[int | None]) -> None:
    """Called in the act by which these persons lose what opened a closed room to them."""
    numbers = {number for number in persons if number is not None}
    users = Person.objects.filter(pk__in=numbers, user__isnull=False)
    revoke_users(list(users.values_list("user", flat=True)))


def close_by_day(after: dt.date, until: dt.date) -> None:
    """Close the pages of who had a seat or an office up to a day in this span: the first of these
    days not counted, the last counted; 500 a transaction."""
    users = sorted(_ended(Q(to_day__gt=after, to_day__lte=until)))
    for begin in range(0, len(users), AT_ONCE):
        with writing():
            revoke_users(users[begin : begin + AT_ONCE])


def _ended(is_over: Q) -> set[int]:
    """The users whose mandates, places in commissions, headships or offices have so ended."""
    path_of = {
        Mandate: "person__user",
        CommissionMember: "mandate__person__user",
        Headship: "person__user",
        Role: "user",
    }
    found: set[int | None] = set()
    for model, path in path_of.items():
        found |= set(model._default_manager.filter(is_over).values_list(path, flat=True))
    return {number for number in found if number is not None}
