"""A file of a step: on disk before the act, a row within it."""

from typing import IO

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maslikhat.commitments.models import Paper, Step
from maslikhat.kit import uploads
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.uploads import Kept


def kept(file: IO[bytes] | Kept | None) -> Kept | None:
    """The file on disk, checked by its content; refused (413, 415) when it is not taken."""
    return file if file is None or isinstance(file, Kept) else uploads.keep(file)


def put_with(step: Step, file: IO[bytes] | Kept | None, name: str | Promise) -> None:
    """The file that came with a step stands at it, named in the language of the step; none is
    none."""
    found = kept(file)
    if found is not None:
        with translation.override(step.language or step.commitment.language):
            put(step, found, str(name))


def put(step: Step, file: Kept, name: str) -> Paper:
    """The file stands at the step, under a name with the ending of its content."""
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
