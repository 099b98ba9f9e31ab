"""Drafts before they are decided on: commissions, the akim, consultation, the council's agenda."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard
from maslikhat.decisions.guards import allow, in_time, locked, past_day
from maslikhat.decisions.models import (
    AkimConclusion,
    Consultation,
    Decision,
    Outcome,
    Referral,
    Version,
)
from maslikhat.decisions.permissions import (
    may_conclude,
    may_consult,
    may_enter_akim_conclusion,
    may_mark_money,
    may_refer,
    may_table,
)
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import LINE_MOST, line, words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Body, Commission

FARTHEST = dt.timedelta(days=366)


@atomic
def refer(
    decision: Decision,
    commission: Commission,
    *,
    by: User,
    due_on: dt.date,
    sent_on: dt.date | None = None,
) -> Referral:
    """The apparatus sends a draft to a commission of the council, which concludes by a day."""
    decision = locked(decision)
    allow(may_refer(by, decision), by, decision)
    in_time("refer", decision)
    sent = past_day(sent_on or today())
    refuse_unless(
        commission.council_id == decision.council_id and commission.holds_on(today()),
        _("Choose a commission of this maslikhat."),
        status=422,
    )
    refuse_unless(
        sent <= due_on <= today() + FARTHEST,
        _("The day of the conclusion comes after the day of the referral, within a year."),
        status=422,
    )
    refuse_unless(
        not decision.referrals.filter(commission=commission).exists(),
        _("The draft has been sent to this commission already."),
    )
    referral = Referral.objects.create(
        decision=decision, commission=commission, sent_on=sent, due_on=due_on, by=by.pk
    )
    decision.referred_on = min(decision.referred_on or sent, sent)
    decision.moved_on = today()
    decision.save()
    heard.referred(referral, by=by)
    record(by, "decisions.refer", referral)
    return referral


@atomic
def conclude(
    referral: Referral,
    *,
    by: User,
    outcome: str,
    day: dt.date | None = None,
    number: str = "",
    words_kk: str = "",
    words_ru: str = "",
    item: int | None = None,
) -> Referral:
    """The commission's conclusion on a draft is entered: for, with remarks, or against.

    `item` is the item of the commission's sitting that it was handed on from, if it was.
    """
    decision = locked(referral.decision)
    referral = Referral.objects.select_related("commission").get(pk=referral.pk)
    referral.decision = decision
    allow(may_conclude(by, referral), by, decision)
    in_time("conclude", decision)
    refuse_unless(not referral.outcome, _("The commission has concluded already."))
    refuse_unless(outcome in Outcome.values, _("Choose one of the answers offered."), status=422)
    kk, ru = words(words_kk), words(words_ru)
    refuse_unless(
        bool(kk or ru) or outcome == Outcome.FOR,
        _("Write what the commission remarks, in Kazakh or in Russian."),
        status=422,
    )
    referral.outcome, referral.concluded_by = outcome, by.pk
    referral.concluded_on = past_day(day or today(), referral.sent_on)
    referral.number, referral.words_kk, referral.words_ru = line(number, 60), kk, ru
    referral.item = item
    referral.save()
    _moved(decision)
    heard.moved(decision, "decisions.conclude", by=by, key=f"{referral.pk}")
    record(by, "decisions.conclude", referral)
    return referral


@atomic
def mark_money(decision: Decision, *, by: User, touches_money: bool) -> Decision:
    """The apparatus or the chair says whether a draft cuts revenue or raises spending, whoever
    drafted it (Law 148, art. 7); never taken back once the akim has concluded on it."""
    decision = locked(decision)
    allow(may_mark_money(by, decision), by, decision)
    in_time("mark_money", decision)
    refuse_unless(decision.touches_money != touches_money, _("The draft is marked so already."))
    refuse_unless(
        touches_money or not decision.akim_conclusions.exists(),
        _("The akim has concluded on the draft: that it touches money is not taken back."),
    )
    decision.touches_money = touches_money
    decision.moved_on = today()
    decision.save(update_fields=["touches_money", "moved_on"])
    heard.moved(decision, "decisions.mark_money", by=by, key=f"{touches_money}")
    record(by, "decisions.mark_money", decision)
    return decision


@atomic
def enter_akim_conclusion(
    decision: Decision,
    *,
    by: User,
    is_positive: bool,
    day: dt.date,
    number: str = "",
    body: Body | None = None,
    words_kk: str = "",
    words_ru: str = "",
) -> AkimConclusion:
    """The akim's conclusion on a draft that cuts revenue or raises spending is entered (Law 148,
    art. 7); of several the latest counts."""
    decision = locked(decision)
    allow(may_enter_akim_conclusion(by, decision), by, decision)
    in_time("enter_akim_conclusion", decision)
    refuse_unless(
        decision.touches_money,
        _(
            "The draft touches no money, as it is marked: it needs no conclusion of the akim. If it"
            " cuts revenue or raises spending, the clerk or the chair marks so first."
        ),
    )
    refuse_unless(
        body is None or body.unit_id == decision.council.unit_id,
        _("Choose a body of this maslikhat's place."),
        status=422,
    )
    conclusion = AkimConclusion.objects.create(
        decision=decision,
        body=body,
        is_positive=is_positive,
        number=line(number, 60),
        day=past_day(day),
        words_kk=words(words_kk),
        words_ru=words(words_ru),
        by=by.pk,
    )
    _moved(decision)
    heard.moved(decision, "decisions.enter_akim_conclusion", by=by, key=f"{conclusion.pk}")
    record(by, "decisions.enter_akim_conclusion", conclusion)
    return conclusion


@atomic
def consult(
    decision: Decision,
    *,
    by: User,
    last_day: dt.date,
    basis: str,
    from_day: dt.date | None = None,
    url: str = "",
) -> Consultation:
    """A draft is laid open to everyone for a period, on a basis, with the page of Open NPA.

    From then on everyone reads it. The period begins on the day it is entered, or has begun.
    """
    decision = locked(decision)
    allow(may_consult(by, decision), by, decision)
    in_time("consult", decision)
    begun = past_day(from_day or today())
    to_day = last_day + dt.timedelta(days=1)
    refuse_unless(
        begun <= last_day <= today() + FARTHEST,
        _("The last day comes after the first, within a year."),
        status=422,
    )
    before = decision.consulted_to
    refuse_unless(
        before is None or begun >= before,
        _("The new period begins when the one before it is over."),
        status=422,
    )
    refuse_unless(
        Version.objects.filter(decision=decision).exists(),
        _("There is no text to consult on yet."),
    )
    basis = line(basis, LINE_MOST, needed=_("Write on what basis the consultation is held."))
    period = Consultation.objects.create(
        decision=decision, from_day=begun, to_day=to_day, basis=basis, url=url, by=by.pk
    )
    decision.consulted_from, decision.consulted_to = decision.consulted_from or begun, to_day
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.consult", by=by, key=f"{period.pk}")
    record(by, "decisions.consult", period)
    return period


@atomic
def table(decision: Decision, *, by: User, day: dt.date | None = None) -> Decision:
    """The chair puts a draft before the council: it has a text in both languages, and everyone
    reads it."""
    decision = locked(decision)
    allow(may_table(by, decision), by, decision)
    in_time("table", decision)
    latest = Version.objects.latest_of(decision)
    refuse_unless(
        latest is not None and bool(latest.text_kk and latest.text_ru),
        _("The text is not there in both Kazakh and Russian. Write the missing one first."),
    )
    decision.tabled_on = past_day(day or today())
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.table", by=by)
    record(by, "decisions.table", decision)
    return decision


def _moved(decision: Decision) -> None:
    decision.moved_on = today()
    decision.save(update_fields=["moved_on"])
