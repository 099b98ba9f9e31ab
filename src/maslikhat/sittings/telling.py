"""What sittings tell the rooms below: what is found, followed and shown, by whom."""

from maslikhat.decisions import registers as decisions
from maslikhat.dialogue import registers as dialogue
from maslikhat.kit import cards, timetable, uploads, ways
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.registry.registers import deputy_panels
from maslikhat.search import registers as search
from maslikhat.sittings import finding, suggesting, tasks
from maslikhat.sittings import ways as own_ways
from maslikhat.sittings.cards import CARDS
from maslikhat.sittings.covering import cover_items
from maslikhat.sittings.files import is_used
from maslikhat.sittings.followed import ACTS, KINDS
from maslikhat.sittings.panel import attendance_panel
from maslikhat.sittings.recorded import KINDS as RECORDED
from maslikhat.sittings.rounds import attending, place_of, stage_told, standing, taken_over
from maslikhat.voting import registers as voting

search.kinds[finding.SITTING] = finding.SITTINGS
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
ledger.kinds.update(RECORDED)
deputy_panels.append(attendance_panel)
dialogue.turn_into.update(suggesting.ENTRIES)
ways.kinds.update(own_ways.KINDS)
ways.edges.extend(own_ways.EDGES)
decisions.covered.append(cover_items)
voting.staged.append(stage_told)
voting.standing.append(standing)
voting.held_again.append(taken_over)
voting.attending.append(attending)
voting.places.append(place_of)
timetable.add("sittings.warn", timetable.Daily(8, 30), tasks.warn)
timetable.add("sittings.warn_of_recesses", timetable.Every(10), tasks.warn_of_recesses)
