"""Files that come in parts, as tus 1.0.0 has it (tus.io/protocols), and files of posts."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions
from maslikhat.dialogue.actions.uploads import PART_MOST
from maslikhat.dialogue.attached import part_of
from maslikhat.dialogue.models import Attachment, Upload
from maslikhat.kit.doors import signed_in
from maslikhat.kit.downloads import download
from maslikhat.kit.formats.words import size_words
from maslikhat.kit.refusals import Refused, refusal_page
from maslikhat.kit.uploads import LARGEST

P = ParamSpec("P")
VERSION = "1.0.0"
PART = "application/offset+octet-stream"
SUPPORTS = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,termination",
    "Tus-Max-Size": str(LARGEST),
}


def _resumable(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Every answer tells the version of the protocol, a refusal too; another one is refused."""

    @wraps(view)
    def spoken(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise Refused(
                    _("Files are sent by the form of the page. Open the page anew."), status=412
                )
            answer = view(request, *args, **kwargs)
        except Refused as refusal:
            answer = refusal_page(request, str(refusal), refusal.status)
            if refusal.status == 412:
                answer["Tus-Version"] = VERSION
        answer["Tus-Resumable"] = VERSION
        return answer

    return spoken


@require_http_methods(["POST", "OPTIONS"])
@signed_in
@_resumable
def begin_upload(request: HttpRequest) -> HttpResponse:
    """Announce a file: 201, with where its parts go. OPTIONS says what is spoken here."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=SUPPORTS)
    made = actions.begin_upload(
        by=actor(request), name=_name(request), size=_whole(request, "Upload-Length")
    )
    return HttpResponse(
        status=201, headers={"Location": reverse("dialogue:upload", args=[made.pk])}
    )


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@signed_in
@_resumable
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """How much has arrived (HEAD), the next part (PATCH), or taken back (DELETE).

    The last part is answered when the whole has passed the checks, with its name and size.
    """
    own = get_object_or_404(Upload.objects.of(actor(request)), pk=number)
    if request.method == "HEAD":
        return _arrived(own, status=200)
    if request.method == "DELETE":
        actions.drop_upload(own, by=actor(request))
        return HttpResponse(status=204)
    if request.content_type != PART:
        raise Refused(_("This is no part of a file. Send the file again."), status=415)
    if own.received < own.size:
        offset = _whole(request, "Upload-Offset")
        own = actions.take_part(
            own, by=actor(request), offset=offset, part=request.read(PART_MOST + 1)
        )
    if own.received == own.size and not own.is_whole:
        own = actions.finish_upload(own, by=actor(request), content=part_of(own))
    return _arrived(own, status=204)


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file of a post, to be kept and not shown; only for those who may read the post."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=number)
    return download(found.sha256, found.name, found.media_type, is_private=True)


def _arrived(own: Upload, *, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Cache-Control"] = "no-store"
    answer["Upload-Offset"], answer["Upload-Length"] = str(own.received), str(own.size)
    if own.is_whole:
        answer["Upload-Name"] = quote(own.name)
        answer["Upload-Words"] = quote(size_words(own.kept_size))
    return answer


def _whole(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused(_("The size of the file is not told. Send the file again."), status=400)
    return int(text)


def _name(request: HttpRequest) -> str:
    """The file's name out of `Upload-Metadata`: pairs of a word and a text in base64."""
    for pair in request.headers.get("Upload-Metadata", "")[:2000].split(","):
        word, _space, text = pair.strip().partition(" ")
        if word == "filename":
            try:
                return base64.b64decode(text, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""
