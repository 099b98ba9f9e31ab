"""The rules of voting as they are delivered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maslikhat.kit.delivered import GetModel, day_of, rows_of, write_missing
from maslikhat.kit.languages import LANGUAGES
from maslikhat.norms.reference import FOLDER as LAWS

# Where the law names no share, the council's own regulations do: no law, and no article.
_REGULATIONS = {f"name_{lang}": "" for lang in LANGUAGES}
FOLDER = Path(__file__).parent / "data"
_CLAIMS = (
    "is_more_than",
    "quorum_is_more_than",
    "chair_decides_ties",
    "is_for_commissions",
    "is_for_national",
)


def load(get_model: GetModel) -> int:
    """Write the rules that are missing; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    model = get_model("voting", "VotingRule")
    return write_missing(model, ("key", "from_day"), _delivered(model))


def _delivered(model: Any) -> Iterator[dict[str, Any]]:
    """The columns of each rule, as far as the model has them: an earlier migration has fewer."""
    known = {field.name for field in model._meta.get_fields()}
    laws = {row["law"]: row for row in rows_of(LAWS / "laws.csv")}
    for order, row in enumerate(rows_of(FOLDER / "rules.csv"), 1):
        law = laws[row["law"]] if row["law"] else _REGULATIONS
        told = {
            "key": row["key"],
            "from_day": dt.date.fromisoformat(row["from_day"]),
            "to_day": day_of(row["to_day"]),
            "order": order,
            "base": row["base"],
            "share": row["share"],
            "quorum_share": row["quorum_share"],
            "article": row["article"],
            **{claim: row[claim] == "yes" for claim in _CLAIMS},
            **{f"law_{lang}": law[f"name_{lang}"] for lang in LANGUAGES},
            **{f"name_{lang}": row[f"name_{lang}"] for lang in LANGUAGES},
            **{f"used_for_{lang}": row[f"used_for_{lang}"] for lang in LANGUAGES},
        }
        yield {name: value for name, value in told.items() if name in known}
