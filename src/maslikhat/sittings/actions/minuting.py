"""The minutes: edited in versions, approved by who presided."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import tasks
from maslikhat.kit import jobs, uploads
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Person
from maslikhat.registry.standing import standing
from maslikhat.sittings import heard
from maslikhat.sittings.covering import hold_decisions, is_stale, masks_in
from maslikhat.sittings.guards import allow, locked, refuse_approved
from maslikhat.sittings.minutes import OFFICIAL
from maslikhat.sittings.models import Minutes, MinutesVersion, Sitting
from maslikhat.sittings.paper import files_of
from maslikhat.sittings.permissions import (
    may_approve_minutes,
    may_edit_minutes,
    may_read,
    may_renew_minutes,
)
from maslikhat.voting.moments import moment_of

VERSIONS_MOST, TEXT_MOST, NOTE_MOST = 100, 200_000, 500


@atomic
def edit_minutes(
    minutes: Minutes, *, by: User, texts: Mapping[str, str], base: int, note: str
) -> MinutesVersion:
    """The next version of minutes that are not approved yet; `note` says what was put right.

    `texts` are text_kk, text_ru, closed_kk, closed_ru. Refused when there is a newer one than
    `base`.
    """
    minutes = _locked(minutes)
    allow(may_edit_minutes(by, minutes), by, minutes.sitting)
    refuse_approved(minutes)
    latest = minutes.versions.latest("number")
    refuse_unless(
        base == latest.number,
        _("Someone has written a newer version meanwhile. Open it, and write yours anew."),
    )
    refuse_unless(latest.number < VERSIONS_MOST, _("Minutes have at most 100 versions."))
    told = {name: words(texts.get(name, ""), TEXT_MOST) for name in _NAMES}
    refuse_unless(
        bool(told["text_kk"]) and bool(told["text_ru"]),
        _("The minutes are kept in Kazakh and in Russian."),
        status=422,
    )
    refuse_unless(
        any(told[name] != getattr(latest, name) for name in _NAMES),
        _("The text is as it was: change it first."),
    )
    made = MinutesVersion.objects.create(
        minutes=minutes,
        number=latest.number + 1,
        note=line(note, NOTE_MOST, needed=_("Say what you have put right.")),
        by=by.pk,
        **told,
    )
    heard.stage_changed(minutes.sitting)
    record(by, "sittings.edit_minutes", minutes)
    return made


class Ready(NamedTuple):
    """A version with its files on the disk: their SHA-256 by the names of their columns."""

    number: int
    person: int | None
    files: Mapping[str, str]
    # The masks of the decisions on the agenda that they were made by.
    masks: tuple[int, ...] = ()


class Wanted(NamedTuple):
    """The version that is to be approved, as whoever approves it has read it, and by whom."""

    version: MinutesVersion
    by: User


def _ready(wanted: Wanted | Ready) -> Ready:
    """The files, made before the act's transaction; none for who may not approve them."""
    if isinstance(wanted, Ready):
        return wanted
    version, person = wanted.version, standing(wanted.by).person_id
    if person is None or not may_approve_minutes(wanted.by, version.minutes):
        return Ready(version.number, None, {})
    chair = Person.objects.get(pk=person)
    return _made(version, chair)


def _made(version: MinutesVersion, chair: Person) -> Ready:
    sitting = Sitting.objects.with_names().get(pk=version.minutes.sitting_id)
    masks = masks_in(sitting)
    files = files_of(sitting, version, chair)
    stored = {name: uploads.store(content) for name, content in files.items()}
    return Ready(version.number, chair.pk, stored, masks)


def _as_made(sitting: Sitting, ready: Ready) -> None:
    """Refuse files that are not of what is covered now, and hold that until the act ends."""
    hold_decisions(sitting)
    refuse_unless(
        ready.masks == masks_in(sitting)
        and all(uploads.path_of(sha256).exists() for sha256 in ready.files.values()),
        _("Words were covered or left open meanwhile. Do it again: the files are made anew."),
    )


@prepared(version=_ready)
@atomic
def approve_minutes(
    minutes: Minutes, *, by: User, version: Wanted | Ready, at: dt.datetime | None = None
) -> Minutes:
    """Who presided approves the latest version: it is published and never changes again.

    The record holds the hashes of the files. `at` is when, now when absent.
    """
    ready = _ready(version)
    minutes = _locked(minutes)
    sitting = minutes.sitting
    if not may_approve_minutes(by, minutes):
        allow(may_read(by, sitting), by, sitting)
        raise Refused(
            _("Minutes are approved by who presided, or heads the maslikhat."), status=403
        )
    refuse_unless(minutes.approved_at is None, _("The minutes are approved already."))
    refuse_unless(
        ready.number == minutes.versions.latest("number").number,
        _("Someone has written a newer version meanwhile. Read it before you approve it."),
    )
    _as_made(sitting, ready)
    minutes.approved_at = moment_of(at, after=sitting.closed_at)
    minutes.approved_by_id = ready.person
    for name, sha256 in ready.files.items():
        setattr(minutes, name, sha256)
    minutes.save()
    heard.minutes_approved(sitting, by=by)
    for sha256 in ready.files.values():
        record(by, "sittings.approve_minutes", minutes, digest=sha256)
    return minutes


def _anew(wanted: Wanted | Ready) -> Ready:
    """The files made anew, before the act's transaction; none for who may not have it done."""
    if isinstance(wanted, Ready):
        return wanted
    version = wanted.version
    chair = version.minutes.approved_by
    if chair is None or not may_renew_minutes(wanted.by, version.minutes):
        return Ready(version.number, None, {})
    return _made(version, chair)


@prepared(version=_anew)
@atomic
def renew_minutes(minutes: Minutes, *, by: User, version: Wanted | Ready) -> Minutes:
    """The files of approved minutes are made anew after words of a decision in them were covered.

    The minutes stay as they were approved; the record keeps the hashes of the files that were.
    """
    ready = _anew(version)
    minutes = _locked(minutes)
    allow(may_renew_minutes(by, minutes), by, minutes.sitting)
    latest = minutes.versions.latest("number")
    refuse_unless(
        is_stale(minutes, latest) and bool(ready.files),
        _("Nothing was covered since the files were made."),
    )
    _as_made(minutes.sitting, ready)
    old = {getattr(minutes, name) for name in ready.files}
    for name, sha256 in ready.files.items():
        setattr(minutes, name, sha256)
    minutes.renewed_at = timezone.now()
    minutes.save()
    jobs.enqueue(
        tasks.forget_contents,
        sorted(old - set(ready.files.values())),
        key=f"minutes {minutes.pk} {minutes.renewed_at.isoformat()}",
    )
    heard.stage_changed(minutes.sitting)
    for sha256 in ready.files.values():
        record(by, "sittings.renew_minutes", minutes, digest=sha256)
    return minutes


_NAMES = tuple(f"{name}_{lang}" for name in ("text", "closed") for lang in OFFICIAL)


def _locked(minutes: Minutes) -> Minutes:
    sitting = locked(minutes.sitting_id)
    found = Minutes.objects.filter(pk=minutes.pk).first()
    if found is None:
        raise Hidden()
    found.sitting = sitting
    return found
