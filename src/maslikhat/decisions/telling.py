"""What decisions tell the rooms below: what is found, followed and shown, by whom."""

from maslikhat.decisions import finding
from maslikhat.decisions.cards import CARDS
from maslikhat.decisions.files import is_used
from maslikhat.decisions.followed import ACTS, KINDS
from maslikhat.decisions.recorded import KINDS as RECORDED
from maslikhat.decisions.ways import KINDS as STATIONS
from maslikhat.kit import cards, uploads, ways
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.search import registers as search

search.kinds[finding.DECISION] = finding.DECISIONS
search.kinds[finding.FILE] = finding.FILES
search.readers.append(finding.tokens_of)
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
ledger.kinds.update(RECORDED)
ways.kinds.update(STATIONS)
