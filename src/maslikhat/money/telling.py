"""What budgets tell the rooms below: which files they use, what of them the record may show."""

from maslikhat.commitments import begun
from maslikhat.dialogue import registers as dialogue
from maslikhat.kit import cards, jinja, timetable, uploads
from maslikhat.ledger import registers as ledger
from maslikhat.money import answers, finding, tasks, words
from maslikhat.money.amounts import thousands
from maslikhat.money.cards import CARDS
from maslikhat.money.environment import verdicts
from maslikhat.money.environment.definitions import DEFINITIONS
from maslikhat.money.files import is_used
from maslikhat.money.questions import OPENINGS, PAGES, topic
from maslikhat.money.recorded import KINDS
from maslikhat.money.warnings import telling as warnings_telling
from maslikhat.notices import registers as notices
from maslikhat.places import words as places
from maslikhat.search import registers as search

begun.openings.update(OPENINGS)
begun.pages.update(PAGES)
cards.cards.update(CARDS)
dialogue.openings[answers.ENVIRONMENT] = topic
jinja.names.update(
    definition_words=DEFINITIONS,
    number_source=places.source,
    part_words=words.PARTS,
    role_words=words.ROLES,
    span=verdicts.span,
    sum_words=verdicts.told,
    tenge=verdicts.tenge,
    thousands=thousands,
    verdict_sentence=verdicts.sentence,
    verdict_words=verdicts.heading,
    warning_figure=warnings_telling.figure_address,
    warning_sentence=warnings_telling.sentence,
)
uploads.users.append(is_used)
ledger.kinds.update(KINDS)
ledger.kinds.update(warnings_telling.RECORDED)
notices.acts.update(warnings_telling.ACTS)
notices.kinds.update(warnings_telling.NOTICED)
search.kinds[finding.BUDGET] = finding.BUDGETS
timetable.add("money.sweep", timetable.Every(30), tasks.sweep)
timetable.add("money.warn", timetable.Daily(8, 15), tasks.warn)
