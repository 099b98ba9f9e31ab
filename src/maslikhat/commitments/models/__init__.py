"""What is owed, the steps of its course, the papers, and what residents say."""

from maslikhat.commitments.models.commitments import (
    Author,
    Commitment,
    Executor,
    Source,
)
from maslikhat.commitments.models.desk import Handing, Sample
from maslikhat.commitments.models.events import Event
from maslikhat.commitments.models.forwarding import Forwarding
from maslikhat.commitments.models.joint import Addressed, Joint, Signature
from maslikhat.commitments.models.steps import (
    Assessment,
    Office,
    Paper,
    Recipient,
    Remark,
    Say,
    Step,
)
from maslikhat.commitments.models.successions import Succeeded, Succession
from maslikhat.commitments.models.taken import Taken

__all__ = [
    "Addressed",
    "Assessment",
    "Author",
    "Commitment",
    "Event",
    "Executor",
    "Forwarding",
    "Handing",
    "Joint",
    "Office",
    "Paper",
    "Recipient",
    "Remark",
    "Sample",
    "Say",
    "Signature",
    "Source",
    "Step",
    "Succeeded",
    "Succession",
    "Taken",
]
