"""A file of a step: on disk before the act, a row within it."""

from typing import IO

from django.utils.translation import gettext as _

from maslikhat.commitments.models import Paper, Step
from maslikhat.kit import uploads
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.uploads import Kept


def kept(file: IO[bytes] | Kept | None) -> Kept | None:
    """The file on disk, checked by its content; refused (413, 415) when it is not taken."""
    return file if file is None or isinstance(file, Kept) else uploads.keep(file)


def put(step: Step, file: Kept | None, name: str) -> Paper:
    """The file stands at the step, under a name with the ending of its content."""
    assert file is not None
    refuse_unless(
        uploads.path_of(file.sha256).exists(), _("The file is gone. Send it again."), status=422
    )
    ending = f".{file.extension}"
    return Paper.objects.create(
        step=step,
        name=name if name.lower().endswith(ending) else f"{name}{ending}",
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
    )
