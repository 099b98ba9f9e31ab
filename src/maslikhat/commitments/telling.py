"""What commitments tell the rooms below: what is found, followed and shown, when a clock rings."""

from maslikhat.commitments import (
    finding,
    forwarded,
    joined,
    moderated,
    orders,
    owing,
    recommending,
    referring,
    tasks,
    turning,
)
from maslikhat.commitments import ways as own_ways
from maslikhat.commitments.cards import CARDS
from maslikhat.commitments.files import is_used
from maslikhat.commitments.followed import ACTS, KINDS
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
dialogue.turn_into.update(referring.ENTRIES)
ways.kinds.update(own_ways.KINDS)
ways.edges.extend(own_ways.EDGES)
search.kinds.update(joined.SEARCHED)
notices.kinds.update(joined.NOTICED)
notices.acts.update(joined.ACTS)
cards.cards.update(joined.CARDS)
ledger.kinds.update(joined.RECORDED)
search.kinds.update(forwarded.SEARCHED)
notices.kinds.update(forwarded.NOTICED)
notices.acts.update(forwarded.ACTS)
cards.cards.update(forwarded.CARDS)
ledger.kinds.update(forwarded.RECORDED)
search.kinds.update(recommending.SEARCHED)
notices.kinds.update(recommending.NOTICED)
cards.cards.update(recommending.CARDS)
ledger.kinds.update(recommending.RECORDED)
timetable.add("commitments.remind", timetable.Daily(8, 30), tasks.remind)
