"""The rules of voting as they are delivered."""

import datetime as dt
from pathlib import Path

from maslikhat.kit.delivered import GetModel, day_of, rows_of
from maslikhat.kit.languages import LANGUAGES
from maslikhat.norms.reference import FOLDER as LAWS

FOLDER = Path(__file__).parent / "data"
_CLAIMS = ("is_more_than", "quorum_is_more_than", "chair_decides_ties", "is_for_commissions")


def load(get_model: GetModel) -> int:
    """Write the rules that are missing; how many came new.

    What is there already stays as it is. The caller holds the transaction.
    """
    rules = get_model("voting", "VotingRule").objects
    laws = {row["law"]: row for row in rows_of(LAWS / "laws.csv")}
    came = 0
    for order, row in enumerate(rows_of(FOLDER / "rules.csv"), 1):
        law = laws[row["law"]]
        _, is_new = rules.get_or_create(
            key=row["key"],
            from_day=dt.date.fromisoformat(row["from_day"]),
            defaults={
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
            },
        )
        came += is_new
    return came
