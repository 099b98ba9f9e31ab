"""How the portal is, for machines and for those who watch over it."""

import datetime as dt
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from maslikhat.decisions.models import Decision
from maslikhat.dialogue import summary
from maslikhat.kit import installation
from maslikhat.kit.answers import held
from maslikhat.kit.days import day_asked
from maslikhat.kit.transactions import writing
from maslikhat.ledger import state as record
from maslikhat.live import state as live
from maslikhat.portal import jobs
from maslikhat.registry import counts
from maslikhat.sittings.models import Sitting

RECORD_BEHIND = dt.timedelta(minutes=1)
JOBS_BEHIND = dt.timedelta(minutes=5)


@held(5, ("on",))
def healthz(request: HttpRequest) -> HttpResponse:
    """The state of database, jobs and record, and the country in numbers on a day, as JSON."""
    day = day_asked(request.GET.get("on"))
    try:
        told = _told(day)
    except DatabaseError:
        told = {"ok": False, "database": connection.vendor}
    return JsonResponse(told, status=200 if told["ok"] else 503)


def _told(day: dt.date) -> dict[str, Any]:
    numbers = counts.on(day)
    work = jobs.state()
    sealed = record.state()
    in_time = record.behind() < RECORD_BEHIND and work["behind"] < JOBS_BEHIND
    return {
        "ok": in_time and is_writable(),
        "demo": installation.is_demo(),
        "database": connection.vendor,
        "jobs": {"waiting": work["waiting"], "failed": work["failed"]},
        "record": {"size": sealed["size"], "sealed": sealed["sealed"]},
        "streams": live.streams(),
        "on": day.isoformat(),
        "councils": {level: numbers[level] for level in ("regional", "city", "district", "total")},
        "seats": numbers["seats"],
        "persons": numbers["persons"],
        "topics": summary.counts(),
        "decisions": Decision.objects.public().count(),
        "sittings": Sitting.objects.public().count(),
    }


def is_writable() -> bool:
    """Whether the database takes writes: a transaction that could is opened, and writes none."""
    with writing(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # BEGIN IMMEDIATE has taken the write lock; a file that is read-only refuses it.
            cursor.execute("PRAGMA query_only")
            return bool(cursor.fetchone()[0] == 0)
        cursor.execute(
            "SELECT NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::bool"
        )
        return bool(cursor.fetchone()[0])
