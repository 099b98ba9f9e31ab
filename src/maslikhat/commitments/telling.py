"""What commitments tell the rooms below: what is found, followed and shown, when a clock rings."""

from maslikhat.commitments import finding, moderated, orders, owing, tasks, turning
from maslikhat.commitments import ways as own_ways
from maslikhat.commitments.cards import CARDS
from maslikhat.commitments.events import telling as events_telling
from maslikhat.commitments.files import is_used
from maslikhat.commitments.followed import ACTS, KINDS
from maslikhat.commitments.forwarding import senders
from maslikhat.commitments.forwarding import telling as forwarding_telling
from maslikhat.commitments.joint import telling as joint_telling
from maslikhat.commitments.recorded import KINDS as RECORDED
from maslikhat.dialogue import registers as dialogue
from maslikhat.kit import cards, timetable, uploads, ways
from maslikhat.ledger import registers as ledger
from maslikhat.moderation import registers as moderation
from maslikhat.notices import registers as notices
from maslikhat.search import registers as search

search.kinds[finding.COMMITMENT] = finding.COMMITMENTS
notices.kinds.update(KINDS)
notices.kinds.update(owing.KINDS)
notices.kinds.update(orders.KINDS)
notices.acts.update(orders.ACTS)
moderation.kinds.update(moderated.KINDS)
notices.acts.update(ACTS)
cards.cards.update(CARDS)
uploads.users.append(is_used)
ledger.kinds.update(RECORDED)
dialogue.turn_into.update(turning.ENTRIES)
dialogue.led_on.update(turning.LED_ON)
dialogue.turn_into.update(senders.ENTRIES)
ways.kinds.update(own_ways.KINDS)
ways.edges.extend(own_ways.EDGES)
search.kinds.update(joint_telling.SEARCHED)
notices.kinds.update(joint_telling.NOTICED)
notices.acts.update(joint_telling.ACTS)
cards.cards.update(joint_telling.CARDS)
ledger.kinds.update(joint_telling.RECORDED)
search.kinds.update(forwarding_telling.SEARCHED)
notices.kinds.update(forwarding_telling.NOTICED)
notices.acts.update(forwarding_telling.ACTS)
cards.cards.update(forwarding_telling.CARDS)
ledger.kinds.update(forwarding_telling.RECORDED)
search.kinds.update(events_telling.SEARCHED)
notices.kinds.update(events_telling.NOTICED)
cards.cards.update(events_telling.CARDS)
ledger.kinds.update(events_telling.RECORDED)
timetable.add("commitments.remind", timetable.Daily(8, 30), tasks.remind)
