"""Relations between decisions, and the end of one by a court."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard
from maslikhat.decisions.effects import settle
from maslikhat.decisions.guards import allow, in_time, locked, locked_pair, past_day
from maslikhat.decisions.models import Decision, Relation
from maslikhat.decisions.models.decisions import RULE_MOST
from maslikhat.decisions.permissions import may_relate, may_repeal, may_unrelate
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record

CHANGING = (Relation.Kind.AMENDS, Relation.Kind.REPEALS)
FARTHEST = dt.timedelta(days=5 * 366)


@atomic
def relate(
    decision: Decision,
    target: Decision,
    *,
    by: User,
    kind: str,
    points: str = "",
    day: dt.date | None = None,
) -> Relation:
    """The apparatus enters what an adopted decision does to another: amends it, repeals it whole or
    in some points from a day, implements it or refers to it. Both pages show it."""
    decision, target = locked_pair(decision, target)
    allow(may_relate(by, decision), by, decision)
    in_time("relate", decision)
    refuse_unless(kind in Relation.Kind.values, _("Choose one of the answers offered."), status=422)
    refuse_unless(
        decision.pk != target.pk and target.adopted_on is not None,
        _("Choose another decision, one that was adopted."),
        status=422,
    )
    if kind in CHANGING:
        _may_change(decision, target)
        day = day or decision.in_force_from or decision.adopted_on
    refuse_unless(
        day is None or (decision.adopted_on or day) <= day <= today() + FARTHEST,
        _("The day cannot be so: it comes after the adoption."),
        status=422,
    )
    points = line(points, 200)
    refuse_unless(
        not decision.does.filter(target=target, kind=kind, points=points).exists(),
        _("This is entered already."),
    )
    made = Relation.objects.create(
        source=decision, target=target, kind=kind, points=points, day=day, by=by.pk
    )
    if kind in CHANGING:
        _settle(target)
        heard.opened(target, f"decisions.{kind}", by=by, key=f"{made.pk}")
    heard.told_search(decision)
    record(by, "decisions.relate", made)
    return made


@atomic
def unrelate(relation: Relation, *, by: User) -> Decision:
    """The apparatus takes back a relation that was entered by mistake: the other decision, which
    is returned, stands as if it had not been entered, and whoever was told of it is told so.

    The record keeps that it was entered and that it was taken back.
    """
    decision, target = locked_pair(relation.source, relation.target)
    allow(may_unrelate(by, decision), by, decision)
    in_time("unrelate", decision)
    gone, _of_each = Relation.objects.filter(pk=relation.pk).delete()
    refuse_unless(gone == 1, _("This was taken back already."))
    if relation.kind in CHANGING:
        _settle(target)
        heard.opened(target, f"decisions.{relation.kind}_by_mistake", by=by, key=f"{relation.pk}")
    else:
        heard.told_search(target)
    heard.told_search(decision)
    record(by, "decisions.unrelate", decision)
    return target


def _settle(target: Decision) -> None:
    """Settle a decision whose relations have changed: that has moved it today."""
    target.moved_on = today()
    target.save(update_fields=["moved_on"])
    settle(target)


def _may_change(decision: Decision, target: Decision) -> None:
    """A decision is changed and cancelled by its own maslikhat, or by a court (Law 148, art. 7)."""
    refuse_unless(
        decision.council_id == target.council_id,
        _("A maslikhat changes only its own decisions. Enter that it refers to the other one."),
        status=422,
    )
    refuse_unless(
        (decision.adopted_on or dt.date.max) >= (target.adopted_on or dt.date.min)
        # Of two that were adopted on one day the one that changes the other is the later.
        and not target.does.filter(target=decision, kind__in=CHANGING).exists(),
        _("The other decision is the later one."),
        status=422,
    )


@atomic
def repeal(decision: Decision, *, by: User, day: dt.date, basis_kk: str, basis_ru: str) -> Decision:
    """The end of a decision by a court is entered, with the judgment (Law 148, art. 7).

    What another decision repeals is entered on that decision, by `relate`.
    """
    decision = locked(decision)
    allow(may_repeal(by, decision), by, decision)
    in_time("repeal", decision)
    needed = _("Write the judgment with its number and day, in Kazakh and in Russian.")
    decision.repeal_basis_kk = line(basis_kk, RULE_MOST, needed=needed)
    decision.repeal_basis_ru = line(basis_ru, RULE_MOST, needed=needed)
    decision.repealed_on = past_day(day, decision.adopted_on)
    decision.moved_on = today()
    decision.save()
    heard.opened(decision, "decisions.repeal", by=by)
    record(by, "decisions.repeal", decision)
    return decision
