"""Files of decisions: the published PDF and XML, and papers, for those who may have them."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maslikhat.decisions.models import Attachment, Publication
from maslikhat.decisions.views.asked import decision_of
from maslikhat.kit import uploads
from maslikhat.kit.links import MOST
from maslikhat.kit.refusals import Hidden


@require_safe
def pdf(request: HttpRequest, number: int) -> HttpResponseBase:
    """The published copy as a PDF, byte for byte what the record holds the hash of."""
    copy = _published(request, number)
    return _sent(copy.pdf, f"decision-{number}.pdf", "application/pdf")


@require_safe
def xml(request: HttpRequest, number: int) -> HttpResponseBase:
    """The published copy in Akoma Ntoso 3.0."""
    copy = _published(request, number)
    return _sent(copy.xml, f"decision-{number}.xml", "application/xml")


def _published(request: HttpRequest, number: int) -> Publication:
    decision = decision_of(request, number)
    return get_object_or_404(Publication, decision=decision)


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A paper of a decision; one that is not open only for the council's own people."""
    if number >= MOST:
        raise Hidden()
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=number)
    return _sent(found.sha256, found.name, found.media_type, is_private=not found.is_open)


def _sent(sha256: str, name: str, media_type: str, *, is_private: bool = False) -> HttpResponseBase:
    path = uploads.path_of(sha256) if sha256 else None
    if path is None or not path.exists():
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store" if is_private else "no-cache"
    return answer
