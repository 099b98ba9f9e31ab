"""In whose hand a letter is within the body, and whom of the body a matter concerns."""

from collections.abc import Mapping
from typing import NamedTuple

from maslikhat.commitments.models import Commitment, Handing
from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import Body, Role

LEADING = (Role.Rank.HEAD, Role.Rank.REGISTRAR)


class Hand(NamedTuple):
    """A letter in somebody's hand: who, by the name known within the body, and since when."""

    handing: Handing
    name: str


def names_in(body: Body) -> dict[int, str]:
    """What the body calls its officials, former ones too, by the number of the user; one query."""
    rows = Role.objects.filter(body=body, kind=Role.Kind.OFFICIAL).order_by("pk")
    told = rows.values_list("user", "name", "user__username")
    return {user: name or username for user, name, username in told}


def history_of(commitment: Commitment) -> list[Hand]:
    """In whose hands it was and is within the body that owes it, the latest first; two queries."""
    rows = Handing.objects.filter(commitment=commitment, body=commitment.addressee_id)
    found = list(rows.order_by("-pk"))
    if not found:
        return []
    names = names_in(commitment.addressee)
    return [Hand(one, names.get(one.user_id or 0, "")) for one in found]


def concerned(commitment: Commitment) -> list[int]:
    """The officials of the addressee whom a matter concerns; at most two queries.

    Once it is in one hand: that official, and those who hand letters out. Else all of them.
    """
    roles = Role.objects.filter(
        holds_on(today()), body=commitment.addressee_id, kind=Role.Kind.OFFICIAL
    )
    found = list(roles.values_list("user", "rank"))
    held = Handing.objects.standing().filter(commitment=commitment)
    return sorted(within(dict(found), held.values_list("user", flat=True).first()))


def within(officials: Mapping[int, str], hand: int | None) -> set[int]:
    """Of the officials of a body, by number with their rank, those whom a letter concerns that is
    in this hand, or in nobody's."""
    if hand is None or hand not in officials:
        return set(officials)
    return {user for user, rank in officials.items() if user == hand or rank in LEADING}
