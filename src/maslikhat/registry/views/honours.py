"""The pages on which honours are entered: an award to a deputy, a new kind of award."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import part_of, posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden
from maslikhat.registry import actions
from maslikhat.registry.forms.honours import AwardForm, BestowForm
from maslikhat.registry.models import Bestowal, Mandate
from maslikhat.registry.permissions import may_make_award
from maslikhat.registry.views.guided import Guide, guided, managed


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bestow(request: HttpRequest, code: str) -> HttpResponse:
    """What the deputies of the council have been given, and one award more."""
    council = managed(request, code)
    form = BestowForm(posted(request), council=council)
    deputies = Mandate.objects.on().of(council).values("person")
    given = Bestowal.objects.filter(person__in=deputies).select_related("person", "award")
    guide = Guide(
        title=_("Honours of the deputies"),
        button=_("Enter the award"),
        done=_("The award is entered."),
        back=reverse("registry:bestow", args=[council.code]),
        extra={
            "listed": "registry/_bestowals.html",
            "page": part_of(request, given.order_by("-day", "-pk")),
        },
    )

    def act(cleaned: dict[str, Any]) -> object:
        plain = {name: cleaned.pop(name) for name in ("award", "day", "number", "event_day")}
        person = cleaned.pop("mandate").person
        return actions.bestow(person=person, by=actor(request), **plain, said=cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make_award(request: HttpRequest) -> HttpResponse:
    """A new kind of award; the operator keeps the list."""
    if not may_make_award(request.user):
        raise Hidden()
    form = AwardForm(posted(request))
    guide = Guide(
        title=_("New kind of award"),
        button=_("Enter the kind of award"),
        done=_("The kind of award is entered. It can be given now."),
        back=reverse("portal:honours"),
        trail=[
            (reverse("portal:desk"), _("My desk")),
            (reverse("portal:honours"), _("Honours")),
        ],
    )

    def act(cleaned: dict[str, Any]) -> object:
        names = {lang: cleaned.pop(f"name_{lang}") for lang in LANGUAGES}
        givers = {lang: cleaned.pop(f"awarding_body_{lang}") for lang in LANGUAGES}
        return actions.make_award(by=actor(request), names=names, awarding_body=givers, **cleaned)

    return guided(request, form, guide, act)
