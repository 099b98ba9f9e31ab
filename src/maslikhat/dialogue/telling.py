"""What the dialogue tells the rooms below: what can be found in it, and who may find it."""

from maslikhat.dialogue import finding
from maslikhat.search import registers

registers.kinds[finding.TOPIC] = finding.TOPICS
registers.kinds[finding.POST] = finding.REPLIES
registers.readers.append(finding.tokens_of)
