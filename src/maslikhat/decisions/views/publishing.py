"""The page on which a decision is published: what is covered, what differs, confirmation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.decisions import actions, permissions
from maslikhat.decisions.copies import PRIVATE, Order, covered_in, fingerprint
from maslikhat.decisions.forms.publishing import PublishForm, RenewForm
from maslikhat.decisions.models import Publication, Version
from maslikhat.decisions.parity.agreement import unexplained
from maslikhat.decisions.views.asked import acted, decision_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Look through what will be covered, confirm it, publish."""
    decision = decision_of(request, number)
    if not permissions.may_publish(request.user, decision):
        raise Hidden()
    version = Version.objects.latest_of(decision)
    found = covered_in(version, decision.council) if version else []
    seen = fingerprint(version, found) if version else ""
    form = PublishForm(posted(request), initial={"seen": seen})

    def act(cleaned: dict[str, Any]) -> object:
        assert version is not None
        order = Order(decision, version, cleaned.pop("seen"))
        cleaned.pop("is_confirmed")
        return actions.publish(decision, by=actor(request), copy=order, **cleaned)

    waiting = unexplained(decision, version) if version and decision.is_normative else []
    return acted(
        request,
        decision,
        form,
        act if version else _no_text,
        title=_("Publish"),
        button=_("Publish"),
        done=_("The decision is published; the hash of its PDF is on the public record."),
        explained=_(
            "The copy is what everyone reads and downloads. Personal data are covered in it (Law"
            " 94-V); the text that was adopted stays with the maslikhat as it is."
        ),
        extra={
            "covered": found,
            "decision": decision,
            "listed": "decisions/_covered.html",
            "private": PRIVATE,
            "unexplained": len(waiting),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def renew_copy(request: HttpRequest, number: int) -> HttpResponse:
    """Look through the copy after words of it were covered, and make it anew."""
    decision = decision_of(request, number)
    copy = Publication.objects.filter(decision=decision).select_related("version").first()
    if not permissions.may_renew_copy(request.user, decision) or copy is None:
        raise Hidden()
    copy.version.decision = decision
    found = covered_in(copy.version, decision.council)
    form = RenewForm(posted(request), initial={"seen": fingerprint(copy.version, found)})
    version = copy.version

    def act(cleaned: dict[str, Any]) -> object:
        order = Order(decision, version, cleaned["seen"])
        return actions.renew_copy(decision, by=actor(request), copy=order)

    return acted(
        request,
        decision,
        form,
        act,
        title=_("Make the copy anew"),
        button=_("Make the copy anew"),
        done=_("The copy is made anew; the hash of its PDF is on the public record."),
        explained=_(
            "The files that were published go; the record keeps their hashes, and holds those of"
            " the new ones."
        ),
        extra={
            "covered": found,
            "decision": decision,
            "listed": "decisions/_covered.html",
            "private": PRIVATE,
            "unexplained": 0,
        },
    )


def _no_text(cleaned: dict[str, Any]) -> object:
    raise Hidden()
