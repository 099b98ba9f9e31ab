"""Files of decisions: the published PDF and XML, and papers, for those who may have them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.decisions.copies import is_stale
from maslikhat.decisions.models import Attachment, Publication
from maslikhat.decisions.papers import OFFICIAL, xml_of
from maslikhat.decisions.sheet import text_of
from maslikhat.decisions.views.asked import decision_of
from maslikhat.kit.downloads import download, made
from maslikhat.kit.refusals import Refused


@require_safe
def pdf(request: HttpRequest, number: int, lang: str) -> HttpResponseBase:
    """The published copy as a PDF, byte for byte what the record holds the hash of."""
    copy = _published(request, number)
    if is_stale(copy):
        raise Refused(
            _(
                "Words of this file were covered since it was made. It is made anew; until then"
                " read the text on the page of the decision."
            ),
            status=404,
        )
    sha256 = getattr(copy, f"pdf_{lang}") if lang in OFFICIAL else ""
    return download(sha256, f"decision-{number}-{lang}.pdf", "application/pdf")


@require_safe
def xml(request: HttpRequest, number: int, lang: str) -> HttpResponse:
    """An adopted decision in Akoma Ntoso 3.0, as it stands now: what others did to it included."""
    decision = decision_of(request, number)
    sheet = text_of(decision, None, None)
    if decision.adopted_on is None or lang not in OFFICIAL or not getattr(sheet.texts, lang):
        raise Http404
    content = xml_of(decision, sheet.texts, lang)
    return made(content, f"decision-{number}-{lang}.xml", "application/xml")


def _published(request: HttpRequest, number: int) -> Publication:
    decision = decision_of(request, number)
    return get_object_or_404(Publication, decision=decision)


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A paper of a decision; one that is not open only for the council's own people."""
    seen = Attachment.objects.visible_to(request.user).select_related("decision")
    found = get_object_or_404(seen, pk=number)
    is_everyones = found.is_open and not found.holds_covered and found.decision.is_public
    return download(found.sha256, found.name, found.media_type, is_private=not is_everyones)
