"""What sittings tell the rooms below: what is found, followed and shown, by whom."""

from maslikhat.kit import cards, uploads
from maslikhat.ledger import registers as ledger
from maslikhat.notices import registers as notices
from maslikhat.registry.registers import deputy_panels
from maslikhat.search import registers as search
from maslikhat.sittings import finding
from maslikhat.sittings.cards import CARDS
from maslikhat.sittings.files import is_used
from maslikhat.sittings.followed import ACTS, KINDS
from maslikhat.sittings.panel import attendance_panel
from maslikhat.sittings.recorded import KINDS as RECORDED

search.kinds[finding.SITTING] = finding.SITTINGS
notices.kinds.update(KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
ledger.kinds.update(RECORDED)
deputy_panels.append(attendance_panel)
