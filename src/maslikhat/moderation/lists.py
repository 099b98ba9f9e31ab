"""The rows of the queue, of appeals and of measures: as many queries for thirty as for one."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise

from maslikhat.kit.languages import Said, said
from maslikhat.moderation import registers
from maslikhat.moderation.models import Appeal, Case, Measure, Reason, Report
from maslikhat.moderation.registers import Ref, Thing
from maslikhat.registry.standing import Visitor


class QueueRow(NamedTuple):
    """A reported thing in the queue."""

    ref: Ref
    name: str | Promise
    thing: Thing
    report_count: int
    since: dt.datetime
    reasons: list[str]


class MeasureRow(NamedTuple):
    """A measure in a list, with the thing it is about."""

    measure: Measure
    thing: Thing | None
    office: str
    council: Said | None
    appeal: Appeal | None


def queue_rows(cases: Iterable[Case], user: Visitor | None) -> list[QueueRow]:
    """Reported things with what they are, how often, since when and why: two queries and one or
    two more a kind."""
    cases = list(cases)
    shown = registers.things([case.ref for case in cases])
    reasons: dict[int, dict[str, None]] = {}
    reports = Report.objects.answered_by(user).filter(case__in=cases).order_by("pk")
    for case, reason in reports.values_list("case", "reason"):
        reasons.setdefault(case, {})[str(Reason(reason).label)] = None
    return [
        QueueRow(
            case.ref,
            registers.kinds[case.kind].name,
            shown[case.ref],
            case.report_count,  # type: ignore[attr-defined]
            case.since,  # type: ignore[attr-defined]
            list(reasons.get(case.pk, {})),
        )
        for case in cases
        if case.ref in shown
    ]


def with_all(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """The measures with what a row of each needs, in one query."""
    return measures.select_related("case", "council", "appeal")


def measure_rows(measures: Iterable[Measure]) -> list[MeasureRow]:
    """Measures fetched `with_all`, each with its thing, office and appeal."""
    measures = list(measures)
    shown = registers.things([measure.case.ref for measure in measures])
    return [
        MeasureRow(
            measure,
            shown.get(measure.case.ref),
            measure.get_office_display(),
            said(measure.council, "name") if measure.council else None,
            getattr(measure, "appeal", None),
        )
        for measure in measures
    ]
