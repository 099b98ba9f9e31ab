"""What is owed, the steps of its course, the papers, and what residents say."""

from maslikhat.commitments.models.commitments import (
    Author,
    Commitment,
    Executor,
    Source,
)
from maslikhat.commitments.models.steps import (
    Assessment,
    Paper,
    Remark,
    Say,
    Step,
)

__all__ = [
    "Assessment",
    "Author",
    "Commitment",
    "Executor",
    "Paper",
    "Remark",
    "Say",
    "Source",
    "Step",
]
