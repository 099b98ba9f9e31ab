"""The floor: asked for, given, taken, and how long each may have it."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import locked as council_locked
from maslikhat.registry.models import Council, Mandate
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.floor import (
    DEFAULTS,
    MINUTES_DAYS,
    WAITING_MOST,
    list_of,
    rules_of,
)
from maslikhat.sittings.guards import allow, in_time, locked, locked_item
from maslikhat.sittings.models import FloorRules, Item, Speech, SpeechKind
from maslikhat.sittings.permissions import (
    mandate_in,
    may_ask_floor,
    may_end_speech,
    may_give_floor,
    may_lead,
    may_order_speech,
    may_set_floor_rules,
    may_withdraw_speech,
)
from maslikhat.voting.moments import moment_of

NAME_MOST, BASIS_MOST = 255, 255
LEAST_SECONDS, MOST_SECONDS = 10, 4 * 3600
MINUTES_DAYS_MOST = 60


@atomic
def ask_floor(
    item: Item,
    *,
    by: User,
    kind: str,
    mandate: Mandate | None = None,
    name: str = "",
    at: dt.datetime | None = None,
) -> Speech:
    """A deputy asks to speak on an item; whoever leads enters another, or a guest by name."""
    item = locked_item(item)
    sitting = item.sitting
    allow(may_ask_floor(by, item), by, item, for_deputies=True)
    in_time("ask_floor", sitting)
    refuse_unless(item.done_at is None, _("The item is done."))
    refuse_unless(kind in SpeechKind.values, refusals.CHOOSE, status=422)
    own, leads = mandate_in(by, sitting), may_lead(by, sitting)
    refuse_unless(
        leads or (not name and (mandate is None or (own is not None and mandate.pk == own.pk))),
        _("A deputy asks in the deputy's own name. Who leads the sitting enters the others."),
        status=403,
    )
    guest = line(name, NAME_MOST)
    speaker = None if guest else mandate or own
    refuse_unless(bool(guest) or speaker is not None, _("Say who is to speak."), status=422)
    refuse_unless(
        speaker is None or any(one.pk == speaker.pk for one in body_of(sitting).mandates),
        _("Choose a deputy who sits in this body on the day of the sitting."),
        status=422,
    )
    waiting = Speech.objects.filter(item=item).waiting()
    refuse_unless(waiting.count() < WAITING_MOST, refusals.TOO_MANY_WAIT)
    refuse_unless(
        speaker is None or not waiting.filter(mandate=speaker, kind=kind).exists(),
        refusals.ON_THE_LIST,
    )
    last = waiting.filter(kind=kind).aggregate(last=Max("place"))["last"] or 0
    made = Speech.objects.create(
        sitting=sitting,
        item=item,
        kind=kind,
        mandate=speaker,
        name=guest,
        asked_at=moment_of(at),
        place=last + 1,
        seconds=rules_of(sitting.council, sitting.day).seconds[kind],
        by=by.pk,
    )
    heard.floor_changed(sitting, item)
    record(by, "sittings.ask_floor", made)
    return made


@atomic
def withdraw_speech(speech: Speech, *, by: User) -> Speech:
    """Somebody does not wish to speak any more."""
    speech = _locked(speech)
    allow(may_withdraw_speech(by, speech), by, speech.item, for_deputies=True)
    refuse_unless(
        speech.begun_at is None and speech.withdrawn_at is None,
        _("The speech has begun, or is taken back already."),
    )
    speech.withdrawn_at = timezone.now()
    speech.save(update_fields=["withdrawn_at"])
    heard.floor_changed(speech.sitting, speech.item)
    record(by, "sittings.withdraw_speech", speech)
    return speech


@atomic
def order_speech(speech: Speech, *, by: User) -> Speech:
    """Whoever leads lets one speak before the others of the same kind."""
    speech = _locked(speech)
    allow(may_order_speech(by, speech), by, speech.item)
    refuse_unless(
        speech.begun_at is None and speech.withdrawn_at is None,
        _("The speech has begun, or is taken back already."),
    )
    _speaking, waiting = list_of(speech.sitting)
    same = [one.pk for one in waiting if one.kind == speech.kind and one.pk != speech.pk]
    for place, number in enumerate([speech.pk, *same], 1):
        Speech.objects.filter(pk=number).update(place=place)
    speech.place = 1
    heard.floor_changed(speech.sitting, speech.item)
    record(by, "sittings.order_speech", speech)
    return speech


@atomic
def give_floor(speech: Speech, *, by: User, at: dt.datetime | None = None) -> Speech:
    """Somebody has the floor: the time runs; whoever had it before has ended."""
    speech = _locked(speech)
    sitting = speech.sitting
    allow(may_give_floor(by, speech), by, speech.item)
    in_time("give_floor", sitting)
    refuse_unless(
        speech.begun_at is None and speech.withdrawn_at is None,
        _("The speech has begun, or is taken back already."),
    )
    refuse_unless(
        speech.item.called_at is not None and speech.item.done_at is None,
        refusals.NOT_CONSIDERED,
    )
    now = moment_of(at, after=speech.item.called_at)
    Speech.objects.filter(sitting=sitting).speaking().update(ended_at=now)
    speech.begun_at = now
    speech.save(update_fields=["begun_at"])
    heard.floor_changed(sitting, speech.item)
    record(by, "sittings.give_floor", speech)
    return speech


@atomic
def end_speech(speech: Speech, *, by: User, at: dt.datetime | None = None) -> Speech:
    """The speech has ended."""
    speech = _locked(speech)
    allow(may_end_speech(by, speech), by, speech.item)
    refuse_unless(
        speech.begun_at is not None and speech.ended_at is None,
        refusals.NOBODY_SPEAKS,
    )
    speech.ended_at = moment_of(at, after=speech.begun_at)
    speech.save(update_fields=["ended_at"])
    heard.floor_changed(speech.sitting, speech.item)
    record(by, "sittings.end_speech", speech)
    return speech


@atomic
def set_floor_rules(
    council: Council,
    *,
    by: User,
    seconds: Mapping[str, int],
    basis: str,
    minutes_days: int = MINUTES_DAYS,
) -> FloorRules:
    """From today each kind of speech has so many seconds, and minutes so many working days.

    `basis` names the article.

    No law has them: each council's own regulations do (Law 148, art. 9).
    """
    if not may_set_floor_rules(by, council):
        raise Refused(_("Only the clerk enters what the regulations say."), status=403)
    council = council_locked(council)
    refuse_unless(
        set(seconds) == set(DEFAULTS)
        and all(LEAST_SECONDS <= number <= MOST_SECONDS for number in seconds.values()),
        _("A speech has from ten seconds to four hours."),
        status=422,
    )
    refuse_unless(
        1 <= minutes_days <= MINUTES_DAYS_MOST,
        _("Minutes are out within one to sixty working days."),
        status=422,
    )
    article = line(basis, BASIS_MOST, needed=_("Name the article of the regulations."))
    day = today()
    FloorRules.objects.filter(council=council, from_day__gte=day).delete()
    FloorRules.objects.filter(council=council, to_day=None).update(to_day=day)
    made = FloorRules.objects.create(
        council=council,
        basis=article,
        minutes_days=minutes_days,
        from_day=day,
        **{f"{kind}_seconds": number for kind, number in seconds.items()},
    )
    record(by, "sittings.set_floor_rules", made)
    return made


_speeches = PreparedThings(
    lambda number: Speech.objects.filter(pk=number).select_related("item", "mandate")
)


def _locked(speech: Speech) -> Speech:
    sitting = locked(speech.sitting_id)
    for found in _speeches(speech.pk):
        found.sitting = found.item.sitting = sitting
        return found
    raise Hidden()
