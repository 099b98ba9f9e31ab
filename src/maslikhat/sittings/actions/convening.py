"""Before a sitting: sessions and sittings planned, convened in time, their materials sent."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import ALMATY, today
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Commission, Convocation, Council
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.clocks import missed
from maslikhat.sittings.convening import broken_if_convened, clocks_of
from maslikhat.sittings.guards import allow, in_time, locked, not_led
from maslikhat.sittings.models import Session, Sitting, Withdrawal
from maslikhat.sittings.models.sessions import NUMBER_MOST
from maslikhat.sittings.models.sittings import IN_HURRY
from maslikhat.sittings.permissions import (
    may_cancel_sitting,
    may_convene,
    may_edit_sitting,
    may_plan_session,
    may_plan_sitting,
    may_send_materials,
)
from maslikhat.sittings.words import CLOCKS
from maslikhat.voting.moments import moment_of

REASON_MOST, HALL_MOST, ADDRESS_MOST = 500, 255, 500
FARTHEST = dt.timedelta(days=400)
LONGEST = dt.timedelta(hours=16)
# Law 148: no number of the law is known for the time before it.
EARLIEST = dt.date(2001, 1, 23)


@atomic
def plan_session(
    council: Council,
    *,
    by: User,
    kind: str,
    number: str,
    proposed_by: str = "",
    decided_on: dt.date | None = None,
    registered_on: dt.date | None = None,
) -> Session:
    """A session of a council is planned: ordinary, extraordinary or first (Law 148, art. 10).

    An extraordinary one tells who asked for it and when it was decided on; the first one when the
    deputies were registered.
    """
    if not may_plan_session(by, council):
        raise Refused(_("Only the chair and the clerk of the maslikhat plan its work."), status=403)
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    convocation = Convocation.objects.on().filter(council=council).first()
    if convocation is None:
        raise Refused(_("The maslikhat has no convocation today. Open the convocation first."))
    refuse_unless(kind in Session.Kind.values, refusals.CHOOSE, status=422)
    is_extraordinary, is_first = kind == Session.Kind.EXTRAORDINARY, kind == Session.Kind.FIRST
    refuse_unless(
        not is_extraordinary or (proposed_by in {"deputies", "akim"} and decided_on is not None),
        _("Say who asked for the extraordinary session, and when it was decided on."),
        status=422,
    )
    refuse_unless(
        not is_first or registered_on is not None,
        _("Say when the newly elected deputies were registered."),
        status=422,
    )
    for day in (decided_on, registered_on):
        refuse_unless(day is None or day <= today(), _("This day lies ahead."), status=422)
    told = line(number, NUMBER_MOST, needed=_("Write the number of the session."))
    key = _key_of(told)
    refuse_unless(
        not Session.objects.filter(convocation=convocation, number_key=key).exists(),
        _("This convocation has a session of this number already."),
    )
    made = Session.objects.create(
        council=council,
        convocation=convocation,
        kind=kind,
        number=told,
        number_key=key,
        proposed_by=proposed_by if is_extraordinary else "",
        decided_on=decided_on if is_extraordinary else None,
        registered_on=registered_on if is_first else None,
        by=by.pk,
    )
    record(by, "sittings.plan_session", made)
    return made


@atomic
def plan_sitting(
    body: Session | Commission,
    *,
    by: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    hall: Mapping[str, str] | None = None,
    broadcast: str = "",
    closed_because: str = "",
    at: dt.datetime | None = None,
) -> Sitting:
    """A sitting of a session, or of a commission, is planned: its own people see it.

    With `closed_because` it is held behind closed doors (Law 148, art. 11). `at` is when it was
    planned, now when absent: one that has been held already is brought over.
    """
    if not may_plan_sitting(by, body):
        raise not_led()
    refuse_unless(
        starts_at > moment_of(at) - IN_HURRY,
        _("A sitting is planned for a time that lies ahead."),
        status=422,
    )
    made = Sitting(
        council=body.council,
        session=body if isinstance(body, Session) else None,
        commission=body if isinstance(body, Commission) else None,
        by=by.pk,
    )
    _arrange(made, starts_at, ends_at, hall or {}, broadcast, closed_because)
    made.save()
    heard.planned(made, by=by)
    record(by, "sittings.plan_sitting", made)
    return made


@atomic
def edit_sitting(
    sitting: Sitting,
    *,
    by: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    hall: Mapping[str, str] | None = None,
    broadcast: str = "",
    closed_because: str = "",
) -> Sitting:
    """Time, place, broadcast or doors of a sitting that has not begun are changed.

    Whoever was invited is told; in their calendars the entry moves.
    """
    sitting = locked(sitting.pk)
    allow(may_edit_sitting(by, sitting), by, sitting)
    in_time("edit_sitting", sitting)
    was_at, was_closed, was_public = (
        sitting.starts_at, sitting.is_closed_to_public, sitting.is_public,
    )  # fmt: skip
    kept_before = {one.clock for one in clocks_of(sitting) if one.is_in_order}
    _arrange(sitting, starts_at, ends_at, hall or {}, broadcast, closed_because)
    if sitting.convened_at is not None and starts_at != was_at:
        _refuse_evasion(sitting, kept_before)
    if was_public:
        first = sitting.moved_from or was_at
        sitting.moved_from = None if first == starts_at else first
    sitting.sequence += 1
    sitting.changed_at = timezone.now()
    sitting.save()
    is_shut = sitting.is_closed_to_public and not was_closed
    _withdraw(sitting, was_at, was_public=was_public)
    heard.changed(sitting, by=by, is_moved=was_at != sitting.starts_at, is_shut=is_shut)
    record(by, "sittings.edit_sitting", sitting)
    return sitting


@atomic
def convene(
    sitting: Sitting, *, by: User, although: str = "", at: dt.datetime | None = None
) -> Sitting:
    """The sitting is convened: deputies, population and akim have notice from now on.

    What the legal clocks would not allow is refused, unless `although` says why it must be; the
    reason is on the page beside the missed clock.
    """
    sitting = locked(sitting.pk)
    allow(may_convene(by, sitting), by, sitting)
    in_time("convene", sitting)
    refuse_unless(
        sitting.starts_at > moment_of(at),
        _("The time of the sitting has passed. Change it first."),
    )
    refuse_unless(sitting.items.exists(), _("The agenda is empty. Put questions on it first."))
    _refuse_untitled(sitting)
    sitting.convened_at = moment_of(at)
    broken = broken_if_convened(sitting, sitting.convened_at)
    reason = line(although, REASON_MOST)
    refuse_unless(not broken or bool(reason), _late([str(CLOCKS[one.clock]) for one in broken]))
    sitting.convened_although = reason if broken else ""
    sitting.changed_at = timezone.now()
    sitting.save(update_fields=["convened_at", "convened_although", "changed_at"])
    heard.convened(sitting, by=by)
    record(by, "sittings.convene", sitting)
    return sitting


@atomic
def send_materials(sitting: Sitting, *, by: User) -> Sitting:
    """The materials go to the deputies: their clock stops (Law 148, art. 10)."""
    sitting = locked(sitting.pk)
    allow(may_send_materials(by, sitting), by, sitting)
    in_time("send_materials", sitting)
    refuse_unless(sitting.materials_at is None, _("The materials are sent already."))
    refuse_unless(
        sitting.documents.exists() or sitting.items.filter(decision__isnull=False).exists(),
        _("There is nothing to send yet. Put papers or drafts to the agenda first."),
    )
    sitting.materials_at = timezone.now()
    sitting.save(update_fields=["materials_at"])
    heard.materials_sent(sitting, by=by)
    record(by, "sittings.send_materials", sitting)
    return sitting


@atomic
def cancel_sitting(sitting: Sitting, *, by: User, because: str) -> Sitting:
    """A sitting that has not begun is cancelled; whoever was invited is told why."""
    sitting = locked(sitting.pk)
    allow(may_cancel_sitting(by, sitting), by, sitting)
    in_time("cancel_sitting", sitting)
    sitting.cancelled_because = line(
        because, REASON_MOST, needed=_("Say why the sitting is cancelled.")
    )
    sitting.cancelled_at = sitting.changed_at = timezone.now()
    sitting.sequence += 1
    sitting.save(update_fields=["cancelled_because", "cancelled_at", "changed_at", "sequence"])
    heard.cancelled(sitting, by=by)
    record(by, "sittings.cancel_sitting", sitting)
    return sitting


def _arrange(
    sitting: Sitting,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None,
    hall: Mapping[str, str],
    broadcast: str,
    closed_because: str,
) -> None:
    """Set time, place, broadcast and doors; refused (422) where they cannot be so."""
    refuse_unless(
        starts_at - timezone.now() < FARTHEST, _("This day lies too far ahead."), status=422
    )
    refuse_unless(
        starts_at.astimezone(ALMATY).date() >= EARLIEST,
        _("The portal has no rules of sittings for a day before 23 January 2001."),
        status=422,
    )
    refuse_unless(
        ends_at is None or dt.timedelta() < ends_at - starts_at <= LONGEST,
        _("A sitting ends on the same day, after it has begun."),
        status=422,
    )
    refuse_unless(
        not broadcast
        or (len(broadcast) <= ADDRESS_MOST and urlsplit(broadcast).scheme in {"http", "https"}),
        _("The address of the broadcast begins with https:// and has at most 500 characters."),
        status=422,
    )
    sitting.starts_at, sitting.ends_at = starts_at, ends_at
    for lang in LANGUAGES:
        setattr(sitting, f"hall_{lang}", line(hall.get(lang, ""), HALL_MOST))
    sitting.broadcast = broadcast
    sitting.closed_because = line(closed_because, REASON_MOST)
    sitting.is_closed_to_public = bool(sitting.closed_because)


def _withdraw(sitting: Sitting, was_at: dt.datetime, *, was_public: bool) -> None:
    """Calendars that have the sitting as public cancel it when its doors are shut, and only then.

    When they are opened again the entry of the sitting itself is newer than that.
    """
    if sitting.is_public:
        Withdrawal.objects.filter(sitting=sitting).delete()
    elif was_public:
        Withdrawal.objects.create(sitting=sitting, starts_at=was_at, sequence=sitting.sequence)


def _refuse_evasion(sitting: Sitting, kept_before: Collection[str]) -> None:
    """What was convened in time is not moved into the past, or nearer than the law allows."""
    refuse_unless(
        sitting.starts_at > timezone.now(),
        _("The sitting has been convened: it cannot be moved into the past."),
        status=422,
    )
    broken = [
        str(CLOCKS[one.clock]) for one in missed(clocks_of(sitting)) if one.clock in kept_before
    ]
    refuse_unless(
        not broken,
        _(
            "The new time is too near for the law: %(clocks)s. Choose a later one, or cancel the "
            "sitting and convene another, with the reason."
        )
        % {"clocks": "; ".join(broken)},
    )


def _refuse_untitled(sitting: Sitting) -> None:
    """The notice goes out in both languages; of what was held before it is as its papers are."""
    untitled = [] if sitting.is_being_entered else list(sitting.items.untitled().in_order())
    refuse_unless(
        not untitled,
        _("Titles are asked in Kazakh and in Russian. Write what is missing at: %(numbers)s.")
        % {"numbers": ", ".join(item.number for item in untitled)},
    )


def _late(clocks: list[str]) -> str:
    return _(
        "The sitting is too near for the law: %(clocks)s. Choose a later day, or write why it must "
        "be held although."
    ) % {"clocks": "; ".join(clocks)}


def _key_of(number: str) -> str:
    return unicodedata.normalize("NFKC", number).casefold().replace(" ", "")
