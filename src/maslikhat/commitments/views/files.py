"""Files of commitments."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maslikhat.commitments.models import Paper
from maslikhat.kit.downloads import download


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A paper of a commitment, open to everyone."""
    found = get_object_or_404(Paper.objects.exclude(name=""), pk=number)
    return download(found.sha256, found.name, found.media_type)
