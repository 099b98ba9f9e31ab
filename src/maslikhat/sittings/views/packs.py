"""What is taken into the hall: the whole pack, the printed agenda, both kept on the phone."""

from pathlib import Path

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from maslikhat.kit.downloads import download_of, made
from maslikhat.kit.languages import reader_language
from maslikhat.registry.standing import Visitor
from maslikhat.sittings import permissions
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.packs import shelf
from maslikhat.sittings.packs.contents import pack_of
from maslikhat.sittings.printed import SIZES, agenda_pdf
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import sitting_of, trail_to

# A pack of 300 pages takes some three seconds; who waits longer is told to.
SECONDS = 10.0
AGAIN = "4"
WORKER = (Path(__file__).parents[1] / "offline" / "worker.js").read_bytes()


def reader_of(request: HttpRequest, sitting: Sitting) -> Visitor | None:
    """Whose pack is asked for: of one of the council's own people the own, unless `?for=all`."""
    asked = request.GET.get("for", "")
    if asked not in ("", "all"):
        raise BadRequest("for")
    inside = permissions.is_insider(request.user, sitting)
    return request.user if inside and not (asked == "all" and sitting.is_public) else None


@require_safe
def kept_pack(request: HttpRequest, number: int) -> HttpResponse:
    """What the pack holds now, as hashes: a phone drops its copy when something of it is gone."""
    sitting = sitting_of(request, number)
    answer = JsonResponse({"holds": pack_of(sitting, reader_of(request, sitting)).holds})
    answer["Cache-Control"] = "no-store"
    patch_vary_headers(answer, ["Cookie"])
    return answer


@require_safe
def pack(request: HttpRequest, number: int) -> HttpResponseBase:
    """All papers of a sitting in one numbered PDF; a page that says so while it is being made."""
    sitting = sitting_of(request, number)
    reader = reader_of(request, sitting)
    path = shelf.asked(pack_of(sitting, reader), seconds=SECONDS)
    if path is None:
        context = {"sitting": sitting, "title": title_of(sitting), "trail": trail_to(sitting)}
        waiting = render(request, "sittings/pack.html", context, status=202)
        waiting["Refresh"] = AGAIN
        waiting["Cache-Control"] = "no-store"
        return waiting
    name = f"pack-{number}-{reader_language()}.pdf"
    answer = download_of(path, name, "application/pdf", is_private=reader is not None)
    patch_vary_headers(answer, ["Cookie"])
    return answer


@require_safe
def printed_agenda(request: HttpRequest, number: int) -> HttpResponse:
    """The agenda on paper, `?size=large` for who sees little."""
    sitting = sitting_of(request, number)
    reader = reader_of(request, sitting)
    size = request.GET.get("size", "")
    if size not in SIZES:
        raise BadRequest("size")
    name = f"agenda-{number}-{reader_language()}.pdf"
    content = agenda_pdf(sitting, reader, size)
    answer = made(content, name, "application/pdf", is_private=reader is not None)
    patch_vary_headers(answer, ["Cookie"])
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows what a phone keeps of sittings when there is no network."""
    answer = HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-cache"
    return answer
