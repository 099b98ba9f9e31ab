"""What stands before the eyes of who changes a plan or a measure: of two at once the second is
told so."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from maslikhat.kit.texts import sha256_of
from maslikhat.money.guards import refuse_unless
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan
from maslikhat.money.models.plans import AMOUNTS


def amounts_seen(measures: Iterable[EnvironmentMeasure], year: int) -> str:
    """The hash of what the measures need, asked for, got and spent in a year."""
    return sha256_of(
        json.dumps(
            sorted(
                [one.pk, year, *(getattr(row, name) for name in AMOUNTS)]
                for one in measures
                for row in one.amounts.all()
                if row.year == year
            )
        )
    )


def words_seen(measure: EnvironmentMeasure) -> str:
    """The hash of what a measure is, word by word."""
    fields = EnvironmentMeasure._meta.concrete_fields
    return sha256_of(json.dumps([getattr(measure, field.attname) for field in fields]))


def way_seen(plan: EnvironmentPlan) -> str:
    """The hash of when a plan was heard in public, and agreed with whom."""
    days = [day and day.isoformat() for day in (plan.hearing_on, plan.agreed_on)]
    return sha256_of(json.dumps([*days, plan.hearing_link, plan.agreed_with]))


def years_seen(plan: EnvironmentPlan) -> str:
    """The hash of from which year a plan holds, and when it was developed."""
    return sha256_of(json.dumps([plan.first_year, plan.developed_in]))


def approval_seen(plan: EnvironmentPlan) -> str:
    """The hash of by which decisions a plan was approved and last changed."""
    days = [day and day.isoformat() for day in (plan.first_approved_on, plan.approved_on)]
    decisions = [plan.first_decision_id, plan.decision_id]
    return sha256_of(json.dumps([*days, *decisions, plan.first_approved_as, plan.approved_as]))


def refuse_changed(seen: str | None, now: str) -> None:
    """Refuse who has read what another has changed since; None is who read nothing."""
    refuse_unless(
        seen is None or seen == now,
        _("Someone has changed this meanwhile. Open the page anew, and enter yours."),
        status=409,
    )
