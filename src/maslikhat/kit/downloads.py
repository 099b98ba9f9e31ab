"""Files on their way to a reader: as a download, never run, never kept by a stranger."""

from pathlib import Path
from typing import TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

from maslikhat.kit import uploads

Answer = TypeVar("Answer", bound=HttpResponseBase)


def download(sha256: str, name: str, media_type: str, *, is_private: bool = False) -> FileResponse:
    """The stored file of this hash; 404 where there is none on disk."""
    return download_of(uploads.path_of(sha256) if sha256 else None, name, media_type, is_private)


def download_of(
    path: Path | None, name: str, media_type: str, is_private: bool = False
) -> FileResponse:
    """The file that lies there, under the name given; private ones no cache keeps."""
    if path is None:
        raise Http404
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    return _closed(answer, is_private)


def made(content: bytes, name: str, media_type: str, *, is_private: bool = False) -> HttpResponse:
    """What is made when it is asked for, sent as a stored file is."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return _closed(answer, is_private)


def _closed(answer: Answer, is_private: bool) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store" if is_private else "no-cache"
    return answer
