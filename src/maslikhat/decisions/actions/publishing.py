"""Publishing: the copy with personal data covered, as a page, a PDF and XML, on the record."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard
from maslikhat.decisions.copies import Copy, Order, facts_in, is_stale, made, masks_in
from maslikhat.decisions.guards import allow, in_time, locked, past_day
from maslikhat.decisions.models import Decision, Publication, Version
from maslikhat.decisions.parity.agreement import unexplained
from maslikhat.decisions.permissions import may_publish, may_renew_copy
from maslikhat.dialogue import tasks
from maslikhat.kit import jobs, uploads
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.live.actions import withdraw


@prepared(copy=made)
@atomic
def publish(
    decision: Decision,
    *,
    by: User,
    copy: Order | Copy,
    day: dt.date | None = None,
    where: str = "",
    url: str = "",
) -> Publication:
    """An adopted decision is published, personal data covered as the apparatus has confirmed.

    A normative one only after its State registration, and once each difference of its Kazakh and
    Russian texts is put right or explained. The record holds the hash of the PDF.
    """
    decision = locked(decision)
    allow(may_publish(by, decision), by, decision)
    in_time("publish", decision)
    refuse_unless(decision.published_on is None, _("The decision is published already."))
    version = Version.objects.latest_of(decision)
    if version is None or not (version.text_kk and version.text_ru):
        raise Refused(_("There is no text in both Kazakh and Russian to publish."))
    if decision.is_normative:
        _normative(decision, version)
    ready = made(copy)
    _as_confirmed(decision, version, ready)
    decision.published_on = past_day(day or today(), decision.registered_on or decision.adopted_on)
    decision.moved_on = today()
    decision.save()
    publication = Publication.objects.create(
        decision=decision,
        version=version,
        copy_kk=ready.texts.kk,
        copy_ru=ready.texts.ru,
        copy_en=ready.texts.en,
        masked=dict(ready.covered),
        where=line(where),
        url=url,
        by=by.pk,
        **ready.files,
    )
    heard.opened(decision, "decisions.publish", by=by)
    for sha256 in ready.files.values():
        record(by, "decisions.publish", publication, digest=sha256)
    return publication


@prepared(copy=made)
@atomic
def renew_copy(decision: Decision, *, by: User, copy: Order | Copy) -> Publication:
    """A published copy is made anew, with its files, after words of it were covered (Law 94-V).

    The record keeps the hashes of the files that were, and holds those of the new ones.
    """
    decision = locked(decision)
    allow(may_renew_copy(by, decision), by, decision)
    in_time("renew_copy", decision)
    publication = Publication.objects.filter(decision=decision).select_related("version").first()
    if publication is None or not is_stale(publication):
        raise Refused(_("Nothing was covered since the copy was made."))
    ready = made(copy)
    _as_confirmed(decision, publication.version, ready)
    old = {getattr(publication, column) for column in ready.files}
    told = {f"copy_{lang}": getattr(ready.texts, lang) for lang in LANGUAGES}
    for column, text in {**told, **ready.files}.items():
        setattr(publication, column, text)
    publication.masked, publication.renewed_at = dict(ready.covered), timezone.now()
    publication.save()
    jobs.enqueue(
        tasks.forget_contents,
        sorted(old - set(ready.files.values())),
        key=f"copy {publication.pk} {publication.renewed_at.isoformat()}",
    )
    heard.told_search(decision)
    withdraw()
    for sha256 in ready.files.values():
        record(by, "decisions.renew_copy", publication, digest=sha256)
    return publication


def _normative(decision: Decision, version: Version) -> None:
    """What binds citizens is registered first, and both its official texts agree."""
    refuse_unless(
        decision.registered_on is not None,
        _("A normative decision is registered by the State first (Law 148, art. 7)."),
    )
    refuse_unless(
        not unexplained(decision, version),
        _("The Kazakh and the Russian text differ. Explain each difference on their page first."),
    )


def _as_confirmed(decision: Decision, version: Version, ready: Copy) -> None:
    """Refuse a copy that is not of what the apparatus has looked through."""
    is_same = (
        ready.version == version.number
        and bool(ready.seen)
        and ready.masks == masks_in(decision)
        and ready.facts == facts_in(decision)
    )
    refuse_unless(
        is_same,
        _("The decision has changed meanwhile. Look through the list again and confirm it."),
    )
    refuse_unless(
        all(uploads.path_of(sha256).exists() for sha256 in ready.files.values()),
        _("The files of the copy are gone. Publish again."),
    )
