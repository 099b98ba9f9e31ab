"""A topic is suggested for an agenda; the apparatus takes it on, or says why not."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.models import Topic
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.moderation.suspensions import suspended
from maslikhat.registry.guards import locked as locked_council
from maslikhat.registry.models import Council
from maslikhat.sittings.actions.agenda import put_item
from maslikhat.sittings.guards import not_led
from maslikhat.sittings.models import Sitting, Suggestion
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.models.suggested import REASON_MOST
from maslikhat.sittings.permissions import (
    may_accept_suggestion,
    may_decline_suggestion,
    may_suggest_item,
)

MOST_WAITING = 100


@atomic
def suggest_item(
    council: Council, topic: Topic, *, by: User, title: str, reason: str = ""
) -> Suggestion:
    """A topic of an open room is suggested for the agenda of the council's next sitting."""
    if not may_suggest_item(by, council):
        raise Refused(
            _("Only the deputies and the apparatus of the maslikhat suggest a question."),
            status=403,
        )
    refusal = suspended(by)
    if refusal is not None:
        raise refusal
    council = locked_council(council)
    # The agenda is everyone's: what is suggested stands in an open room, and its words still stand.
    found = Topic.objects.visible_to(None).exclude(title="").filter(pk=topic.pk).first()
    if found is None:
        raise Hidden()
    waiting = Suggestion.objects.waiting().filter(council=council)
    refuse_unless(
        not waiting.filter(topic=found).exists(),
        _("This topic is suggested already and waits for the apparatus."),
    )
    refuse_unless(
        waiting.count() < MOST_WAITING,
        _("A hundred questions wait already. Ask the clerk to look through them first."),
    )
    made = Suggestion.objects.create(
        council=council,
        topic=found,
        language=found.language,
        title=line(title, TITLE_MOST, needed=_("Write the question in a line.")),
        reason=line(reason, REASON_MOST),
        by=by.pk,
    )
    record(by, "sittings.suggest_item", made)
    return made


@atomic
def accept_suggestion(
    suggestion: Suggestion,
    *,
    by: User,
    sitting: Sitting,
    added_under: Mapping[str, str] | None = None,
) -> Suggestion:
    """The apparatus takes the question onto the agenda of a sitting; the item links back.

    `added_under` as when an item is put.
    """
    suggestion = _locked(suggestion)
    if not may_accept_suggestion(by, suggestion):
        raise not_led()
    _refuse_decided(suggestion)
    refuse_unless(
        sitting.council_id == suggestion.council_id,
        _("Choose a sitting of this maslikhat."),
        status=422,
    )
    lang = suggestion.language if suggestion.language != "en" else "ru"
    suggestion.item = put_item(
        sitting, by=by, titles={lang: suggestion.title}, added_under=added_under
    )
    suggestion.outcome = Suggestion.Outcome.ACCEPTED
    suggestion.decided_at = timezone.now()
    suggestion.save(update_fields=["item", "outcome", "decided_at"])
    record(by, "sittings.accept_suggestion", suggestion)
    return suggestion


@atomic
def decline_suggestion(suggestion: Suggestion, *, by: User, answer: str) -> Suggestion:
    """The apparatus does not take the question on, and says why for all to read."""
    suggestion = _locked(suggestion)
    if not may_decline_suggestion(by, suggestion):
        raise not_led()
    _refuse_decided(suggestion)
    suggestion.answer = line(answer, REASON_MOST, needed=_("Write why it is not taken on."))
    suggestion.outcome = Suggestion.Outcome.DECLINED
    suggestion.decided_at = timezone.now()
    suggestion.save(update_fields=["answer", "outcome", "decided_at"])
    record(by, "sittings.decline_suggestion", suggestion)
    return suggestion


def _locked(suggestion: Suggestion) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("council", "topic")
    found = rows.filter(pk=suggestion.pk).first()
    if found is None:
        raise Hidden()
    return found


def _refuse_decided(suggestion: Suggestion) -> None:
    refuse_unless(not suggestion.outcome, _("This is decided already."))
