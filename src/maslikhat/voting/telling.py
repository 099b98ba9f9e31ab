"""What the votes tell the rooms below: what is found, told and shown, to whom; and their job."""

from maslikhat.kit import cards, timetable
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.registry.registers import deputy_panels
from maslikhat.search import registers as search
from maslikhat.voting import finding, tasks
from maslikhat.voting.cards import CARDS
from maslikhat.voting.followed import ACTS, KINDS
from maslikhat.voting.panel import votes_panel
from maslikhat.voting.recorded import KINDS as RECORDED

search.kinds[finding.BALLOT] = finding.BALLOTS
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
ledger.kinds.update(RECORDED)
deputy_panels.append(votes_panel)
timetable.add("voting.sweep_keys", timetable.Every(30), tasks.sweep_keys)
