"""Files on their way to a post: announced, taken part by part, checked when they are whole.

None of it is put on the record: a file is on it with the post it belongs to.
"""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import IO

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import permissions, tasks
from maslikhat.dialogue.attached import clean_name, named_by_content
from maslikhat.dialogue.models import Attachment, Upload
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.kit import jobs, parts, uploads
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import LARGEST, Kept

FILES_A_DAY = 60
BYTES_A_DAY = 300 * 1024 * 1024
PART_MOST = 4 * 1024 * 1024
A_DAY = dt.timedelta(days=1)
Content = Path | IO[bytes] | Kept | Refused


def _checked(content: Content) -> Kept | Refused:
    """The file as it is kept, or why it is not; slow, and before the act begins."""
    if isinstance(content, Kept | Refused):
        return content
    try:
        if not isinstance(content, Path):
            return uploads.keep(content)
        with content.open("rb") as whole:
            return uploads.keep(whole)
    except FileNotFoundError:
        return Refused(_("The file has not arrived whole. Send it again."), status=422)
    except Refused as refusal:
        if isinstance(content, Path):
            content.unlink(missing_ok=True)
        return refusal


@atomic
def begin_upload(*, by: User, name: str, size: int) -> Upload:
    """Announce a file of so many bytes, at most 20 MB; its parts may come in their own time.

    Refused (413) beyond 20 MB, and (429) beyond 60 files or 300 MB within a day.
    """
    if not permissions.may_upload(by):
        raise only_deputies(by)
    if size < 1:
        raise Refused(_("The file is empty. Choose another one."), status=422)
    if size > LARGEST:
        raise Refused(
            _("The file is larger than %(most)s MB. Choose a smaller one.")
            % {"most": LARGEST // (1024 * 1024)},
            status=413,
        )
    # The lock on the own row makes one person's uploads wait for each other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _refuse_too_much(by, size)
    return Upload.objects.create(user=by, name=clean_name(name), size=size)


@atomic
def take_part(upload: Upload, *, by: User, offset: int, part: bytes) -> Upload:
    """Take the next part of a file, at most 4 MB; what is there already is not taken twice.

    Refused (409) when `offset` is not where the file goes on: ask how much has arrived.
    """
    if not permissions.may_upload(by):
        raise only_deputies(by)
    locked = _own(upload, by)
    if len(part) > PART_MOST or offset + len(part) > locked.size:
        raise Refused(_("This part is too large. Send the file again."), status=413)
    # After a loss of power less may be there than was said.
    arrived = min(locked.received, parts.arrived(_part(locked)))
    if locked.is_whole or offset != arrived:
        raise Refused(_("The file goes on at another place. Ask how much has arrived."))
    locked.received = parts.append(_part(locked), offset, part)
    locked.save(update_fields=["received"])
    return locked


@prepared(content=_checked)
@atomic
def finish_upload(upload: Upload, *, by: User, content: Content) -> Upload:
    """Check a file that has arrived and keep it until it is posted; `content` is where it lies.

    Refused when its content is none that is taken: what it calls itself does not count.
    """
    if not permissions.may_upload(by):
        raise only_deputies(by)
    locked = _own(upload, by)
    if locked.is_whole:
        return locked
    kept = _checked(content)
    if isinstance(kept, Refused):
        raise kept
    if locked.received != locked.size:
        raise Refused(_("The file has not arrived whole. Send it again."), status=422)
    transaction.on_commit(partial(parts.drop, _part(locked)))
    return _kept(locked, kept)


@prepared(content=_checked)
@atomic
def add_upload(*, by: User, name: str, content: Content) -> Upload:
    """Take a whole file at once, as a form without a script sends it."""
    if not permissions.may_upload(by):
        raise only_deputies(by)
    kept = _checked(content)
    if isinstance(kept, Refused):
        raise kept
    upload = begin_upload(by=by, name=name, size=kept.size)
    upload.received = kept.size
    return _kept(upload, kept)


@atomic
def drop_upload(upload: Upload, *, by: User) -> None:
    """Take back a file that is not posted yet."""
    if not permissions.may_upload(by):
        raise only_deputies(by)
    locked = _own(upload, by)
    transaction.on_commit(partial(parts.drop, _part(locked)))
    if locked.is_whole:
        jobs.enqueue(tasks.forget_contents, [locked.sha256], key=f"upload {locked.pk}")
    locked.delete()


def _part(upload: Upload) -> str:
    return tasks.part_name(upload.pk)


def _own(upload: Upload, by: User) -> Upload:
    """The upload under its lock; one of somebody else does not exist."""
    found = Upload.objects.select_for_update().of(by).filter(pk=upload.pk).first()
    if found is None:
        raise Hidden()
    return found


def _kept(upload: Upload, kept: Kept) -> Upload:
    upload.name = named_by_content(upload.name, kept.extension)
    upload.sha256, upload.media_type = kept.sha256, kept.media_type
    upload.kept_size = kept.size
    upload.save()
    return upload


def _refuse_too_much(by: User, size: int) -> None:
    since = timezone.now() - A_DAY
    waiting = Upload.objects.of(by).filter(made_at__gte=since)
    posted = Attachment.objects.filter(by=by.pk, made_at__gte=since)
    count, total = 0, 0
    for rows in (waiting, posted):
        told = rows.aggregate(count=Count("pk"), total=Sum("size"))
        count, total = count + told["count"], total + (told["total"] or 0)
    if count >= FILES_A_DAY or total + size > BYTES_A_DAY:
        raise Refused(
            _("You have sent 60 files or 300 MB within a day. Go on tomorrow."), status=429
        )
