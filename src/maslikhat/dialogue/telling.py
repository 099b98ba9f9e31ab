"""What the dialogue tells the rooms below: what is found in it, followed and shown, and by whom."""

from maslikhat.dialogue import finding, tasks
from maslikhat.dialogue.attached import is_used
from maslikhat.dialogue.cards import CARDS
from maslikhat.dialogue.followed import ACTS, KINDS
from maslikhat.kit import cards, timetable, uploads
from maslikhat.notices import registers as notices
from maslikhat.search import registers as search

search.kinds[finding.TOPIC] = finding.TOPICS
search.kinds[finding.POST] = finding.REPLIES
search.readers.append(finding.tokens_of)
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
timetable.add("dialogue.sweep", timetable.Daily(3, 40), tasks.sweep)
