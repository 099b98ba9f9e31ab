"""Votes by name and tellers' counts are append-only: the database refuses to change or remove one.

Also to whoever writes SQL: a vote that was received stays as it came, and the last in time counts.
"""

from maslikhat.kit.append_only import AppendOnly

VOTES = AppendOnly(
    "voting",
    "Votes and counts are append-only.",
    {
        "voting_vote": (("id",), ("elector_id", "key")),
        "voting_count": (("id",), ("teller_id", "attempt")),
    },
)
create, missing = VOTES.create, VOTES.missing
