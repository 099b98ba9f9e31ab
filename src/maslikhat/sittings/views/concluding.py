"""The pages on which a commission's decision on an item becomes its conclusion on the draft."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Hidden
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.conclusions import OFFICIAL, concluded
from maslikhat.sittings.forms.concluding import ConclusionForm
from maslikhat.sittings.views.asked import acted, back_to, item_of


@require_safe
def item(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """An item, on the page of its sitting: what other rooms link to by its number."""
    found = item_of(request, number)
    return back_to(found.sitting, f"item-{found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pass_on_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """Hand on what the commission decided as its conclusion on the draft."""
    found = item_of(request, number)
    if not permissions.may_pass_on_conclusion(request.user, found):
        raise Hidden()
    conclusion = concluded(found)
    lang = reader_language()
    words = conclusion[lang if lang in OFFICIAL else "ru"] if conclusion else ""
    return acted(
        request,
        found.sitting,
        ConclusionForm(posted(request)),
        lambda cleaned: actions.pass_on_conclusion(found, by=actor(request), **cleaned),
        title=_("Conclusion of the commission"),
        button=_("Hand the conclusion on"),
        done=_("The conclusion stands on the page of the draft."),
        explained=words,
    )
