"""The jobs of the dialogue: forgetting drafts and files that nobody has posted."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from maslikhat.dialogue.models import Draft, Upload
from maslikhat.kit import jobs, parts, uploads
from maslikhat.kit.transactions import writing

AT_ONCE = 500
KEEP_DRAFTS = dt.timedelta(days=90)
KEEP_UNFINISHED, KEEP_UNPOSTED = dt.timedelta(days=1), dt.timedelta(days=7)


@jobs.job()
def forget_contents(hashes: list[str]) -> None:
    """Remove from the disk what no row uses any more."""
    for sha256 in hashes:
        with writing():
            uploads.forget(sha256)


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Forget drafts of 90 days, files unfinished for a day and files unposted for a week."""
    now = timezone.now()
    _forget(Draft.objects.filter(saved_at__lt=now - KEEP_DRAFTS))
    unfinished = Q(sha256="", made_at__lt=now - KEEP_UNFINISHED)
    stale = Upload.objects.filter(unfinished | Q(made_at__lt=now - KEEP_UNPOSTED))
    for number, sha256 in list(stale.order_by("pk").values_list("pk", "sha256")):
        with writing():
            Upload.objects.filter(pk=number).delete()
            if sha256:
                uploads.forget(sha256)
        parts.drop(part_name(number))


def part_name(number: int) -> str:
    """The name under which the parts of an upload lie."""
    return f"upload-{number}"


def _forget(rows: QuerySet[Any]) -> None:
    while numbers := list(rows.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        with writing():
            rows.model._default_manager.filter(pk__in=numbers).delete()
