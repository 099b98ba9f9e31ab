"""What the law says of some kinds of item: who moves it, how it is decided, what follows (Law 148).

The rules are data (`data/kinds.csv`); of what the sources of the portal do not say they say so.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maslikhat.kit.delivered import rows_of
from maslikhat.kit.languages import Said, reader_language
from maslikhat.sittings.models import Item, Motion
from maslikhat.voting.models import Mode

FILE = Path(__file__).parent / "data" / "kinds.csv"


@dataclass(frozen=True)
class Decided:
    """The key of the voting rule of a kind of item, the usual mode, and the article."""

    rule: str
    mode: Mode
    article: str


@dataclass(frozen=True)
class Rule:
    """A kind with a rule of its own; `signatures` is the norm of how many deputies raise it.

    `ends_by_vote`: it comes to something by a vote alone. `says` is the rule in words, by language.
    """

    decided: Decided
    signatures: str
    ends_by_vote: bool
    says: dict[str, str]


_USUAL = Decided("majority_of_total", Mode.OPEN, "11")
# A commission decides everything by the majority of all its members (art. 15).
COMMISSION = Decided("commission", Mode.OPEN, "15")
_BY_MOTION = {
    # How a sitting is led the regulations say (art. 9); its doors those present close (art. 11).
    Motion.Kind.PROCEDURE: Decided("majority_of_present", Mode.OPEN, ""),
    Motion.Kind.DOORS: Decided("closed_sitting", Mode.OPEN, "11"),
}
# Only of the chair the law has a rule of its own; others are elected as anything is decided.
_OTHER_ELECTION = Decided("majority_of_total", Mode.SECRET, "11")
_OTHER_OFFICES = {Item.Office.COMMISSION_CHAIR, Item.Office.OTHER}


@cache
def rules() -> dict[str, Rule]:
    """The kinds of item that have a rule of their own."""
    return {
        row["kind"]: Rule(
            Decided(row["rule"], Mode(row["mode"]), row["article"]),
            row["signatures"],
            row["ends"] == "yes",
            {lang: row[f"says_{lang}"] for lang in ("kk", "ru", "en") if row[f"says_{lang}"]},
        )
        for row in rows_of(FILE)
    }


def rule_said(kind: str) -> Said | None:
    """What the law says of a kind, in the reader's language; None where it says nothing of it."""
    found, lang = rules().get(kind), reader_language()
    return Said(found.says[lang], lang) if found and found.says else None


def decided_by(
    kind: str, *, is_commission: bool, motion: Motion.Kind = Motion.Kind.MAIN, office: str = ""
) -> Decided:
    """How a motion on an item of this kind is decided, unless its council says otherwise.

    `office` says of an election whom it is of.
    """
    if is_commission:
        return COMMISSION
    if motion in _BY_MOTION:
        return _BY_MOTION[motion]
    if office in _OTHER_OFFICES:
        return _OTHER_ELECTION
    found = rules().get(kind)
    return found.decided if found else _USUAL
