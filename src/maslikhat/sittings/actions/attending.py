"""Attendance: who is there, who is excused, who stands aside from an item."""

import datetime as dt
from collections.abc import Mapping

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows, reserve_ids
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Mandate
from maslikhat.registry.standing import standing
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.attendance import is_near, mandates_of
from maslikhat.sittings.guards import allow, in_time, locked, locked_item, refuse_approved
from maslikhat.sittings.models import (
    Attendance,
    Interest,
    Item,
    Minutes,
    Motion,
    Part,
    Presence,
    Reason,
    Recusal,
    Sitting,
)
from maslikhat.sittings.models.attendance import REASON_MOST, THERE
from maslikhat.sittings.models.sittings import INVITED_MOST
from maslikhat.sittings.permissions import (
    mandate_in,
    may_call_roll,
    may_check_in,
    may_check_out,
    may_declare_interest,
    may_end_interest,
    may_mark_attendance,
    may_mark_invited,
    may_recuse,
    may_unrecuse,
)
from maslikhat.voting.models import State
from maslikhat.voting.moments import moment_of

INTERESTS_MOST = 100


@atomic
def check_in(sitting: Sitting, *, by: User, is_remote: bool = False) -> Attendance:
    """A deputy says on the own device that the deputy is there, in the hall or remotely."""
    sitting = locked(sitting.pk)
    allow(may_check_in(by, sitting), by, sitting, for_deputies=True)
    in_time("check_in", sitting)
    refuse_unless(
        sitting.opened_at is not None or is_near(sitting),
        _("It is too early. Deputies say that they are there from two hours before the sitting."),
    )
    mandate = mandate_in(by, sitting)
    assert mandate is not None
    made = _mark(sitting, mandate, Part.REMOTE if is_remote else Part.PRESENT, "", by=by)
    record(by, "sittings.check_in", made)
    return made


@atomic
def check_out(sitting: Sitting, *, by: User, mandate: Mandate | None = None) -> Attendance:
    """A deputy leaves before the end; that the deputy was there stays on the page.

    Whoever leads notes it of another, by the `mandate`. From then on the quorum is counted without
    the deputy.
    """
    sitting = locked(sitting.pk)
    if mandate is None:
        allow(may_check_out(by, sitting), by, sitting, for_deputies=True)
    else:
        allow(may_mark_attendance(by, sitting), by, sitting)
    in_time("check_in", sitting)
    person = standing(by).person_id if mandate is None else mandate.person_id
    found = Attendance.objects.filter(sitting=sitting, person=person).there().first()
    if found is None or not found.presences.filter(to_at=None).exists():
        raise Refused(refusals.NOT_THERE if mandate is None else refusals.OTHER_NOT_THERE)
    _leave(found, timezone.now())
    heard.attendance_changed(sitting)
    record(by, "sittings.check_out", found)
    return found


@atomic
def mark_attendance(
    sitting: Sitting,
    *,
    by: User,
    mandate: Mandate,
    part: str,
    reason: str = "",
    at: dt.datetime | None = None,
) -> Attendance:
    """Whoever leads notes how a deputy takes part; a good reason by its class alone.

    Nobody is absent by default: "absent without good reason" is said of somebody by somebody.
    """
    sitting = locked(sitting.pk)
    allow(may_mark_attendance(by, sitting), by, sitting)
    in_time("mark_attendance", sitting)
    refuse_unless(
        part in Part.values and (reason in Reason.values or not reason),
        refusals.CHOOSE,
        status=422,
    )
    refuse_unless(
        part != Part.EXCUSED or bool(reason), _("Choose what kind of reason it is."), status=422
    )
    refuse_unless(
        any(one.pk == mandate.pk for one in mandates_of(sitting)),
        _("Choose a deputy who sits in this body on the day of the sitting."),
        status=422,
    )
    _refuse_approved(sitting)
    is_over = sitting.closed_at is not None
    refuse_unless(
        not (is_over and part in THERE)
        or Attendance.objects.filter(sitting=sitting, person=mandate.person_id).there().exists(),
        refusals.NOTED_WHILE_IT_LASTED,
    )
    made = _mark(sitting, mandate, part, reason if part == Part.EXCUSED else "", by=by, at=at)
    record(by, "sittings.mark_attendance", made)
    return made


def _refuse_approved(sitting: Sitting) -> None:
    if sitting.closed_at is None:
        return
    minutes = Minutes.objects.filter(sitting=sitting).first()
    if minutes is not None:
        refuse_approved(minutes)


@atomic
def mark_invited(sitting: Sitting, *, by: User, invited: Mapping[str, str]) -> Sitting:
    """Who was invited and is there besides the deputies: a person a line, the name with the office.

    In Kazakh and in Russian, as the minutes are; nobody where both are empty.
    """
    sitting = locked(sitting.pk)
    allow(may_mark_invited(by, sitting), by, sitting)
    in_time("mark_attendance", sitting)
    _refuse_approved(sitting)
    for lang in LANGUAGES:
        setattr(sitting, f"invited_{lang}", words(invited.get(lang, ""), INVITED_MOST))
    refuse_unless(
        bool(sitting.invited_kk) == bool(sitting.invited_ru),
        _("Name them in Kazakh and in Russian: the minutes are in both."),
        status=422,
    )
    sitting.save(update_fields=[f"invited_{lang}" for lang in LANGUAGES])
    heard.attendance_changed(sitting)
    record(by, "sittings.mark_invited", sitting)
    return sitting


@atomic
def call_roll(sitting: Sitting, *, by: User, at: dt.datetime | None = None) -> Sitting:
    """Whoever leads has called the roll: all of whom nothing was said yet are in the hall.

    Who is not has been noted before.
    """
    sitting = locked(sitting.pk)
    allow(may_call_roll(by, sitting), by, sitting)
    in_time("call_roll", sitting)
    known = set(sitting.attendances.values_list("person", flat=True))
    others = [one for one in mandates_of(sitting) if one.person_id not in known]
    refuse_unless(bool(others), _("Of each deputy something is noted already."))
    moment = connection.ops.adapt_datetimefield_value(moment_of(at))
    numbers = reserve_ids(Attendance, len(others))
    insert_rows(
        Attendance,
        ("id", "sitting_id", "mandate_id", "person_id", "part", "reason", "by", "at"),
        [
            (number, sitting.pk, one.pk, one.person_id, Part.PRESENT.value, "", by.pk, moment)
            for number, one in zip(numbers, others, strict=True)
        ],
    )
    insert_rows(
        Presence,
        ("attendance_id", "is_remote", "from_at"),
        [(number, False, moment) for number in numbers],
    )
    heard.attendance_changed(sitting)
    record(by, "sittings.call_roll", sitting)
    return sitting


@atomic
def recuse(item: Item, *, by: User, mandate: Mandate, because: str) -> Recusal:
    """A deputy takes no part in an item because of an own interest; the reason is shown."""
    item = locked_item(item)
    allow(may_recuse(by, item, mandate), by, item, for_deputies=True)
    in_time("recuse", item.sitting)
    refuse_unless(item.done_at is None, _("The item is done."))
    _refuse_while_voting(item)
    refuse_unless(
        any(one.pk == mandate.pk for one in mandates_of(item.sitting)),
        _("Choose a deputy who sits in this body on the day of the sitting."),
        status=422,
    )
    reason = line(because, REASON_MOST, needed=_("Say why the deputy takes no part."))
    refuse_unless(
        not item.recusals.filter(person=mandate.person_id).exists(),
        refusals.RECUSED_ALREADY,
    )
    made = Recusal.objects.create(
        item=item, mandate=mandate, person_id=mandate.person_id, because=reason, by=by.pk
    )
    heard.attendance_changed(item.sitting, item)
    record(by, "sittings.recuse", made)
    return made


@atomic
def unrecuse(recusal: Recusal, *, by: User) -> Item:
    """A recusal that was entered by mistake, or has no reason any more, is taken back."""
    item = locked_item(recusal.item)
    found = item.recusals.filter(pk=recusal.pk).select_related("mandate").first()
    if found is None:
        raise Hidden()
    found.item = item
    allow(may_unrecuse(by, found), by, item, for_deputies=True)
    in_time("unrecuse", item.sitting)
    refuse_unless(item.done_at is None, _("The item is done."))
    _refuse_while_voting(item)
    record(by, "sittings.unrecuse", found)
    Recusal.objects.filter(pk=found.pk).delete()
    heard.attendance_changed(item.sitting, item)
    return item


def _refuse_while_voting(item: Item) -> None:
    """Who votes is settled as a vote is opened: nobody takes no part in what one has voted on."""
    is_open = Motion.objects.filter(item=item, ballot__state=State.OPEN).exists()
    refuse_unless(not is_open, refusals.RECUSED_BETWEEN_VOTES)


@atomic
def declare_interest(
    *, by: User, kind: str, name: str, bin: str = "", from_day: dt.date | None = None
) -> Interest:
    """A deputy declares an own interest; from then on recusal is proposed where an item names it.

    `bin` is the twelve digits of an organisation in the State's register.
    """
    if not may_declare_interest(by):
        raise Refused(_("Only deputies declare interests."), status=403)
    person = standing(by).person_id
    assert person is not None
    refuse_unless(kind in Interest.Kind.values, refusals.CHOOSE, status=422)
    number = "".join(bin.split())
    refuse_unless(
        not number or (number.isascii() and number.isdigit() and len(number) == 12),
        _("A BIN has twelve digits."),
        status=422,
    )
    refuse_unless(
        Interest.objects.on().filter(person=person).count() < INTERESTS_MOST,
        _("At most 100 interests are declared."),
    )
    made = Interest.objects.create(
        person_id=person,
        kind=kind,
        name=line(name, REASON_MOST, needed=_("Name the organisation or the property.")),
        bin=number,
        from_day=min(from_day or today(), today()),
        by=by.pk,
    )
    record(by, "sittings.declare_interest", made)
    return made


@atomic
def end_interest(interest: Interest, *, by: User) -> Interest:
    """An interest of a deputy has ended; that it was declared stays known."""
    if not may_end_interest(by, interest):
        raise Hidden()
    found = Interest.objects.select_for_update().get(pk=interest.pk)
    refuse_unless(found.to_day is None, _("This has ended already."))
    found.to_day = max(today(), found.from_day + dt.timedelta(days=1))
    found.save(update_fields=["to_day"])
    record(by, "sittings.end_interest", found)
    return found


def _mark(
    sitting: Sitting,
    mandate: Mandate,
    part: str,
    reason: str,
    *,
    by: User,
    at: dt.datetime | None = None,
) -> Attendance:
    """Write how the deputy takes part, and begin or end the presence with it."""
    found = Attendance.objects.filter(sitting=sitting, person=mandate.person_id).first()
    if found is None:
        found = Attendance(sitting=sitting, mandate=mandate, person_id=mandate.person_id)
    found.part, found.reason = part, reason
    found.by, found.at = by.pk, moment_of(at)
    found.save()
    if sitting.closed_at is None:
        _follow(found, found.at)
    heard.attendance_changed(sitting)
    return found


def _follow(attendance: Attendance, moment: dt.datetime) -> None:
    """Presence follows the part: there in the hall, there remotely, or not there."""
    is_there, is_remote = attendance.part in THERE, attendance.part == Part.REMOTE
    lasting = attendance.presences.filter(to_at=None).first()
    if lasting is not None and is_there and lasting.is_remote == is_remote:
        return
    if lasting is not None:
        _leave(attendance, moment)
    if is_there:
        Presence.objects.create(attendance=attendance, is_remote=is_remote, from_at=moment)


def _leave(attendance: Attendance, moment: dt.datetime) -> None:
    attendance.presences.filter(to_at=None).update(to_at=moment)
