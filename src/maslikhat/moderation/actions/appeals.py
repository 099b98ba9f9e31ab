"""Appeals: the author answers a measure once, and another moderator decides."""

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.moderation.cases import allow, case_of, undo
from maslikhat.moderation.heard import decided
from maslikhat.moderation.models import Appeal, Measure, Outcome
from maslikhat.moderation.permissions import may_appeal, may_decide
from maslikhat.moderation.texts import WORDS_MOST, clean


@atomic
def appeal(measure: Measure, *, by: User, words: str) -> Appeal:
    """Whom a measure concerns says, once, why it is wrong."""
    allow(may_appeal(by, measure))
    case_of(measure.case.ref)
    measure = Measure.objects.select_related("case").get(pk=measure.pk)
    if Appeal.objects.filter(measure=measure).exists():
        raise Refused(_("You have appealed already; one appeal is heard on each measure."))
    if measure.ended_at is not None:
        raise Refused(_("This measure holds no longer."))
    words = clean(words, WORDS_MOST, may_be_empty=False)
    made = Appeal.objects.create(measure=measure, words=words)
    record(by, "moderation.appeal", made)
    return made


@atomic
def decide(appeal: Appeal, *, by: User, outcome: str, answer: str) -> Appeal:
    """Another moderator than who took the measure decides on an appeal, with a reason.

    A measure that is overturned is undone at once.
    """
    allow(may_decide(by, appeal))
    case_of(appeal.measure.case.ref)
    appeal = Appeal.objects.select_related("measure__case").get(pk=appeal.pk)
    if not appeal.waits:
        raise Refused(_("This is decided already: another moderator was here before you."))
    if outcome not in Outcome.values:
        raise Refused(_("Choose what becomes of the measure."), status=422)
    answer = clean(answer, WORDS_MOST, may_be_empty=False)
    appeal.outcome, appeal.answer = outcome, answer
    appeal.decided_at, appeal.decided_by = timezone.now(), by.pk
    appeal.save()
    if outcome == Outcome.OVERTURNED:
        undo(appeal.measure)
    decided(appeal)
    record(by, "moderation.decide", appeal)
    return appeal
