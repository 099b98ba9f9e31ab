"""The files of posts: put to one when it is posted, taken from it when its text is taken away.

These are parts of acts, in their transactions.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import tasks
from maslikhat.dialogue.models import Attachment, Post, Upload
from maslikhat.dialogue.models.files import NAME_MOST
from maslikhat.kit import jobs, parts, uploads
from maslikhat.kit.formats.words import size_words
from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import has_control_signs, visible

FILES_A_POST = 5
# Text may be a table: its own word for itself stays.
TEXTS = {"txt", "csv", "md"}


class FileRow(NamedTuple):
    """A file under a post: where it is fetched, what it is called, and its size in words."""

    href: str
    name: str
    size: str


def file_rows(files: Sequence[Mapping[str, Any]]) -> list[FileRow]:
    """The files of a post as its page lists them, from what was written with the post."""
    return [
        FileRow(
            reverse("dialogue:file", args=[file["number"]]), file["name"], size_words(file["size"])
        )
        for file in files
    ]


def put_to(post: Post, numbers: Sequence[int], *, by: User) -> None:
    """Put one's own uploads to a post just made, in this order.

    Refused (422) when they are more than five, when one has not arrived whole, or is gone: files
    that nobody posts are kept for a week.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return
    if len(wanted) > FILES_A_POST:
        raise Refused(_("A post has at most 5 files. Take some away."), status=422)
    own = Upload.objects.select_for_update().of(by).whole().filter(pk__in=wanted).order_by("pk")
    found = {upload.pk: upload for upload in own if uploads.path_of(upload.sha256).exists()}
    if len(found) < len(wanted):
        raise Refused(_("A file has not arrived whole, or is gone. Add it again."), status=422)
    for number in wanted:
        upload = found[number]
        kept = Attachment.objects.create(
            post=post,
            name=upload.name,
            sha256=upload.sha256,
            media_type=upload.media_type,
            size=upload.kept_size,
            by=by.pk,
        )
        post.files.append({"number": kept.pk, "name": kept.name, "size": kept.size})
    post.save(update_fields=["files"])
    Upload.objects.filter(pk__in=wanted).delete()


def take_from(post: Post) -> None:
    """Take the files from a post whose text is taken away; the hashes stay, the names do not.

    What no other row uses is removed from the disk by a job, after the act.
    """
    hashes = list(post.attachments.values_list("sha256", flat=True))
    if not hashes:
        return
    post.attachments.update(name="")
    post.files = []
    post.save(update_fields=["files"])
    jobs.enqueue(tasks.forget_contents, sorted(set(hashes)), key=f"post {post.pk}")


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a post that stands, or waits for one."""
    standing = Attachment.objects.filter(sha256=sha256, post__blanked_at=None)
    return standing.exists() or Upload.objects.filter(sha256=sha256).exists()


def part_of(upload: Upload) -> Path:
    """Where what has arrived of a file lies until it is whole."""
    return parts.path_of(tasks.part_name(upload.pk))


def clean_name(name: str) -> str:
    """The name of a file without folders and signs that are no text; refused (422) when empty."""
    name = PurePosixPath(name.replace("\\", "/").replace("\x00", "")).name.strip(" .")
    if not visible(name) or has_control_signs(name) or "�" in name:
        raise Refused(_("The file has no name that can be shown. Name it anew."), status=422)
    stem, dot, ending = name.rpartition(".")
    room = NAME_MOST - len(ending) - 1
    return f"{stem[:room]}.{ending}" if dot and len(ending) < 10 else name[:NAME_MOST]


def named_by_content(name: str, extension: str) -> str:
    """The name with the ending that its content has, whatever was claimed."""
    _stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    same = {"jpeg": "jpg"}.get(ending, ending)
    if dot and (same == extension or (extension == "txt" and ending in TEXTS)):
        return name
    return f"{name[: NAME_MOST - len(extension) - 1]}.{extension}"
