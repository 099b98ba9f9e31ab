"""What the dialogue tells the rooms below: what is found, followed, shown and reported, by whom."""

from maslikhat.dialogue import finding, membership, taken_away, tasks
from maslikhat.dialogue.attached import is_used
from maslikhat.dialogue.cards import CARDS
from maslikhat.dialogue.followed import ACTS, KINDS
from maslikhat.dialogue.moderated import KINDS as MODERATED
from maslikhat.dialogue.recorded import KINDS as RECORDED
from maslikhat.dialogue.ways import EDGES
from maslikhat.dialogue.ways import KINDS as STATIONS
from maslikhat.kit import cards, timetable, uploads, ways
from maslikhat.ledger import registers as ledger
from maslikhat.moderation import registers as moderation
from maslikhat.notices import registers as notices
from maslikhat.search import registers as search

search.kinds[finding.TOPIC] = finding.TOPICS
search.kinds[finding.POST] = finding.REPLIES
search.readers.append(finding.tokens_of)
search.asked_tokens.append(finding.asked_tokens_of)
search.entrants.append(finding.entrants_of)
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
moderation.kinds.update(MODERATED)
ledger.kinds.update(RECORDED)
notices.kinds.update(membership.KINDS)
notices.acts.update(membership.ACTS)
notices.kinds.update(taken_away.KINDS)
notices.acts.update(taken_away.ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
ways.kinds.update(STATIONS)
ways.edges.extend(EDGES)
timetable.add("dialogue.sweep", timetable.Daily(3, 40), tasks.sweep)
