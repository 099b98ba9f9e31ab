"""What is owed, the steps of its course, the papers, and what residents say."""

from maslikhat.commitments.models.commitments import (
    Author,
    Commitment,
    Executor,
    Source,
)
from maslikhat.commitments.models.joint import Addressed, Joint, Signature
from maslikhat.commitments.models.steps import (
    Assessment,
    Paper,
    Remark,
    Say,
    Step,
)

__all__ = [
    "Addressed",
    "Assessment",
    "Author",
    "Commitment",
    "Executor",
    "Joint",
    "Paper",
    "Remark",
    "Say",
    "Signature",
    "Source",
    "Step",
]
