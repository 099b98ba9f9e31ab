"""What a commission's sitting concluded on a draft: read from the votes on the item."""

from collections.abc import Iterable

from maslikhat.decisions.models import Referral
from maslikhat.sittings.models import Item, Motion

VOTED = (Item.Outcome.ADOPTED.value, Item.Outcome.NOT_ADOPTED.value)
OFFICIAL = ("kk", "ru")


def concluded(item: Item) -> dict[str, str] | None:
    """The words of what the votes on an item that is done came to, in both official languages;
    None where it was not voted on. One query.

    Whether they are for the draft or against it, a person says: a motion may be to reject it.
    """
    if item.outcome not in VOTED:
        return None
    held = item.motions.filter(ballot__state="closed").exclude(kind=Motion.Kind.DOORS)
    motions = list(held.select_related("ballot").order_by("place", "pk"))
    main = next((one for one in reversed(motions) if one.kind == Motion.Kind.MAIN), None)
    if main is None:
        return None
    amended = [one for one in motions if one.kind == Motion.Kind.AMENDMENT and _is_adopted(one)]
    return {lang: _words([main, *amended], lang) for lang in OFFICIAL}


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
