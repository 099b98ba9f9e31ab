"""The page on which a letter is handed to one official of the body."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions, permissions
from maslikhat.commitments.forms.desk import HandOverForm
from maslikhat.commitments.views.asked import commitment_of, guide_to
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.views.guided import guided


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request: HttpRequest, number: int) -> HttpResponse:
    """Hand the letter to one official of the body."""
    commitment = commitment_of(number)
    if not permissions.may_hand_over(request.user, commitment):
        raise Hidden()
    guide = guide_to(
        commitment,
        _("Hand over to an official"),
        _("Hand over"),
        _("It is in the person's hand now; the person has been told."),
        _("The name stays within the body. Others of the body can still answer."),
    )
    return guided(
        request,
        HandOverForm(posted(request), commitment=commitment),
        guide,
        lambda cleaned: actions.hand_over(commitment, by=actor(request), **cleaned),
    )
