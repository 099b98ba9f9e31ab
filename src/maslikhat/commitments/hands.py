"""In whose hand a letter is within the body, and whom of the body it concerns."""

from collections.abc import Mapping
from typing import NamedTuple

from maslikhat.commitments.models import Commitment, Handing, Step
from maslikhat.kit.days import today
from maslikhat.registry.models import Body, Role

MOST_READ, MOST_SIGNERS = 50, 12
LEADING = (Role.Rank.HEAD, Role.Rank.REGISTRAR)


class Hand(NamedTuple):
    """A letter in somebody's hand: who, by the name known within the body, and since when."""

    handing: Handing
    name: str


def names_in(body: Body) -> dict[int, str]:
    """What the body calls its officials, former ones too, by the number of the user; one query."""
    rows = Role.objects.filter(body=body, kind=Role.Kind.OFFICIAL).order_by("pk")
    return {row.user_id: str(row.called()) for row in rows}


def signers_of(body: Body, *, is_own: bool) -> list[str]:
    """Who may have signed an answer of the body, to be chosen from: who has signed one, the latest
    first; for who works in it (`is_own`) its officials too, the head first. Two queries at most."""
    signed = Step.objects.filter(commitment__addressee=body).exclude(signed="")
    found = list(signed.order_by("-pk").values_list("signed", flat=True)[:MOST_READ])
    if is_own:
        roles = Role.objects.on(today()).filter(body=body, kind=Role.Kind.OFFICIAL).exclude(name="")
        known = sorted(roles, key=lambda role: list(Role.Rank).index(Role.Rank(role.rank)))
        found = [", ".join(filter(None, (role.name, role.position))) for role in known] + found
    return list(dict.fromkeys(found))[:MOST_SIGNERS]


def history_of(commitment: Commitment) -> list[Hand]:
    """In whose hands it was and is within the body that owes it, the latest first; two queries."""
    rows = Handing.objects.filter(commitment=commitment, body=commitment.addressee_id)
    found = list(rows.order_by("-pk"))
    if not found:
        return []
    names = names_in(commitment.addressee)
    return [Hand(one, names.get(one.user_id or 0, "")) for one in found]


def within(officials: Mapping[int, str], hand: int | None) -> set[int]:
    """Of the officials of a body, by number with their rank, those whom a letter concerns that is
    in this hand, or in nobody's."""
    if hand is None or hand not in officials:
        return set(officials)
    return {user for user, rank in officials.items() if user == hand or rank in LEADING}
