"""What the dialogue tells the rooms below: what is found in it, followed and reported."""

from maslikhat.dialogue import finding, membership
from maslikhat.dialogue.followed import ACTS, KINDS
from maslikhat.dialogue.moderated import KINDS as MODERATED
from maslikhat.moderation import registers as moderation
from maslikhat.notices import registers as notices
from maslikhat.search import registers as search

search.kinds[finding.TOPIC] = finding.TOPICS
search.kinds[finding.POST] = finding.REPLIES
search.readers.append(finding.tokens_of)
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
moderation.kinds.update(MODERATED)
notices.kinds.update(membership.KINDS)
notices.acts.update(membership.ACTS)
