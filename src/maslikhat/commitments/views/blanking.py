"""The operator's page on which a text or a file is taken away under an order."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.models import Taken
from maslikhat.commitments.models.taken import NOTE_MOST
from maslikhat.commitments.permissions import may_blank
from maslikhat.commitments.taking import MODELS
from maslikhat.dialogue.models import BlankReason
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.views.guided import Guide, guided


class BlankForm(forms.Form):
    """Under what it is taken away."""

    reason = forms.ChoiceField(label=gettext_lazy("Under what"), choices=BlankReason.choices)
    note = forms.CharField(
        label=gettext_lazy("Number and day of the order"), required=False, max_length=NOTE_MOST
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def blank(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Take a letter, the text of a step, a paper or a body's word away for good."""
    known = kind in MODELS and may_blank(request.user)
    if not known or not MODELS[kind].objects.filter(pk=number).exists():
        raise Hidden()
    back = reverse("commitments:commitments")
    guide = Guide(
        title=f"{_('Take the text away')}: {Taken.Kind(kind).label}",
        button=_("Take the text away"),
        done=_("The text was taken away; its hash is kept."),
        explained=_("It is removed for good. Its hash stays, and its author hears why."),
        back=back,
        trail=[(back, _("Follow-up"))],
        extra={"section": "commitments"},
    )
    return guided(
        request,
        BlankForm(posted(request)),
        guide,
        lambda cleaned: actions.blank(kind, number, by=actor(request), **cleaned),
    )
