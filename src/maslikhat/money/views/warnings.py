"""A warning: its figures, what exactly was found, and what the council says of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import held, posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.money import actions
from maslikhat.money.answers import WARNING, about_warning
from maslikhat.money.forms.warnings import ExplainForm
from maslikhat.money.models import BudgetWarning
from maslikhat.money.permissions import may_attach_decision, may_explain
from maslikhat.money.questions import asking
from maslikhat.registry.standing import Visitor
from maslikhat.registry.views.guided import Guide, guided


@held(60)
def warning(request: HttpRequest, number: int) -> HttpResponse:
    """A warning; in its grace only those of the council find it."""
    found = _warning(number, request.user)
    context: dict[str, Any] = {
        "ask": asking(request.user, WARNING, found.pk) if found.is_public else None,
        "council": found.council,
        "letters": about_warning(found),
        "may_attach": _may_attach(request, found),
        "may_explain": request.user.is_authenticated and may_explain(request.user, found),
        "warning": found,
    }
    return render(request, "money/warning.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def explain(request: HttpRequest, number: int) -> HttpResponse:
    """Put the council's explanation beside a warning."""
    user = actor(request)
    found = _warning(number, user)
    if not may_explain(user, found):
        raise Hidden()
    initial = {
        "text": found.explanation,
        "language": found.explanation_language or reader_language(),
    }
    guide = Guide(
        _("Explain the warning"),
        _("Put it beside the warning"),
        _("The explanation stands beside the warning."),
        _("The explanation does not take the warning away: say how the figure came about."),
        back=reverse("money:warning", args=[found.pk]),
        trail=[
            (reverse("money:years", args=[found.council.code]), said(found.council, "name")),
            (reverse("money:warning", args=[found.pk]), said(found.rule, "name")),
        ],
    )
    return guided(
        request,
        ExplainForm(posted(request), initial=initial),
        guide,
        lambda told: actions.explain(found, by=user, **told),
    )


def _may_attach(request: HttpRequest, found: BudgetWarning) -> bool:
    """Whether the reader may end it by naming the decision behind the version."""
    version, user = found.version, request.user
    if version is None or found.rule.key != "amount_changed" or found.ended_on is not None:
        return False
    is_without = version.decided_by is None
    return is_without and user.is_authenticated and may_attach_decision(user, version)


def _warning(number: int, user: Visitor) -> BudgetWarning:
    rows = BudgetWarning.objects.visible_to(user).filter(pk=number)
    found = rows.select_related(
        "rule", "council__unit", "version__source", "version__council"
    ).first()
    if found is None:
        raise Hidden()
    return found
