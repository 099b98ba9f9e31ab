"""Which decisions may have approved a plan for the environment: those that speak of it first."""

from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.decisions import DecisionQuerySet
from maslikhat.kit.languages import LANGUAGES

# So many are looked through, the latest first.
LOOKED_AT = 3_000
# A plan's decision is under this rubric or a narrower one, or its title has one of these words.
RUBRIC = "environment"
WORDS = ("қоршаған орта", "табиғат қорға", "окружающ", "природоохран", "environment")


def fitting(rows: DecisionQuerySet, wanted: str = "") -> list[Decision]:
    """Decisions whose number or title has the words that are `wanted`: those on the environment
    first, then the latest; one query."""
    looked = rows.select_related("rubric__parent").order_by("-adopted_on", "-pk")[:LOOKED_AT]
    words = wanted.casefold().split()
    found = [row for row in looked if all(word in _told(row) for word in words)]
    return sorted(found, key=lambda row: not is_on_environment(row))


def is_on_environment(decision: Decision) -> bool:
    """Whether its subject or its title is the environment."""
    rubric = decision.rubric
    codes = {rubric.code, rubric.parent.code if rubric.parent else ""} if rubric else set()
    return RUBRIC in codes or any(word in _told(decision) for word in WORDS)


def _told(decision: Decision) -> str:
    titles = [getattr(decision, f"title_{lang}") for lang in LANGUAGES]
    return " ".join([decision.number, *titles]).casefold()
