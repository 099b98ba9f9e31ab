"""The act on a warning: the council says how the figure came about."""

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.guards import spoken
from maslikhat.kit.days import today
from maslikhat.kit.texts import words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.money.guards import refuse_unless
from maslikhat.money.models import EXPLANATION_MOST, BudgetWarning
from maslikhat.money.permissions import may_explain


@atomic
def explain(warning: BudgetWarning, *, by: User, text: str, language: str) -> BudgetWarning:
    """Put the council's explanation beside a warning; it is shown with it, and its latest counts.

    It takes no warning away: what the rule finds is found until the figures change.
    """
    rows = BudgetWarning.objects.select_for_update(of=("self",)).select_related("council")
    warning = rows.get(pk=warning.pk)
    refuse_unless(
        may_explain(by, warning),
        _("The chair and the apparatus of the maslikhat explain its warnings."),
        status=403,
    )
    needed = _("Write how the figure came about: everyone will read it beside the warning.")
    warning.explanation = words(text, EXPLANATION_MOST, needed=needed)
    warning.explanation_language = spoken(language)
    warning.explained_by, warning.explained_on = by.pk, today()
    warning.save(
        update_fields=["explanation", "explanation_language", "explained_by", "explained_on"]
    )
    record(by, "money.explain", warning)
    return warning
