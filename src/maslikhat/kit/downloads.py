"""Stored files on their way to a reader: as a download, never run, never kept by a stranger."""

from pathlib import Path

from django.http import FileResponse, Http404

from maslikhat.kit import uploads


def download(sha256: str, name: str, media_type: str, *, is_private: bool = False) -> FileResponse:
    """The stored file of this hash; 404 where there is none on disk."""
    return download_of(uploads.path_of(sha256) if sha256 else None, name, media_type, is_private)


def download_of(
    path: Path | None, name: str, media_type: str, is_private: bool = False
) -> FileResponse:
    """The file that lies there, under the name given; private ones no cache keeps."""
    if path is None or not path.exists():
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store" if is_private else "no-cache"
    return answer
