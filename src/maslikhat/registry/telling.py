"""What the registry tells the rooms below: who needs a second factor, who is an operator,
what can be followed, found, verified and shown as a card."""

from maslikhat.accounts import registers
from maslikhat.kit import cards, uploads
from maslikhat.ledger import registers as ledger
from maslikhat.norms import permissions as norms
from maslikhat.notices import permissions as notices_permissions
from maslikhat.notices import registers as notices
from maslikhat.places import permissions as places
from maslikhat.registry import finding
from maslikhat.registry.cards import CARDS
from maslikhat.registry.followed import KINDS, names_of_users
from maslikhat.registry.models.people import is_portrait
from maslikhat.registry.permissions import is_operator, needs_second_factor, session_hours
from maslikhat.registry.recorded import KINDS as RECORDED
from maslikhat.registry.standing import standing
from maslikhat.search.registers import kinds

registers.needs_second_factor.append(needs_second_factor)
registers.session_hours.append(session_hours)
ledger.kinds.update(RECORDED)
notices.kinds.update(KINDS)
notices.people.append(names_of_users)
notices.offices.append(standing)
norms.operators.append(is_operator)
notices_permissions.operators.append(is_operator)
places.operators.append(is_operator)
kinds[finding.PERSON] = finding.PEOPLE
kinds[finding.COUNCIL] = finding.COUNCILS
cards.cards.update(CARDS)
uploads.users.append(is_portrait)
