"""What the law says of some kinds of item: by which rule they are decided, and how (Law 148)."""

from dataclasses import dataclass

from maslikhat.sittings.models import Item
from maslikhat.voting.models import Mode


@dataclass(frozen=True)
class Decided:
    """The key of the voting rule of a kind of item, the usual mode, and the article."""

    rule: str
    mode: Mode
    article: str


_USUAL = Decided("majority_of_total", Mode.OPEN, "11")
# A commission decides everything by the majority of all its members (art. 15).
COMMISSION = Decided("commission", Mode.OPEN, "15")
# How a sitting is led the regulations say (art. 9).
PROCEDURE = Decided("majority_of_present", Mode.OPEN, "")
_BY_KIND = {
    # A censure is decided by those present, and published (art. 21).
    Item.Kind.CENSURE: Decided("sanctions", Mode.OPEN, "21"),
    # No confidence needs the majority of the total number (art. 24).
    Item.Kind.NO_CONFIDENCE: Decided("no_confidence", Mode.OPEN, "24"),
    Item.Kind.ELECTION: Decided("chair_of_council", Mode.SECRET, "19"),
}
# Only of the chair the law has a rule of its own; others are elected as anything is decided.
_OTHER_ELECTION = Decided("majority_of_total", Mode.SECRET, "11")
_OTHER_OFFICES = {Item.Office.COMMISSION_CHAIR, Item.Office.OTHER}


def decided_by(
    kind: str, *, is_commission: bool, is_procedure: bool = False, office: str = ""
) -> Decided:
    """How a motion on an item of this kind is decided, unless its council says otherwise.

    `office` says of an election whom it is of.
    """
    if is_commission:
        return COMMISSION
    if is_procedure:
        return PROCEDURE
    if office in _OTHER_OFFICES:
        return _OTHER_ELECTION
    return _BY_KIND.get(Item.Kind(kind), _USUAL)
