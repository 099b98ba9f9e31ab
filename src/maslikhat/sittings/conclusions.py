"""What a commission's sitting concluded on a draft: read from the votes on the item."""

from collections.abc import Iterable
from typing import NamedTuple

from maslikhat.decisions.models import Outcome, Referral
from maslikhat.sittings.models import Item, Motion

VOTED = (Item.Outcome.ADOPTED.value, Item.Outcome.NOT_ADOPTED.value)
OFFICIAL = ("kk", "ru")


class Conclusion(NamedTuple):
    """What follows from the votes: the answers that fit, the likeliest first, and its words."""

    answers: tuple[Outcome, ...]
    words: dict[str, str]


def concluded(item: Item) -> Conclusion | None:
    """What the votes on an item that is done came to; None where it was not voted on. One query."""
    if item.outcome not in VOTED:
        return None
    held = item.motions.filter(ballot__state="closed").exclude(kind=Motion.Kind.DOORS)
    motions = list(held.select_related("ballot").order_by("place", "pk"))
    main = next((one for one in reversed(motions) if one.kind == Motion.Kind.MAIN), None)
    if main is None:
        return None
    amended = [one for one in motions if one.kind == Motion.Kind.AMENDMENT and _is_adopted(one)]
    words = {lang: _words([main, *amended], lang) for lang in OFFICIAL}
    if item.outcome == Item.Outcome.NOT_ADOPTED:
        return Conclusion((Outcome.AGAINST,), words)
    first, second = (Outcome.REMARKS, Outcome.FOR) if amended else (Outcome.FOR, Outcome.REMARKS)
    return Conclusion((first, second, Outcome.AGAINST), words)


def _is_adopted(motion: Motion) -> bool:
    return motion.ballot is not None and motion.ballot.outcome == "adopted"


def _words(motions: Iterable[Motion], lang: str) -> str:
    """Each motion that was adopted, or the main one, with the sentence of its vote."""
    told = [
        text
        for one in motions
        for text in (getattr(one, f"text_{lang}"), getattr(one.ballot, f"sentence_{lang}"))
    ]
    return "\n".join(told)


def referral_of(item: Item) -> Referral | None:
    """The draft of the item before the commission that sits; None where it was not sent there."""
    commission = item.sitting.commission_id
    if item.decision_id is None or commission is None:
        return None
    return Referral.objects.filter(decision=item.decision_id, commission=commission).first()


def referrals_of(commission: int, items: Iterable[Item]) -> dict[int, Referral]:
    """The drafts of these items before the commission, by the draft; one query."""
    drafts = {item.decision_id for item in items if item.decision_id is not None}
    rows = Referral.objects.filter(commission=commission, decision__in=drafts)
    return {row.decision_id: row for row in rows} if drafts else {}
